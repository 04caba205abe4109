"""The part of a country's rule file about its register of people who want no calls, and what follows from it.

[consumer.register]
name = "TPS"
needed = true             # without a copy that is fresh enough nobody is rung who gave no ground
days_old = 28             # at most, counted from the date of the copy; left out: no limit was found
listed_days = 28          # a number may be rung for so long after it was put there
unless = ["consent"]      # grounds that go before the register
after_purchase_days = 540 # who bought from us may be rung for so long
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline_tui.domain.calling import AudienceRules, BasisKind, Blocker, CallFacts, NumberFacts, RuleStatus
from pipeline_tui.domain.registers import Listing, RegisterRules, outdated
from pipeline_tui.domain.rule_fields import Place, count, get, only
from pipeline_tui.wording import mark, tr

_FIELDS = {"name", "needed", "days_old", "listed_days", "unless", "after_purchase_days", "source", "status"}


def read_register_rules(data: Mapping[str, Any], here: Place) -> RegisterRules:
    """Return what the file of one audience says of its register; without the table there is none."""
    if "register" not in data:
        return RegisterRules()
    table, place = get(data, "register", Mapping, here), here / "register"
    only(table, _FIELDS, place)
    status = get(table, "status", str, place)
    if status not in set(RuleStatus) - {RuleStatus.SHOP}:
        raise (place / "status").trouble(
            tr('"{status}" is none of law, secondary, unverified, default.', status=status)
        )
    needed = get(table, "needed", bool, place)
    kinds = read_register_kinds(table, place) if "unless" in table else frozenset()
    days = {
        name: count(table, name, place, least=0) if name in table else 0
        for name in ("days_old", "listed_days", "after_purchase_days")
    }
    return RegisterRules(
        name=get(table, "name", str, place),
        needed=needed,
        unless=kinds,
        source=get(table, "source", str, place),
        status=status,
        **days,
    )


def read_register_kinds(table: Mapping[str, Any], here: Place) -> frozenset[str]:
    """Return the kinds of ground that go before the register."""
    kinds = get(table, "unless", list, here)
    for kind in kinds:
        if kind not in set(BasisKind):
            raise (here / "unless").trouble(
                tr("{kind!r} is none of {basiskind}.", kind=kind, basiskind=", ".join(BasisKind))
            )
    return frozenset(kinds)


def register_refusal(
    facts: CallFacts, number: NumberFacts, rule: AudienceRules, country: str, at: datetime
) -> tuple[Blocker, str] | None:
    """Return why a register forbids to ring a number to sell something at an instant (UTC), else None.

    Any register loaded for the country counts, and it goes by the file's own date: a grace period ends and a
    copy grows old without anybody's doing.
    """
    asked = rule.register
    if _goes_before(facts, asked, at):
        return None
    today = at.astimezone(UTC).date()
    of_country = [one for one in number.listings if one.country == country]
    for one in of_country:
        if one.listed and _bites(one, asked, at):
            if one.since is None:
                return Blocker.ON_REGISTER, tr("The number is on the register {name}.", name=one.name)
            told = mark("The number is on the register {name} since {since}.")
            return Blocker.ON_REGISTER, tr(told, name=one.name, since=f"{one.since:%Y-%m-%d}")
    if not asked.needed:
        return None
    copy = next((one for one in of_country if one.name == asked.name), None)
    if copy is None:
        told = mark("The register {name} must be checked first; no copy is loaded.")
        return Blocker.NO_REGISTER, tr(told, name=asked.name)
    if outdated(copy.dated, asked.days_old, today):
        age = (today - copy.dated).days
        reason = tr(
            "The copy of {name} is {age} days old; at most {days_old} are allowed.",
            name=asked.name,
            age=age,
            days_old=asked.days_old,
        )
        return Blocker.NO_REGISTER, reason
    return None


def _bites(one: Listing, asked: RegisterRules, at: datetime) -> bool:
    if one.since is None:
        return True  # nobody said since when: it may have been for ever
    return (at.astimezone(UTC).date() - one.since).days > asked.listed_days


def _goes_before(facts: CallFacts, asked: RegisterRules, at: datetime) -> bool:
    """Return whether something between them and us goes before any register."""
    if facts.last_bought is not None and asked.after_purchase_days:
        ends = facts.last_bought + timedelta(days=asked.after_purchase_days)
        if at.astimezone(UTC).date() <= ends:
            return True
    return any(
        one.kind in asked.unless
        and one.slot_at is None
        and one.given_at <= at
        and (one.expires_at is None or at < one.expires_at)
        and (one.revoked_at is None or at < one.revoked_at)
        for one in facts.bases
    )
