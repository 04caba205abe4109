"""New people on the linear desk: one question after the other, each read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_script import read_step
from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.plain_words import may_not
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.contact_acts import Added, Alike, Standing
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.names import display_name, spoken_name
from pipeline_tui.domain.newcomers import (
    Ground,
    How,
    NewPerson,
    numbers_of,
    person_name,
    read_email,
    read_language,
    read_place,
)
from pipeline_tui.domain.phones import international, masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import adding, looking_up, recognising
from pipeline_tui.ui.words import kind_name
from pipeline_tui.wording import WordTable, mark, tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting

Read = Callable[[str], str]

_HOW = WordTable(
    {
        How.WALK_IN: "walked in",
        How.INCOMING: "rang us",
        How.REFERRED: "named by the contact in hand",
        How.OTHER: "another way",
    }
)
_GROUNDS = WordTable(
    {
        Ground.ASKED: "they asked us to call",
        Ground.CLIENT: "existing client, under a current contract",
        Ground.BUSINESS: "a firm, by its public number",
        Ground.NONE: "no ground: kept, rung only where the rules want none",
    }
)
_FOUND = MappingProxyType(
    {
        Standing.YOURS: mark("This is {name}, on your desk; going on takes them."),
        Standing.FREE: mark("This is known here and in nobody's hand; going on takes them."),
        Standing.TAKEN: mark("This is with a colleague; l sends them a message."),
    }
)
_PERHAPS = MappingProxyType(
    {
        Standing.YOURS: mark("This is perhaps {name}, on your desk; going on takes them."),
        Standing.FREE: mark("This is perhaps known here and in nobody's hand; going on takes them."),
        Standing.TAKEN: mark("This is perhaps with a colleague; l sends them a message."),
    }
)


class Left(Exception):
    """The operator left the questions."""


def add(sitting: Sitting, *, numbers: str = "", how: How | None = None) -> None:
    """Ask for somebody new; whoever is known already is said, and taken."""
    home, form = sitting.shop.workspace.country, new_act()
    try:
        person = NewPerson(name=ask_field(sitting, tr("Name, as in Mme Claire Martin:"), _name(sitting)))
        if not numbers:
            numbers = ask_field(
                sitting, tr("Numbers, several apart by a comma:"), lambda text: numbers_read(text, home)
            )
        person = replace(person, numbers=numbers)
        person = replace(
            person, email=ask_field(sitting, tr("E-mail:"), lambda text: ", ".join(read_email(text)))
        )
        person = replace(person, firm=ask_field(sitting, tr("Firm:")))
        _recognised(sitting, person, form)
        if person.firm:
            person = replace(person, role=ask_field(sitting, tr("Role there:")))
        person = replace(
            person,
            place=ask_field(sitting, tr("Place, as in 69002 Lyon:"), lambda text: place_read(text, home)),
        )
        person = replace(
            person, language=ask_field(sitting, tr("Language, if not the shop's:"), read_language)
        )
        came = how or How(_choose(sitting, tr("How did they come?"), _HOW, How.OTHER))
        person = replace(person, how=came)
        if came is How.REFERRED and sitting.desk is not None:
            person = replace(person, referred_by=sitting.desk.contact_id)
        ground = Ground(_choose(sitting, tr("On what ground may we call?"), _GROUNDS, Ground.NONE))
        person = replace(person, ground=ground, note=ask_field(sitting, tr("Note:")))
    except Left:
        sitting.voice.say(tr("Nobody added."))
        return
    _add(sitting, person, form)


def _add(sitting: Sitting, person: NewPerson, form: str) -> None:
    shop, viewer, another, act = sitting.shop, sitting.viewer, None, new_act()
    while True:
        try:
            added = adding.add_contact(
                shop, viewer, person, act=act, form=form, stage=Stage.SCOUTING, another=another
            )
        except Refused as refused:
            if refused.data.get("needs") != "another":
                raise
            sitting.voice.say(f"{refused.title}.", refused.detail)
            another = sitting.voice.yes(tr("Is it another person?"))
            continue
        break
    _told(sitting, added)
    desk = added.desk
    if desk is None:
        return
    if person.how is How.INCOMING and desk.call is None and desk.numbers:
        taken = looking_up.take_incoming(shop, viewer, desk.token, act=new_act(), number_id=desk.number_id)
        sitting.hold(taken)
        read_step(sitting, ask=False)
    else:
        sitting.hold(desk)


def _told(sitting: Sitting, added: Added) -> None:
    if added.in_hand:
        where = tr("in hand")
    elif added.next_up:
        where = tr("your own next")
    else:
        queued = added.verdict.blocker is None
        where = tr("in the queue") if queued else tr("kept, not in the queue")
    told = mark("Taken: {name}, {where}.") if added.known else mark("Added: {name}, {where}.")
    sitting.voice.say(tr(told, name=added.name, where=where))
    if not added.verdict.allowed:
        sitting.voice.say(may_not(added.verdict.reason))
    if added.linked:
        sitting.voice.say(tr("{count} more on the same line.", count=added.linked))


def _recognised(sitting: Sitting, person: NewPerson, form: str) -> None:
    """Say whether somebody typed is known, as the desk may know it; each question is in the journal."""
    enough = bool(person.numbers or person.email)
    if not enough and not (person.name and person.firm):
        return
    told = recognising.alike(sitting.shop, sitting.viewer, person, form=form, stage=Stage.SCOUTING)
    sitting.voice.say(_standing(told))
    if told.stopped:
        numbers = ", ".join(map(masked, told.stopped))
        sitting.voice.say(tr("Nobody may ring {numbers}; the person can be kept.", numbers=numbers))


def _standing(told: Alike) -> str:
    found = _FOUND if told.certain else _PERHAPS
    if told.standing in found:
        return tr(found[told.standing], name=told.name)
    if told.linked:
        return tr("Not known; {count} on the same line will be linked, as a household.", count=told.linked)
    return tr("Not known here yet.")


def ask_field(sitting: Sitting, question: str, read: Read | None = None) -> str:
    """Ask until the answer is understood, and say how; "" for nothing. Raises Left."""
    while True:
        typed = sitting.ask(question, tr("Nothing, to leave it out."), tr(". leaves; nothing is stored."))
        if typed == LEAVE:
            raise Left
        if not typed or typed == "-" or read is None:
            return typed
        try:
            meant = read(typed)
        except UsageTrouble as trouble:
            sitting.voice.trouble(trouble)
            continue
        if meant and meant != typed:
            sitting.voice.say(f"{meant}.")
        return typed


def _choose(
    sitting: Sitting,
    question: str,
    words: Mapping[How, str] | Mapping[Ground, str],
    default: str,
) -> str:
    options = [(code.value, said) for code, said in words.items()]
    named = dict(options)[default]
    asked = tr("{question} Nothing for {named}:", question=question, named=named)
    picked = sitting.voice.choose(asked, options, default=default)
    if picked is None:
        raise Left
    return picked


def _name(sitting: Sitting) -> Read:
    language = sitting.shop.workspace.language

    def read(text: str) -> str:
        name = person_name(text)
        listed = display_name(name.civility, name.first, name.last, language)
        spoken = spoken_name(name.civility, name.first, name.last, language)
        return listed if listed.casefold() == spoken.casefold() else f"{listed}, {spoken}"

    return read


def numbers_read(text: str, country: str) -> str:
    """Return numbers as understood; UsageTrouble when one cannot be rung."""
    return "; ".join(f"{international(one.e164)}, {kind_name(one.kind)}" for one in numbers_of(text, country))


def place_read(text: str, home: str) -> str:
    """Return a place as understood."""
    place = read_place(text, home)
    return ", ".join(part for part in (place.postcode, place.city, place.country) if part)
