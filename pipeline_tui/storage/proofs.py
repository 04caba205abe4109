"""Reads what was stored with every attempt on a number."""

from __future__ import annotations

import json
from datetime import datetime

from pipeline_tui.domain.consents import GroundLine
from pipeline_tui.domain.evidence import Attempt, Evidence, Person, Proof, Stop
from pipeline_tui.domain.phones import masked
from pipeline_tui.storage import grounds
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.personal_data import ERASED
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment

# Of an erased person no call holds the number any more: the hash that is remembered leads to them.
_CALLS = """SELECT k.id, k.dialled_at, COALESCE(o.name, ''), k.contact_id, k.purpose, k.mode, k.counts,
  k.stage, k.script, k.outcome, k.reached, k.refusal, k.gate
FROM call k LEFT JOIN operator o ON o.id = k.operator_id
WHERE k.e164 = :e164
  OR (k.e164 = '' AND k.contact_id IN (SELECT value FROM json_each(:erased))) ORDER BY k.dialled_at, k.id"""
_ERASED = """SELECT DISTINCT c.value FROM suppression s, json_each(s.moved, '$.contacts') c
WHERE s.hash = :hash AND s.reason = :reason"""
_STOPS = """SELECT s.scope, s.reason, s.at, COALESCE(o.name, ''), s.lifted_at
FROM suppression s LEFT JOIN operator o ON o.id = s.operator_id
WHERE s.hash IN (SELECT value FROM json_each(:hashes)) ORDER BY s.at, s.id"""


def evidence(tx: Tx, e164: str, secret: str, now: datetime) -> Evidence:
    """Return every attempt on a number, every ground of whoever has or had it, and every stop."""
    digest = keyed_hash(secret, e164)
    erased = [row[0] for row in tx.all(_ERASED, {"hash": digest, "reason": ERASED})]
    calls = tx.all(_CALLS, {"e164": e164, "erased": json.dumps(erased)})
    have = tx.all("SELECT DISTINCT contact_id FROM number WHERE e164 = :e164", {"e164": e164})
    ids = sorted({*erased, *(row[0] for row in have), *(row[3] for row in calls)})
    people = tuple(Person(one, grounds.ledger(tx, one, now)) for one in ids)
    by_id = {ground.id: ground for person in people for ground in person.grounds}
    hashes = json.dumps([digest, *(keyed_hash(secret, f"contact:{one}") for one in ids)])
    stops = tuple(
        Stop(row[0], row[1], moment(row[2]), row[3], moment(row[4]) if row[4] else None)
        for row in tx.all(_STOPS, {"hashes": hashes})
    )
    return Evidence(masked(e164), digest, tuple(_attempt(row, by_id) for row in calls), people, stops)


def _attempt(row: Row, by_id: dict[int, GroundLine]) -> Attempt:
    told = json.loads(row[12])
    return Attempt(
        call_id=row[0],
        at=moment(row[1]),
        operator=row[2],
        contact_id=row[3],
        purpose=row[4],
        mode=row[5],
        counted=bool(row[6]),
        stage=row[7],
        script=row[8],
        outcome=row[9],
        reached=bool(row[10]),
        refused=bool(row[11]),
        proof=_proof(told) if told else None,
        ground=by_id.get(told.get("basis_id", 0)),
    )


def _proof(told: dict[str, object]) -> Proof:
    until = told.get("open_until")
    return Proof(
        rules=str(told["rules"]),
        zone=str(told["zone"]),
        region=str(told.get("region", "")),
        registers=str(told.get("registers", "")),
        basis=str(told["basis"]),
        basis_id=int(str(told["basis_id"])),
        attempts=int(str(told["attempts"])),
        cap=int(str(told["cap"])) if told["cap"] is not None else None,
        open_until=moment(until) if isinstance(until, str) else None,
    )
