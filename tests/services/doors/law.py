"""Doors the law asks for: consent, registers, erasure, evidence, rules, the journal."""

from __future__ import annotations

from uuid import uuid4

from pipeline_tui.domain.look_ups import MOST_IN_AN_HOUR
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import (
    answering_access,
    asking_gate,
    consenting,
    erasing,
    holding_data,
    journalling,
    loading_registers,
    proving,
    reading,
    retaining,
    suppressing,
    tightening,
)
from tests.services.doors.one_door import Door, OpenDoor
from tests.shops import Line


def every_number_asked(line: Line, viewer: Viewer) -> list[object]:
    """Return what the gate tells of everybody's number."""
    told: list[object] = []
    for (e164,) in line.all("SELECT e164 FROM number ORDER BY id"):
        if len(told) % MOST_IN_AN_HOUR == MOST_IN_AN_HOUR - 1:
            line.later(minutes=61)
        told.append(asking_gate.may_call(line.shop, viewer, e164, act=uuid4().hex))
    return told


def every_number_proved(line: Line, viewer: Viewer) -> list[object]:
    """Return the evidence for everybody's number, which names nobody but operators."""
    numbers = line.all("SELECT e164 FROM number ORDER BY id")
    return [proving.evidence(line.shop, viewer, e164, act=uuid4().hex) for (e164,) in numbers]


NAMED: dict[str, tuple[str, Door]] = {
    "consenting.consents": ("card", lambda g, v, x: consenting.consents(g.shop, v, x)),
    "consenting.give_consent": ("card", lambda g, v, x: consenting.give_consent(g.shop, v, x, act=g.act())),
    "consenting.revoke_consent": (
        "card",
        lambda g, v, x: consenting.revoke_consent(g.shop, v, x, act=g.act()),
    ),
    "answering_access.note_look": (
        "card",
        lambda g, v, x: reading.contact_card(g.shop, v, x),  # which notes it
    ),
    "erasing.erase_person": (
        "managed card",
        lambda g, v, x: erasing.erase_person(g.shop, v, x, act=g.act(), dry_run=True),
    ),
    "answering_access.export_person": (
        "managed card",
        lambda g, v, x: answering_access.export_person(g.shop, v, x, act=g.act()),
    ),
    "answering_access.who_looked": (
        "managed card",
        lambda g, v, x: answering_access.who_looked(g.shop, v, x, act=g.act()),
    ),
    "holding_data.hold": (
        "managed card",
        lambda g, v, x: holding_data.hold(g.shop, v, x, reason="x", act=g.act()),
    ),
}


UNNAMED: dict[str, OpenDoor] = {
    "journalling.entries": lambda g, v: journalling.entries(g.shop, v),
    "journalling.verify": lambda g, v: journalling.verify(g.shop, v),
    "asking_gate.may_call": every_number_asked,
    "proving.evidence": every_number_proved,
    "tightening.rules_of": lambda g, v: tightening.rules_of(g.shop, v, "US"),
    "tightening.check_own_rules": lambda g, v: tightening.check_own_rules(g.shop, v, "", "own.toml"),
    "tightening.tighten": lambda g, v: tightening.tighten(g.shop, v, "", "own.toml", act=g.act()),
    "tightening.settle_places": lambda g, v: tightening.settle_places(g.shop, v),
    "tightening.settle_awhile": lambda g, v: tightening.settle_awhile(g.shop, v),
    "retaining.retain": lambda g, v: retaining.retain(g.shop, v, act=g.act(), dry_run=True),
    "loading_registers.register_lines": lambda g, v: loading_registers.register_lines(g.shop, v),
    "suppressing.suppress": lambda g, v: suppressing.suppress(
        g.shop, v, "+33199001000", reason="asked", act=g.act()
    ),
}
