"""Whether a workspace holds together: hands, calls, journal, file, and every place as its facts say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from tests.killing.judging import Judgement

_PLACES = """SELECT contact_id, stage, bucket_id, rank, due, band, blocker, attempts FROM position
  WHERE held_by IS NULL ORDER BY contact_id"""


def consistent(shop: Shop, acts: list[dict[str, str]]) -> Judgement:
    """Judge a workspace in which nobody is at work; ``acts`` are those a service acknowledged."""
    found = Judgement()
    with shop.store.read() as tx:
        if (whole := tx.value("PRAGMA integrity_check")) != "ok":
            found.fault("the file is whole", whole)
        if broken := tx.all("PRAGMA foreign_key_check"):
            found.fault("every reference is whole", broken)
        if bad := journal.verify(tx).first_bad:
            found.fault("the journal is whole", bad)
        stored = {row[0] for row in tx.all("SELECT act FROM journal")}
        for one in acts:
            found.acknowledged[one["what"]] += 1
            if one["act"] not in stored:
                found.fault("no acknowledged act is lost", one)
        _calls_are_those_of_the_journal(tx, found)
    _places_follow_from_facts(shop, found)
    return found


def _calls_are_those_of_the_journal(tx: Tx, found: Judgement) -> None:
    """Every dial is one call, every outcome stands, and an open call is of a contact in hand."""
    dials = tx.value("SELECT COUNT(*) FROM journal WHERE verb = 'dialled'")
    calls = tx.value("SELECT COUNT(*) FROM call WHERE mode IN ('handset', 'simulated') AND token <> ''")
    if dials != calls:
        found.fault("every attempt is stored once", (dials, calls))
    undone = {
        json.loads(row[0])["undoes"] for row in tx.all("SELECT detail FROM journal WHERE verb = 'undone'")
    }
    for act, text in tx.all("SELECT act, detail FROM journal WHERE verb = 'outcome'"):
        call = json.loads(text)["call"]
        code = tx.value("SELECT outcome FROM call WHERE id = :id", {"id": call})
        if act not in undone and code != json.loads(text)["outcome"]:
            found.fault("no acknowledged act is lost", (act, call, code))
    for contact_id, call_id in tx.all("SELECT contact_id, call_id FROM position WHERE call_id IS NOT NULL"):
        row = tx.one("SELECT contact_id, outcome FROM call WHERE id = :id", {"id": call_id})
        if row != (contact_id, ""):
            found.fault("an open call is of the contact in hand", (contact_id, call_id, row))


def _places_follow_from_facts(shop: Shop, found: Judgement) -> None:
    """Compute every place again: what comes out is what stood there, but for what came due meanwhile."""
    now = shop.now()
    with shop.store.act() as tx:
        before = {row[0]: row[1:] for row in tx.all(_PLACES)}
        settle(tx, tuple(before), shop.method, now)
        after = {row[0]: row[1:] for row in tx.all(_PLACES)}
    for contact_id, stood in before.items():
        now_stands = after[contact_id]
        came_due = stood[3] is not None and stood[3] <= now.timestamp()
        if stood != now_stands and not came_due and not _only_since(stood, now_stands):
            found.fault("every place follows from its facts", json.dumps([contact_id, stood, now_stands]))


def _only_since(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two places differ by their turn within the same band alone, both callable."""
    callable_both = one[2] is not None and other[2] is not None
    return callable_both and one[:2] == other[:2] and one[4:] == other[4:]
