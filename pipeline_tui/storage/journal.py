"""The append-only journal: one hash chain per operator, and all heads journalled once a day.

Entries hold ids, codes, times and keyed hashes only, so that erasure and the chain can both be kept.
Tamper-evident, not tamper-proof: whoever owns the file can rebuild it; print the day's heads elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pipeline_tui.domain.shop import JournalCheck, JournalEntry
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

WORKSPACE = 0  # the chain of the workspace itself
LOOK_BACK = 500  # own entries an undo looks through

_HEAD = """SELECT h.seq, h.hash, (SELECT anchored_on FROM journal_head WHERE operator_id = 0)
           FROM journal_head h WHERE h.operator_id = :operator"""
_ANCHOR = "SELECT anchored_on FROM journal_head WHERE operator_id = 0"
_INSERT = """INSERT INTO journal (operator_id, seq, at, verb, act, contact_id, detail, prev, hash)
             VALUES (:operator, :seq, :at, :verb, :act, :contact, :detail, :prev, :hash)"""
_MOVE_HEAD = """INSERT INTO journal_head (operator_id, seq, hash, anchored_on)
                VALUES (:operator, :seq, :hash, '')
                ON CONFLICT (operator_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"""
# What changes nothing of a contact for whoever worked on it before.
_IS_WORK = "AND verb NOT IN ('lapsed', 'offer_ended', 'claimed', 'released', 'offer_printed')"


class Seen(NamedTuple):
    """An act that is in the journal already: a retry after a lost reply."""

    operator_id: int
    verb: str
    contact_id: int | None
    detail: dict[str, Any]
    act: str
    at: str  # as stored


def canonical(value: Any) -> str:
    """Write JSON the one way that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def chained(prev: str, fields: tuple[Any, ...]) -> str:
    """Return the hash of an entry that follows ``prev``."""
    return hashlib.sha256((prev + canonical(fields)).encode()).hexdigest()


def append(
    tx: Tx,
    operator_id: int,
    verb: str,
    act: str,
    now: datetime,
    contact_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one entry at the end of an operator's chain; the day's first act journals all heads before."""
    head = tx.one(_HEAD, {"operator": operator_id})
    anchored_on = head[2] if head else tx.value(_ANCHOR)
    if operator_id != WORKSPACE and anchored_on != now.date().isoformat():
        _anchor(tx, now)
    _write(tx, operator_id, verb, act, now, contact_id, detail or {}, head)


def _write(
    tx: Tx,
    operator_id: int,
    verb: str,
    act: str,
    now: datetime,
    contact_id: int | None,
    detail: Mapping[str, Any],
    head: Any,
) -> None:
    seq, prev = (head[0] + 1, head[1]) if head else (1, "")
    at, body = stamp(now), canonical(detail)
    digest = chained(prev, (operator_id, seq, at, verb, act, contact_id, body))
    tx.run(
        _INSERT,
        {
            "operator": operator_id,
            "seq": seq,
            "at": at,
            "verb": verb,
            "act": act,
            "contact": contact_id,
            "detail": body,
            "prev": prev,
            "hash": digest,
        },
    )
    tx.run(_MOVE_HEAD, {"operator": operator_id, "seq": seq, "hash": digest})


def _anchor(tx: Tx, now: datetime) -> None:
    heads = {
        str(row[0]): [row[1], row[2]]
        for row in tx.all("SELECT operator_id, seq, hash FROM journal_head ORDER BY operator_id")
    }
    own = tx.one("SELECT seq, hash FROM journal_head WHERE operator_id = 0")
    _write(tx, WORKSPACE, "heads", uuid.uuid4().hex, now, None, {"heads": heads}, own)
    tx.run(
        "UPDATE journal_head SET anchored_on = :day WHERE operator_id = 0", {"day": now.date().isoformat()}
    )


def seen(tx: Tx, act: str) -> Seen | None:
    """Return the entry of an act that was stored before, so that a retry changes nothing."""
    row = tx.one(
        "SELECT operator_id, verb, contact_id, detail, at FROM journal WHERE act = :act", {"act": act}
    )
    return Seen(row[0], row[1], row[2], json.loads(row[3]), act, row[4]) if row else None


def entries(tx: Tx, *, operator_id: int | None, limit: int) -> tuple[JournalEntry, ...]:
    """Return the newest entries, of one operator's chain or of all, newest first."""
    rows = tx.all(
        """SELECT j.operator_id, COALESCE(o.name, ''), j.seq, j.at, j.verb, j.contact_id, j.detail, j.hash
           FROM journal j LEFT JOIN operator o ON o.id = j.operator_id
           WHERE :operator IS NULL OR j.operator_id = :operator
           ORDER BY j.at DESC, j.operator_id, j.seq DESC LIMIT :limit""",
        {"operator": operator_id, "limit": limit},
    )
    return tuple(
        JournalEntry(row[0], row[1], row[2], moment(row[3]), row[4], row[5], row[6], row[7]) for row in rows
    )


def verify(tx: Tx) -> JournalCheck:
    """Walk every chain: a changed, missing or cut entry, and a removed chain, are found."""
    count = 0
    ends: dict[int, tuple[int, str]] = {}
    anchors: list[tuple[int, str, Mapping[str, list[Any]]]] = []
    hashes: dict[tuple[int, int], str] = {}
    for row in tx.all(
        """SELECT operator_id, seq, at, verb, act, contact_id, detail, prev, hash
           FROM journal ORDER BY operator_id, seq"""
    ):
        count += 1
        operator_id, seq, prev, digest = row[0], row[1], row[7], row[8]
        last_seq, last_hash = ends.get(operator_id, (0, ""))
        at = row[2] if isinstance(row[2], str) else stamp(row[2])
        if seq != last_seq + 1:
            return JournalCheck(count, len(ends), f"operator {operator_id}: entry {last_seq + 1} is missing")
        if prev != last_hash or digest != chained(
            prev, (operator_id, seq, at, row[3], row[4], row[5], row[6])
        ):
            return JournalCheck(count, len(ends), f"operator {operator_id}: entry {seq} was changed")
        ends[operator_id] = (seq, digest)
        hashes[operator_id, seq] = digest
        if row[3] == "heads":
            anchors.append((seq, at, json.loads(row[6])["heads"]))
    heads = {row[0]: (row[1], row[2]) for row in tx.all("SELECT operator_id, seq, hash FROM journal_head")}
    for operator_id in sorted({WORKSPACE, *ends, *heads}):
        if ends.get(operator_id) != heads.get(operator_id):
            return JournalCheck(
                count, len(ends), f"operator {operator_id}: the chain does not reach its head"
            )
        if operator_id not in ends:
            return JournalCheck(count, len(ends), f"operator {operator_id}: the chain is gone")
    for _seq, at, kept in anchors:
        for operator, (seq, digest) in kept.items():
            if hashes.get((int(operator), seq)) != digest:
                return JournalCheck(
                    count,
                    len(ends),
                    f"operator {operator}: entry {seq} differs from the heads kept {at[:10]}",
                )
    return JournalCheck(count, len(ends))


def standing_since(tx: Tx, operator_id: int, verb: str, since: datetime, without: str = "") -> int:
    """Return how often an operator did something since an instant and did not take it back.

    Entries whose detail has a key called ``without`` are not counted. The chain is walked from its end to
    the first older entry, so that its length does not matter.
    """
    mine = {"operator": operator_id, "since": stamp(since)}
    older = tx.value(
        """SELECT seq FROM journal WHERE operator_id = :operator AND at < :since
           ORDER BY seq DESC LIMIT 1""",
        mine,
    )
    return int(
        tx.value(
            """SELECT COUNT(*) FROM journal j WHERE j.operator_id = :operator AND j.seq > :older
               AND j.verb = :verb AND json_extract(j.detail, '$.' || :without) IS NULL AND NOT EXISTS (
                 SELECT 1 FROM journal u WHERE u.operator_id = :operator AND u.seq > j.seq
                 AND u.verb = 'undone' AND json_extract(u.detail, '$.undoes') = j.act)""",
            {"operator": operator_id, "verb": verb, "older": older or 0, "without": without or "none"},
        )
    )


def last_own(tx: Tx, operator_id: int, verbs: frozenset[str]) -> Seen | None:
    """Return the operator's newest entry of these verbs that no later one undoes."""
    undone: set[str] = set()
    for verb, act, contact_id, detail, at in tx.all(
        """SELECT verb, act, contact_id, detail, at FROM journal WHERE operator_id = :operator
           ORDER BY seq DESC LIMIT :most""",
        {"operator": operator_id, "most": LOOK_BACK},
    ):
        if verb == "undone":
            undone.add(json.loads(detail)["undoes"])
        elif verb in verbs and act not in undone:
            return Seen(operator_id, verb, contact_id, json.loads(detail), act, at)
    return None


def undone_since(tx: Tx, entry: Seen) -> bool:
    """Return whether an entry was taken back by whoever wrote it."""
    found = tx.value(
        """SELECT 1 FROM journal WHERE operator_id = :operator AND verb = 'undone'
           AND seq > (SELECT seq FROM journal WHERE act = :act) AND json_extract(detail, '$.undoes') = :act
           LIMIT 1""",
        {"operator": entry.operator_id, "act": entry.act},
    )
    return found is not None


def touched_since(tx: Tx, contact_id: int, act: str, operator_id: int) -> bool:
    """Return whether a colleague has acted on a contact since an act, by the order of their commits.

    Clocks do not tell: one that is fixed, or was set back, gives both the same time or the wrong one.
    """
    found = tx.value(
        f"""SELECT 1 FROM journal WHERE contact_id = :contact AND operator_id <> :operator
           AND rowid > (SELECT rowid FROM journal WHERE act = :act) {_IS_WORK} LIMIT 1""",
        {"contact": contact_id, "act": act, "operator": operator_id},
    )
    return found is not None


def touched_after(tx: Tx, contact_id: int, at: datetime, operator_id: int) -> bool:
    """Return whether a colleague has acted on a contact since an instant, where no act of one's own tells."""
    found = tx.value(
        f"""SELECT 1 FROM journal WHERE contact_id = :contact AND operator_id <> :operator AND at > :at
           {_IS_WORK} LIMIT 1""",
        {"contact": contact_id, "operator": operator_id, "at": stamp(at)},
    )
    return found is not None


def last_row(tx: Tx) -> int:
    """Return the place of the newest entry: whatever is committed later stands behind it."""
    return int(tx.value("SELECT COALESCE(MAX(rowid), 0) FROM journal"))


def worked_on_after(tx: Tx, contact_id: int, row: int) -> bool:
    """Return whether anybody has worked on a contact since the entry at a place was the newest."""
    found = tx.value(
        f"SELECT 1 FROM journal WHERE contact_id = :contact AND rowid > :row {_IS_WORK} LIMIT 1",
        {"contact": contact_id, "row": row},
    )
    return found is not None
