"""The gate and the openings against a slow, obvious oracle, over a year of instants and odd zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience, Basis, BasisKind, CallFacts, NumberFacts, Purpose
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.calling_windows import (
    bucket_closed_on,
    bucket_closes_at,
    bucket_of,
    bucket_opens_at,
    closes_at,
    next_opening,
    no_holiday,
    open_now,
)
from tests.domain.calling_facts import CONSENT, PARIS, holiday, rules, utc

FR = rules("fr")
START = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = (
    PARIS,
    "Indian/Reunion",
    "Indian/Mayotte",
    "Atlantic/Canary",
    "America/New_York",
    "America/Santiago",  # changes its clocks at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",
)
instants = st.integers(0, 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
zone_sets = st.lists(st.sampled_from(ZONES), min_size=1, max_size=3, unique=True).map(tuple)


def plainly_open(at: datetime, zones: tuple[str, ...]) -> bool:
    for name in zones:
        local = at.astimezone(ZoneInfo(name))
        if local.weekday() > 4 or holiday(local.date(), "FR", ""):
            return False
        if not (time(10) <= local.time() < time(13) or time(14) <= local.time() < time(20)):
            return False
    return True


# "Send me an offer, and ring me": no precise time, so a ground within the window only.
REQUEST = Basis(BasisKind.OWN_REQUEST, START - timedelta(days=90), text="asked for an offer")


def plainly_allowed(facts: CallFacts, at: datetime) -> bool:
    assert facts.number is not None
    slots = [
        one
        for one in facts.bases
        if one.slot_at and one.given_at <= at and abs(at - one.slot_at) <= timedelta(minutes=15)
        if at != one.slot_at + timedelta(minutes=15)
    ]
    requests = [*slots]
    if facts.purpose is Purpose.OWN_REQUEST:
        requests += [one for one in facts.bases if one is REQUEST]
    prospecting = facts.purpose is Purpose.PROSPECTING or (
        facts.purpose is Purpose.OWN_REQUEST and not requests
    )
    consents = [one for one in facts.bases if one.kind is BasisKind.CONSENT and one.given_at <= at]
    if not requests and not consents and facts.purpose is not Purpose.SERVICE:
        return False
    for name in facts.number.zones:
        today = at.astimezone(ZoneInfo(name)).date()

        def day(instant: datetime, zone: str = name) -> date:
            return instant.astimezone(ZoneInfo(zone)).date()

        renewed = any(facts.refused_at and one.given_at > facts.refused_at for one in requests[:1])
        bound = facts.purpose is not Purpose.SERVICE and not renewed
        if bound and facts.refused_at and (today - day(facts.refused_at)).days <= 60:
            return False
        for attempts in (facts.person_attempts, facts.number.attempts):
            if prospecting and sum((today - day(one)).days < 30 for one in attempts) >= 4:
                return False
    return bool(slots) or plainly_open(at, facts.number.zones)


@st.composite
def histories(draw: st.DrawFn) -> tuple[CallFacts, datetime]:
    at = draw(instants)

    def before(days: int) -> st.SearchStrategy[datetime]:
        return st.integers(0, days * 24 * 60).map(lambda minutes: at - timedelta(minutes=minutes))

    bases = [CONSENT] if draw(st.booleans()) else []
    bases = [Basis(one.kind, START - timedelta(days=90)) for one in bases]
    if draw(st.booleans()):
        bases.append(REQUEST)
    if draw(st.booleans()):
        slot = at + timedelta(minutes=draw(st.integers(-30, 3 * 24 * 60)))
        bases.append(Basis(BasisKind.OWN_REQUEST, draw(before(80)), slot_at=slot))
    facts = CallFacts(
        purpose=draw(st.sampled_from((Purpose.PROSPECTING, Purpose.OWN_REQUEST, Purpose.SERVICE))),
        audience=draw(st.sampled_from((None, Audience.CONSUMER))),
        country="FR",
        region="",
        place_zone="",
        number=NumberFacts(1, "+33", draw(zone_sets), attempts=tuple(draw(st.lists(before(40), max_size=6)))),
        person_suppressed=False,
        bases=tuple(bases),
        refused_at=draw(st.none() | before(70)),
        person_attempts=tuple(draw(st.lists(before(40), max_size=6))),
    )
    return facts, at


@settings(max_examples=150, deadline=None)
@given(histories(), st.lists(st.floats(0, 0.999), min_size=12, max_size=12))
def test_the_gate_agrees_with_the_oracle(case: tuple[CallFacts, datetime], fractions: list[float]) -> None:
    facts, at = case
    verdict = judge(facts, FR, at, holiday)
    assert verdict.allowed is plainly_allowed(facts, at)
    end = verdict.open_until if verdict.allowed else verdict.until
    if end is not None:
        assert end > at
        assert verdict.allowed or plainly_allowed(facts, end)
        assert plainly_allowed(facts, end - timedelta(seconds=1)) is verdict.allowed
    for fraction in fractions:
        between = at + ((end or at + timedelta(days=14)) - at) * fraction
        assert plainly_allowed(facts, between) is verdict.allowed, between


@settings(max_examples=100, deadline=None)
@given(instants, zone_sets)
def test_the_next_opening_is_the_first_open_instant(after: datetime, zones: tuple[str, ...]) -> None:
    bucket = bucket_of(None, "FR", "", "", zones)
    found = bucket_opens_at(bucket, FR, after, holiday).opens_at
    assert open_now(bucket, FR, after, holiday) is plainly_open(after, zones) is (found == after)
    step = timedelta(minutes=15)
    quarter = after
    horizon = min(found, after + timedelta(days=7)) if found else after + timedelta(days=7)
    quarter -= timedelta(minutes=after.minute % 15)
    while quarter < horizon:
        assert quarter < after or not plainly_open(quarter, zones)
        quarter += step
    if found:
        assert plainly_open(found, zones)


PARIS_NIGHT = MappingProxyType({day: ((time(1), time(2, 30)), (time(4), time(5))) for day in range(7)})


@pytest.mark.parametrize(
    ("after", "opens", "closes"),
    [
        # Summer time begins on 29 March: 02:00-03:00 does not exist.
        ("2026-03-29T00:30", "2026-03-29T00:30", "2026-03-29T01:00"),
        ("2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00"),
        # It ends on 25 October: 02:00-03:00 comes twice.
        ("2026-10-24T23:30", "2026-10-24T23:30", "2026-10-25T00:30"),
        ("2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30"),
        ("2026-10-25T01:30", "2026-10-25T03:00", "2026-10-25T04:00"),
    ],
)
def test_windows_across_clock_changes(after: str, opens: str, closes: str) -> None:
    found = next_opening(PARIS_NIGHT, (PARIS,), no_holiday, utc(after))
    assert found == utc(opens)
    assert closes_at(PARIS_NIGHT, (PARIS,), no_holiday, found) == utc(closes)


@pytest.mark.parametrize(
    ("zones", "windows"),
    [
        ((), FR.consumer.windows),
        (("Etc/Unknown",), FR.consumer.windows),
        (("Europe",), FR.consumer.windows),
        (("../x",), FR.consumer.windows),
        ((PARIS,), MappingProxyType({})),
    ],
)
def test_nothing_opens_without_zone_or_window(zones: tuple[str, ...], windows: MappingProxyType) -> None:  # type: ignore[type-arg]
    assert next_opening(windows, zones, no_holiday, utc("2026-11-24T10:00")) is None
    assert closes_at(windows, zones, no_holiday, utc("2026-11-24T10:00")) is None


def test_buckets() -> None:
    known = bucket_of(Audience.BUSINESS, "FR", "974", "Indian/Reunion", (PARIS,))
    assert known.key == "FR|business|Indian/Reunion|974"
    unknown = bucket_of(None, "ES", "", "", ("Europe/Madrid", "Atlantic/Canary", "Europe/Madrid"))
    assert unknown.key == "ES|consumer|Atlantic/Canary,Europe/Madrid|"
    paris = bucket_of(None, "FR", "", "", (PARIS,))
    assert bucket_closes_at(paris, FR, utc("2026-11-24T10:00"), holiday) == utc("2026-11-24T12:00")
    shut = bucket_closed_on(paris, FR, holiday)
    week = [date(2026, 11, day) for day in range(9, 16)]
    assert [day.day for day in week if shut(day)] == [11, 14, 15]
    armistice = bucket_opens_at(paris, FR, utc("2026-11-11T10:00"), holiday)
    assert (armistice.opens_at, armistice.holiday) == (utc("2026-11-12T09:00"), date(2026, 11, 11))
