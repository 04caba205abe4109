"""New people on the linear desk: one question after the other, each read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_script import read_step
from pipeline_tui.cli.plain_voice import LEAVE
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

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting

Read = Callable[[str], str]

_HOW = MappingProxyType(
    {
        How.WALK_IN: "walked in",
        How.INCOMING: "rang us",
        How.REFERRED: "named by the contact in hand",
        How.OTHER: "another way",
    }
)
_GROUNDS = MappingProxyType(
    {
        Ground.ASKED: "they asked us to call",
        Ground.CLIENT: "existing client, under a current contract",
        Ground.BUSINESS: "a firm, by its public number",
        Ground.NONE: "no ground: kept, rung only where the rules want none",
    }
)


class Left(Exception):
    """The operator left the questions."""


def add(sitting: Sitting, *, numbers: str = "", how: How | None = None) -> None:
    """Ask for somebody new; whoever is known already is said, and taken."""
    home, form = sitting.shop.workspace.country, new_act()
    try:
        person = NewPerson(name=ask_field(sitting, "Name, as in Mme Claire Martin:", _name(sitting)))
        if not numbers:
            numbers = ask_field(
                sitting, "Numbers, several apart by a comma:", lambda text: numbers_read(text, home)
            )
        person = replace(person, numbers=numbers)
        person = replace(
            person, email=ask_field(sitting, "E-mail:", lambda text: ", ".join(read_email(text)))
        )
        person = replace(person, firm=ask_field(sitting, "Firm:"))
        _recognised(sitting, person, form)
        if person.firm:
            person = replace(person, role=ask_field(sitting, "Role there:"))
        person = replace(
            person, place=ask_field(sitting, "Place, as in 69002 Lyon:", lambda text: place_read(text, home))
        )
        person = replace(person, language=ask_field(sitting, "Language, if not the shop's:", read_language))
        came = how or How(_choose(sitting, "How did they come?", _HOW, How.OTHER))
        person = replace(person, how=came)
        if came is How.REFERRED and sitting.desk is not None:
            person = replace(person, referred_by=sitting.desk.contact_id)
        ground = Ground(_choose(sitting, "On what ground may we call?", _GROUNDS, Ground.NONE))
        person = replace(person, ground=ground, note=ask_field(sitting, "Note:"))
    except Left:
        sitting.voice.say("Nobody added.")
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
            another = sitting.voice.yes("Is it another person?")
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
    verb = "Taken" if added.known else "Added"
    if added.in_hand:
        where = "in hand"
    elif added.next_up:
        where = "your own next"
    else:
        where = "in the queue" if added.verdict.blocker is None else "kept, not in the queue"
    sitting.voice.say(f"{verb}: {added.name}, {where}.")
    if not added.verdict.allowed:
        sitting.voice.say(f"May not be called now: {added.verdict.reason}")
    if added.linked:
        sitting.voice.say(f"{added.linked} more on the same line.")


def _recognised(sitting: Sitting, person: NewPerson, form: str) -> None:
    """Say whether somebody typed is known, as the desk may know it; each question is in the journal."""
    enough = bool(person.numbers or person.email)
    if not enough and not (person.name and person.firm):
        return
    told = recognising.alike(sitting.shop, sitting.viewer, person, form=form, stage=Stage.SCOUTING)
    sitting.voice.say(_standing(told))
    if told.stopped:
        sitting.voice.say(f"Nobody may ring {', '.join(map(masked, told.stopped))}; the person can be kept.")


def _standing(told: Alike) -> str:
    perhaps = "" if told.certain else "perhaps "
    match told.standing:
        case Standing.YOURS:
            return f"This is {perhaps}{told.name}, on your desk; going on takes them."
        case Standing.FREE:
            return f"This is {perhaps}known here and in nobody's hand; going on takes them."
        case Standing.TAKEN:
            return f"This is {perhaps}with a colleague; l sends them a message."
    if told.linked:
        return f"Not known; {told.linked} on the same line will be linked, as a household."
    return "Not known here yet."


def ask_field(sitting: Sitting, question: str, read: Read | None = None) -> str:
    """Ask until the answer is understood, and say how; "" for nothing. Raises Left."""
    while True:
        typed = sitting.ask(question, "Nothing, to leave it out.", f"{LEAVE} leaves; nothing is stored.")
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
    words: MappingProxyType[How, str] | MappingProxyType[Ground, str],
    default: str,
) -> str:
    options = [(code.value, said) for code, said in words.items()]
    named = dict(options)[default]
    picked = sitting.voice.choose(f"{question} Nothing for {named}:", options, default=default)
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
    return "; ".join(f"{international(one.e164)}, {one.kind}" for one in numbers_of(text, country))


def place_read(text: str, home: str) -> str:
    """Return a place as understood."""
    place = read_place(text, home)
    return ", ".join(part for part in (place.postcode, place.city, place.country) if part)
