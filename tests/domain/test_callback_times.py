"""The allowed times nearest to one at which nobody may be rung."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.callback_times import NearestTimes, nearest_allowed
from pipeline_tui.domain.calling import Audience, Basis, BasisKind
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.time_phrases import meant_time
from tests.domain.calling_facts import facts, holiday, rules, utc

FR = rules("fr")
NOW = utc("2026-11-23T13:03")  # Monday, 14:03 in Paris


def near(wanted: str, now: datetime = NOW, **given: Any) -> tuple[str, str]:
    found = nearest_allowed((facts(**given),), FR, utc(wanted), now, holiday)
    return tuple(f"{at:%Y-%m-%dT%H:%M}" if at else "" for at in (found.before, found.after))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("wanted", "before", "after"),
    [
        # Paris is an hour ahead of UTC; open Monday to Friday, 10 to 13 and 14 to 20.
        ("2026-11-24T12:30", "2026-11-24T11:45", "2026-11-24T13:00"),  # lunch
        ("2026-11-24T19:30", "2026-11-24T18:45", "2026-11-25T09:00"),  # evening
        ("2026-11-24T08:00", "2026-11-23T18:45", "2026-11-24T09:00"),  # early
        ("2026-11-28T10:00", "2026-11-27T18:45", "2026-11-30T09:00"),  # Saturday
        ("2026-12-25T10:00", "2026-12-24T18:45", "2026-12-28T09:00"),  # Christmas, a Friday
        ("2026-11-23T19:30", "2026-11-23T18:45", "2026-11-24T09:00"),  # this evening
    ],
)
def test_the_windows_of_france(wanted: str, before: str, after: str) -> None:
    assert near(wanted) == (before, after)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2026-11-24T18:40", "2026-11-24T18:45"),
        ("2026-11-24T18:41", "2026-11-24T18:46"),  # what is left of the evening
        ("2026-11-24T18:54", "2026-11-24T18:59"),
        ("2026-11-24T18:55", ""),
    ],
)
def test_before_is_still_to_come(now: str, before: str) -> None:
    assert near("2026-11-24T19:30", utc(now))[0] == before


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # Four attempts on 2 November: free again when thirty days have rolled by.
        ({"attempts": ("2026-11-02T10:00",) * 4}, ("", "2026-12-02T09:00")),
        # Refused on 1 October: sixty whole days.
        ({"refused_at": "2026-10-01T21:59"}, ("", "2026-12-01T09:00")),
        # Refused yesterday: nothing within six weeks.
        ({"refused_at": "2026-11-22T10:00"}, ("", "")),
        ({"bases": ()}, ("", "")),
        ({"number": False}, ("", "")),
        ({"person_suppressed": True}, ("", "")),
        ({"zones": ()}, ("", "")),
    ],
)
def test_caps_pauses_and_what_waiting_does_not_change(given: dict[str, Any], found: tuple[str, str]) -> None:
    assert near("2026-11-24T10:00", **given) == found


def test_a_slot_asked_for_another_time_is_no_offer() -> None:
    slot = Basis(BasisKind.OWN_REQUEST, utc("2026-11-20T10:00"), slot_at=utc("2026-11-24T20:30"))
    bases = (*facts().bases, slot)
    assert near("2026-11-24T19:30", bases=bases) == ("2026-11-24T18:45", "2026-11-25T09:00")


def test_every_zone_a_number_may_lie_in_is_open() -> None:
    zones = ("Europe/Paris", "America/Guadeloupe")
    before, after = near("2026-11-24T20:00", zones=zones, audience=Audience.BUSINESS)
    for at in (before, after):
        assert judge(facts(zones=zones, audience=Audience.BUSINESS), FR, utc(at), holiday).allowed


def test_the_best_of_several_numbers() -> None:
    paris, island = facts(), facts(zones=("America/Guadeloupe",))
    wanted = utc("2026-11-24T19:30")  # 15:30 on the island: allowed as it is
    found = nearest_allowed((paris, island), FR, wanted, NOW, holiday)
    assert found == NearestTimes(utc("2026-11-24T19:15"), wanted)


@settings(max_examples=60)
@given(st.integers(6, 60 * 24 * 30), st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu"]))
def test_what_is_offered_is_allowed_and_on_its_side(minutes: int, zone: str) -> None:
    told, wanted = facts(zones=(zone,)), NOW + timedelta(minutes=minutes)
    found = nearest_allowed((told,), FR, wanted, NOW, holiday)
    assert found.after is not None
    assert found.after >= wanted
    assert judge(told, FR, found.after, holiday).allowed
    if found.before is not None:
        assert NOW < found.before < wanted
        assert judge(told, FR, found.before, holiday).allowed


@pytest.mark.parametrize(
    ("now", "phrase", "at", "said"),
    [
        ("2026-10-24T12:00", "tomorrow 2:30", "2026-10-25T00:30", "02:30 comes twice that night: the first"),
        ("2026-10-24T12:00", "tomorrow 1:59", "2026-10-24T23:59", ""),
        ("2026-10-24T12:00", "tomorrow 2:00", "2026-10-25T00:00", "02:00 comes twice that night: the first"),
        ("2026-10-24T12:00", "tomorrow 3:00", "2026-10-25T02:00", ""),
        ("2026-10-24T12:30", "+13h", "2026-10-25T01:30", "02:30 comes twice that night: the second"),
        ("2026-10-24T12:30", "+12h", "2026-10-25T00:30", "02:30 comes twice that night: the first"),
        ("2026-11-23T13:03", "28/3/2027 2:30", "2027-03-28T01:30", "no 02:30 that night"),
        ("2026-11-23T13:03", "28/3/2027 2:00", "2027-03-28T01:00", "03:00 is meant"),
        ("2026-11-23T13:03", "28/3/2027 1:59", "2027-03-28T00:59", ""),
        ("2026-11-23T13:03", "28/3/2027 3:30", "2027-03-28T01:30", ""),
        ("2027-03-27T01:30", "in 1 day", "2027-03-28T01:30", "no 02:30 that night"),
        ("2027-03-28T00:30", "+1h", "2027-03-28T01:30", ""),  # an hour of real time skips nothing
    ],
)
def test_nights_when_the_clocks_change(now: str, phrase: str, at: str, said: str) -> None:
    meant = meant_time(phrase, utc(now), "Europe/Paris", "en")
    assert meant.at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert said in meant.clock_change
    assert bool(meant.clock_change) is bool(said)
