"""The set-up questions as plain prompts, for the first start without a workspace.

Nothing is written before the last answer: Ctrl-C leaves nothing behind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline_tui.cli.first_start import make_own_folder
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.home_places import ZONES, default_language
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role, Stage
from pipeline_tui.domain.structures import TIERS, Structure
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from pipeline_tui.services.shop import Shop

T = TypeVar("T")
Ask = Callable[[str], str]

HOURS = "Mon-Sat 9-19"

_LINE = WordTable(
    {
        Structure.ONE_TIER: "everybody does everything, from the first call to the regular client",
        Structure.TWO_TIER_FINDER: "some find interested people, others sell and keep the clients",
        Structure.TWO_TIER_CLOSER: "some find and sell, others keep the clients",
        Structure.THREE_TIER: "finding, selling and keeping are three jobs",
    }
)
_WORK = WordTable({Stage.SCOUTING: "find", Stage.HUNTING: "sell", Stage.FARMING: "keep the clients"}, "who")


def set_up_by_asking(path: Path, ask: Ask = input) -> Shop:
    """Ask the questions, make the workspace at ``path`` and open it.

    Raises UsageTrouble when the input ends before the last answer.
    """
    from pipeline_tui.services.setting_up import set_up

    try:
        answers = ask_all(ask)
    except EOFError as error:
        raise UsageTrouble(
            tr("The questions were not answered to the end"),
            tr("Nothing was made."),
            tr(
                "Start again in a terminal, or use `pipeline-tui init`; "
                "`pipeline-tui demo` makes a shop to try."
            ),
        ) from error
    make_own_folder(path)
    return set_up(path, answers)


def ask_all(ask: Ask = input) -> SetUp:
    """Return the answers to the set-up questions; each is asked again until it can be understood."""
    from pipeline_tui.domain.working_time import parse_hours
    from pipeline_tui.playbooks.reading import USUAL_TRADE, load_shipped, shipped_trades
    from pipeline_tui.settings import own_country

    _say(tr("Welcome. A few questions set up your shop; Enter takes what stands in brackets."))
    firm = _until(ask, tr("Name of the firm"), "", _named)
    trades = sorted(shipped_trades(), key=lambda each: each != USUAL_TRADE)
    trade = _choice(ask, tr("Trade"), dict.fromkeys(trades, ""))
    country = _until(ask, tr("Country, two letters"), own_country(), _country)
    zone = _zone(ask, country)
    structure = Structure(
        _choice(ask, tr("Who does what"), {each.value: said for each, said in _LINE.items()})
    )
    operators = _people(ask, structure)
    languages = load_shipped(trade).languages
    likely = default_language(country)
    ordered = sorted(languages, key=lambda each: each != likely)
    language = _choice(ask, tr("Language of the shop"), dict.fromkeys(ordered, ""))

    def hours_read(text: str) -> str:
        parse_hours(text)
        return text

    hours = _until(ask, tr("Working hours"), HOURS, hours_read)
    return SetUp(firm, trade, country, structure, language, operators, zone, hours)


def _people(ask: Ask, structure: Structure) -> tuple[tuple[str, frozenset[Role]], ...]:
    """Ask for the people of each tier; the first one named runs the line too."""
    names: dict[str, str] = {}
    roles: dict[str, set[Role]] = {}
    for tier in TIERS[structure]:
        stages = [stage for stage in Stage if stage in tier]
        if structure is Structure.ONE_TIER:
            question = tr("Who works here, separated by commas")
        else:
            question = tr(
                "Who will {stages}, separated by commas",
                stages=tr(" and ").join(_WORK[stage] for stage in stages),
            )
        for name in _until(ask, question, "", _several_names):
            names.setdefault(fold(name), name)
            roles.setdefault(fold(name), set()).update(ROLE_OF_STAGE[stage] for stage in stages)
    runs_it = _until(
        ask,
        tr("Who runs the line (lists, people, reports)"),
        next(iter(names.values())),
        lambda text: _one_of(text, names),
    )
    roles[runs_it].add(Role.MANAGER)
    return tuple((names[key], frozenset(roles[key])) for key in names)


def _zone(ask: Ask, country: str) -> str:
    """Ask for the time zone only where the country does not settle it; "" leaves it to the set-up."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    def known(text: str) -> str:
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageTrouble(
                tr("There is no time zone {text}", text=text), "", tr("Write it like Europe/Paris.")
            ) from error
        return text

    return "" if country in ZONES else _until(ask, tr("Time zone, like Europe/Paris"), "", known)


def _choice(ask: Ask, question: str, choices: dict[str, str]) -> str:
    """Ask for one of the choices, by its number or its word; the first one is the default."""
    words = list(choices)
    _say(f"{question}:")
    for number, (word, said) in enumerate(choices.items(), start=1):
        _say(f"{number}  {word}{f': {said}' if said else ''}")

    def chosen(text: str) -> str:
        if text.isdecimal() and 1 <= int(text) <= len(words):
            return words[int(text) - 1]
        if text.lower() in words:
            return text.lower()
        raise UsageTrouble(
            tr("{text} is not among them", text=text),
            "",
            tr("Type a number from 1 to {most}, or the word.", most=len(words)),
        )

    return _until(ask, tr("Number or word"), words[0], chosen)


def _until(ask: Ask, question: str, default: str, read: Callable[[str], T]) -> T:
    while True:
        given = clean(ask(f"{question} [{default}]: " if default else f"{question}: ")) or default
        try:
            return read(given)
        except PipelineError as error:
            told = (error.title, error.detail, error.next_step)
            _say(" ".join(f"{part.rstrip('.')}." for part in told if part))


def _named(text: str) -> str:
    if not text:
        raise UsageTrouble(tr("A name is needed"))
    return text


def _several_names(text: str) -> Sequence[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageTrouble(tr("At least one name is needed"))
    return names


def _one_of(text: str, names: dict[str, str]) -> str:
    if fold(text) not in names:
        raise UsageTrouble(
            tr("{text} is not among them", text=text),
            "",
            tr("Known: {names}", names=", ".join(names.values())),
        )
    return fold(text)


def _country(text: str) -> str:
    from pipeline_tui.domain.money import currency_of

    currency_of(text)
    return text.upper()


def _say(text: str) -> None:
    sys.stdout.write(f"{clean(text, limit=1000)}\n")
    sys.stdout.flush()
