"""States and Länder by postcode and area code, and the strictest rules where nobody knows the region."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import holidays
import pytest
from phonenumbers import country_code_for_region, parse
from phonenumbers.timezone import time_zones_for_number

from pipeline_tui.domain.american_places import (
    _ONE_ZONE,
    _STATES,
    ZONES,
    _spelled,
    state_of_number,
    state_of_postcode,
    zone_of_postcode,
)
from pipeline_tui.domain.calling import Audience, Blocker, Purpose, RuleStatus
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.calling_windows import bucket_for, is_public_holiday
from pipeline_tui.domain.german_places import _LAENDER, laender_of
from pipeline_tui.domain.regions import region_of_number
from pipeline_tui.domain.rule_fields import describe_windows
from pipeline_tui.domain.strictest import strictest, within
from tests.domain.calling_facts import facts, rules, utc

US, DE = rules("us"), rules("de")


def test_every_area_code_lies_in_the_zones_of_its_state() -> None:
    areas = [area for told in _STATES.values() for area in told[2].split()]
    assert len(areas) == len(set(areas)) > 300
    kin = {"America/Indiana/Indianapolis": {"America/Indiana/Indianapolis", "America/New_York"}}
    for state, (zones, _, codes) in _STATES.items():
        assert all(ZoneInfo(zone) for zone in zones)
        allowed = set(zones).union(*(kin.get(zone, {zone}) for zone in zones))
        for area in codes.split():
            known = {
                zone for zone in time_zones_for_number(parse(f"+1{area}5550123")) if zone != "Etc/Unknown"
            }
            offsets = {ZoneInfo(zone).utcoffset(utc("2026-07-01").replace(tzinfo=None)) for zone in known}
            theirs = {ZoneInfo(zone).utcoffset(utc("2026-07-01").replace(tzinfo=None)) for zone in allowed}
            # A new area code is not known to the library: then it answers with every zone of the code.
            assert len(known) > 3 or offsets <= theirs, (state, area, known)


def test_a_postcode_lies_in_one_state_and_its_sure_zone_is_one_of_the_state() -> None:
    prefixes = [prefix for told in _STATES.values() for prefix in _spelled(told[1])]
    assert len(prefixes) == len(set(prefixes)) > 850
    for state, sure in _ONE_ZONE.items():
        assert set(sure) <= set(ZONES[state])
    assert state_of_postcode("10001") == "NY" and state_of_postcode("00001") == ""
    assert zone_of_postcode("79901") == "America/Denver" and zone_of_postcode("79843") == ""
    assert zone_of_postcode("86503") == ""  # the Navajo change their clocks, Arizona does not


@pytest.mark.parametrize(
    ("e164", "state"),
    [
        ("+13055550123", "FL"),
        ("+14105550123", "MD"),
        ("+14015550123", "RI"),
        ("+12055550123", "AL"),
        ("+18005550123", ""),
        ("+33199001234", ""),
        ("+1305", ""),
    ],
)
def test_the_state_of_a_number(e164: str, state: str) -> None:
    assert state_of_number(e164) == region_of_number("US", e164) == state
    assert region_of_number("GB", "+442890001234") == "NIR" and region_of_number("GB", "+442071234567") == ""
    assert country_code_for_region("US") == 1


def test_german_laender_are_known_to_the_calendar() -> None:
    known = set(holidays.country_holidays("DE").subdivisions)
    assert {land for told in _LAENDER for land in told.split(",")} <= known
    assert set(DE.consumer.holiday_regions) == known - {"Augsburg"}
    assert [laender_of(code) for code in ("10115", "50667", "20095", "99084", "00001")] == [
        "BE",
        "NW",
        "HH",
        "TH",
        "",
    ]
    two_digits = {f"{number:02d}" for number in range(1, 100)} - {"05", "11", "43", "62"}
    assert all(laender_of(f"{start}999") for start in two_digits)


def test_states_differ_as_the_research_says() -> None:
    said = {
        code: (describe_windows(one.consumer.windows), one.consumer.cap_attempts, one.consumer.cap_days)
        for code, one in US.regions.items()
    }
    assert said == {
        "FL": ("Mon-Sun 08:00-20:00", None, 0),
        "MD": ("Mon-Sun 08:00-20:00", 3, 2),
        "AL": ("Mon-Sat 08:00-21:00", None, 0),
        "RI": ("Mon-Sat 08:00-21:00", None, 0),
    }
    assert US.consumer.window_status is RuleStatus.LAW
    assert US.regions["MD"].differs == ("consumer.window", "consumer.cap")
    # Texas was not looked up; who may be anywhere, or in one of two states, is under the strictest.
    assert US.of(None, "TX") is US.consumer
    for region in ("", "GA,FL"):
        strict = US.of(Audience.CONSUMER, region)
        assert describe_windows(strict.windows) == "Mon-Sat 08:00-20:00"
        assert (strict.cap_attempts, strict.cap_days) == (3, 2)
        assert "Florida" in strict.window_source and "Alabama" in strict.window_source
        assert strict.window_status is RuleStatus.SECONDARY
    assert US.of(None, "GA,TX") is US.consumer


@pytest.mark.parametrize(
    ("region", "e164", "blocker"),
    [
        ("TX", "+13055550123", None),  # the address comes first
        ("FL", "+12145550123", Blocker.OUTSIDE_WINDOW),
        ("", "+12145550123", None),  # else the area of the number: Dallas
        ("", "+13055550123", Blocker.OUTSIDE_WINDOW),  # Miami
        ("", "+18005550123", Blocker.OUTSIDE_WINDOW),  # else the strictest
    ],
)
def test_the_state_of_a_call(region: str, e164: str, blocker: Blocker | None) -> None:
    at = utc("2026-07-15T00:30")  # a Tuesday, 20:30 in the east
    told = facts(purpose=Purpose.SERVICE, country="US", region=region, zones=("America/New_York",), e164=e164)
    if region:
        told = replace(told, place_zone="America/New_York")
    assert judge(told, US, at).blocker is blocker


def test_an_address_that_tells_the_state_alone_has_all_its_zones() -> None:
    told = facts(purpose=Purpose.SERVICE, country="US", region="FL", zones=("America/Los_Angeles",))
    bucket = bucket_for(told, "en")
    assert bucket.key == "US|consumer|America/Chicago,America/New_York|FL|en"
    assert judge(told, US, utc("2026-07-15T12:30")).blocker is Blocker.OUTSIDE_WINDOW  # 07:30 in Pensacola
    assert judge(told, US, utc("2026-07-15T13:30")).allowed


def test_regional_holidays_close_their_region_and_the_unknown_one() -> None:
    at = utc("2026-06-04T10:00")  # Corpus Christi
    for region, allowed in (("BY", False), ("NI", True), ("", False), ("HE,NI", False)):
        told = facts(country="DE", region=region, zones=("Europe/Berlin",), purpose=Purpose.SERVICE)
        assert judge(told, DE, at, is_public_holiday).allowed is allowed, region
    assumption = facts(country="DE", region="BY", zones=("Europe/Berlin",), purpose=Purpose.SERVICE)
    verdict = judge(assumption, DE, utc("2025-08-15T10:00"), is_public_holiday)
    assert verdict.blocker is Blocker.OUTSIDE_WINDOW  # kept in most of Bavaria, not in all of it


def test_the_strictest_allows_what_both_allow() -> None:
    fr, gb = rules("fr").consumer, rules("gb").consumer
    both = strictest([fr, gb])
    assert describe_windows(both.windows) == "Mon-Fri 10:00-13:00 and 14:00-20:00"
    assert within(both.windows, fr.windows) and within(both.windows, gb.windows)
    assert both.basis_required == fr.basis_required and both.basis_source == fr.basis_source
    assert (both.cap_attempts, both.cap_days) == (4, 30) and both.holidays_closed
    assert strictest([gb, fr]).basis_required == fr.basis_required
    assert both.windows[0][0] == (time(10), time(13))
