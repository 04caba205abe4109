"""Writes many finished calls of an invented past at once; the contacts' places are settled afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.domain.playbook import Outcome
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import journal
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import stamp

# The first number of contacts that stand in the queue, with their ground.
_CALLABLE = """
SELECT p.contact_id, n.id, n.e164, p.list_id, c.audience, n.zones, (SELECT b.id FROM basis b
    WHERE b.contact_id = p.contact_id LIMIT 1)
FROM position p JOIN contact c ON c.id = p.contact_id JOIN number n ON n.contact_id = p.contact_id
WHERE p.rank IS NOT NULL AND p.stage = 'scouting' AND c.country = :country AND n.place = 0
  AND n.holder = 'personal'
ORDER BY p.contact_id"""
_CALL = """INSERT INTO call (id, contact_id, operator_id, number_id, list_id, e164, stage, purpose, mode,
  token, dialled_at, counts, outcome, outcome_at, reason, reached, refusal, note, script, path, gate, undone)
  VALUES (:id, :contact, :by, :number, :list, :e164, 'scouting', :purpose, 'handset', :token,
  :at, 1, :outcome, :ended, '', :reached, :refusal, :note, :script, '[]', :gate, 0)"""


@dataclass(frozen=True, slots=True)
class OldCall:
    """A call of the past: whose contact, by whom, when (UTC) and how it ended."""

    line: Row  # from ``callable_lines``
    operator_id: int
    at: datetime
    outcome: Outcome
    note: str
    attempts: int  # of this contact before
    acts: tuple[str, str, str]  # claimed, dialled, outcome


def callable_lines(tx: Tx, country: str) -> list[Row]:
    """Return the contacts of a country that stand in the queue, each with its first number."""
    return tx.all(_CALLABLE, {"country": country})


def add_calls(tx: Tx, calls: Sequence[OldCall], method: Method, script: str, now: datetime) -> None:
    """Store calls, earliest first, with their journal entries, and settle the contacts at ``now`` (UTC)."""
    first = int(tx.value("SELECT COALESCE(MAX(id), 0) FROM call")) + 1
    rules = method.rules(method.country)
    file = f"{rules.country} {rules.version}"
    rows = []
    for call_id, one in enumerate(sorted(calls, key=lambda call: call.at), first):
        contact, number, e164, list_id, audience, zones, basis = one.line
        business = audience == "business"
        kind = BasisKind.BUSINESS_INTEREST if business else BasisKind.CONSENT
        gate = {
            "rules": file,
            "zone": zones.replace(",", ", "),
            "basis": kind.value,
            "basis_id": 0 if business else basis,
            "attempts": one.attempts,
            "cap": None if business else rules.consumer.cap_attempts,
        }
        ended = one.at + timedelta(seconds=120 if one.outcome.reached else 28)
        rows.append(
            {
                "id": call_id,
                "contact": contact,
                "by": one.operator_id,
                "number": number,
                "list": list_id,
                "e164": e164,
                "purpose": Purpose.PROSPECTING.value,
                "token": one.acts[0],
                "at": stamp(one.at),
                "outcome": one.outcome.code,
                "ended": stamp(ended),
                "reached": int(one.outcome.reached),
                "refusal": int(one.outcome.refusal),
                "note": one.note,
                "script": script,
                "gate": json.dumps(gate, sort_keys=True),
            }
        )
        _journal(tx, one, contact, number, list_id, call_id, file, ended)
    tx.many(_CALL, rows)
    settle(tx, sorted({one.line[0] for one in calls}), method, now)


def _journal(
    tx: Tx, one: OldCall, contact: int, number: int, list_id: int, call_id: int, file: str, ended: datetime
) -> None:
    claimed, dialled, outcome = one.acts
    journal.append(tx, one.operator_id, "claimed", claimed, one.at - timedelta(seconds=20), contact)
    detail = {"call": call_id, "number": number, "purpose": Purpose.PROSPECTING.value, "rules": file}
    journal.append(tx, one.operator_id, "dialled", dialled, one.at, contact, detail)
    before = {
        "stage": Stage.SCOUTING.value,
        "owner_id": None,
        "list_id": list_id,
        "promise": "",
        "promise_owner": None,
        "promise_due": None,
        "rest_until": None,
        "blocker": "",
    }
    ending = {"call": call_id, "outcome": one.outcome.code, "before": before}
    journal.append(tx, one.operator_id, "outcome", outcome, ended, contact, ending)
