"""Reading a country's rule file, and a shop's own tighter rules on top of it.

The format is described by the comments of ``data/calling_rules/fr.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.calling import AudienceRules, BasisKind, CountryRules, RuleStatus, Windows
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.message_rules import read_message_rules
from pipeline_tui.domain.rule_fields import Place, count, describe_windows, get, only, read_windows

UNLIMITED = "unlimited"
RULES_GROW_OLD_AFTER_DAYS = 365
_FIELDS = MappingProxyType(
    {
        "basis": {"any_of"},
        "window": {"open"},
        "holidays": {"closed"},
        "cap": {"attempts", "days"},
        "refusal": {"pause_days"},
    }
)
_HEAD = {"country", "also_for", "date_checked", "note", "consumer", "business"}


def read_rules(data: Mapping[str, Any], file_name: str) -> CountryRules:
    """Return a country's rules from a parsed rule file.

    Raises UsageTrouble naming file and field when anything is missing, unknown or malformed.
    """
    here = Place(file_name)
    only(data, _HEAD, here)
    country = get(data, "country", str, here)
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise (here / "country").trouble(f'"{country}" is not a two-letter country code in capitals.')
    checked = get(data, "date_checked", date, here)
    also = data.get("also_for", [])
    if not isinstance(also, list) or not all(isinstance(one, str) and len(one) == 2 for one in also):
        raise (here / "also_for").trouble("a list of two-letter country codes is wanted.")
    return CountryRules(
        country=country,
        version=f"{checked:%Y-%m-%d}",
        consumer=_audience(get(data, "consumer", Mapping, here), here / "consumer"),
        business=_audience(get(data, "business", Mapping, here), here / "business"),
        note=get(data, "note", str, here),
        also_for=frozenset(also),
    )


def outdated(rules: CountryRules, today: date) -> bool:
    """Return whether the rules were last checked so long ago that somebody should look again."""
    return (today - date.fromisoformat(rules.version)).days > RULES_GROW_OLD_AFTER_DAYS


def tighten(
    base: CountryRules, own: Mapping[str, Any], file_name: str = "the shop's calling rules"
) -> CountryRules:
    """Return the rules with the shop's own figures, given in the tables of a rule file, sources left out.

    Raises Refused naming the field when a figure would allow what the base forbids; UsageTrouble when it
    is malformed.
    """
    here = Place(file_name)
    only(own, {"consumer", "business"}, here)
    consumer, business = (
        _tightened(rules, get(own, name, Mapping, here), here / name) if name in own else rules
        for name, rules in (("consumer", base.consumer), ("business", base.business))
    )
    return replace(base, consumer=consumer, business=business)


def _audience(data: Mapping[str, Any], here: Place) -> AudienceRules:
    only(data, {*_FIELDS, "messages"}, here)
    for table, fields in _FIELDS.items():
        only(get(data, table, Mapping, here), fields | {"source", "status"}, here / table)
    sources = {table: get(data[table], "source", str, here / table) for table in _FIELDS}
    statuses = {table: _status(data[table], here / table) for table in _FIELDS}
    attempts, days = _cap(data["cap"], here / "cap")
    return AudienceRules(
        windows=read_windows(data["window"].get("open"), here / "window" / "open"),
        holidays_closed=get(data["holidays"], "closed", bool, here / "holidays"),
        basis_required=_kinds(data["basis"], here / "basis"),
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
    )


def _tightened(base: AudienceRules, own: Mapping[str, Any], here: Place) -> AudienceRules:
    only(own, set(_FIELDS), here)
    for table in own:
        only(get(own, table, Mapping, here), _FIELDS[table], here / table)
    new = base
    if "window" in own:
        field = here / "window" / "open"
        windows = read_windows(own["window"].get("open"), field)
        if not _within(windows, base.windows):
            raise _loosened(
                field, describe_windows(windows), describe_windows(base.windows), base.window_source
            )
        new = replace(
            new, windows=windows, window_source=_own(base.window_source), window_status=RuleStatus.SHOP
        )
    if "holidays" in own:
        closed = get(own["holidays"], "closed", bool, here / "holidays")
        if base.holidays_closed and not closed:
            raise _loosened(here / "holidays" / "closed", "false", "true", base.holidays_source)
        if closed and not base.holidays_closed:
            source = _own(base.holidays_source)
            new = replace(new, holidays_closed=True, holidays_source=source, holidays_status=RuleStatus.SHOP)
    if "basis" in own:
        kinds = _kinds(own["basis"], here / "basis")
        if base.basis_required and not (kinds and kinds <= base.basis_required):
            raise _loosened(
                here / "basis" / "any_of", _list(kinds), _list(base.basis_required), base.basis_source
            )
        new = replace(
            new, basis_required=kinds, basis_source=_own(base.basis_source), basis_status=RuleStatus.SHOP
        )
    if "cap" in own:
        attempts, days = _cap(own["cap"], here / "cap")
        if base.cap_attempts is not None:
            if attempts is None or attempts > base.cap_attempts:
                given = UNLIMITED if attempts is None else str(attempts)
                raise _loosened(here / "cap" / "attempts", given, str(base.cap_attempts), base.cap_source)
            if days < base.cap_days:
                raise _loosened(here / "cap" / "days", str(days), str(base.cap_days), base.cap_source)
        new = replace(
            new,
            cap_attempts=attempts,
            cap_days=days,
            cap_source=_own(base.cap_source),
            cap_status=RuleStatus.SHOP,
        )
    if "refusal" in own:
        pause = count(own["refusal"], "pause_days", here / "refusal", least=0)
        if pause < base.refusal_pause_days:
            raise _loosened(
                here / "refusal" / "pause_days", str(pause), str(base.refusal_pause_days), base.pause_source
            )
        new = replace(
            new,
            refusal_pause_days=pause,
            pause_source=_own(base.pause_source),
            pause_status=RuleStatus.SHOP,
        )
    return new


def _loosened(here: Place, own: str, base: str, source: str) -> Refused:
    return Refused(
        "A shop may tighten the calling rules, never loosen them.",
        f"{here.file}, {here.field}: {own or 'nothing'} would allow more than {base} ({source}).",
        "Take the line out, or choose a stricter value.",
        {"field": here.field},
    )


def _own(source: str) -> str:
    return f"the shop's own rule, within: {source}"


def _list(kinds: frozenset[BasisKind]) -> str:
    return ", ".join(sorted(kinds))


def _within(inner: Windows, outer: Windows) -> bool:
    return all(
        any(a <= start and end <= b for a, b in outer.get(day, ()))
        for day, periods in inner.items()
        for start, end in periods
    )


def _cap(data: Mapping[str, Any], here: Place) -> tuple[int | None, int]:
    if data.get("attempts") == UNLIMITED:
        return None, 0
    return count(data, "attempts", here), count(data, "days", here)


def _status(data: Mapping[str, Any], here: Place) -> RuleStatus:
    text = get(data, "status", str, here)
    if text not in set(RuleStatus) - {RuleStatus.SHOP}:
        raise (here / "status").trouble(f'"{text}" is none of law, secondary, unverified, default.')
    return RuleStatus(text)


def _kinds(data: Mapping[str, Any], here: Place) -> frozenset[BasisKind]:
    names = get(data, "any_of", list, here)
    for name in names:
        if name not in set(BasisKind):
            raise (here / "any_of").trouble(f"{name!r} is none of {', '.join(BasisKind)}.")
    return frozenset(BasisKind(name) for name in names)
