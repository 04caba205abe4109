"""Registers of people who want no calls: when a listing bites, when a copy is too old, what goes before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience, Basis, BasisKind, Blocker, CallFacts, Purpose
from pipeline_tui.domain.calling_gate import judge, judge_standing
from pipeline_tui.domain.calling_rules import read_rules
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.registers import Listing
from tests.domain.calling_facts import facts, rule_file, rules, utc

US, GB, FR = rules("us"), rules("gb"), rules("fr")
NOON = utc("2026-11-24T17:00")  # noon in New York, a Tuesday
TODAY = NOON.date()
DNC = US.consumer.register.name


def told(*listings: Listing, country: str = "US", **more: Any) -> CallFacts:
    known = facts(country=country, zones=("America/New_York",), bases=more.pop("bases", ()), **more)
    assert known.number is not None
    return replace(known, number=replace(known.number, listings=listings))


def copy(days_old: int = 1, *, listed_days: int | None = None, **more: Any) -> Listing:
    """A copy so old, on which the number stands since so many days, or not at all."""
    on = {} if listed_days is None else {"listed": True, "since": TODAY - timedelta(days=listed_days)}
    return Listing(**{"country": "US", "name": DNC, "dated": TODAY - timedelta(days=days_old), **on, **more})


@pytest.mark.parametrize(
    ("listings", "blocker"),
    [
        ((), Blocker.NO_REGISTER),
        ((copy(),), None),
        ((copy(31),), None),
        ((copy(32),), Blocker.NO_REGISTER),
        ((copy(listed_days=31),), None),
        ((copy(listed_days=32),), Blocker.ON_REGISTER),
        ((copy(listed=True),), Blocker.ON_REGISTER),  # nobody said since when
        ((copy(90, listed_days=60),), Blocker.ON_REGISTER),
        ((copy(), copy(name="State list", listed=True)), Blocker.ON_REGISTER),
        ((copy(), copy(country="GB", listed=True)), None),
    ],
)
def test_american_consumers(listings: tuple[Listing, ...], blocker: Blocker | None) -> None:
    verdict = judge(told(*listings), US, NOON)
    assert verdict.blocker is blocker
    assert verdict.until is None
    assert judge_standing(told(*listings), US, NOON).blocker is blocker
    if blocker is not None:
        assert DNC in verdict.reason or "State list" in verdict.reason
        assert verdict.source == US.consumer.register.source


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        ({"bases": (Basis(BasisKind.CONSENT, NOON - timedelta(days=9)),)}, True),
        ({"bases": (Basis(BasisKind.CONSENT, NOON - timedelta(days=9), expires_at=NOON),)}, False),
        ({"bases": (Basis(BasisKind.CONSENT, NOON - timedelta(days=9), revoked_at=NOON),)}, False),
        ({"bases": (Basis(BasisKind.CONSENT, NOON + timedelta(days=1)),)}, False),
        ({"bases": (Basis(BasisKind.BUSINESS_INTEREST, NOON - timedelta(days=9)),)}, False),
        ({"bases": (Basis(BasisKind.OWN_REQUEST, NOON - timedelta(days=1), slot_at=NOON),)}, True),
        (
            {"bases": (Basis(BasisKind.OWN_REQUEST, NOON, slot_at=NOON + timedelta(days=1)),)},
            False,
        ),
        ({"purpose": Purpose.SERVICE}, True),
        ({"purpose": Purpose.CONTRACT, "bases": (Basis(BasisKind.CONTRACT, NOON),)}, True),
        ({"audience": None}, False),
        ({"audience": Audience.BUSINESS}, False),
    ],
)
def test_what_goes_before_a_register(more: dict[str, Any], allowed: bool) -> None:
    assert judge(told(copy(listed=True), **more), US, NOON).allowed is allowed


def test_businesses_need_no_copy_where_the_file_asks_for_none() -> None:
    assert judge(told(audience=Audience.BUSINESS), US, NOON).allowed


@pytest.mark.parametrize(("days", "allowed"), [(540, True), (541, False)])
def test_who_bought_may_be_rung_for_so_long(days: int, allowed: bool) -> None:
    known = replace(told(copy(listed=True)), last_bought=TODAY - timedelta(days=days))
    assert judge(known, US, NOON).allowed is allowed


def test_britain_gives_twenty_eight_days_and_france_wants_consent_instead() -> None:
    name = GB.consumer.register.name
    for days, blocker in ((28, None), (29, Blocker.ON_REGISTER)):
        one = copy(name=name, country="GB", listed_days=days)
        assert judge(told(one, country="GB"), GB, NOON).blocker is blocker
    assert judge(told(country="GB"), GB, NOON).blocker is Blocker.NO_REGISTER
    assert judge(told(country="FR"), FR, NOON).blocker is Blocker.NO_BASIS


instants = st.integers(0, 400).map(lambda days: datetime(2026, 1, 1, 17, tzinfo=UTC) + timedelta(days=days))


@settings(max_examples=100)
@given(
    instants,
    st.none() | st.integers(-40, 440),
    st.none() | st.integers(-40, 440),
    st.booleans(),
)
def test_against_the_plainest_reading(
    at: datetime, copied: int | None, since: int | None, listed: bool
) -> None:
    start, today = date(2026, 1, 1), at.date()
    dated = start + timedelta(days=copied) if copied is not None else None
    on = start + timedelta(days=since) if since is not None else None
    listings = (Listing("US", DNC, dated, listed, on),) if dated else ()
    if dated and listed and (on is None or today > on + timedelta(days=31)):
        expected: Blocker | None = Blocker.ON_REGISTER
    elif dated is None or today > dated + timedelta(days=31):
        expected = Blocker.NO_REGISTER
    else:
        expected = None
    found = judge_standing(told(*listings), US, at).blocker
    assert found is expected


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"needed": "yes"}, "consumer.register.needed"),
        ({"unless": ["friendship"]}, "consumer.register.unless"),
        ({"days_old": -1}, "consumer.register.days_old"),
        ({"status": "rumour"}, "consumer.register.status"),
        ({"grace": 3}, "consumer.register.grace"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], field: str) -> None:
    data = rule_file("us")
    data["consumer"]["register"] |= change
    with pytest.raises(UsageTrouble) as wrong:
        read_rules(data, "us.toml")
    assert wrong.value.detail.startswith(f"{field}:")


def test_a_file_without_the_table_knows_no_register() -> None:
    data = rule_file("us")
    del data["consumer"]["register"]
    assert judge(told(), read_rules(data, "us.toml"), NOON).allowed
