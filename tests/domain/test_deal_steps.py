"""Deal steps: moves, neighbours, the default next step and lateness."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

import pytest

from pipeline_tui.domain.deal_steps import (
    default_next_step,
    lacks_next_step,
    move,
    next_step,
    overdue,
    previous_step,
)
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.working_time import parse_hours
from tests.domain.calling_facts import PARIS, utc

STEPS = tuple(
    DealStep(
        code,
        MappingProxyType({"en": code}),
        probability,
        days_allowed=7,
        next_do=MappingProxyType({"en": "Ring", "fr": "Appeler"}),
        next_after_days=2,
    )
    for code, probability in (("talking", 20), ("offer", 50), ("awaiting-signature", 90))
)
NOW = utc("2026-11-24T10:00")


@pytest.mark.parametrize(("current", "target"), [("talking", "offer"), ("awaiting-signature", "talking")])
def test_a_deal_moves_to_any_step(current: str, target: str) -> None:
    assert move(STEPS, current, target).code == target


def test_a_step_must_exist_and_differ() -> None:
    with pytest.raises(UsageTrouble) as unknown:
        move(STEPS, "talking", "sofa")
    assert '"sofa" is not one of talking, offer, awaiting-signature.' in unknown.value.detail
    with pytest.raises(Refused):
        move(STEPS, "offer", "offer")
    assert move(STEPS, "a step the playbook dropped", "offer").code == "offer"


@pytest.mark.parametrize(
    ("current", "before", "after"),
    [
        ("talking", None, "offer"),
        ("offer", "talking", "awaiting-signature"),
        ("awaiting-signature", "offer", None),
        ("dropped", None, None),
    ],
)
def test_neighbours(current: str, before: str | None, after: str | None) -> None:
    following, preceding = next_step(STEPS, current), previous_step(STEPS, current)
    assert (following.code if following else None) == after
    assert (preceding.code if preceding else None) == before


@pytest.mark.parametrize(
    ("language", "now", "text", "at"),
    [
        ("en", "2026-11-24T10:00:31", "Ring", "2026-11-26T10:00"),
        ("fr", "2026-11-24T22:00", "Appeler", "2026-11-27T08:00"),  # 23:00: when the shop next opens
        ("de", "2026-11-27T10:00", "Ring", "2026-11-30T08:00"),  # Sunday
        ("en", "2026-12-23T10:00", "Ring", "2026-12-26T08:00"),  # Christmas
        ("en", "2026-10-23T10:00", "Ring", "2026-10-26T08:00"),  # Sunday, and the clock goes back
        ("en", "2026-10-24T10:00", "Ring", "2026-10-26T11:00"),  # still noon in Paris
    ],
)
def test_default_next_step(language: str, now: str, text: str, at: str) -> None:
    hours = parse_hours("Mon-Sat 9-19")
    found = default_next_step(
        STEPS[0], language, utc(now), hours, PARIS, lambda day: (day.month, day.day) == (12, 25)
    )
    assert (found.text, found.at) == (text, utc(at))


def test_overdue_after_the_days_allowed() -> None:
    assert not overdue(STEPS[0], NOW - timedelta(days=7), NOW)
    assert overdue(STEPS[0], NOW - timedelta(days=7, seconds=1), NOW)


@pytest.mark.parametrize(
    ("text", "days", "snooze", "lacks"),
    [
        ("Ring", 1, None, False),
        ("Ring", -1, None, False),  # due, not missing
        ("Ring", None, None, True),
        (" ", 1, None, True),
        ("", None, None, True),
        ("", None, 3, False),
        ("", None, 0, True),
        ("", None, -1, True),
    ],
)
def test_an_open_deal_has_a_next_step(text: str, days: int | None, snooze: int | None, lacks: bool) -> None:
    at = None if days is None else NOW + timedelta(days=days)
    until = None if snooze is None else NOW + timedelta(days=snooze)
    assert lacks_next_step(text, at, NOW, until) is lacks
