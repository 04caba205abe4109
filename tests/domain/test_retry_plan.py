"""Retries: delay, another part of the day, maximum, nights and closed days, across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.playbook import After, Outcome, Retry
from pipeline_tui.domain.retry_plan import Retrial, describe, next_attempt, only_when, part_of_day
from tests.domain.calling_facts import PARIS, utc

HOUR, DAY = 60, 24 * 60


def outcome(retry: Retry | None) -> Outcome:
    return Outcome("no-answer", "n", MappingProxyType({"en": "no answer"}), After.RETRY, retry=retry)


@pytest.mark.parametrize(
    ("delay", "other", "at", "due", "part"),
    [
        # Tuesday 24 November 2026; Paris is UTC+1.
        (30, False, "2026-11-24T10:00", "2026-11-24T10:30", "morning"),
        (30, False, "2026-11-24T18:45", "2026-11-25T08:00", "morning"),  # 20:15 is night
        (30, False, "2026-11-24T05:00", "2026-11-24T08:00", "morning"),
        (4 * HOUR, True, "2026-11-24T09:00", "2026-11-24T13:00", "afternoon"),
        (1 * HOUR, True, "2026-11-24T09:00", "2026-11-24T11:00", "midday"),  # 11:00 is still morning
        (DAY, True, "2026-11-24T09:00", "2026-11-25T11:00", "midday"),
        (DAY, True, "2026-11-24T11:30", "2026-11-25T13:00", "afternoon"),
        (DAY, True, "2026-11-24T14:00", "2026-11-25T17:00", "evening"),
        (DAY, True, "2026-11-24T17:30", "2026-11-26T08:00", "morning"),
        (3 * HOUR, True, "2026-11-24T17:30", "2026-11-25T08:00", "morning"),
        # The clock goes back on 25 October: the morning begins an hour later in UTC.
        (12 * HOUR, True, "2026-10-24T16:30", "2026-10-25T08:00", "morning"),
        (DAY, False, "2026-10-24T16:30", "2026-10-25T16:30", "afternoon"),
    ],
)
def test_next_attempt(delay: int, other: bool, at: str, due: str, part: str) -> None:
    found = next_attempt(outcome(Retry(delay, 4, other)), 1, utc(at), PARIS)
    assert found == Retrial(utc(due), part, 4)


def test_closed_days_are_passed_over() -> None:
    def closed(day: date) -> bool:
        return day.weekday() > 4

    friday = utc("2026-11-27T17:30")  # 18:30
    assert next_attempt(outcome(Retry(2 * HOUR, 4, True)), 1, friday, PARIS, closed).due == (
        utc("2026-11-30T08:00")
    )
    assert next_attempt(outcome(Retry(DAY, 4)), 1, friday, PARIS, closed).due == utc("2026-11-30T08:00")
    always = next_attempt(outcome(Retry(DAY, 4)), 1, friday, PARIS, lambda _day: True)
    assert always.due == friday + timedelta(days=1)


@pytest.mark.parametrize(
    ("attempt", "maximum", "goes_on"), [(1, 4, True), (3, 4, True), (4, 4, False), (7, 4, False)]
)
def test_the_maximum_ends_it(attempt: int, maximum: int, goes_on: bool) -> None:
    found = next_attempt(outcome(Retry(DAY, maximum)), attempt, utc("2026-11-24T09:00"), PARIS)
    assert (found.due is not None) is goes_on and found.of == maximum


def test_an_outcome_without_plan_is_not_tried_again() -> None:
    found = next_attempt(outcome(None), 1, utc("2026-11-24T09:00"), PARIS)
    assert found == Retrial(None, "", 0)
    assert describe(found, 1, PARIS, utc("2026-11-24T09:00")) == "not tried again"


@pytest.mark.parametrize(
    ("retrial", "attempt", "text"),
    [
        (Retrial(utc("2026-12-01T13:00"), "afternoon", 4), 2, "attempt 2 of 4, next Tue 1 Dec, afternoon"),
        (Retrial(utc("2026-11-30T13:00"), "afternoon", 4), 2, "attempt 2 of 4, next Mon afternoon"),
        (Retrial(utc("2026-11-24T17:00"), "evening", 4), 1, "attempt 1 of 4, next today 18:00"),
        (Retrial(None, "", 4), 4, "attempt 4 of 4, the last one"),
    ],
)
def test_describe(retrial: Retrial, attempt: int, text: str) -> None:
    assert describe(retrial, attempt, PARIS, utc("2026-11-24T09:00")) == text


@given(
    st.integers(0, 365 * DAY),
    st.integers(1, 5 * DAY),
    st.sampled_from((PARIS, "America/Santiago", "Australia/Lord_Howe")),
)
def test_another_part_never_before_the_delay(minute: int, delay: int, zone: str) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    found = next_attempt(outcome(Retry(delay, 4, True)), 1, at, zone)
    assert found.due is not None
    assert found.due >= at + timedelta(minutes=delay)
    assert found.part_of_day == part_of_day(found.due, zone) != part_of_day(at, zone)
    assert found.due <= at + timedelta(minutes=delay, days=2)


@pytest.mark.parametrize(
    ("follows", "shown"),
    [
        ("attempt 2 of 4, next Tue afternoon", "next Tue afternoon"),
        ("attempt 2 of 4, next Tue 8 Dec, morning", "next Tue 8 Dec, morning"),
        ("attempt 4 of 4, the last one", "the last attempt"),
        ("callback Tue 24 Nov 14:20", "callback Tue 24 Nov 14:20"),
        ("leaves the line", "leaves the line"),
    ],
)
def test_a_narrow_line_tells_when_and_leaves_the_count_away(follows: str, shown: str) -> None:
    assert only_when(follows) == shown
