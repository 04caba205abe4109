"""What must hold of callers, live calls, slots, pauses, newcomers, messages and late words after kills."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline_tui.domain.diaries import MINUTES
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment

if TYPE_CHECKING:
    from tests.killing.judging import Judgement

INVARIANTS = (
    "a call is passed on once",
    "a time in a diary is agreed once",
    "one pause at a time",
    "nobody is added twice",
    "words and messages are stored once",
    "an open call is of the contact in hand",
    "every reference is whole",
)
# Every call that is not dialled has the entry of the act that opened it.
_OPENED_BY = {"incoming": "incoming", "transfer": "took_live"}


def judge_the_floor(tx: Tx, found: Judgement) -> None:
    """Compare rows with the journal that tells of them."""
    entries = [
        (row[0], row[1], json.loads(row[2]))
        for row in tx.all("SELECT verb, act, detail FROM journal ORDER BY rowid")
    ]
    undone = {told["undoes"] for verb, _, told in entries if verb == "undone"}
    if broken := tx.all("PRAGMA foreign_key_check"):
        found.fault("every reference is whole", broken)
    _calls(tx, found, entries)
    _slots(tx, found)
    _pauses(tx, found, entries)
    _newcomers(tx, found, entries, undone)
    _words(tx, found, entries, undone)


def _count(entries: Iterable[tuple[str, str, dict[str, Any]]], verb: str) -> int:
    return sum(one[0] == verb for one in entries)


def _calls(tx: Tx, found: Judgement, entries: list[tuple[str, str, dict[str, Any]]]) -> None:
    for mode, verb in _OPENED_BY.items():
        calls = tx.value("SELECT COUNT(*) FROM call WHERE mode = :mode", {"mode": mode})
        if calls != _count(entries, verb):
            found.fault("every attempt is stored once", (mode, calls))
    taken = tx.value("SELECT COUNT(*) FROM transfer WHERE state = 'taken'")
    if taken != _count(entries, "took_live"):
        found.fault("a call is passed on once", taken)
    for row in tx.all(
        "SELECT id, taken_by, hand_off_id FROM transfer WHERE (state = 'taken') <> (hand_off_id IS NOT NULL)"
    ):
        found.fault("a call is passed on once", tuple(row))
    for row in tx.all(
        """SELECT p.contact_id, p.call_id FROM position p LEFT JOIN call k ON k.id = p.call_id
           WHERE p.call_id IS NOT NULL
             AND (p.held_by IS NULL OR k.contact_id <> p.contact_id OR k.operator_id <> p.held_by
                  OR k.outcome <> '' OR k.undone = 1)"""
    ):
        found.fault("an open call is of the contact in hand", tuple(row))


def _slots(tx: Tx, found: Judgement) -> None:
    """Waiting slots, and accepted ones whose deal still stands at that time, keep clear of each other."""
    rows = tx.all(
        """SELECT h.receiver_id, h.slot_at FROM hand_off h LEFT JOIN deal d ON d.hand_off_id = h.id
             AND d.state = 'open' AND d.next_at = h.slot_at AND d.owner_id = h.receiver_id
           WHERE h.slot_at IS NOT NULL
             AND (h.state = 'waiting' OR (h.state = 'accepted' AND d.id IS NOT NULL))
           ORDER BY h.receiver_id, h.slot_at"""
    )
    for one, other in pairwise(rows):
        if one[0] == other[0] and moment(other[1]) - moment(one[1]) < timedelta(minutes=MINUTES):
            found.fault("a time in a diary is agreed once", (tuple(one), tuple(other)))


def _pauses(tx: Tx, found: Judgement, entries: list[tuple[str, str, dict[str, Any]]]) -> None:
    rows = tx.all("SELECT COUNT(*), COUNT(ended_at), COUNT(DISTINCT operator_id) FROM pause")
    begun, ended = rows[0][0], rows[0][1]
    if (begun, ended) != (_count(entries, "pause_began"), _count(entries, "pause_ended")):
        found.fault("one pause at a time", (begun, ended))
    for row in tx.all(
        "SELECT operator_id, COUNT(*) FROM pause WHERE ended_at IS NULL GROUP BY 1 HAVING COUNT(*) > 1"
    ):
        found.fault("one pause at a time", tuple(row))


def _newcomers(
    tx: Tx, found: Judgement, entries: list[tuple[str, str, dict[str, Any]]], undone: set[str]
) -> None:
    added = [(act, told) for verb, act, told in entries if verb == "contact_added" and not told["known"]]
    rows = tx.value("SELECT COUNT(*) FROM contact WHERE source = 'walk-in'")
    if rows != sum(act not in undone for act, _ in added):
        found.fault("nobody is added twice", rows)
    for row in tx.all(
        """SELECT n.e164, COUNT(DISTINCT n.contact_id) FROM number n JOIN contact c ON c.id = n.contact_id
           WHERE c.source = 'walk-in' GROUP BY n.e164 HAVING COUNT(DISTINCT n.contact_id) > 1"""
    ):
        found.fault("nobody is added twice", tuple(row))


def _words(
    tx: Tx, found: Judgement, entries: list[tuple[str, str, dict[str, Any]]], undone: set[str]
) -> None:
    for verb, act, told in entries:
        stands = act not in undone
        if verb == "late_words":
            there = tx.value("SELECT undone = 0 FROM note WHERE id = :id", {"id": told["note"]})
        elif verb == "contact_changed":
            there = tx.value("SELECT undone = 0 FROM contact_change WHERE id = :id", {"id": told["change"]})
        elif verb == "messaged":
            there = tx.value("SELECT undone = 0 FROM message WHERE id = :id", {"id": told["messages"][0]})
        else:
            continue
        if bool(there) != stands:
            found.fault("words and messages are stored once", (verb, act, there))
