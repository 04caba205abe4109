"""The gate in every region of the shipped files, against a slow, obvious oracle that reads no rule file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Basis, BasisKind, Purpose
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.calling_windows import is_public_holiday
from tests.domain.calling_facts import facts, rules, utc

START = datetime(2026, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
Hours = dict[int, list[tuple[float, float]]]


def week(days: range, *periods: tuple[float, float]) -> Hours:
    return {day: list(periods) for day in days}


# As the pages of the research say it, once more.
HOURS: dict[str, dict[str, Hours]] = {
    "FR": {"": week(range(5), (10, 13), (14, 20))},
    "US": {
        "": week(range(7), (8, 21)),
        "FL": week(range(7), (8, 20)),
        "MD": week(range(7), (8, 20)),
        "AL": week(range(6), (8, 21)),
        "RI": week(range(6), (8, 21)),
    },
    "GB": {"": {**week(range(5), (9, 20)), 5: [(9, 17)]}},
    "DE": {"": week(range(6), (9, 20))},
}
LAENDER = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
ANY_REGION = {"FR": ["57", "6AE"], "US": ["AL", "RI"], "GB": ["ENG", "NIR", "SCT"], "DE": LAENDER}
REGIONS = {
    "FR": ["", "57", "6AE", "974"],
    "US": ["", "FL", "MD", "AL", "RI", "TX", "CA", "FL,GA", "CA,TX"],
    "GB": ["", "ENG", "SCT", "NIR", "ENG,SCT"],
    "DE": ["", "BY", "NI", "SN", "HE,TH"],
}
ZONES = {
    "FR": ["Europe/Paris", "Indian/Reunion"],
    "US": [
        "America/New_York",
        "America/Chicago",
        "America/Phoenix",
        "America/Los_Angeles",
        "Pacific/Honolulu",
    ],
    "GB": ["Europe/London"],
    "DE": ["Europe/Berlin"],
}
FILES = {country: rules(country.lower()) for country in HOURS}


@cache
def days_off(country: str, region: str) -> frozenset[date]:
    kinds = ("public", "catholic") if country == "DE" else ("public",)
    return frozenset(
        holidays.country_holidays(country, subdiv=region or None, years=(2025, 2026, 2027), categories=kinds)
    )


def plainly_open(country: str, region: str, zones: list[str], at: datetime) -> bool:
    own = HOURS[country]
    possible = region.split(",") if region else [*own, "somewhere"]
    closing = region.split(",") if region else ["", *ANY_REGION[country]]
    for zone in zones:
        there = at.astimezone(ZoneInfo(zone))
        if any(there.date() in days_off(country, one) for one in closing):
            return False
        clock = there.hour + there.minute / 60 + there.second / 3600
        # Of two possible states one may be stricter than the country, and the other stricter still.
        named = [one for one in possible if one in own]
        if len(possible) > 1 and named:
            named = list(own)
        for one in named or [""]:
            if not any(a <= clock < b for a, b in own[one].get(there.weekday(), [])):
                return False
    return True


@st.composite
def places(draw: st.DrawFn) -> tuple[str, str, list[str], datetime]:
    country = draw(st.sampled_from(sorted(HOURS)))
    region = draw(st.sampled_from(REGIONS[country]))
    zones = draw(st.lists(st.sampled_from(ZONES[country]), min_size=1, max_size=2, unique=True))
    at = START + timedelta(seconds=draw(st.integers(0, 365 * 24 * 3600)))
    return country, region, zones, at


@settings(max_examples=120, deadline=None)
@given(places())
def test_the_gate_agrees_in_every_region(case: tuple[str, str, list[str], datetime]) -> None:
    country, region, zones, at = case
    # A toll-free number: it tells neither zone nor state.
    zone = zones[0] if region and len(zones) == 1 else ""
    told = facts(
        purpose=Purpose.SERVICE,
        country=country,
        region=region,
        zones=tuple(zones),
        place_zone=zone,
        e164="+18005550123",
    )
    if country == "US" and region and not zone:
        zones = [zones[0]]
        told = facts(purpose=Purpose.SERVICE, country=country, region=region, place_zone=zones[0])
    verdict = judge(told, FILES[country], at, is_public_holiday)
    assert verdict.allowed is plainly_open(country, region, zones, at)
    end = verdict.open_until if verdict.allowed else verdict.until
    quarter = at.replace(minute=at.minute // 15 * 15, second=0) + QUARTER
    horizon = min(end, at + timedelta(days=5)) if end else at + timedelta(days=5)
    while quarter < horizon:  # every window opens and closes on a quarter of an hour
        assert plainly_open(country, region, zones, quarter) is verdict.allowed, quarter
        quarter += QUARTER
    if end is not None:
        assert plainly_open(country, region, zones, end) is not verdict.allowed
        before = end - timedelta(seconds=1)
        assert before < at or plainly_open(country, region, zones, before) is verdict.allowed


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 300 * 24 * 60),
    st.lists(st.integers(0, 5 * 24 * 60), max_size=5),
    st.sampled_from(["MD", "TX", ""]),
)
def test_the_cap_of_maryland_counts_in_maryland(minutes: int, ago: list[int], state: str) -> None:
    at = START + timedelta(days=30, minutes=minutes)
    zone = ZoneInfo("America/New_York")
    attempts = tuple(f"{at - timedelta(minutes=one):%Y-%m-%dT%H:%M}" for one in ago)
    told = facts(
        country="US",
        region=state,
        place_zone="America/New_York",
        bases=(Basis(BasisKind.CONSENT, START),),
        attempts=attempts,
        e164="+18005550123",
    )
    today = at.astimezone(zone).date()
    days = [(today - utc(one).astimezone(zone).date()).days for one in attempts]
    capped = state != "TX" and sum(day < 2 for day in days) >= 3
    allowed = not capped and plainly_open("US", state, ["America/New_York"], at)
    assert judge(told, FILES["US"], at).allowed is allowed


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        # Summer time ends on 1 November in the States: the window stays at the wall clock's 20:00.
        ("America/New_York", "2026-11-01T00:59", "2026-11-02T13:00"),
        ("America/New_York", "2026-10-31T23:59", "2026-11-02T13:00"),
        # Arizona keeps its clocks.
        ("America/Phoenix", "2026-11-01T02:59", "2026-11-02T15:00"),
    ],
)
def test_the_night_the_clocks_change_in_alabama_s_week(zone: str, last: str, first: str) -> None:
    told = facts(purpose=Purpose.SERVICE, country="US", region="AL", place_zone=zone)
    at = utc(last)
    verdict = judge(told, FILES["US"], at, is_public_holiday)
    assert verdict.until == utc(first) or verdict.allowed
    assert plainly_open("US", "AL", [zone], at) is verdict.allowed
    assert judge(told, FILES["US"], utc(first), is_public_holiday).allowed
