"""Writes grounds and suppressions; both name the act that made them, so that an undo finds them."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.rights import BasisRow
from pipeline_tui.storage.types import stamp


def suppress_person(
    tx: Tx, secret: str, contact_id: int, reason: str, operator_id: int, act: str, now: datetime
) -> None:
    """Nobody rings this person again, on any list."""
    _suppress(tx, "person", keyed_hash(secret, f"contact:{contact_id}"), reason, operator_id, act, now)


def suppress_number(
    tx: Tx, secret: str, e164: str, reason: str, operator_id: int | None, act: str, now: datetime
) -> None:
    """Nobody rings this number again, whoever has it."""
    _suppress(tx, "number", keyed_hash(secret, e164), reason, operator_id, act, now)


def _suppress(
    tx: Tx, scope: str, digest: str, reason: str, operator_id: int | None, act: str, now: datetime
) -> None:
    tx.run(
        """INSERT INTO suppression (scope, hash, reason, at, operator_id, act, lifted_at)
           VALUES (:scope, :hash, :reason, :at, :operator, :act, NULL)""",
        {
            "scope": scope,
            "hash": digest,
            "reason": reason,
            "at": stamp(now),
            "operator": operator_id,
            "act": act,
        },
    )


def grant(
    tx: Tx,
    contact_id: int,
    kind: BasisKind,
    now: datetime,
    *,
    act: str,
    operator_id: int | None,
    purpose: Purpose | None = None,
    channel: str = "",
    evidence: str = "",
    given_at: datetime | None = None,
    expires_at: datetime | None = None,
    slot_at: datetime | None = None,
) -> int:
    """Record a ground for calling; a basis row is never edited afterwards but for its last use."""
    return tx.insert(
        BasisRow,
        contact_id=contact_id,
        kind=kind.value,
        purpose=purpose.value if purpose else "",
        given_at=given_at or now,
        channel=channel,
        evidence=evidence,
        wording="",
        expires_at=expires_at,
        slot_at=slot_at,
        operator_id=operator_id,
        at=now,
        act=act,
    )


def note_own_request(
    tx: Tx,
    operator_id: int,
    contact_id: int,
    evidence: str,
    act: str,
    now: datetime,
    *,
    expires_at: datetime | None = None,
    slot_at: datetime | None = None,
) -> None:
    """Record that they asked on the telephone to be rung: until it lapses, or for precisely one time."""
    grant(
        tx,
        contact_id,
        BasisKind.OWN_REQUEST,
        now,
        act=act,
        operator_id=operator_id,
        channel="telephone",
        evidence=evidence,
        expires_at=expires_at,
        slot_at=slot_at,
    )


def use(tx: Tx, basis_id: int, now: datetime) -> None:
    """Note that a call rested on this ground; German law wants the proof kept from its last use."""
    tx.run("UPDATE basis SET used_at = :at WHERE id = :basis", {"at": stamp(now), "basis": basis_id})


def mark_wrong(tx: Tx, number_id: int, reason: str | None) -> None:
    """Say that a number no longer stands for its person; None takes it back."""
    tx.run("UPDATE number SET wrong = :reason WHERE id = :number", {"reason": reason, "number": number_id})


def take_back(tx: Tx, act: str, now: datetime) -> None:
    """Lift the suppressions and revoke the grounds an act made, because it is undone."""
    tx.run(
        "UPDATE suppression SET lifted_at = :at WHERE act = :act AND lifted_at IS NULL",
        {"at": stamp(now), "act": act},
    )
    tx.run(
        "UPDATE basis SET revoked_at = :at WHERE act = :act AND revoked_at IS NULL",
        {"at": stamp(now), "act": act},
    )
