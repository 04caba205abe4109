"""Somebody new, from any desk: one form, the known found as they are typed, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.content import Content

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.contact_acts import Added, Alike, Standing
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.newcomers import Ground, How, NewPerson, read_code, read_place
from pipeline_tui.domain.phones import masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Choose, Read
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Typed
from pipeline_tui.screens.look_up import show_taken
from pipeline_tui.screens.people_readings import (
    choices,
    reads_choice,
    reads_email,
    reads_language,
    reads_name,
    reads_numbers,
    reads_place,
)
from pipeline_tui.screens.person_form import PersonForm
from pipeline_tui.ui.command import DESK_OF
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, count, fixed, join, lines, say
from pipeline_tui.ui.words import BLOCKERS, language_name
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.screens.base import DeskScreen

_HOW = WordTable(
    {
        How.WALK_IN: "walked in",
        How.INCOMING: "rang us",
        How.REFERRED: "referred by the contact in hand",
        How.OTHER: "another way",
    }
)
_GROUNDS = WordTable(
    {
        Ground.ASKED: "they asked us to call: kept as their word, with today's date",
        Ground.CLIENT: "existing client, under a current contract",
        Ground.BUSINESS: "a firm, by its public number",
        Ground.NONE: "no ground: kept, rung only where the rules want none",
    }
)
# What whoever is typed is recognised by, and what decides whether they may be rung.
_ASKED_WITH = frozenset({"name", "numbers", "email", "firm", "place", "how", "ground"})
_STAGE_OF = MappingProxyType({place: stage for stage, place in DESK_OF.items()})


def open_for(
    desk: DeskScreen, *, numbers: str = "", how: How | None = None, typed: Typed | None = None
) -> None:
    """Ask for somebody new; a colleague of the contact in hand is proposed when they were named by it."""
    in_hand = desk.desk
    known = {"numbers": numbers, "how": how.value if how else "", **(typed or {})}
    if how is How.REFERRED and in_hand is not None and typed is None:
        known["firm"] = in_hand.firm
    _ask(desk, known, new_act(), in_hand, None)


def person_of(typed: Typed, in_hand: Desk | None) -> NewPerson:
    """Return what was typed; UsageTrouble while it stands for nobody."""
    how = read_code(typed["how"], How) or How.OTHER
    referred = how is How.REFERRED and in_hand is not None
    return NewPerson(
        name=typed["name"],
        numbers=typed["numbers"],
        email=typed["email"],
        firm=typed["firm"],
        role=typed["role"],
        place=typed["place"],
        language=typed["language"],
        how=how,
        ground=read_code(typed["ground"], Ground) or Ground.NONE,
        note=typed["note"],
        referred_by=in_hand.contact_id if referred and in_hand is not None else None,
    )


def alike_words(told: Alike, *, enough: bool) -> Content:
    """Return what the desk may know of somebody typed; ``enough``: a number or an address was given."""
    said: list[Content] = []
    if told.standing is Standing.NOBODY:
        if told.linked:
            people = count(told.linked, "known person", "known people")
            said.append(say(tr("· {people} on the same line: will be linked (household)", people=people)))
        elif enough:
            said.append(fixed(tr("✓ not known here yet"), SUCCESS))
    elif told.standing is Standing.TAKEN:
        words = tr("already with a colleague: message them with l")
        said.append(fixed(f"! {words if told.certain else tr('perhaps ') + words}", WARNING))
    else:
        where = (
            tr("on your desk: {name}", name=told.name)
            if told.standing is Standing.YOURS
            else tr("known here and free")
        )
        does = tr("Enter takes it") if told.certain else tr("by name only: Enter asks which")
        said.append(join(fixed("✓ ", SUCCESS), say(f"{where} · {does}", SUCCESS)))
    if told.stopped:
        covered = ", ".join(masked(one) for one in told.stopped)
        said.append(say(tr("! nobody may ring {covered}; the person can be kept", covered=covered), WARNING))
    elif (
        enough
        and told.blocker is not None
        and told.blocker is not Blocker.NO_NUMBER
        and told.standing is Standing.NOBODY
    ):
        said.append(
            say(tr("! kept, but may not be rung: {sentence}", sentence=BLOCKERS[told.blocker]), WARNING)
        )
    return lines(said[:2])


def _fields(desk: DeskScreen, known: Typed, in_hand: Desk | None, form: list[PersonForm]) -> list[Field]:
    session = desk.session
    home = session.workspace.country

    def country() -> str:
        return read_place(form[0].typed["place"], home).country if form else home

    def asked(key: str, label: str, read: Read | None = None, *, resting: str = "", help: str = "") -> Field:
        return Field(key, label, known.get(key, ""), read, resting=resting, help=help)

    named = (
        tr("named by {name}", name=in_hand.name)
        if in_hand is not None
        else tr("named by the contact in hand")
    )
    ways = {**_HOW, How.REFERRED: named if in_hand is not None else tr("referred by somebody")}
    return [
        asked(
            "name",
            tr("Name"),
            read=reads_name(session),
            help=tr('As in "Mme Claire Martin", or only a firm below.'),
        ),
        asked(
            "numbers",
            tr("Numbers"),
            read=reads_numbers(country),
            help=tr("Several apart by a comma; + and the country code outside {home}.", home=home),
        ),
        asked("email", tr("E-mail"), read=reads_email),
        asked("firm", tr("Firm")),
        asked("role", tr("Role"), help=tr("What they do there, as in buyer.")),
        asked(
            "place",
            tr("Place"),
            read=reads_place(home),
            help=tr('Postcode and town: the clock. "Lyon, Belgium".'),
        ),
        asked(
            "language",
            tr("Language"),
            read=reads_language,
            resting=tr("the shop's: {language}", language=language_name(session.language)),
        ),
        asked("how", tr("How they came"), read=reads_choice(How, ways), help=choices(How)),
        asked(
            "ground",
            tr("May we call?"),
            read=reads_choice(Ground, _GROUNDS),
            resting=tr("none yet: kept, not rung"),
            help=tr("{choices}; without one: kept, not rung", choices=choices(Ground)),
        ),
        asked("note", tr("Note")),
    ]


def _ask(
    desk: DeskScreen, known: Typed, form_id: str, in_hand: Desk | None, trouble: PipelineError | None
) -> None:
    doors, stage = desk.session.doors, _STAGE_OF.get(desk.PLACE)

    def words(typed: Typed) -> Content:
        person = person_of(typed, in_hand)
        enough = bool(person.numbers or person.email)
        if not enough and not (person.name and (person.firm or person.place)):
            return fixed("")
        try:
            told = doors.alike(person, form=form_id, stage=stage)
        except UsageTrouble:
            return fixed("")  # the field itself says what is not understood
        return alike_words(told, enough=enough)

    def ask(typed: Typed, told: Callable[[Content], None]) -> None:
        desk.read("alike", lambda: words(typed), told, lambda error: told(say(error.title, QUIET)))

    form: list[PersonForm] = []
    form.append(
        PersonForm(
            tr("New contact"),
            _fields(desk, known, in_hand, form),
            accept=tr("add"),
            ask=ask,
            asks_with=_ASKED_WITH,
            trouble=trouble,
        )
    )

    def given(typed: Typed | None) -> None:
        if typed is not None:
            _add(desk, typed, form_id, in_hand, stage, None)

    desk.app.push_screen(form[0], given)


def _add(
    desk: DeskScreen,
    typed: Typed,
    form_id: str,
    in_hand: Desk | None,
    stage: Stage | None,
    another: bool | None,
) -> None:
    doors, act, then = desk.session.doors, new_act(), new_act()
    person = person_of(typed, in_hand)

    def work() -> Added:
        added = doors.add_contact(person, act=act, form=form_id, stage=stage, another=another)
        held = added.desk
        if person.how is not How.INCOMING or held is None or held.call is not None or not held.numbers:
            return added
        # They are on the line: outcomes, note and hand-off work as on any call, and no cap counts it.
        return replace(added, desk=doors.take_incoming(held.token, act=then, number_id=held.number_id))

    def refused(error: PipelineError) -> None:
        if error.data.get("needs") != "another":
            _ask(desk, typed, form_id, in_hand, error)
            return
        free = error.data.get("standing") != Standing.TAKEN.value
        same = tr("The same person: take that contact") if free else tr("The same person: leave them")

        def chosen(which: str | None) -> None:
            if which is None:
                _ask(desk, typed, form_id, in_hand, None)
            else:
                _add(desk, typed, form_id, in_hand, stage, which == "another")

        answers = (("another", tr("Another person: add them")), ("same", same))
        desk.app.push_screen(Choose(error.title, answers, detail=error.detail), chosen)

    desk.act(work, lambda added: told(desk, added), refused)


def told(desk: DeskScreen, added: Added) -> None:
    """Say who was added, where they are, and what the calling rules say of them."""
    title = tr("Taken: {name}", name=added.name) if added.known else tr("Added: {name}", name=added.name)
    if added.in_hand:
        where = tr("in hand")
    elif added.next_up:
        where = tr("your own next, after the contact in hand")
    else:
        where = {
            Stage.SCOUTING: tr("in the queue")
            if added.verdict.blocker is None
            else tr("kept, not in the queue"),
            Stage.HUNTING: tr("among your deals"),
            Stage.FARMING: tr("among your clients, check-in today"),
        }.get(added.stage, tr("kept"))
    gate = "" if added.verdict.allowed else f" {added.verdict.reason}"
    shared = (
        tr(" {count} on the same line.", count=count(added.linked, "other", "others")) if added.linked else ""
    )
    desk.say(f"{where}.{gate}{shared}", title)
    if added.desk is not None:
        show_taken(desk, added.desk)
    desk.reload()  # its deal or check-in stands in the lists from now on
