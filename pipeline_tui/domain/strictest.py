"""The strictest of several rules: what each of them allows, and no more.

Each figure keeps the source and status of where it comes from; where several figures made it, all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from pipeline_tui.domain.calling import AudienceRules, BasisKind, RegionRules, RuleStatus, Windows
from pipeline_tui.domain.rule_fields import merged

_RELIABLE = (RuleStatus.SHOP, RuleStatus.LAW, RuleStatus.SECONDARY, RuleStatus.UNVERIFIED, RuleStatus.DEFAULT)


def strictest(rules: Sequence[AudienceRules]) -> AudienceRules:
    """Return the rules that hold where any of these may hold."""
    return reduce(_both, rules)


def strictest_region(regions: Iterable[RegionRules]) -> RegionRules:
    """Return what holds for whoever may be in any of the regions."""
    every = tuple(regions)
    return RegionRules(strictest([one.consumer for one in every]), strictest([one.business for one in every]))


def within(inner: Windows, outer: Windows) -> bool:
    """Return whether every open minute of the one is open in the other too."""
    return all(
        any(a <= start and end <= b for a, b in outer.get(day, ()))
        for day, periods in inner.items()
        for start, end in periods
    )


def _both(one: AudienceRules, other: AudienceRules) -> AudienceRules:
    windows = _common(one.windows, other.windows)
    window = _from(
        (dict(windows) == dict(one.windows), one.window_source, one.window_status),
        (dict(windows) == dict(other.windows), other.window_source, other.window_status),
    )
    cap = _capped(one, other)
    capped = _from(
        ((one.cap_attempts, one.cap_days) == cap, one.cap_source, one.cap_status),
        ((other.cap_attempts, other.cap_days) == cap, other.cap_source, other.cap_status),
    )
    pauses = one if one.refusal_pause_days >= other.refusal_pause_days else other
    closes = one if one.holidays_closed or not other.holidays_closed else other
    asks = other if _asks_more(other, one) else one
    return replace(
        one,
        windows=windows,
        window_source=window[0],
        window_status=window[1],
        cap_attempts=cap[0],
        cap_days=cap[1],
        cap_source=capped[0],
        cap_status=capped[1],
        refusal_pause_days=pauses.refusal_pause_days,
        pause_source=pauses.pause_source,
        pause_status=pauses.pause_status,
        holidays_closed=closes.holidays_closed,
        holidays_source=closes.holidays_source,
        holidays_status=closes.holidays_status,
        holiday_regions=tuple(dict.fromkeys((*one.holiday_regions, *other.holiday_regions))),
        basis_required=_grounds(one, other),
        basis_source=asks.basis_source,
        basis_status=asks.basis_status,
    )


def _common(one: Windows, other: Windows) -> Windows:
    days = {
        day: merged(
            sorted(
                (max(a, c), min(b, d))
                for a, b in periods
                for c, d in other.get(day, ())
                if max(a, c) < min(b, d)
            )
        )
        for day, periods in one.items()
    }
    return MappingProxyType({day: periods for day, periods in days.items() if periods})


def _capped(one: AudienceRules, other: AudienceRules) -> tuple[int | None, int]:
    """Return the cap that allows what both allow; of two that cannot be compared, fewer in more days."""
    if one.cap_attempts is None or other.cap_attempts is None:
        stands = other if one.cap_attempts is None else one
        return stands.cap_attempts, stands.cap_days
    return min(one.cap_attempts, other.cap_attempts), max(one.cap_days, other.cap_days)


def _asks_more(one: AudienceRules, other: AudienceRules) -> bool:
    if not one.basis_required:
        return False
    return not other.basis_required or one.basis_required < other.basis_required


def _grounds(one: AudienceRules, other: AudienceRules) -> frozenset[BasisKind]:
    """Return the grounds that suffice for both; where there is no common one, those of the first."""
    if not one.basis_required or not other.basis_required:
        return one.basis_required or other.basis_required
    return one.basis_required & other.basis_required or one.basis_required


def _from(one: tuple[bool, str, RuleStatus], other: tuple[bool, str, RuleStatus]) -> tuple[str, RuleStatus]:
    if one[0]:
        return one[1], one[2]
    if other[0]:
        return other[1], other[2]
    sources = tuple(dict.fromkeys((one[1], other[1])))
    return "; ".join(sources), max(one[2], other[2], key=_RELIABLE.index)
