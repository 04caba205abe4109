"""Tightening the rules of a country: by a region's own law, by a shop's own wish; never loosening them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipeline_tui.domain.calling import AudienceRules, BasisKind, RuleStatus
from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.message_rules import read_channels
from pipeline_tui.domain.register_rules import read_register_kinds
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
from pipeline_tui.wording import tr

# Of a stated table, the source of the figure it stands on, and where it is: source and status of the new one.
Named = Callable[[Mapping[str, Any], str, Place], tuple[str, RuleStatus]]


def by_the_shop(table: Mapping[str, Any], base: str, here: Place) -> tuple[str, RuleStatus]:
    """Name a figure that is the shop's own."""
    if "source" in table or "status" in table:
        raise here.trouble(tr("source and status are left out: the figure is your own."))
    return tr("the shop's own rule, within: {base}", base=base), RuleStatus.SHOP


def by_its_own_source(table: Mapping[str, Any], _base: str, here: Place) -> tuple[str, RuleStatus]:
    """Name a figure by the source and status that stand beside it."""
    return get(table, "source", str, here), read_status(table, here)


def tightened(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    """Return the rules with the stated tables in place of the base's.

    Raises Refused naming the field when one would allow what the base forbids.
    """
    known = {**FIELDS, **_SHOP_FIELDS} if named is by_the_shop else FIELDS
    only(own, set(known), here)
    new = base
    for name in own:
        table, place = get(own, name, Mapping, here), here / name
        only(table, known[name] | {"source", "status"}, place)
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
        raise (here / "regions").trouble(tr("belongs to the country's own rules."))
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


def _messages(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    """Want consent on further channels, or of clients too; a field that is left out stays as it is."""
    _states_something(own, here)
    stands = base.messages
    consent = read_channels(own, "consent", here) if "consent" in own else stands.consent
    clients = read_channels(own, "clients", here) if "clients" in own else stands.clients
    if not stands.consent <= consent:
        raise _loosened(here / "consent", _list(consent), _list(stands.consent), stands.source)
    allowed = stands.clients | (consent - stands.consent)  # nobody's consent was wanted there before
    if not clients <= allowed:
        raise _loosened(here / "clients", _list(clients), _list(allowed) or tr("nothing"), stands.source)
    if not clients <= consent:
        raise _useless(here / "clients", tr("names a channel that needs no consent at all."))
    source, status = named(own, stands.source, here)
    new = replace(stands, consent=consent, clients=clients, source=source, status=status.value)
    return replace(base, messages=new)


def _register(base: AudienceRules, own: Mapping[str, Any], here: Place, named: Named) -> AudienceRules:
    """Want a copy, a fresher one, or shorter exceptions; a field that is left out stays as it is."""
    _states_something(own, here)
    stands = base.register
    if not stands.name:
        raise _useless(here, tr("there is no register in these rules; one that you load counts anyway."))
    new: dict[str, Any] = {}
    for name, base_days in (
        ("days_old", stands.days_old),
        ("listed_days", stands.listed_days),
        ("after_purchase_days", stands.after_purchase_days),
    ):
        if name in own:
            days = count(own, name, here, least=1 if name == "days_old" else 0)
            unlimited = name == "days_old" and not base_days
            if days > base_days and not unlimited:
                raise _loosened(here / name, str(days), str(base_days), stands.source)
            new[name] = days
    if "needed" in own:
        new["needed"] = get(own, "needed", bool, here)
        if stands.needed and not new["needed"]:
            raise _loosened(here / "needed", "false", "true", stands.source)
    if "unless" in own:
        new["unless"] = read_register_kinds(own, here)
        if not new["unless"] <= stands.unless:
            allowed = _list(stands.unless) or "nothing"
            raise _loosened(here / "unless", _list(new["unless"]), allowed, stands.source)
    source, status = named(own, stands.source, here)
    return replace(base, register=replace(stands, **new, source=source, status=status.value))


_SHOP_FIELDS: Mapping[str, frozenset[str]] = {
    "messages": frozenset({"consent", "clients"}),
    "register": frozenset({"needed", "days_old", "listed_days", "unless", "after_purchase_days"}),
}
MAY_BE_LEFT_OUT = frozenset(_SHOP_FIELDS)  # tables of which each field stands for itself
_SET: Mapping[str, Callable[[AudienceRules, Mapping[str, Any], Place, Named], AudienceRules]] = {
    "window": _window,
    "holidays": _holidays,
    "basis": _basis,
    "cap": _cap,
    "refusal": _refusal,
    "messages": _messages,
    "register": _register,
}


def _states_something(own: Mapping[str, Any], here: Place) -> None:
    if not own:
        raise here.trouble(tr("nothing stands here."))


def _useless(here: Place, why: str) -> Refused:
    return Refused(
        tr("There is nothing here to tighten."),
        f"{here.file}, {here.field}: {why}",
        tr("Take the line out."),
        {"field": here.field},
    )


def _loosened(here: Place, own: str, base: str, source: str) -> Refused:
    return Refused(
        tr("A shop may tighten the calling rules, never loosen them."),
        tr(
            "{file}, {field}: {own} would allow more than {base} ({source}).",
            file=here.file,
            field=here.field,
            own=own or tr("nothing"),
            base=base,
            source=source,
        ),
        tr("Take the line out, or choose a stricter value."),
        {"field": here.field},
    )


def _list(kinds: frozenset[BasisKind] | frozenset[Channel] | frozenset[str]) -> str:
    return ", ".join(sorted(kinds))
