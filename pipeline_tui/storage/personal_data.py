"""Reads everything that is stored about one person, and erases it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from pipeline_tui.domain.personal_data import Kept
from pipeline_tui.domain.retention import RetentionRules
from pipeline_tui.domain.text import fold
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.holdings import HIDDEN, HOLDINGS, Holding
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.personal import ErasureRow
from pipeline_tui.storage.types import epoch, moment, stamp

ERASED = "erased"  # the reason of what is remembered of somebody erased
_OPERATORS = frozenset(
    {
        *("operator_id", "owner_id", "created_by", "giver_id", "receiver_id", "answered_by", "from_id"),
        *("to_id", "read_by", "taken_by", "opened_by", "solved_by", "noted_by", "done_by", "writer_id"),
        *("promise_owner", "held_by", "lifted_by"),
    }
)
_JOURNAL = """SELECT j.at, COALESCE(o.name, ''), j.verb FROM journal j LEFT JOIN operator o
  ON o.id = j.operator_id WHERE j.contact_id = :contact ORDER BY j.at, j.operator_id, j.seq"""
_WHY_NOT = """SELECT p.held_by IS NOT NULL AND p.lease >= :now,
    EXISTS (SELECT 1 FROM deal WHERE contact_id = p.contact_id AND state = 'open'),
    EXISTS (SELECT 1 FROM hand_off WHERE contact_id = p.contact_id AND state = 'waiting'),
    p.promise_due IS NOT NULL
  FROM position p WHERE p.contact_id = :contact"""
_LEAVES = """UPDATE position SET stage = 'closed', owner_id = NULL, firm_id = NULL, bucket_id = NULL,
  rank = NULL, due = NULL, blocker = '', promise = '', promise_owner = NULL, promise_due = NULL,
  rest_until = NULL, held_by = NULL, token = NULL, lease = NULL, lease_kind = '', call_id = NULL,
  version = version + 1 WHERE contact_id = :contact"""


def everything(tx: Tx, contact_id: int) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return every row about a person by table; colleagues by name, keys of the machinery left out."""
    names: dict[int, str] = {row[0]: row[1] for row in tx.all("SELECT id, name FROM operator")}
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for holding in HOLDINGS:
        if not holding.shown:
            continue
        columns = [row[1] for row in tx.all(f"PRAGMA table_info({holding.table})")]
        rows = tx.all(f"SELECT * FROM {holding.table} WHERE {holding.where}", {"contact": contact_id})
        if rows:
            found[holding.table] = tuple(_shown(dict(zip(columns, row, strict=True)), names) for row in rows)
    done = tx.all(_JOURNAL, {"contact": contact_id})
    found["journal"] = tuple({"at": at, "who": who, "what": verb} for at, who, verb in done)
    return found


def _shown(row: dict[str, Any], names: Mapping[int, str]) -> Mapping[str, Any]:
    shown: dict[str, Any] = {}
    for column, value in row.items():
        if column in HIDDEN or column.endswith("_hash"):
            continue
        if column in _OPERATORS:
            value = names.get(value, "") if value is not None else None
        elif isinstance(value, str) and value[:1] in ("{", "["):
            value = _unpacked(value)
        shown[column] = value
    return shown


def _unpacked(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:  # somebody's note that begins with a bracket
        return text


def country_of(tx: Tx, contact_id: int) -> str:
    """Return the country whose rules a contact is under, "" when it is not known."""
    found = tx.value("SELECT country FROM contact WHERE id = :contact", {"contact": contact_id})
    return str(found or "")


def is_erased(tx: Tx, contact_id: int) -> bool:
    """Return whether a person was erased."""
    return tx.value("SELECT 1 FROM erasure WHERE contact_id = :contact", {"contact": contact_id}) is not None


def why_not(tx: Tx, contact_id: int, now: datetime) -> tuple[tuple[Kept, ...], str]:
    """Return what keeps a person from being erased now, and the reason of a legal hold."""
    held, deal, hand_off, promised = tx.one(_WHY_NOT, {"contact": contact_id, "now": epoch(now)}) or (0,) * 4
    reason = tx.value(
        """SELECT reason FROM legal_hold WHERE contact_id = :contact AND lifted_at IS NULL
           ORDER BY id DESC LIMIT 1""",
        {"contact": contact_id},
    )
    found = {
        Kept.LEGAL_HOLD: reason is not None,
        Kept.IN_HAND: held,
        Kept.OPEN_DEAL: deal,
        Kept.HAND_OFF_WAITS: hand_off,
        Kept.CALL_PROMISED: promised,
    }
    return tuple(kept for kept, stands in found.items() if stands), reason or ""


def provable(tx: Tx, contact_id: int, rules: RetentionRules, now: datetime) -> tuple[int, ...]:
    """Return the grounds whose proof is still wanted; what took one back stays beside it."""
    rows = tx.all(
        "SELECT id, given_at, used_at, revokes FROM basis WHERE contact_id = :contact ORDER BY id",
        {"contact": contact_id},
    )
    wanted = {
        row[0]
        for row in rows
        if row[3] is None and rules.proof_wanted(moment(row[1]), moment(row[2]) if row[2] else None, now)
    }
    return tuple(row[0] for row in rows if row[0] in wanted or row[3] in wanted)


def counted(tx: Tx, contact_id: int, proofs: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many rows erasing would delete, and how many it would empty, by table."""
    deleted: dict[str, int] = {}
    emptied: dict[str, int] = {}
    for holding in HOLDINGS:
        if not (holding.goes or holding.emptied or holding.table == "basis"):
            continue
        count = int(
            tx.value(f"SELECT COUNT(*) FROM {holding.table} WHERE {holding.where}", {"contact": contact_id})
        )
        if holding.table == "basis":
            count -= proofs
        if count:
            (emptied if holding.emptied else deleted)[holding.table] = count
    return deleted, emptied


def erase(
    tx: Tx, contact_id: int, *, operator_id: int, why: str, act: str, now: datetime, proofs: tuple[int, ...]
) -> None:
    """Take away every word about a person; what is left counts calls and sales of somebody unknown."""
    tx.run("PRAGMA secure_delete = ON")  # freed pages of the file are overwritten
    firm = tx.value("SELECT firm_id FROM contact WHERE id = :contact", {"contact": contact_id})
    for holding in HOLDINGS:
        _empty(tx, holding, contact_id)
    tx.run(
        "DELETE FROM basis WHERE contact_id = :contact AND id NOT IN (SELECT value FROM json_each(:kept))",
        {"contact": contact_id, "kept": json.dumps(proofs)},
    )
    tx.run(
        "UPDATE check_in SET state = 'cancelled' WHERE contact_id = :contact AND state = 'planned'",
        {"contact": contact_id},
    )
    tx.run(
        """UPDATE deal SET state = 'lost', lost_reason = 'erased', closed_at = :at, next_at = NULL,
             version = version + 1 WHERE contact_id = :contact AND state = 'open'""",
        {"contact": contact_id, "at": stamp(now)},
    )
    tx.run(
        """UPDATE hand_off SET state = 'undone', answered_at = :at, answered_by = :by
           WHERE contact_id = :contact AND state = 'waiting'""",
        {"contact": contact_id, "at": stamp(now), "by": operator_id},
    )
    tx.run(_LEAVES, {"contact": contact_id})
    if firm is not None:
        tx.run(
            """DELETE FROM firm WHERE id = :firm
               AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.firm_id = firm.id)
               AND NOT EXISTS (SELECT 1 FROM position p WHERE p.firm_id = firm.id)""",
            {"firm": firm},
        )
    tx.insert(ErasureRow, contact_id=contact_id, at=now, operator_id=operator_id, why=why, act=act)


def _empty(tx: Tx, holding: Holding, contact_id: int) -> None:
    if holding.goes:
        tx.run(f"DELETE FROM {holding.table} WHERE {holding.where}", {"contact": contact_id})
    elif holding.emptied:
        columns = ", ".join(f"{name} = :{name}" for name in holding.emptied)
        tx.run(
            f"UPDATE {holding.table} SET {columns} WHERE {holding.where}",
            {**holding.emptied, "contact": contact_id},
        )


def lines_of(tx: Tx, contact_id: int) -> tuple[list[str], list[str], list[str], str]:
    """Return a person's own numbers, those they share, their addresses, and the folded name."""
    own: list[str] = []
    shared: list[str] = []
    for e164, holder, others in tx.all(
        """SELECT e164, holder, EXISTS (SELECT 1 FROM number o WHERE o.e164 = n.e164
             AND o.contact_id <> n.contact_id) FROM number n WHERE contact_id = :contact AND wrong IS NULL""",
        {"contact": contact_id},
    ):
        (shared if others or holder != "personal" else own).append(e164)
    addresses = [
        row[0]
        for row in tx.all("SELECT address FROM email WHERE contact_id = :contact", {"contact": contact_id})
    ]
    name = str(tx.value("SELECT folded FROM contact WHERE id = :contact", {"contact": contact_id}) or "")
    return own, shared, addresses, name


def remember(tx: Tx, secret: str, contact_id: int, *, operator_id: int, act: str, now: datetime) -> int:
    """Keep keyed hashes of a person's numbers and addresses, so that no list brings them back.

    Their own numbers are nobody's to ring from now on; of a line that others have too, only this person's
    name on it is remembered.
    """
    own, shared, addresses, name = lines_of(tx, contact_id)
    marks = [("number", e164) for e164 in own]
    marks += [("line", line_mark(e164, name)) for e164 in shared]
    marks += [("email", email_mark(address)) for address in addresses]
    tx.many(
        """INSERT INTO suppression (scope, hash, reason, at, operator_id, act, lifted_at, moved)
           VALUES (:scope, :hash, :reason, :at, :operator, :act, NULL, :moved)""",
        [
            {
                "scope": scope,
                "hash": keyed_hash(secret, mark),
                "reason": ERASED,
                "at": stamp(now),
                "operator": operator_id,
                "act": act,
                "moved": json.dumps({"contacts": [contact_id], "promises": []}),
            }
            for scope, mark in marks
        ],
    )
    # Words of older entries about these numbers may name somebody.
    hashes = [keyed_hash(secret, mark) for mark in (*own, *shared, f"contact:{contact_id}")]
    tx.run(
        """UPDATE suppression SET reason = 'asked' WHERE reason <> :erased
           AND hash IN (SELECT value FROM json_each(:hashes))""",
        {"erased": ERASED, "hashes": json.dumps(hashes)},
    )
    return len(marks)


def line_mark(e164: str, folded_name: str) -> str:
    """Return what is hashed of a person on a line that others have too."""
    return f"line:{e164}:{folded_name}"


def email_mark(address: str) -> str:
    """Return what is hashed of an address."""
    return f"email:{fold(address)}"


def remembered(tx: Tx, hashes: Collection[str]) -> frozenset[str]:
    """Return which hashes are those of people who asked to be forgotten."""
    rows = tx.all(
        """SELECT hash FROM suppression WHERE reason = :erased AND lifted_at IS NULL
           AND hash IN (SELECT value FROM json_each(:hashes))""",
        {"erased": ERASED, "hashes": json.dumps(list(hashes))},
    )
    return frozenset(row[0] for row in rows)


def anybody_erased(tx: Tx) -> bool:
    """Return whether anybody was ever erased on request."""
    found = tx.value("SELECT 1 FROM suppression WHERE reason = :erased LIMIT 1", {"erased": ERASED})
    return found is not None
