"""The shipped rule files say what the research says, mistakes are named, and a shop can only tighten."""

from __future__ import annotations

import copy
from datetime import date, time
from typing import Any

import pytest

from pipeline_tui.domain.calling import Audience, BasisKind, RuleStatus
from pipeline_tui.domain.calling_rules import outdated, read_rules, tighten
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.rule_fields import describe_windows
from tests.domain.calling_facts import RULE_FILES, rule_file, rules

MORNING, AFTERNOON = (time(10), time(13)), (time(14), time(20))


def test_france_protects_consumers() -> None:
    consumer = rules("fr").of(Audience.CONSUMER)
    assert dict(consumer.windows) == dict.fromkeys(range(5), (MORNING, AFTERNOON))
    assert consumer.basis_required == {BasisKind.CONSENT, BasisKind.CONTRACT}
    assert (consumer.cap_attempts, consumer.cap_days, consumer.refusal_pause_days) == (4, 30, 60)
    assert consumer.holidays_closed
    assert "D.223-9" in consumer.window_source and consumer.window_status is RuleStatus.LAW
    assert rules("fr").of(None) is rules("fr").consumer or rules("fr").of(None) == consumer
    assert rules("fr").of(Audience.BUSINESS).basis_required == frozenset()
    assert "2022-1313" in rules("fr").note and "RE" in rules("fr").also_for


@pytest.mark.parametrize("name", sorted(path.stem for path in RULE_FILES.glob("*.toml")))
def test_every_shipped_file_reads_and_is_dated(name: str) -> None:
    found = rules(name)
    assert found.country == ("" if name == "default" else name.upper())
    assert found.version == "2026-11-23" and found.note
    for audience in Audience:
        one = found.of(audience)
        assert all((one.window_source, one.basis_source, one.cap_source, one.pause_source))
        assert one.holidays_closed and one.refusal_pause_days >= 60


@pytest.mark.parametrize(
    ("name", "audience", "text"),
    [
        ("fr", Audience.CONSUMER, "Mon-Fri 10:00-13:00 and 14:00-20:00"),
        ("fr", Audience.BUSINESS, "Mon-Fri 09:00-19:00"),
        ("default", Audience.CONSUMER, "Mon-Sat 09:00-20:00"),
        ("us", Audience.CONSUMER, "Mon-Sat 08:00-20:00"),  # where nobody knows the state
        ("gb", Audience.CONSUMER, "Mon-Fri 09:00-20:00; Sat 09:00-17:00"),
        ("de", Audience.CONSUMER, "Mon-Sat 09:00-20:00"),
    ],
)
def test_windows_read_back(name: str, audience: Audience, text: str) -> None:
    assert describe_windows(rules(name).of(audience).windows) == text


def test_rules_grow_old_after_a_year() -> None:
    assert not outdated(rules("fr"), date(2027, 11, 23))
    assert outdated(rules("fr"), date(2027, 11, 24))


def changed(path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(rule_file("fr"))
    *tables, field = path.split(".")
    table = data
    for name in tables:
        table = table[name]
    if value is None:
        del table[field]
    else:
        table[field] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("country", "fr", "country: "),
        ("country", None, "country: is missing"),
        ("date_checked", "yesterday", "date_checked: "),
        ("also_for", ["Réunion"], "also_for: "),
        ("note", None, "note: is missing"),
        ("business", None, "business: is missing"),
        ("consumer.cap", None, "consumer.cap: is missing"),
        ("consumer.cap.attempts", 0, "consumer.cap.attempts: 0 "),
        ("consumer.cap.attempts", True, "consumer.cap.attempts: True "),
        ("consumer.cap.attempts", "many", "consumer.cap.attempts: 'many' "),
        ("consumer.cap.days", None, "consumer.cap.days: is missing"),
        ("consumer.cap.atempts", 4, "consumer.cap.atempts: is not known"),
        ("consumer.refusal.pause_days", -1, "consumer.refusal.pause_days: -1 "),
        ("consumer.refusal.source", None, "consumer.refusal.source: is missing"),
        ("consumer.window.status", "rumour", "consumer.window.status: "),
        ("consumer.window.status", "shop", "consumer.window.status: "),
        ("consumer.window.open", [], "consumer.window.open: "),
        ("consumer.window.open", ["Mon-Fri 10-13"], "consumer.window.open: 'Mon-Fri 10-13' is not a period"),
        ("consumer.window.open", ["Fri-Mon 10:00-13:00"], "runs backwards"),
        ("consumer.window.open", ["Mon 13:00-10:00"], "runs backwards"),
        ("consumer.window.open", ["Mon 13:00-24:00"], "is not a period"),
        ("consumer.window.open", ["Lun 10:00-13:00"], "is not a period"),
        ("consumer.window.open", [1], "is not a period"),
        ("consumer.holidays.closed", "yes", "consumer.holidays.closed: "),
        ("consumer.basis.any_of", ["a nod"], "consumer.basis.any_of: "),
        ("consumers", {}, "consumers: is not known"),
    ],
)
def test_a_mistake_names_file_and_field(path: str, value: Any, words: str) -> None:
    with pytest.raises(UsageTrouble) as caught:
        read_rules(changed(path, value), "fr.toml")
    assert "fr.toml" in caught.value.title and words in caught.value.detail


def test_touching_periods_are_one() -> None:
    data = changed("consumer.window.open", ["Mon 10:00-13:00", "Mon 13:00-15:00", "Mon 12:00-13:30"])
    assert dict(read_rules(data, "x").consumer.windows) == {0: ((time(10), time(15)),)}


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({"window": {"open": ["Mon-Fri 09:00-13:00"]}}, "consumer.window.open"),
        ({"window": {"open": ["Mon-Fri 10:00-14:30"]}}, "consumer.window.open"),
        ({"window": {"open": ["Sat 10:00-11:00"]}}, "consumer.window.open"),
        ({"holidays": {"closed": False}}, "consumer.holidays.closed"),
        ({"basis": {"any_of": []}}, "consumer.basis.any_of"),
        ({"basis": {"any_of": ["consent", "business-interest"]}}, "consumer.basis.any_of"),
        ({"cap": {"attempts": 5, "days": 30}}, "consumer.cap.attempts"),
        ({"cap": {"attempts": "unlimited"}}, "consumer.cap.attempts"),
        ({"cap": {"attempts": 4, "days": 29}}, "consumer.cap.days"),
        ({"refusal": {"pause_days": 59}}, "consumer.refusal.pause_days"),
        ({"messages": {"consent": ["email", "sms"]}}, "consumer.messages.consent"),
        ({"register": {"unless": ["consent", "business-interest"]}}, "consumer.register.unless"),
        ({"register": {"listed_days": 1}}, "consumer.register.listed_days"),
        ({"register": {"after_purchase_days": 30}}, "consumer.register.after_purchase_days"),
    ],
)
def test_a_shop_cannot_loosen(own: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        tighten(rules("fr"), {"consumer": own}, "shop.toml")
    assert f"shop.toml, {field}:" in caught.value.detail
    assert caught.value.data["field"] == field


def test_a_shop_can_tighten() -> None:
    own = {
        "consumer": {
            "window": {"open": ["Mon-Thu 10:30-12:30"]},
            "basis": {"any_of": ["consent"]},
            "cap": {"attempts": 3, "days": 45},
            "refusal": {"pause_days": 90},
            "holidays": {"closed": True},
        },
        "business": {"basis": {"any_of": ["consent"]}, "cap": {"attempts": 6, "days": 30}},
    }
    result = tighten(rules("fr"), own)
    assert describe_windows(result.consumer.windows) == "Mon-Thu 10:30-12:30"
    assert result.consumer.basis_required == {BasisKind.CONSENT}
    assert (result.consumer.cap_attempts, result.consumer.cap_days) == (3, 45)
    assert result.consumer.refusal_pause_days == 90
    assert result.consumer.window_status is RuleStatus.SHOP
    assert result.consumer.holidays_status is RuleStatus.LAW  # said again, not tightened
    assert result.business.cap_attempts == 6 and result.business.basis_required == {BasisKind.CONSENT}
    assert result.business.windows == rules("fr").business.windows


@pytest.mark.parametrize(
    ("country", "audience", "own", "field"),
    [
        ("gb", "consumer", {"register": {"days_old": 29}}, "consumer.register.days_old"),
        ("gb", "consumer", {"register": {"needed": False}}, "consumer.register.needed"),
        (
            "us",
            "consumer",
            {"register": {"after_purchase_days": 541}},
            "consumer.register.after_purchase_days",
        ),
        ("de", "consumer", {"register": {"needed": True}}, "consumer.register"),  # there is none
        ("fr", "business", {"messages": {"clients": ["email"]}}, "business.messages.clients"),
        ("fr", "business", {"messages": {"consent": ["email", "sms"]}}, "business.messages.consent"),
    ],
)
def test_a_shop_cannot_loosen_messages_and_registers(
    country: str, audience: str, own: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as caught:
        tighten(rules(country), {audience: own}, "shop.toml")
    assert caught.value.data["field"] == field and f"shop.toml, {field}:" in caught.value.detail


def test_a_shop_can_tighten_messages_and_registers() -> None:
    french = tighten(
        rules("fr"),
        {
            "consumer": {"messages": {"clients": []}, "register": {"needed": True, "days_old": 90}},
            "business": {"messages": {"consent": ["email", "sms", "whatsapp"], "clients": ["email", "sms"]}},
        },
    )
    written, register = french.consumer.messages, french.consumer.register
    assert written.consent == rules("fr").consumer.messages.consent and not written.clients
    assert written.status == register.status == RuleStatus.SHOP and "L.34-5" in written.source
    assert (register.needed, register.days_old, register.name) == (True, 90, "Bloctel")
    assert register.unless == {"consent", "contract"}  # left out: as it was
    # No consent was wanted for e-mail before: clients may still be written to without one.
    assert french.business.messages.clients == {"email", "sms"}
    american = tighten(
        rules("us"), {"consumer": {"register": {"days_old": 7, "unless": [], "after_purchase_days": 0}}}
    )
    for region in ("", "TX", "MD"):
        found = american.of(Audience.CONSUMER, region).register
        assert (found.days_old, found.unless, found.after_purchase_days) == (7, frozenset(), 0)


def test_misspelt_own_rules_are_refused() -> None:
    with pytest.raises(UsageTrouble) as caught:
        tighten(rules("fr"), {"consumer": {"windows": {}}})
    assert "consumer.windows" in caught.value.detail
