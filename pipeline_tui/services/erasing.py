"""Erasing a person: every word about them goes, hashes keep them from coming back, the counts stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.personal_data import Erased, Kept
from pipeline_tui.services.forgetting_words import forget_words
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import contact_lines, journal, personal_data, sight
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

ERASED = "person_erased"
REQUEST, RETENTION = "request", "retention"
# What keeps a person who asks for it from being erased; the rest ends with them.
_STOPS = frozenset({Kept.LEGAL_HOLD, Kept.IN_HAND})
_TOLD = {
    Kept.LEGAL_HOLD: ("A legal hold keeps this person's data", "people release NUMBER lifts it."),
    Kept.IN_HAND: ("Somebody has this person in hand", "Try again when the call is over."),
}


def erase_person(shop: Shop, viewer: Viewer, contact_id: int, *, act: str, dry_run: bool = False) -> Erased:
    """Erase a person who asked for it; it cannot be taken back. For managers.

    Numbers and addresses are remembered as keyed hashes, so that nobody rings them and no list brings the
    person back. Grounds whose proof the country wants kept stay, without a name. Calls, sales and the journal
    stay as counts. A dry run says what would go.
    """
    needs_manager(viewer)
    if dry_run:
        with shop.store.read() as tx:
            return _planned(tx, shop, contact_id)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ERASED)
        if done is not None:
            return _told(done.contact_id or 0, done.detail)
        planned = _planned(tx, shop, contact_id)
        stops = [kept for kept in planned.why_not if kept in _STOPS]
        if stops:
            title, way_out = _TOLD[stops[0]]
            why = f"{planned.hold}; nothing was changed." if planned.hold else tr("Nothing was changed.")
            raise Refused(title, why, way_out, {"kept": [kept.value for kept in stops]})
        hashes = personal_data.remember(
            tx, shop.workspace.secret, contact_id, operator_id=viewer.operator_id, act=act, now=now
        )
        told = erase_in(tx, shop, viewer, planned, act, now, why=REQUEST, hashes=hashes)
    forget_words(shop)
    return told


def erase_in(
    tx: Tx, shop: Shop, viewer: Viewer, planned: Erased, act: str, now: datetime, *, why: str, hashes: int
) -> Erased:
    """Erase one person inside a running act, with its journal entry."""
    contact_id = planned.contact_id
    rules = shop.rules(personal_data.country_of(tx, contact_id) or shop.workspace.country)
    proofs = personal_data.provable(tx, contact_id, rules.retention, now)
    personal_data.erase(
        tx, contact_id, operator_id=viewer.operator_id, why=why, act=act, now=now, proofs=proofs
    )
    detail = {
        "why": why,
        "deleted": dict(planned.deleted),
        "emptied": dict(planned.emptied),
        "proofs": len(proofs),
        "hashes": hashes,
    }
    journal.append(tx, viewer.operator_id, ERASED, act, now, contact_id, detail)
    return _told(contact_id, detail)


def planned_in(tx: Tx, shop: Shop, contact_id: int) -> Erased:
    """Return what erasing a person would take away, inside a running transaction."""
    return _planned(tx, shop, contact_id)


def _planned(tx: Tx, shop: Shop, contact_id: int) -> Erased:
    if not sight.exists(tx, contact_id):
        raise sight.not_on_your_desk()
    if personal_data.is_erased(tx, contact_id):
        raise Refused(
            tr("This person was erased before"),
            tr(tr("Nothing was changed.")),
            tr("There is nothing left to erase."),
        )
    now = shop.now()
    rules = shop.rules(personal_data.country_of(tx, contact_id) or shop.workspace.country)
    proofs = len(personal_data.provable(tx, contact_id, rules.retention, now))
    deleted, emptied = personal_data.counted(tx, contact_id, proofs)
    why_not, hold = personal_data.why_not(tx, contact_id, now)
    own, shared, addresses, _ = personal_data.lines_of(tx, contact_id)
    return Erased(
        contact_id=contact_id,
        name=contact_lines.name_of(tx, contact_id),
        dry_run=True,
        deleted=deleted,
        emptied=emptied,
        proofs=proofs,
        hashes=len(own) + len(shared) + len(addresses),
        why_not=why_not,
        hold=hold,
    )


def _told(contact_id: int, detail: Mapping[str, Any]) -> Erased:
    return Erased(
        contact_id=contact_id,
        name="",
        dry_run=False,
        deleted=detail["deleted"],
        emptied=detail["emptied"],
        proofs=detail["proofs"],
        hashes=detail["hashes"],
    )
