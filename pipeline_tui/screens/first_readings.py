"""How each answer of the set-up reads so far, in a few words, and what is said under the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from pipeline_tui.domain.crew_words import read_crew
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.first_answers import (
    DEMO,
    NO_LIST,
    Home,
    TradeOffer,
    Typed,
    given,
    read_computers,
    read_goal,
    read_home,
    read_trade,
    usual,
)
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.screens.first_door import FirstDoor
from pipeline_tui.ui.first_words import EXAMPLE, GROUPED, WHY
from pipeline_tui.ui.formatting import QUIET, column, count, fixed, join, say, wrapped
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES
from pipeline_tui.ui.words import goal_words
from pipeline_tui.widgets.file_lines import file_size
from pipeline_tui.wording import spoken, tr

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What Enter takes, and how the answer reads; ``full`` also says what to do about a wrong one."""

    usual: str
    words: str
    wrong: bool = False
    full: str = ""


def read_answer(question: str, typed: Typed, door: FirstDoor) -> Told:
    """Return how the answer to a question reads."""
    proposed = usual(question, typed, door.ground)
    try:
        return Told(proposed, _reads(question, typed, door))
    except PipelineError as error:
        parts = (f"{error.title}.", error.detail, error.next_step)
        return Told(proposed, error.title, wrong=True, full=" ".join(part for part in parts if part))


def _reads(question: str, typed: Typed, door: FirstDoor) -> str:
    text = given(question, typed, door.ground)
    match question:
        case "firm":
            return tr("as you say it in a call")
        case "trade":
            trade = read_trade(text, door.ground)
            return tr(
                "{trade}: {structure} as a rule",
                trade=trade.name(spoken()),
                structure=STRUCTURE_NAMES[trade.structure],
            )
        case "country":
            home = read_home(text, _trade(typed, door))
            return f"{home.country} · {home.currency} · {home.language} · {home.zone}"
        case "people":
            crew = read_crew(text)
            return f"{STRUCTURE_NAMES[crew.structure]} · {count(len(crew.people), 'person', 'people')}"
        case "computers":
            return tr("the others over SSH") if read_computers(text) else tr("this one")
        case "hours":
            parse_hours(text)
            return tr("the shop's own clock")
        case "list":
            return _list(text, door)
    return goal_words(read_goal(text))


def _list(text: str, door: FirstDoor) -> str:
    if text == DEMO:
        return tr("invented people, to try with")
    if text == NO_LIST:
        return tr("none yet: F on the manager's desk")
    file = door.file_named(text)
    return f"{file.name} · {file_size(file.size)}"


def _trade(typed: Typed, door: FirstDoor) -> TradeOffer:
    try:
        return read_trade(given("trade", typed, door.ground), door.ground)
    except UsageTrouble:
        return door.ground.trades[0]


def home_of(typed: Typed, door: FirstDoor) -> Home:
    """Return where the shop is by the answers so far."""
    return read_home(given("country", typed, door.ground), _trade(typed, door))


def explained(question: str, typed: Typed, door: FirstDoor, width: int) -> Iterator[Content]:
    """Yield what a question is for, and what there is to choose from."""
    told = read_answer(question, typed, door)
    chosen_wrong = question == "trade" and told.wrong  # with both, the last trade would not fit 24 lines
    if not chosen_wrong:
        yield from wrapped(WHY[question], width)
    if question == "trade":
        if not chosen_wrong:
            yield fixed("")
        for number, trade in enumerate(door.ground.trades, start=1):
            yield join(
                fixed(f"{number} ", "bold $accent"),
                say(trade.name(spoken())),
                fixed(f"  {trade.code}", QUIET),
            )
    elif question == "people":
        usual_crew = _trade(typed, door).structure
        yield fixed("")
        yield join(fixed(tr("Usual in this trade: "), QUIET), fixed(EXAMPLE[usual_crew]))
        if not told.wrong:
            yield from _crew(given(question, typed, door.ground))
    elif question == "country" and not told.wrong:
        yield fixed("")
        yield from _home(home_of(typed, door))
    elif question == "computers" and not told.wrong and read_computers(given(question, typed, door.ground)):
        yield fixed("")
        yield from _several(typed, door, width)
    elif question == "list" and not told.wrong:
        yield fixed("")
        yield from wrapped(tr("Files are read below {folder}", folder=door.lists_folder), width, QUIET)
    if not typed.get(question, "").strip():
        yield fixed("")
        yield join(fixed(tr("Enter takes: "), QUIET), say(told.usual))


def _several(typed: Typed, door: FirstDoor, width: int) -> Iterator[Content]:
    """Yield what the others type, and what has to be done once for it."""
    try:
        names = [name for name, _ in read_crew(given("people", typed, door.ground)).people]
    except UsageTrouble:
        names = [door.ground.person]
    yield say(tr("{name} types on another computer:", name=names[-1]), QUIET)
    yield from wrapped(f"  {door.sign_in_command(names[-1])}", width)
    yield from wrapped(
        tr(
            "Once for each: their SSH key in this account, and a passphrase (pipeline-tui people passphrase "
            "NAME). These lines are printed for everybody when you leave the workstation."
        ),
        width,
        QUIET,
    )


def _home(home: Home) -> Iterator[Content]:
    for what, value in (
        (tr("money"), home.currency),
        (tr("scripts"), home.language),
        (tr("clock"), home.zone),
    ):
        yield join(column(what, 9, QUIET), say(value))


def _crew(text: str) -> Iterator[Content]:
    crew = read_crew(text)
    yield join(fixed(tr("So it is "), QUIET), fixed(GROUPED[crew.structure]))
    for name, roles in crew.people[:_MOST_NAMED]:
        yield join(
            say(name, "bold"), fixed("  "), fixed(", ".join(one for one in Role if one in roles), QUIET)
        )
    if len(crew.people) > _MOST_NAMED:
        yield fixed(tr("… {number} more", number=len(crew.people) - _MOST_NAMED), QUIET)
