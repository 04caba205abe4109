"""Reading a country's rule file, and a shop's own tighter rules on top of it.

The format is described by the comments of ``data/calling_rules/fr.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.calling import Audience, AudienceRules, CountryRules, RegionRules
from pipeline_tui.domain.message_rules import read_message_rules
from pipeline_tui.domain.register_rules import read_register_rules
from pipeline_tui.domain.retention_rules import read_retention_rules
from pipeline_tui.domain.rule_fields import (
    FIELDS,
    Place,
    count,
    get,
    only,
    read_cap,
    read_kinds,
    read_status,
    read_windows,
    texts,
)
from pipeline_tui.domain.strictest import strictest, strictest_region
from pipeline_tui.domain.tightening import by_its_own_source, by_the_shop, tightened
from pipeline_tui.wording import tr

RULES_GROW_OLD_AFTER_DAYS = 365
_HEAD = {"country", "also_for", "date_checked", "note", "consumer", "business", "regions", "retention"}


def read_rules(data: Mapping[str, Any], file_name: str) -> CountryRules:
    """Return a country's rules from a parsed rule file.

    Raises UsageTrouble naming file and field when anything is missing, unknown or malformed.
    """
    here = Place(file_name)
    only(data, _HEAD, here)
    country = get(data, "country", str, here)
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise (here / "country").trouble(
            tr('"{country}" is not a two-letter country code in capitals.', country=country)
        )
    checked = get(data, "date_checked", date, here)
    also = data.get("also_for", [])
    if not isinstance(also, list) or not all(isinstance(one, str) and len(one) == 2 for one in also):
        raise (here / "also_for").trouble("a list of two-letter country codes is wanted.")
    base = RegionRules(
        _audience(get(data, "consumer", Mapping, here), here / "consumer"),
        _audience(get(data, "business", Mapping, here), here / "business"),
    )
    own = get(data, "regions", Mapping, here) if "regions" in data else {}
    place = here / "regions"
    regions = {code: _region(base, get(own, code, Mapping, place), place / code) for code in own}
    return CountryRules(
        country=country,
        version=f"{checked:%Y-%m-%d}",
        consumer=base.consumer,
        business=base.business,
        note=get(data, "note", str, here),
        retention=read_retention_rules(data, here),
        also_for=frozenset(also),
        regions=MappingProxyType(regions),
        anywhere=strictest_region(regions.values()) if regions else None,
    )


def outdated(rules: CountryRules, today: date) -> bool:
    """Return whether the rules were last checked so long ago that somebody should look again."""
    return (today - date.fromisoformat(rules.version)).days > RULES_GROW_OLD_AFTER_DAYS


def tighten(
    base: CountryRules, own: Mapping[str, Any], file_name: str = "the shop's calling rules", field: str = ""
) -> CountryRules:
    """Return the rules with the shop's own figures, given in the tables of a rule file, sources left out.

    They hold in every region, and a region's own figures beside them. ``field`` is where the tables stand in
    their file. Raises Refused naming the field when a figure would allow what the base forbids; UsageTrouble
    when it is malformed.
    """
    here = Place(file_name, field)
    only(own, set(Audience), here)
    found = {
        name: tightened(
            base.consumer if name is Audience.CONSUMER else base.business,
            get(own, name, Mapping, here),
            here / name,
            by_the_shop,
        )
        for name in Audience
        if name in own
    }

    def stricter(audience: Audience, rules: AudienceRules) -> AudienceRules:
        return strictest([found[audience], rules]) if audience in found else rules

    regions = {
        code: replace(
            one,
            consumer=stricter(Audience.CONSUMER, one.consumer),
            business=stricter(Audience.BUSINESS, one.business),
        )
        for code, one in base.regions.items()
    }
    return replace(
        base,
        consumer=found.get(Audience.CONSUMER, base.consumer),
        business=found.get(Audience.BUSINESS, base.business),
        regions=MappingProxyType(regions),
        anywhere=strictest_region(regions.values()) if regions else None,
    )


def _audience(data: Mapping[str, Any], here: Place) -> AudienceRules:
    only(data, {*FIELDS, "messages", "register"}, here)
    for table, fields in FIELDS.items():
        only(get(data, table, Mapping, here), fields | {"source", "status"}, here / table)
    sources = {table: get(data[table], "source", str, here / table) for table in FIELDS}
    statuses = {table: read_status(data[table], here / table) for table in FIELDS}
    attempts, days = read_cap(data["cap"], here / "cap")
    return AudienceRules(
        windows=read_windows(data["window"].get("open"), here / "window" / "open"),
        holidays_closed=get(data["holidays"], "closed", bool, here / "holidays"),
        basis_required=read_kinds(data["basis"], here / "basis"),
        cap_attempts=attempts,
        cap_days=days,
        refusal_pause_days=count(data["refusal"], "pause_days", here / "refusal", least=0),
        window_source=sources["window"],
        basis_source=sources["basis"],
        cap_source=sources["cap"],
        pause_source=sources["refusal"],
        holidays_source=sources["holidays"],
        window_status=statuses["window"],
        basis_status=statuses["basis"],
        cap_status=statuses["cap"],
        pause_status=statuses["refusal"],
        holidays_status=statuses["holidays"],
        messages=read_message_rules(data, here),
        register=read_register_rules(data, here),
        holiday_regions=texts(data["holidays"], "regions", here / "holidays"),
    )


def _region(base: RegionRules, data: Mapping[str, Any], here: Place) -> RegionRules:
    """Return what holds in a region: the tables it states, never laxer than the country's, and those."""
    only(data, set(Audience), here)
    found = {
        name: tightened(base.of(name), get(data, name, Mapping, here), here / name, by_its_own_source)
        for name in Audience
        if name in data
    }
    return RegionRules(
        found.get(Audience.CONSUMER, base.consumer),
        found.get(Audience.BUSINESS, base.business),
        tuple(f"{name}.{table}" for name in data for table in data[name]),
    )
