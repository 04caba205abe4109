"""What must hold of deals, offers, purchases and check-ins after kills: rows are as their acts left them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline_tui.storage.store import Tx

if TYPE_CHECKING:
    from tests.killing.judging import Judgement

INVARIANTS = (
    "a deal is won once",
    "a sale is booked once",
    "more is never given back than was paid",
    "one check-in is planned for a client",
    "a check-in is logged once",
    "an offer is what its acts made of it",
)
_OFFERED = ("offer_opened", "offer_written", "offer_asked", "offer_sent", "offer_approved", "offer_refused")
# Lists of clients bring what was bought before.
_BOOKED = "SELECT id FROM purchase WHERE undone = 0 AND act NOT IN (SELECT act FROM load) ORDER BY id"


def judge_the_trade(tx: Tx, found: Judgement) -> None:
    """Compare rows with the acts that stand, those taken back left out."""
    entries = [
        (row[0], row[1], json.loads(row[2])) for row in tx.all("SELECT verb, act, detail FROM journal")
    ]
    undone = {told["undoes"] for verb, _, told in entries if verb == "undone"}
    stand = [(verb, told) for verb, act, told in entries if act not in undone]
    count = Counter(verb for verb, _ in stand)
    _sales(tx, found, stand, count)
    _check_ins(tx, found, stand, count)
    _offers(tx, found, count)


def _sales(tx: Tx, found: Judgement, stand: list[tuple[str, dict[str, Any]]], count: Counter[str]) -> None:
    if (won := tx.value("SELECT COUNT(*) FROM deal WHERE state = 'won'")) != count["deal_won"]:
        found.fault("a deal is won once", (won, count["deal_won"]))
    told = sorted(one["purchase"] for verb, one in stand if verb in ("deal_won", "sold", "refunded"))
    there = [row[0] for row in tx.all(_BOOKED)]
    if there != told:
        found.fault("a sale is booked once", (there, told))
    for row in tx.all(
        """SELECT b.id FROM purchase b JOIN purchase r ON r.refund_of = b.id AND r.undone = 0
           GROUP BY b.id HAVING b.amount_minor + SUM(r.amount_minor) < 0 OR b.undone = 1"""
    ):
        found.fault("more is never given back than was paid", tuple(row))


def _check_ins(
    tx: Tx, found: Judgement, stand: list[tuple[str, dict[str, Any]]], count: Counter[str]
) -> None:
    for row in tx.all(
        """SELECT contact_id, COUNT(*) FROM check_in WHERE state = 'planned'
           GROUP BY contact_id HAVING COUNT(*) > 1"""
    ):
        found.fault("one check-in is planned for a client", tuple(row))
    logged = {one["check_in"]: one["outcome"] for verb, one in stand if verb == "check_in_logged"}
    done = {row[0]: row[1] for row in tx.all("SELECT id, outcome FROM check_in WHERE state = 'done'")}
    if done != logged or len(logged) != count["check_in_logged"]:
        found.fault("a check-in is logged once", (done, logged))


def _offers(tx: Tx, found: Judgement, count: Counter[str]) -> None:
    events = {row[0]: row[1] for row in tx.all("SELECT undone, COUNT(*) FROM offer_event GROUP BY undone")}
    acts = sum(count[verb] for verb in _OFFERED)
    sent = tx.value("SELECT COUNT(*) FROM offer_version WHERE state = 'sent'")
    if (events.get(0, 0), sent) != (acts, count["offer_sent"]):
        found.fault("an offer is what its acts made of it", (events, acts, sent, count["offer_sent"]))
    for row in tx.all(
        """SELECT offer_id, COUNT(*), MAX(version) FROM offer_version WHERE state <> 'undone'
           GROUP BY offer_id HAVING COUNT(*) <> MAX(version)"""
    ):
        found.fault("an offer is what its acts made of it", tuple(row))
