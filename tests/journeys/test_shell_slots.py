"""Slots from the shell: listed, booked by a phrase, refused with the nearest when they are taken."""

from __future__ import annotations

from tests.journeys.shell import Prompt


def test_a_slot_is_listed_booked_and_gone(three_tier: Prompt) -> None:
    run = three_tier
    free = run.done("slots", "--as", "Sam")
    assert set(free[0]) == {"id", "hunter", "at", "minutes"}
    assert {one["hunter"] for one in free} == {"Hanna"}
    claim = run.done("next", "--as", "Sam")
    given = run.done(
        "hand-off", claim["token"], "--brief", "need=x", "--brief", "next=y", "--slot", "wed 14:30"
    )
    assert given["slot_at"].startswith("2026-11-25T13:30")
    assert given["to"] == "Hanna"
    assert given["slot_at"] not in [one["at"] for one in run.done("slots", "--to", "hanna", "--as", "Sam")]
    (waiting,) = run.done("inbox", "--as", "Hanna")
    assert waiting["slot_at"] == given["slot_at"]
    taken = run.done("accept", waiting["id"], "--as", "Hanna")
    assert taken["deal"]["next_at"] == given["slot_at"]
