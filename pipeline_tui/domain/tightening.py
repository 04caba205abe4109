"""Tightening the rules of a country: by a region's own law, by a shop's own wish; never loosening them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipeline_tui.domain.calling import AudienceRules, BasisKind, RuleStatus
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.rule_fields import (
    FIELDS,
    UNLIMITED,
    Place,
    count,
    describe_windows,
    get,
    only,
    read_cap,
    read_kinds,
    read_status,
    read_windows,
)
from pipeline_tui.domain.strictest import within

# Of a stated table, the source of the figure it stands on, and where it is: source and status of the new one.
Named = Callable[[Mapping[str, Any], str, Place], tuple[str, RuleStatus]]


def by_the_shop(table: Mapping[str, Any], base: str, here: Place) -> tuple[str, RuleStatus]:
    """Name a figure that is the shop's own."""
    if "source" in table or "status" in table:
        raise here.trouble("source and status are left out: the figure is your own.")
    return f"the shop's own rule, within: {base}", RuleStatus.SHOP


def by_its_own_source(table: Mapping[str, Any], _base: str, here: Place) -> tuple[str, RuleStatus]:
    """Name a figure by the source and status that stand beside it."""
    return get(table, "source", str, here), read_status(table, here)


def tightened(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    """Return the rules with the stated tables in place of the base's.

    Raises Refused naming the field when one would allow what the base forbids.
    """
    only(own, set(FIELDS), here)
    new = base
    for name in own:
        table, place = get(own, name, Mapping, here), here / name
        only(table, FIELDS[name] | {"source", "status"}, place)
        new = _SET[name](new, table, place, named)
    return new


def _window(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    windows = read_windows(own.get("open"), here / "open")
    if not within(windows, base.windows):
        stated, allowed = describe_windows(windows), describe_windows(base.windows)
        raise _loosened(here / "open", stated, allowed, base.window_source)
    source, status = named(own, base.window_source, here)
    return replace(base, windows=windows, window_source=source, window_status=status)


def _holidays(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    closed = get(own, "closed", bool, here)
    if "regions" in own:
        raise (here / "regions").trouble("belongs to the country's own rules.")
    if base.holidays_closed and not closed:
        raise _loosened(here / "closed", "false", "true", base.holidays_source)
    source, status = named(own, base.holidays_source, here)
    if closed == base.holidays_closed and status is RuleStatus.SHOP:
        return base  # said again, not tightened
    return replace(base, holidays_closed=closed, holidays_source=source, holidays_status=status)


def _basis(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    kinds = read_kinds(own, here)
    if base.basis_required and not (kinds and kinds <= base.basis_required):
        raise _loosened(here / "any_of", _list(kinds), _list(base.basis_required), base.basis_source)
    source, status = named(own, base.basis_source, here)
    return replace(base, basis_required=kinds, basis_source=source, basis_status=status)


def _cap(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    attempts, days = read_cap(own, here)
    if base.cap_attempts is not None:
        if attempts is None or attempts > base.cap_attempts:
            given = UNLIMITED if attempts is None else str(attempts)
            raise _loosened(here / "attempts", given, str(base.cap_attempts), base.cap_source)
        if days < base.cap_days:
            raise _loosened(here / "days", str(days), str(base.cap_days), base.cap_source)
    source, status = named(own, base.cap_source, here)
    return replace(base, cap_attempts=attempts, cap_days=days, cap_source=source, cap_status=status)


def _refusal(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    pause = count(own, "pause_days", here, least=0)
    if pause < base.refusal_pause_days:
        raise _loosened(here / "pause_days", str(pause), str(base.refusal_pause_days), base.pause_source)
    source, status = named(own, base.pause_source, here)
    return replace(base, refusal_pause_days=pause, pause_source=source, pause_status=status)


_SET: Mapping[str, Callable[[AudienceRules, Mapping[str, Any], Place, Named], AudienceRules]] = {
    "window": _window,
    "holidays": _holidays,
    "basis": _basis,
    "cap": _cap,
    "refusal": _refusal,
}


def _loosened(here: Place, own: str, base: str, source: str) -> Refused:
    return Refused(
        "A shop may tighten the calling rules, never loosen them.",
        f"{here.file}, {here.field}: {own or 'nothing'} would allow more than {base} ({source}).",
        "Take the line out, or choose a stricter value.",
        {"field": here.field},
    )


def _list(kinds: frozenset[BasisKind]) -> str:
    return ", ".join(sorted(kinds))
