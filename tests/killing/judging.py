"""What must hold after any number of kills, judged from the file and the acknowledgements alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.services.claiming import claim_next
from pipeline_tui.services.resuming_loads import resume_loads
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import journal
from pipeline_tui.storage.store import Tx
from tests.killing.floor_judging import judge_the_floor
from tests.killing.ground import JUDGE, LOADER, MANAGER, Ground, read_acks
from tests.killing.load_judging import judge_loads, judge_the_rest
from tests.killing.trade_judging import judge_the_trade

_TAKING = ("claimed", "taken", "resumed", "took_live")
_ENDING = ("outcome", "handed_off", "released", "skipped", "passed_over")
_TAKEN_BACK = ("outcome", "handed_off", "skipped")


@dataclass
class Judgement:
    """How often each invariant was tried, and where it broke."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    refused_late: int = 0
    lapses: int = 0
    cut_off: int = 0  # loads of lists that were never seen
    faults: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, invariant: str, what: object) -> None:
        """Write down a breach."""
        self.faults.setdefault(invariant, []).append(str(what))


def judge(ground: Ground) -> Judgement:
    """Read everything back; nobody else is in the workspace."""
    found = Judgement()
    told = list(_told(ground))
    shop = ground.open()
    try:
        with shop.store.read() as tx:
            _every_act_is_there(tx, told, found)
            _one_hand_at_a_time(tx, found)
            _one_outcome_a_call(tx, found)
            judge_the_floor(tx, found)
            judge_the_trade(tx, found)
            judge_loads(tx, shop, told, found)
            whole = tx.value("PRAGMA integrity_check")
            if whole != "ok":
                found.fault("the file is whole", whole)
            if bad := journal.verify(tx).first_bad:
                found.fault("the journal is whole", bad)
        resume_loads(shop, sign_in(shop, who(shop, MANAGER)))
        with shop.store.read() as tx:
            judge_the_rest(tx, told, found)
        _leases_come_free(shop, ground, found)
    finally:
        shop.close()
    return found


def _told(ground: Ground) -> Iterator[dict[str, Any]]:
    for worker in range(LOADER + 1):
        path: Path = ground.acks(worker)
        if path.exists():
            yield from read_acks(path)


def _every_act_is_there(tx: Tx, told: list[dict[str, Any]], found: Judgement) -> None:
    stored = {row[0]: (row[1], row[2]) for row in tx.all("SELECT act, contact_id, detail FROM journal")}
    undone = {
        json.loads(row[0])["undoes"] for row in tx.all("SELECT detail FROM journal WHERE verb = 'undone'")
    }
    for one in told:
        if one["what"] == "refused":
            found.refused_late += 1
        elif one["what"] == "crash":
            found.fault("no act fails but by a rule", one["trace"])
        elif one["what"] == "lost-draft":
            found.fault("the draft comes back", one)
        elif not one["what"].endswith("-begins"):
            found.acknowledged[one["what"]] += 1
            act = one.get("act")
            if not act:
                continue
            if act not in stored or stored[act][0] != one["contact"]:
                found.fault("no acknowledged act is lost", one)
            elif one["what"] == "outcome" and act not in undone:
                call = json.loads(stored[act][1])["call"]
                if tx.value("SELECT outcome FROM call WHERE id = :id", {"id": call}) != one["code"]:
                    found.fault("no acknowledged act is lost", one)


def _one_hand_at_a_time(tx: Tx, found: Judgement) -> None:
    """Walk the journal in the order of its commits: taken, then ended, lapsed or taken back; never twice."""
    hands: dict[int, int] = {}
    ended_by: set[str] = set()  # acts of selling and keeping that ended the hold of whom they were about

    def ends(contact: int, holder: int, why: object) -> None:
        if hands.pop(contact, None) != holder:
            found.fault("no contact is in two hands", why)

    for row in tx.all("SELECT operator_id, verb, contact_id, detail, act FROM journal ORDER BY rowid"):
        operator, verb, contact, detail = row[0], row[1], row[2], json.loads(row[3])
        if "let_go" in detail:
            ends(detail["let_go"], operator, row)
        if detail.get("before", {}).get("held") is not None:
            ended_by.add(row[4])
            ends(contact, operator, row)
        if verb in _TAKING:
            if verb == "resumed":
                ends(contact, operator, row)
            if contact in hands or operator in hands.values():
                found.fault("no contact is in two hands", row)
            hands[contact] = operator
        elif verb == "dialled" and hands.get(contact) != operator:
            found.fault("nobody dials what is not in hand", row)
        elif verb in _ENDING:
            ends(contact, operator, row)
        elif verb == "lapsed":
            found.lapses += 1
            ends(contact, detail["holder"], row)
        elif verb == "undone" and detail["verb"] in _TAKEN_BACK:
            if hands.get(contact, operator) != operator:
                found.fault("no contact is in two hands", row)
            hands[contact] = operator
        elif verb == "undone" and detail["undoes"] in ended_by and operator not in hands.values():
            hands[contact] = operator
    rows = tx.all("SELECT contact_id, held_by FROM position WHERE held_by IS NOT NULL")
    stored = {row[0]: row[1] for row in rows}
    if stored != hands:
        found.fault("the hands are those of the journal", (stored, hands))


def _one_outcome_a_call(tx: Tx, found: Judgement) -> None:
    stands: Counter[int] = Counter()
    calls: dict[str, int] = {}
    for verb, act, text in tx.all("SELECT verb, act, detail FROM journal ORDER BY rowid"):
        detail = json.loads(text)
        if verb in ("outcome", "handed_off"):
            calls[act] = detail["call"]
            stands[detail["call"]] += 1
        elif verb == "undone" and detail["undoes"] in calls:
            stands[calls[detail["undoes"]]] -= 1
    for call, count in stands.items():
        ended = tx.value("SELECT outcome <> '' FROM call WHERE id = :id", {"id": call})
        if count != ended:
            found.fault("one outcome a call", (call, count, ended))
    dialled = tx.value("SELECT COUNT(*) FROM journal WHERE verb = 'dialled'")
    if dialled != tx.value("SELECT COUNT(*) FROM call WHERE mode IN ('handset', 'simulated')"):
        found.fault("every attempt is stored once", dialled)


def _leases_come_free(shop: Shop, ground: Ground, found: Judgement) -> None:
    """A minute after the last sign of life every contact is free again, for anybody who asks."""
    with shop.store.read() as tx:
        last = tx.value("SELECT MAX(lease) FROM position") or 0
    over = max(ground.now().timestamp(), last + 1)
    shop.now = lambda: type(ground.now()).fromtimestamp(over, ground.now().tzinfo)
    viewer = sign_in(shop, who(shop, JUDGE))
    with suppress(NothingToDo):
        claim_next(shop, viewer, act="f" * 32)
    with shop.store.read() as tx:
        kept = tx.value(
            "SELECT COUNT(*) FROM position WHERE held_by IS NOT NULL AND held_by <> :me",
            {"me": viewer.operator_id},
        )
        if kept:
            found.fault("leases come free", kept)
        if bad := journal.verify(tx).first_bad:
            found.fault("the journal is whole", bad)
