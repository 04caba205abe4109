"""The gate, case by case in the order of the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline_tui.domain.calling import Audience, Basis, BasisKind, Blocker, Purpose, RuleStatus, Verdict
from pipeline_tui.domain.calling_gate import judge, judge_standing
from tests.domain.calling_facts import CONSENT, facts, holiday, rules, utc

FR = rules("fr")
TUESDAY_11 = "2026-11-24T10:00"  # 11:00 in Paris
CONTRACT = Basis(BasisKind.CONTRACT, utc("2026-01-01T10:00"), id=2)
SLOT = Basis(
    BasisKind.OWN_REQUEST, utc("2026-11-20T10:00"), slot_at=utc("2026-11-24T19:30"), id=3
)  # 20:30 in Paris: after hours


def verdict(at: str = TUESDAY_11, **given: Any) -> Verdict:
    return judge(facts(**given), FR, utc(at), holiday)


def ask(kind: BasisKind = BasisKind.CONSENT, **dates: str | Purpose | None) -> Basis:
    given = {name: utc(value) if name.endswith("_at") else value for name, value in dates.items()}  # type: ignore[arg-type]
    return Basis(kind, given.pop("given_at", utc("2026-09-02T10:00")), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "blocker", "until"),
    [
        ({"number": False, "person_suppressed": True}, Blocker.NO_NUMBER, None),
        ({"person_suppressed": True, "bases": ()}, Blocker.SUPPRESSED, None),
        ({"number_suppressed": True, "bases": (SLOT,)}, Blocker.SUPPRESSED, None),
        ({"bases": (), "refused_at": "2026-11-20T10:00"}, Blocker.NO_BASIS, None),
        ({"bases": (ask(expires_at=TUESDAY_11),)}, Blocker.NO_BASIS, None),
        ({"bases": (ask(revoked_at="2026-11-24T09:59"),)}, Blocker.NO_BASIS, None),
        ({"bases": (ask(given_at="2026-11-24T10:01"),)}, Blocker.NO_BASIS, None),
        ({"bases": (ask(purpose=Purpose.SERVICE),)}, Blocker.NO_BASIS, None),
        ({"bases": (ask(BasisKind.BUSINESS_INTEREST),)}, Blocker.NO_BASIS, None),
        ({"bases": (ask(BasisKind.OWN_REQUEST),)}, Blocker.NO_BASIS, None),  # without its precise time
        ({"bases": (), "audience": None}, Blocker.NO_BASIS, None),
        ({"bases": (SLOT,)}, Blocker.NO_BASIS, "2026-11-24T19:15"),
        # Refused on 1 October: 60 whole days end with 30 November; a Tuesday, 10:00 in Paris.
        ({"refused_at": "2026-10-01T21:59"}, Blocker.PAUSED, "2026-12-01T09:00"),
        ({"refused_at": "2026-10-01T22:00"}, Blocker.PAUSED, "2026-12-02T09:00"),  # 2 October in Paris
        ({"refused_at": "2026-09-25T10:00"}, Blocker.PAUSED, "2026-11-25T09:00"),
        ({"refused_at": "2026-09-24T10:00"}, None, None),
        ({"attempts": ("2026-11-02T10:00",) * 4}, Blocker.CAPPED, "2026-12-02T09:00"),
        ({"number_attempts": ("2026-11-02T10:00",) * 4}, Blocker.CAPPED, "2026-12-02T09:00"),
        ({"number_attempts": ("2026-11-02T10:00",) * 4, "shared": True}, None, None),
        ({"attempts": ("2026-11-02T10:00",) * 3}, None, None),
        # Two on the person and two on the number are not four on either.
        (
            {"attempts": ("2026-11-02T10:00",) * 2, "number_attempts": ("2026-11-02T10:00",) * 2},
            None,
            None,
        ),
        # 26 October is the first of the 30 days that end today.
        ({"attempts": ("2026-10-26T10:00",) * 4}, Blocker.CAPPED, "2026-11-25T09:00"),
        ({"attempts": ("2026-10-25T10:00",) * 4}, None, None),
        # The oldest but one of five holds it.
        (
            {
                "attempts": (
                    "2026-11-20T10:00",
                    "2026-11-03T10:00",
                    "2026-11-02T10:00",
                    "2026-11-05T10:00",
                    "2026-11-04T10:00",
                )
            },
            Blocker.CAPPED,
            "2026-12-03T09:00",
        ),
        (
            {"purpose": Purpose.CONTRACT, "attempts": ("2026-11-02T10:00",) * 9, "bases": (CONTRACT,)},
            None,
            None,
        ),
        ({"purpose": Purpose.SERVICE, "bases": (), "refused_at": "2026-11-20T10:00"}, None, None),
        ({"purpose": Purpose.CONTRACT, "bases": ()}, Blocker.NO_BASIS, None),
        ({"bases": (CONTRACT,)}, None, None),
        ({"zones": ()}, Blocker.NO_ZONE, None),
        ({"zones": ("Etc/Unknown",)}, Blocker.NO_ZONE, None),
        ({"zones": (), "attempts": ("2026-11-02T10:00",) * 4}, Blocker.CAPPED, None),
        ({"zones": (), "place_zone": "Europe/Paris"}, None, None),
        # Eleven hours apart: 10-20 in Paris is 23-09 in Tahiti.
        ({"zones": ("Europe/Paris", "Pacific/Tahiti")}, Blocker.OUTSIDE_WINDOW, None),
    ],
)
def test_the_rules_in_their_order(given: dict[str, Any], blocker: Blocker | None, until: str | None) -> None:
    found = verdict(**given)
    assert found.blocker == blocker
    assert found.allowed is (blocker is None)
    assert found.until == (utc(until) if until else None)
    assert found.rules == "FR 2026-11-23"
    assert bool(found.reason) is (blocker is not None)


@pytest.mark.parametrize(
    ("at", "open_until", "until"),
    [
        ("2026-11-24T08:59:59", None, "2026-11-24T09:00"),
        ("2026-11-24T09:00", "2026-11-24T12:00", None),
        ("2026-11-24T11:59:59", "2026-11-24T12:00", None),
        ("2026-11-24T12:00", None, "2026-11-24T13:00"),
        ("2026-11-24T19:00", None, "2026-11-25T09:00"),
        ("2026-11-28T10:00", None, "2026-11-30T09:00"),  # Saturday
        ("2026-11-11T10:00", None, "2026-11-12T09:00"),  # Armistice
        ("2026-10-23T18:30", None, "2026-10-26T09:00"),  # summer time ends in between
        ("2026-03-27T19:30", None, "2026-03-30T08:00"),  # and begins
    ],
)
def test_the_consumer_window(at: str, open_until: str | None, until: str | None) -> None:
    found = verdict(at, bases=(ask(given_at="2026-01-01T10:00"),))
    assert found.open_until == (utc(open_until) if open_until else None)
    assert found.until == (utc(until) if until else None)
    assert found.blocker == (Blocker.OUTSIDE_WINDOW if until else None)


def test_a_refusal_names_rule_source_and_status() -> None:
    found = verdict("2026-11-24T08:30")
    assert "Tue 09:30" in found.reason and "Mon-Fri 10:00-13:00 and 14:00-20:00" in found.reason
    assert "D.223-9" in found.source and found.status is RuleStatus.LAW
    assert "public holiday" in verdict("2026-11-11T10:00").reason
    assert "L.223-1" in verdict(bases=()).source
    assert "consent or contract" in verdict(bases=()).reason
    assert "ask for the place" in verdict(zones=()).reason
    assert "4 of 4" in verdict(attempts=("2026-11-02T10:00",) * 4).reason


def test_no_hour_suits_all_zones_of_a_wide_number() -> None:
    found = verdict(zones=("Europe/Kaliningrad", "Europe/Paris", "Asia/Kamchatka", "America/Los_Angeles"))
    assert found.until is None
    assert "4 possible zones: set the contact's place" in found.reason


def test_a_regional_holiday_closes_its_region() -> None:
    at = "2025-12-26T10:00"  # a Friday
    old = (ask(given_at="2025-01-01T10:00"),)
    assert verdict(at, bases=old, region="75").allowed
    assert verdict(at, bases=old, region="6AE").blocker is Blocker.OUTSIDE_WINDOW
    # Nobody knows where they live: it may be in Alsace.
    assert verdict(at, bases=old).blocker is Blocker.OUTSIDE_WINDOW
    assert verdict(at, bases=old, region="75,6AE").blocker is Blocker.OUTSIDE_WINDOW


def test_a_business_needs_no_record() -> None:
    found = verdict("2026-11-24T08:30", audience=Audience.BUSINESS, bases=())
    assert found.allowed and found.cap is None
    assert found.basis is not None and found.basis.kind is BasisKind.BUSINESS_INTEREST


def test_the_verdict_keeps_what_the_gate_knew() -> None:
    found = verdict(attempts=("2026-11-02T10:00",), zones=("Europe/Paris", "Atlantic/Canary"))
    assert found.allowed
    assert (found.attempts, found.cap, found.basis) == (1, 4, CONSENT)
    assert found.zone == "Europe/Paris, Atlantic/Canary"


@pytest.mark.parametrize(
    ("at", "purpose", "blocker"),
    [
        ("2026-11-24T19:14:59", Purpose.OWN_REQUEST, Blocker.OUTSIDE_WINDOW),
        ("2026-11-24T19:15", Purpose.OWN_REQUEST, None),
        ("2026-11-24T19:44:59", Purpose.OWN_REQUEST, None),
        ("2026-11-24T19:45", Purpose.OWN_REQUEST, Blocker.OUTSIDE_WINDOW),
        ("2026-11-24T19:30", Purpose.PROSPECTING, None),
        (TUESDAY_11, Purpose.OWN_REQUEST, None),  # not the slot, but consent and window
    ],
)
def test_an_own_request_opens_its_slot_only(at: str, purpose: Purpose, blocker: Blocker | None) -> None:
    found = verdict(at, bases=(CONSENT, SLOT), purpose=purpose)
    assert found.blocker == blocker
    if found.allowed and at != TUESDAY_11:
        assert found.basis == SLOT and found.open_until == utc("2026-11-24T19:45")


def test_outside_its_slot_an_own_request_is_prospecting() -> None:
    capped = {"attempts": ("2026-11-02T10:00",) * 4, "bases": (CONSENT, SLOT), "purpose": Purpose.OWN_REQUEST}
    assert verdict("2026-11-24T19:30", **capped).allowed
    refused = verdict(TUESDAY_11, **capped)
    assert (refused.blocker, refused.until) == (Blocker.CAPPED, utc("2026-11-24T19:15"))


def test_a_refusal_ends_an_earlier_request_but_not_a_later_one() -> None:
    own = Purpose.OWN_REQUEST
    assert verdict("2026-11-24T19:30", bases=(SLOT,), purpose=own, refused_at="2026-11-21T10:00").blocker is (
        Blocker.PAUSED
    )
    assert verdict("2026-11-24T19:30", bases=(SLOT,), purpose=own, refused_at="2026-11-19T10:00").allowed


def test_several_zones_count_days_by_the_strictest() -> None:
    # 23:30 on 1 October in Paris is already 2 October in Réunion; on 2 December at 10:00 in Paris it is 13:00
    # there, the closed hour of noon.
    found = verdict(zones=("Europe/Paris", "Indian/Reunion"), refused_at="2026-10-01T21:30")
    assert found.until == utc("2026-12-02T10:00")


def test_a_consent_that_ends_before_the_pause_does_not_open_again() -> None:
    found = verdict(bases=(ask(expires_at="2026-11-26T00:00"),), refused_at="2026-11-20T10:00")
    assert (found.blocker, found.until) == (Blocker.PAUSED, None)


def test_the_default_rules_ask_for_no_record() -> None:
    found = judge(
        facts(country="PT", bases=(), zones=("Europe/Lisbon",)),
        rules("default"),
        datetime(2026, 11, 28, 19, 59, tzinfo=UTC),
        holiday,
    )
    assert found.allowed and found.rules == "default 2026-11-23"
    assert found.open_until == datetime(2026, 11, 28, 20, tzinfo=UTC)


def test_an_expiring_consent_closes_the_window() -> None:
    assert verdict(bases=(ask(expires_at="2026-11-24T10:20"),)).open_until == utc("2026-11-24T10:20")


@pytest.mark.parametrize(
    ("given", "blocker", "until"),
    [
        ({}, None, None),
        ({"attempts": ("2026-11-02T10:00",) * 4}, Blocker.CAPPED, "2026-12-01T23:00"),
        ({"refused_at": "2026-10-01T10:00"}, Blocker.PAUSED, "2026-11-30T23:00"),
        ({"zones": ()}, Blocker.NO_ZONE, None),
        ({"bases": ()}, Blocker.NO_BASIS, None),
    ],
)
def test_a_standing_leaves_the_window_to_the_bucket(
    given: dict[str, Any], blocker: Blocker | None, until: str | None
) -> None:
    found = judge_standing(facts(**given), FR, utc("2026-11-24T03:00"))
    assert (found.blocker, found.until) == (blocker, utc(until) if until else None)
    assert found.open_until is None
