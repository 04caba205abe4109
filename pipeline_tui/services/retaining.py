"""Retention: whose data is past its time by the rule of their country, and erasing it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.personal_data import Kept, Retained, RetentionLine
from pipeline_tui.services.erasing import RETENTION, erase_in, planned_in
from pipeline_tui.services.forgetting_words import forget_words
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, personal_data, retention
from pipeline_tui.storage.replays import done_before

RETAINED = "people_retained"
_AT_ONCE = 20  # people erased in one act: some tens of milliseconds
_READ_AT_ONCE = 2000


@dataclass(slots=True)
class _Tally:
    """What was found of one country's people."""

    people: int = 0
    due: list[int] = field(default_factory=list)
    erased: int = 0
    kept: Counter[Kept] = field(default_factory=Counter)


def retain(shop: Shop, viewer: Viewer, *, act: str, dry_run: bool = False) -> Retained:
    """Erase whose data is past its time, by each country's rule, unless something keeps it. For managers.

    Time counts from the last contact with a person. Nothing is remembered of them: a new list may bring them
    back. Whoever is being worked on, is promised a call or is under a legal hold stays. Proofs that were kept
    of people erased before go when their own time is over.
    """
    needs_manager(viewer)
    with shop.store.read() as tx:
        done = done_before(tx, viewer, act, RETAINED)
    if done is not None:
        return _told(shop, done.detail)
    tallies = _tallies(shop)
    for tally in tallies.values():
        for start in range(0, len(tally.due), _AT_ONCE):
            _go_through(shop, viewer, tally, tally.due[start : start + _AT_ONCE], dry_run=dry_run)
    with shop.store.read() as tx:
        proofs = _old_proofs(shop, retention.proofs_of_erased(tx))
    lines = {
        country: {
            "people": tally.people,
            "due": len(tally.due),
            "erased": tally.erased,
            "kept": {kept.value: count for kept, count in sorted(tally.kept.items())},
        }
        for country, tally in sorted(tallies.items())
    }
    detail = {"lines": lines, "proofs": len(proofs)}
    if dry_run:
        return _told(shop, detail, dry_run=True)
    forget_words(shop)
    with shop.store.act() as tx:
        retention.forget_proofs(tx, proofs)
        journal.append(tx, viewer.operator_id, RETAINED, act, shop.now(), None, detail)
    return _told(shop, detail)


def _tallies(shop: Shop) -> dict[str, _Tally]:
    now, found, after = shop.now(), dict[str, _Tally](), 0
    while True:
        with shop.store.read() as tx:
            people = retention.people_after(tx, after, _READ_AT_ONCE)
        for one in people:
            country = one.country or shop.workspace.country
            tally = found.setdefault(country, _Tally())
            tally.people += 1
            if shop.rules(country).retention.due(one.last_contact, now, client=one.client):
                tally.due.append(one.contact_id)
        if not people:
            return found
        after = people[-1].contact_id


def _go_through(shop: Shop, viewer: Viewer, tally: _Tally, contact_ids: list[int], *, dry_run: bool) -> None:
    now = shop.now()
    with shop.store.read() if dry_run else shop.store.act() as tx:
        for contact_id in contact_ids:
            if personal_data.is_erased(tx, contact_id):
                continue
            kept, _ = personal_data.why_not(tx, contact_id, now)
            if kept:
                tally.kept[kept[0]] += 1
                continue
            tally.erased += 1
            if not dry_run:
                planned = planned_in(tx, shop, contact_id)
                erase_in(tx, shop, viewer, planned, uuid.uuid4().hex, now, why=RETENTION, hashes=0)


def _old_proofs(shop: Shop, proofs: tuple[retention.Proof, ...]) -> tuple[int, ...]:
    now = shop.now()
    return tuple(
        one.id
        for one in proofs
        if not shop.rules(one.country or shop.workspace.country).retention.proof_wanted(
            one.given_at, one.used_at, now
        )
    )


def _told(shop: Shop, detail: Mapping[str, Any], *, dry_run: bool = False) -> Retained:
    lines = []
    for country, told in detail["lines"].items():
        rules = shop.rules(country).retention
        lines.append(
            RetentionLine(
                country=country,
                days=rules.days,
                client_days=rules.client_days,
                source=rules.source,
                status=rules.status,
                people=told["people"],
                due=told["due"],
                erased=told["erased"],
                kept={Kept(kept): count for kept, count in told["kept"].items()},
            )
        )
    return Retained(dry_run, tuple(lines), detail["proofs"])
