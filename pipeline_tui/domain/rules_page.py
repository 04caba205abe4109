"""A country's calling rules as people read them: each figure with its source and how far to rely on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.calling import Audience, AudienceRules, CountryRules, RuleStatus, ground_words
from pipeline_tui.domain.calling_rules import outdated
from pipeline_tui.domain.places import region_words
from pipeline_tui.domain.registers import RegisterRules
from pipeline_tui.domain.rule_fields import describe_windows
from pipeline_tui.wording import semicolons, tr


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One figure: for whom, of what, where it comes from."""

    audience: Audience
    name: str  # basis, window, holidays, cap, refusal, register, messages
    figure: str
    source: str
    status: RuleStatus


@dataclass(frozen=True, slots=True)
class RegionLines:
    """What a region says otherwise than its country."""

    region: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Everything that holds for calls to one country."""

    asked: str  # ISO 3166, as asked for; "default" for any country without a file
    country: str  # of the file that holds; "" for the default one
    version: str  # the day it was checked
    outdated: bool  # checked more than a year ago
    note: str
    also_for: tuple[str, ...]
    own: str  # short hash of the shop's own rules, "" where they say nothing of it
    lines: tuple[RuleLine, ...]
    regions: tuple[RegionLines, ...]
    unknown_region: tuple[RuleLine, ...]  # what holds where nobody knows the region, if that differs
    countries: tuple[str, ...] = ()  # those with a file, the shop's own first, "default" last


def rules_page(asked: str, rules: CountryRules, today: date, countries: tuple[str, ...] = ()) -> RulesPage:
    """Return the page of a country's rules."""
    base = tuple(_lines(rules.country, Audience.CONSUMER, rules.consumer)) + tuple(
        _lines(rules.country, Audience.BUSINESS, rules.business)
    )
    regions = []
    for code, region in sorted(rules.regions.items()):
        told = (
            *_lines(rules.country, Audience.CONSUMER, region.consumer),
            *_lines(rules.country, Audience.BUSINESS, region.business),
        )
        regions.append(RegionLines(code, tuple(one for one in told if one not in base)))
    anywhere: tuple[RuleLine, ...] = ()
    if rules.anywhere is not None:
        every = (
            *_lines(rules.country, Audience.CONSUMER, rules.anywhere.consumer),
            *_lines(rules.country, Audience.BUSINESS, rules.anywhere.business),
        )
        anywhere = tuple(one for one in every if one not in base)
    return RulesPage(
        asked=asked,
        country=rules.country,
        version=rules.version,
        outdated=outdated(rules, today),
        note=rules.note,
        also_for=tuple(sorted(rules.also_for)),
        own=rules.own,
        lines=base,
        regions=tuple(regions),
        unknown_region=anywhere,
        countries=countries,
    )


def _lines(country: str, audience: Audience, rule: AudienceRules) -> Iterator[RuleLine]:
    grounds = ground_words(rule.basis_required)
    yield RuleLine(audience, "basis", grounds or tr("none needed"), rule.basis_source, rule.basis_status)
    yield RuleLine(audience, "window", describe_windows(rule.windows), rule.window_source, rule.window_status)
    also = region_words(country, rule.holiday_regions)
    also_closed = (tr("where the region is unknown also those of {also}", also=also),) if also else ()
    yield RuleLine(
        audience,
        "holidays",
        semicolons((tr("no calls"), *also_closed)) if rule.holidays_closed else tr("as other days"),
        rule.holidays_source,
        rule.holidays_status,
    )
    cap = (
        tr(
            "{cap_attempts} attempts in {cap_days} days",
            cap_attempts=rule.cap_attempts,
            cap_days=rule.cap_days,
        )
        if rule.cap_attempts
        else tr("no limit")
    )
    yield RuleLine(audience, "cap", cap, rule.cap_source, rule.cap_status)
    yield RuleLine(
        audience,
        "refusal",
        tr("{refusal_pause_days} days' pause", refusal_pause_days=rule.refusal_pause_days),
        rule.pause_source,
        rule.pause_status,
    )
    if rule.register.name:
        yield RuleLine(
            audience,
            "register",
            _register(rule.register),
            rule.register.source,
            RuleStatus(rule.register.status),
        )
    written = rule.messages
    consent = ", ".join(sorted(written.consent)) or tr("none")
    clients = (
        (tr("clients need none for {sorted}", sorted=", ".join(sorted(written.clients))),)
        if written.clients
        else ()
    )
    yield RuleLine(
        audience,
        "messages",
        semicolons((tr("consent for {consent}", consent=consent), *clients)),
        written.source,
        RuleStatus(written.status) if written.status else RuleStatus.DEFAULT,
    )


def _register(asked: RegisterRules) -> str:
    parts = [asked.name if asked.needed else tr("{name}, where it is loaded", name=asked.name)]
    if asked.needed:
        parts.append(
            tr("a copy of at most {days_old} days", days_old=asked.days_old)
            if asked.days_old
            else tr("a copy is needed")
        )
    if asked.listed_days:
        parts.append(tr("after {listed_days} days on it", listed_days=asked.listed_days))
    if asked.unless:
        parts.append(
            tr(
                "not with {sorted}",
                sorted=ground_words(asked.unless),
            )
        )
    if asked.after_purchase_days:
        parts.append(
            tr(
                "nor for {after_purchase_days} days after a purchase",
                after_purchase_days=asked.after_purchase_days,
            )
        )
    return semicolons(parts)
