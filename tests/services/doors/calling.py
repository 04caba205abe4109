"""Doors of a call: claiming, dialling, what came of it, the contact itself, pauses."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import (
    adding,
    attending,
    best_hours,
    changing,
    claiming,
    dialling,
    drafting,
    facing_today,
    late_words,
    pausing,
    promising,
    reading,
    recognising,
    tallying,
    undoing,
    using_cards,
    whose_number,
)
from tests.services.doors.one_door import Door, OpenDoor
from tests.shops import Line


def may_know(line: Line, viewer: Viewer, contact_id: int) -> bool:
    with line.shop.store.read() as tx:
        if not whose_number.may_know(tx, line.shop, viewer, contact_id):
            raise Refused("hidden")
    return True


def every_number_s_contact(line: Line, viewer: Viewer) -> list[object]:
    """Return whose number each is, as the shell would take it, by name."""
    told: list[object] = []
    for (e164,) in line.all("SELECT e164 FROM number ORDER BY id"):
        with suppress(Refused):
            found = whose_number.contact_of(line.shop, viewer, e164)
            told.append(line.one("SELECT last_name FROM contact WHERE id = :id", id=found))
    return told


NAMED: dict[str, tuple[str, Door]] = {
    "claiming.take": ("contact", lambda g, v, x: claiming.take(g.shop, v, x, act=g.act())),
    "claiming.renew": ("token", lambda g, v, x: claiming.renew(g.shop, v, x)),
    "claiming.release": ("resting token", lambda g, v, x: claiming.release(g.shop, v, x, act=g.act())),
    "claiming.skip": (
        "resting token",
        lambda g, v, x: claiming.skip(g.shop, v, x, act=g.act(), next_act=g.act()),
    ),
    "changing.contact_fields": ("token", lambda g, v, x: changing.contact_fields(g.shop, v, x)),
    "changing.change_contact": (
        "token",
        lambda g, v, x: changing.change_contact(g.shop, v, x, ContactChanges(role="x"), act=g.act()),
    ),
    "late_words.add_words": (
        "own call",
        lambda g, v, x: late_words.add_words(g.shop, v, x, "x", act=g.act()),
    ),
    "whose_number.may_know": ("card", may_know),
    "dialling.choose_number": ("token", lambda g, v, x: dialling.choose_number(g.shop, v, x, 1)),
    "dialling.dial": ("resting token", lambda g, v, x: dialling.dial(g.shop, v, x, act=g.act())),
    "dialling.record_outcome": (
        "ringing token",
        lambda g, v, x: dialling.record_outcome(g.shop, v, x, "busy", act=g.act(), then_next=True),
    ),
    "promising.may_promise": (
        "ringing token",
        lambda g, v, x: promising.may_promise(g.shop, v, x, "callback", g.at + timedelta(hours=1)),
    ),
    "drafting.keep_draft": ("token", lambda g, v, x: drafting.keep_draft(g.shop, v, x, Draft(note="x"))),
    "drafting.keep_late": (
        "token",
        lambda g, v, x: drafting.keep_late(g.shop, v, x, Draft(note="x"), typed_at=g.at),
    ),
    "using_cards.use_card": ("token", lambda g, v, x: using_cards.use_card(g.shop, v, x, "too-expensive")),
    "reading.contact_card": ("card", lambda g, v, x: reading.contact_card(g.shop, v, x)),
}


UNNAMED: dict[str, OpenDoor] = {
    "adding.add_contact": lambda g, v: adding.add_contact(g.shop, v, NewPerson("Neu"), act=g.act()),
    "recognising.alike": lambda g, v: recognising.alike(g.shop, v, NewPerson("Claire Qz107q"), form="f"),
    "late_words.recent": lambda g, v: late_words.recent(g.shop, v),
    "claiming.in_hand": lambda g, v: claiming.in_hand(g.shop, v),
    "claiming.claim_next": lambda g, v: claiming.claim_next(g.shop, v, act=g.act()),
    "attending.attend": lambda g, v: attending.attend(g.shop, v, "scout"),
    "attending.on_the_floor": lambda g, v: attending.on_the_floor(g.shop, v),
    "attending.present": lambda g, v: attending.present(g.shop, v),
    "promising.callbacks": lambda g, v: promising.callbacks(g.shop, v),
    "promising.all_callbacks": lambda g, v: promising.all_callbacks(g.shop, v),
    "promising.late_callbacks": lambda g, v: promising.late_callbacks(g.shop, v),
    "facing_today.today": lambda g, v: facing_today.today(g.shop, v),
    "attending.leave": lambda g, v: attending.leave(g.shop, v),
    "reading.figures": lambda g, v: reading.figures(g.shop, v),
    "tallying.own_day": lambda g, v: tallying.own_day(g.shop, v),
    "best_hours.reach_of": lambda g, v: best_hours.reach_of(g.shop, v),
    "whose_number.contact_of": every_number_s_contact,
    "pausing.begin": lambda g, v: pausing.begin(g.shop, v, "lunch", act=g.act()),
    "pausing.needs_work": lambda g, v: pausing.needs_work(g.shop, v),
    "pausing.running": lambda g, v: pausing.running(g.shop, v),
    "pausing.pauses_today": lambda g, v: pausing.pauses_today(g.shop, v),
    "using_cards.card_figures": lambda g, v: [
        using_cards.card_figures(g.shop, v, stage) for stage in v.stages
    ],
    "undoing.undo": lambda g, v: undoing.undo(g.shop, v, act=g.act()),
}
