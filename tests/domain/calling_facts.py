"""Rules, facts and holidays that the calling tests share."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline_tui.domain.calling import (
    Audience,
    Basis,
    BasisKind,
    CallFacts,
    CountryRules,
    NumberFacts,
    Purpose,
)
from pipeline_tui.domain.calling_rules import read_rules

RULE_FILES = Path(__file__).parents[2] / "data" / "calling_rules"
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
PARIS = "Europe/Paris"


def rule_file(name: str) -> dict[str, Any]:
    return tomllib.loads((RULE_FILES / f"{name}.toml").read_text(encoding="utf-8"))


def rules(name: str) -> CountryRules:
    return read_rules(rule_file(name), f"{name}.toml")


def holiday(day: date, country: str, region: str) -> bool:
    """The fixed French holidays, and 26 December in Alsace: enough to tell rule from calendar."""
    return country == "FR" and (
        (day.month, day.day) in FIXED_HOLIDAYS or (region == "6AE" and (day.month, day.day) == (12, 26))
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CONSENT = Basis(BasisKind.CONSENT, utc("2026-09-02T10:00"), id=1)


def facts(
    *,
    purpose: Purpose = Purpose.PROSPECTING,
    audience: Audience | None = Audience.CONSUMER,
    country: str = "FR",
    region: str = "",
    place_zone: str = "",
    zones: tuple[str, ...] = (PARIS,),
    number: bool = True,
    number_suppressed: bool = False,
    person_suppressed: bool = False,
    bases: tuple[Basis, ...] = (CONSENT,),
    refused_at: str = "",
    attempts: tuple[str, ...] = (),
    number_attempts: tuple[str, ...] = (),
    shared: bool = False,
    e164: str = "+33600000000",
) -> CallFacts:
    return CallFacts(
        purpose=purpose,
        audience=audience,
        country=country,
        region=region,
        place_zone=place_zone,
        number=NumberFacts(1, e164, zones, number_suppressed, tuple(map(utc, number_attempts)), shared)
        if number
        else None,
        person_suppressed=person_suppressed,
        bases=bases,
        refused_at=utc(refused_at) if refused_at else None,
        person_attempts=tuple(map(utc, attempts)),
    )
