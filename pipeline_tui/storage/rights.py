"""Writes grounds and suppressions; both name the act that made them, so that an undo finds them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.rights import BasisRow
from pipeline_tui.storage.types import stamp

Moved = tuple[Sequence[int], Sequence[Sequence[Any]]]  # contacts; promises as (contact, kind, owner, due)
NOBODY: Moved = ((), ())


def suppress_person(
    tx: Tx, secret: str, contact_id: int, reason: str, operator_id: int, act: str, now: datetime
) -> None:
    """Nobody rings this person again, on any list."""
    _suppress(tx, "person", keyed_hash(secret, f"contact:{contact_id}"), reason, operator_id, act, now)


def suppress_number(
    tx: Tx,
    secret: str,
    e164: str,
    reason: str,
    operator_id: int | None,
    act: str,
    now: datetime,
    moved: Moved = NOBODY,
) -> None:
    """Nobody rings this number again, whoever has it; ``moved`` is kept for the undo."""
    _suppress(tx, "number", keyed_hash(secret, e164), reason, operator_id, act, now, moved)


def moved_by(tx: Tx, act: str) -> Moved:
    """Return whose place in the queue the suppressions of an act changed, and which promises they ended."""
    contacts: list[int] = []
    promises: list[list[Any]] = []
    for (kept,) in tx.all("SELECT moved FROM suppression WHERE act = :act", {"act": act}):
        told = json.loads(kept)
        contacts += told.get("contacts", ())
        promises += told.get("promises", ())
    return contacts, promises


def _suppress(
    tx: Tx,
    scope: str,
    digest: str,
    reason: str,
    operator_id: int | None,
    act: str,
    now: datetime,
    moved: Moved = NOBODY,
) -> None:
    contacts, promises = moved
    tx.run(
        """INSERT INTO suppression (scope, hash, reason, at, operator_id, act, lifted_at, moved)
           VALUES (:scope, :hash, :reason, :at, :operator, :act, NULL, :moved)""",
        {
            "scope": scope,
            "hash": digest,
            "reason": reason,
            "at": stamp(now),
            "operator": operator_id,
            "act": act,
            "moved": json.dumps({"contacts": contacts, "promises": promises}) if contacts else "{}",
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
    wording: str = "",
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
        wording=wording,
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


def revoke(
    tx: Tx, basis_id: int, now: datetime, *, act: str, operator_id: int | None, channel: str, evidence: str
) -> None:
    """Record that a ground no longer holds, in a row of its own."""
    tx.run(
        """INSERT INTO basis (contact_id, kind, purpose, given_at, channel, evidence, wording, operator_id,
             at, act, revokes)
           SELECT contact_id, kind, purpose, :at, :channel, :evidence, '', :operator, :at, :act, id
           FROM basis WHERE id = :basis""",
        {
            "at": stamp(now),
            "channel": channel,
            "evidence": evidence,
            "operator": operator_id,
            "act": act,
            "basis": basis_id,
        },
    )


def take_back(tx: Tx, act: str, now: datetime) -> None:
    """Lift the suppressions and revoke the grounds an act made, because it is undone.

    What the act itself took back stands again.
    """
    tx.run(
        "UPDATE suppression SET lifted_at = :at WHERE act = :act AND lifted_at IS NULL",
        {"at": stamp(now), "act": act},
    )
    _revoke_all(tx, "b.act = :act", {"act": act}, now)


def take_grounds_back(tx: Tx, act: str, contact_id: int, now: datetime) -> None:
    """Revoke the grounds an act recorded for one contact, because it is undone for them."""
    # By the contact: a load is one act of very many grounds.
    _revoke_all(tx, "+b.act = :act AND b.contact_id = :contact", {"act": act, "contact": contact_id}, now)


def _revoke_all(tx: Tx, which: str, asks: dict[str, Any], now: datetime) -> None:
    for basis_id, operator_id in tx.all(
        f"""SELECT b.id, b.operator_id FROM basis b WHERE {which}
           AND NOT EXISTS (SELECT 1 FROM basis r WHERE r.revokes = b.id)""",
        asks,
    ):
        revoke(tx, basis_id, now, act=asks["act"], operator_id=operator_id, channel="", evidence="undone")
