"""Acts of a call: claiming, dialling, what came of it, the contact itself, pauses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.contact_acts import ContactChanges, NumberChange
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    adding,
    changing,
    claiming,
    dialling,
    late_words,
    pausing,
    recognising,
    undoing,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import DRAFT, NATIONAL, NEW, NUMBER, SECRET, claimed, contact, dialled
from tests.shops import Line


def add_contact(line: Line) -> Act:
    sam = line.viewer("Sam")
    recognising.alike(line.shop, sam, NEW, form="a form")
    return lambda act: adding.add_contact(line.shop, sam, NEW, act=act, form="a form")


def add_known(line: Line) -> Act:
    contact(line)
    person = NewPerson(f"Claire {SECRET}", numbers=NUMBER, note=SECRET)
    return lambda act: adding.add_contact(line.shop, line.viewer("Sam"), person, act=act)


def change_contact(line: Line) -> Act:
    contact(line)
    desk = line.claim(line.viewer("Sam"))
    changes = ContactChanges(
        first_name=SECRET,
        last_name=SECRET,
        firm=SECRET,
        role=SECRET,
        place=f"69002 {SECRET}",
        preferred_hours=SECRET,
        email=f"{SECRET.lower()}@example.org",
        numbers=(NumberChange(desk.numbers[0].id, "household", "7"),),
        add_numbers=NATIONAL,
    )
    return lambda act: changing.change_contact(line.shop, line.viewer("Sam"), desk.token, changes, act=act)


def claim_next(line: Line) -> Act:
    contact(line)
    return lambda act: claiming.claim_next(line.shop, line.viewer("Sam"), act=act)


def skip(line: Line) -> Act:
    token, following = claimed(line), line.act()
    return lambda act: claiming.skip(
        line.shop, line.viewer("Sam"), token, act=act, next_act=following, reason=f"{SECRET} knows me"
    )


def record_outcome(line: Line) -> Act:
    token, following = dialled(line), line.act()
    line.contact("Next")
    return lambda act: dialling.record_outcome(
        line.shop,
        line.viewer("Sam"),
        token,
        "callback",
        act=act,
        note=f"{SECRET} note",
        draft=DRAFT,
        callback=line.at + timedelta(days=1),
        then_next=True,
        next_act=following,
    )


def add_words(line: Line) -> Act:
    token, sam = dialled(line), line.viewer("Sam")
    dialling.record_outcome(line.shop, sam, token, "refused", act=line.act(), note=SECRET)
    (call,) = late_words.recent(line.shop, sam)
    return lambda act: late_words.add_words(line.shop, sam, call.id, f"{SECRET} words", act=act)


def end_pause(line: Line) -> Act:
    pausing.begin(line.shop, line.viewer("Sam"), "lunch", act=line.act())
    return lambda act: pausing.end(line.shop, line.viewer("Sam"), act=act)


def undo(line: Line) -> Act:
    skip(line)(line.act())
    return lambda act: undoing.undo(line.shop, line.viewer("Sam"), act=act)


ACTS: dict[str, Callable[[Line], Act]] = {
    "adding.add_contact": add_contact,
    "adding.add_contact known": add_known,
    "changing.change_contact": change_contact,
    "claiming.claim_next": claim_next,
    "claiming.take": given(
        "Hugo", claiming.take, lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo"))
    ),
    "claiming.release": given("Sam", claiming.release, claimed),
    "claiming.skip": skip,
    "dialling.dial": given("Sam", dialling.dial, claimed),
    "dialling.record_outcome": record_outcome,
    "late_words.add_words": add_words,
    "pausing.begin": lambda g: lambda act: pausing.begin(g.shop, g.viewer("Sam"), "lunch", act=act),
    "pausing.end": end_pause,
    "undoing.undo": undo,
}
