"""Passphrase hashes and failed tries; the hash never leaves this layer but to be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp


@dataclass(frozen=True, slots=True)
class Credential:
    """What signing in needs to know about an operator."""

    passphrase_hash: str | None
    failed_tries: int
    locked_until: datetime | None  # UTC


def credential(tx: Tx, operator_id: int) -> Credential:
    """Return an operator's credential."""
    row = tx.one(
        "SELECT passphrase, failed_tries, locked_until FROM operator WHERE id = :id", {"id": operator_id}
    )
    if row is None:
        raise LookupError(f"operator {operator_id} is not stored")
    return Credential(row[0], row[1], moment(row[2]) if row[2] else None)


def set_passphrase(tx: Tx, operator_id: int, passphrase_hash: str | None) -> None:
    """Store a new hash, or none."""
    tx.run(
        "UPDATE operator SET passphrase = :hash, failed_tries = 0, locked_until = NULL WHERE id = :id",
        {"hash": passphrase_hash, "id": operator_id},
    )


def note_try(tx: Tx, operator_id: int, failed_tries: int, locked_until: datetime | None) -> None:
    """Store how many tries in a row failed, and until when no further one is taken."""
    tx.run(
        "UPDATE operator SET failed_tries = :tries, locked_until = :until WHERE id = :id",
        {
            "tries": failed_tries,
            "until": stamp(locked_until) if locked_until else None,
            "id": operator_id,
        },
    )
