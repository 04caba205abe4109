"""Writes calls: the attempt before the phone rings, the outcome after; answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.desk import Draft
from pipeline_tui.storage.facts import KnownNumber
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

_START = """INSERT INTO call (contact_id, operator_id, number_id, list_id, e164, stage, purpose, mode, token,
  dialled_at, counts, outcome, reason, reached, refusal, note, script, path, gate, undone)
  SELECT :contact, :operator, :number, list_id, :e164, :stage, :purpose, :mode, :token,
  :at, :counts, '', '', 0, 0, '', :script, '[]', :gate, 0 FROM position WHERE contact_id = :contact
  RETURNING id"""


def start_call(
    tx: Tx,
    hold: Hold,
    operator_id: int,
    number: KnownNumber,
    now: datetime,
    *,
    stage: str,
    purpose: str,
    mode: str,
    script: str,
    gate: Mapping[str, Any],
    counts: bool = True,
) -> int:
    """Store the attempt with what the gate knew, and mark the contact as awaiting an outcome.

    Without ``counts`` it is no attempt of its own, and no cap counts it.
    """
    call_id = int(
        tx.value(
            _START,
            {
                "contact": hold.contact_id,
                "operator": operator_id,
                "number": number.id,
                "e164": number.e164,
                "stage": stage,
                "purpose": purpose,
                "mode": mode,
                "token": hold.token,
                "at": stamp(now),
                "counts": int(counts),
                "script": script,
                "gate": json.dumps(dict(gate), sort_keys=True),
            },
        )
    )
    put_on_the_line(tx, hold.contact_id, call_id)
    return call_id


def put_on_the_line(tx: Tx, contact_id: int, call_id: int | None) -> None:
    """Let a contact in hand await the outcome of a call; None: of none any more."""
    tx.run(
        "UPDATE position SET call_id = :call WHERE contact_id = :contact",
        {"call": call_id, "contact": contact_id},
    )


def finish_call(
    tx: Tx,
    call_id: int,
    now: datetime,
    *,
    outcome: str,
    reason: str,
    reached: bool,
    refusal: bool,
    note: str,
    path: tuple[str, ...],
    unsaid: tuple[str, ...] = (),
    next_part: str = "",
) -> None:
    """Store how a call ended; ``next_part`` is where its retry reaches most."""
    tx.run(
        """UPDATE call SET outcome = :outcome, outcome_at = :at, reason = :reason, reached = :reached,
           refusal = :refusal, note = :note, path = :path, unsaid = :unsaid,
           next_part = :next_part WHERE id = :call""",
        {
            "call": call_id,
            "outcome": outcome,
            "at": stamp(now),
            "reason": reason,
            "reached": int(reached),
            "refusal": int(refusal),
            "note": note,
            "path": json.dumps(list(path)),
            "unsaid": json.dumps(list(unsaid)),
            "next_part": next_part,
        },
    )


def reopen_call(tx: Tx, call_id: int) -> Draft:
    """Take an outcome back: the attempt stays, it awaits its outcome again; returns its words as a draft."""
    row = tx.one("SELECT note, path, unsaid FROM call WHERE id = :call", {"call": call_id})
    tx.run(
        """UPDATE call SET outcome = '', outcome_at = NULL, reason = '', reached = 0, refusal = 0, note = '',
           next_part = '', path = '[]', unsaid = '[]' WHERE id = :call""",
        {"call": call_id},
    )
    if row is None:
        return Draft()
    return Draft(note=row[0], path=tuple(json.loads(row[1])), unsaid=tuple(json.loads(row[2])))


def keep_answers(
    tx: Tx, contact_id: int, answers: Mapping[str, str], call_id: int | None, now: datetime
) -> None:
    """Store what the script's questions brought to light; the newest answer stands."""
    tx.many(
        """INSERT INTO answer (contact_id, field, value, call_id, at)
           VALUES (:contact, :field, :value, :call, :at)
           ON CONFLICT (contact_id, field) DO UPDATE
           SET value = excluded.value, call_id = excluded.call_id, at = excluded.at""",
        [
            {"contact": contact_id, "field": field, "value": value, "call": call_id, "at": stamp(now)}
            for field, value in answers.items()
        ],
    )


def answers_of(tx: Tx, contact_id: int) -> MappingProxyType[str, str]:
    """Return the contact's known answers by field."""
    rows = tx.all(
        "SELECT field, value FROM answer WHERE contact_id = :contact ORDER BY field", {"contact": contact_id}
    )
    return MappingProxyType({row[0]: row[1] for row in rows})


_COUNTED = "SELECT 1 FROM call WHERE id = :call AND counts = 1 AND purpose = 'prospecting'"


def is_counted(tx: Tx, call_id: int) -> bool:
    """Return whether a call is an attempt of its own, which the rules count."""
    return bool(tx.value(_COUNTED, {"call": call_id}))


def dialled_at(tx: Tx, call_id: int) -> tuple[datetime, int | None, str]:
    """Return when, on which number and in which mode a call was dialled."""
    row = tx.one("SELECT dialled_at, number_id, mode FROM call WHERE id = :call", {"call": call_id})
    if row is None:
        raise LookupError(f"call {call_id} is not stored")
    return moment(row[0]), row[1], row[2]
