"""Doors between two people: hand-offs, looking up, finding, messages, diaries."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.look_ups import MOST_IN_AN_HOUR
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import diaries, finding, giving_again, handing_off, looking_up, messaging
from tests.services.doors.one_door import Door, OpenDoor
from tests.services.oracle import BRIEF
from tests.shops import Line


def every_number_looked_up(line: Line, viewer: Viewer) -> list[object]:
    """Return what looking up everybody tells, without the numbers that the viewer typed."""
    told: list[object] = []
    for (e164,) in line.all("SELECT e164 FROM number ORDER BY id"):
        if len(told) % MOST_IN_AN_HOUR == MOST_IN_AN_HOUR - 1:
            line.later(minutes=61)
        found = looking_up.look_up(line.shop, viewer, e164, act=line.act())
        told.append(replace(found, number="", shown=""))
    return told


def everybody_sought(line: Line, viewer: Viewer) -> list[object]:
    """Return whom looking for everybody finds, by name and by the last digits."""
    rows = line.all("SELECT c.last_name, n.e164 FROM contact c JOIN number n ON n.contact_id = c.id")
    typed = {part for name, e164 in rows for part in (name, e164[-4:])}
    return [finding.find(line.shop, viewer, one) for one in sorted(typed)]


NAMED: dict[str, tuple[str, Door]] = {
    "handing_off.hand_off": (
        "ringing token",
        lambda g, v, x: handing_off.hand_off(g.shop, v, x, BRIEF, act=g.act(), then_next=True),
    ),
    "handing_off.accept": ("hand-off", lambda g, v, x: handing_off.accept(g.shop, v, x, act=g.act())),
    "handing_off.give_back": (
        "hand-off",
        lambda g, v, x: handing_off.give_back(g.shop, v, x, reason="need-unclear", act=g.act()),
    ),
    "giving_again.give_again": (
        "given back",
        lambda g, v, x: giving_again.give_again(g.shop, v, x, {}, act=g.act()),
    ),
    "messaging.send": ("told contact", lambda g, v, x: messaging.send(g.shop, v, x, "?", act=g.act())),
    "messaging.read_message": ("message", lambda g, v, x: messaging.read_message(g.shop, v, x, act=g.act())),
    "messaging.take_from_message": (
        "takeable message",
        lambda g, v, x: messaging.take_from_message(g.shop, v, x, act=g.act()),
    ),
}


UNNAMED: dict[str, OpenDoor] = {
    "diaries.free_slots": lambda g, v: diaries.free_slots(g.shop, v),
    "diaries.open_diaries": lambda g, v: diaries.open_diaries(g.shop, v),
    "handing_off.inbox": lambda g, v: handing_off.inbox(g.shop, v),
    "handing_off.receipts": lambda g, v: handing_off.receipts(g.shop, v),
    "giving_again.came_back": lambda g, v: giving_again.came_back(g.shop, v),
    "looking_up.last_dials": lambda g, v: looking_up.last_dials(g.shop, v),
    "looking_up.look_up": every_number_looked_up,
    "finding.find": everybody_sought,
    "messaging.messages": lambda g, v: messaging.messages(g.shop, v),
}
