"""``f``: fields and numbers of the contact in hand on one form; only what was changed is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.answer_words import wanted
from pipeline_tui.domain.contact_acts import Changed, ContactFields
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.newcomers import read_place
from pipeline_tui.domain.typed_fields import changes_typed, custom_field, fields_as_typed, number_field
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.custom_readings import custom_question, reads_custom
from pipeline_tui.screens.form import Field, Typed
from pipeline_tui.screens.people_readings import (
    reads_audience,
    reads_civility,
    reads_consent,
    reads_email,
    reads_holder,
    reads_language,
    reads_numbers,
    reads_place,
)
from pipeline_tui.screens.person_form import PersonForm
from pipeline_tui.ui.field_words import changed_words
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, say
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import language_name
from pipeline_tui.wording import mark, tr

if TYPE_CHECKING:
    from pipeline_tui.screens.calling import CallingScreen

_SAID = mark("y they agree, n they take it back; then how: y, paper, form 12")
_WHOSE = mark("personal, household, switchboard or gone; ext 12 adds an extension")


def open_for(desk: CallingScreen) -> None:
    """Read the contact in hand, then ask."""
    held = desk.desk
    if held is not None:
        token = held.token
        desk.read(
            "fields",
            lambda: desk.session.doors.contact_fields(token),
            lambda known: _ask(desk, token, known, fields_as_typed(known), None),
            lambda error: desk.lost(error, token),
        )


def _ask(
    desk: CallingScreen, token: str, known: ContactFields, typed: Typed, trouble: PipelineError | None
) -> None:
    session = desk.session
    home = known.country or session.workspace.country
    form: list[PersonForm] = []

    def country() -> str:
        return read_place(form[0].typed["place"], home).country if form else home

    numbers = [
        Field(
            number_field(one.id),
            tr("Number {place}", place=place),
            typed[number_field(one.id)],
            reads_holder(one.shown),
            required=True,
            resting=one.shown,
            help=tr(_WHOSE),
        )
        for place, one in enumerate(known.numbers, start=1)
    ]
    fields = [
        Field("civility", tr("Civility"), typed["civility"], reads_civility(session), resting=tr("Mr or Ms")),
        Field("first_name", tr("First name"), typed["first_name"]),
        Field("last_name", tr("Last name"), typed["last_name"]),
        Field(
            "language",
            tr("Language"),
            typed["language"],
            reads_language,
            resting=tr("the shop's: {language}", language=language_name(session.language)),
            help=tr("Picks the script, and who may be given the contact."),
        ),
        Field(
            "audience",
            tr("Called as"),
            typed["audience"],
            reads_audience,
            resting=tr("unknown: as a consumer"),
            help=tr("consumer or business; what it was before counts too for 30 days."),
        ),
        Field("firm", tr("Firm"), typed["firm"]),
        Field("role", tr("Role"), typed["role"]),
        Field(
            "place",
            tr("Place"),
            typed["place"],
            reads_place(home),
            help=tr("Postcode and town say the clock there."),
        ),
        Field("preferred_hours", tr("Best hours"), typed["preferred_hours"], help=tr('In words: "after 5".')),
        Field("email", tr("E-mail"), typed["email"], reads_email),
        Field(
            "consent",
            tr("May we ring?"),
            typed["consent"],
            reads_consent,
            resting=known.consent or tr("no consent is recorded"),
            help=tr("y or n, then how: y, paper, form 12. Ask: {asked}", asked=known.asked)
            if known.asked
            else tr(_SAID),
        ),
        *(
            Field(
                custom_field(one.code),
                one.name,
                typed[custom_field(one.code)],
                reads_custom(session, one.code),
                resting=wanted(custom_question(session, one.code), session.language),
                help=tr("A field of your shop's own; empty takes it away."),
            )
            for one in known.custom
        ),
        *numbers,
        Field(
            "add_numbers",
            tr("Add a number"),
            typed["add_numbers"],
            reads_numbers(country),
            help=tr("It stands for this person from now on; several apart by a comma."),
        ),
    ]
    form.append(
        PersonForm(tr("Fields of {name}", name=known.name), fields, accept=tr("store"), trouble=trouble)
    )

    def given(answer: Typed | None) -> None:
        changes = changes_typed(known, answer) if answer is not None else None
        if answer is None or changes is None:
            return
        act = new_act()
        desk.act(
            lambda: session.doors.change_contact(token, changes, act=act),
            lambda changed: _changed(desk, changed),
            lambda error: _refused(desk, token, known, answer, error),
        )

    desk.open(form[0], given)


def _refused(
    desk: CallingScreen, token: str, known: ContactFields, typed: Typed, error: PipelineError
) -> None:
    """Say what was not changed; what was typed stands in the form again unless the contact is another now."""
    if not desk.holds(token) or error.data.get("needs") == "reading":
        desk.lost(error, token)
    else:
        _ask(desk, token, known, typed, error)


def _changed(desk: CallingScreen, changed: Changed) -> None:
    session = desk.session
    what = changed_words(changed.what, Names.of(session.playbook, session.language))
    desk.word = join(fixed("✓ ", SUCCESS), fixed(tr("changed ")), say(f"· {changed.name} · {what}", QUIET))
    if changed.desk is not None:
        desk.show_desk(changed.desk)
    desk.say(what, tr("Changed: {name}", name=changed.name))
