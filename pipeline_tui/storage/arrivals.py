"""Writes what new contacts of a list bring along past the scouts, unseen until the list is shown.

Until then deals, hand-offs and check-ins are in the state of what was taken back and purchases too, which no
desk, sum or report looks at; the contacts themselves stand on the hidden list without an owner.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.import_standing import Arrival
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Params, Tx
from pipeline_tui.storage.types import stamp

TABLES = ("check_in", "purchase", "client", "deal", "hand_off")  # in the order in which they may be removed
_BEFORE = {Stage.HUNTING: Stage.SCOUTING, Stage.FARMING: Stage.HUNTING}

_DEAL = """INSERT INTO deal (contact_id, owner_id, title, step, step_since, currency, next_do, next_at,
  opened_at, state, lost_reason, note, version, snooze_reason, competitor, win_back_on)
  VALUES (:contact, :owner, '', :step, :at, :currency, :do, :due, :at, 'undone', '', '', 1, '', '', '')"""
_HAND_OFF = """INSERT INTO hand_off (contact_id, giver_id, receiver_id, from_stage, to_stage, given_at,
  limit_at, brief, state, reason, note, kind, first_on)
  VALUES (:contact, :giver, NULL, :from, :to, :at, NULL, :brief, 'undone', '', '', 'base', :first)"""
_CLIENT = """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
  VALUES (:contact, :segment, 0, :since, :last)"""
_PURCHASE = """INSERT INTO purchase (contact_id, operator_id, bought_on, what, amount_minor, currency, undone,
  reason, till_key, act) VALUES (:contact, :by, :on, :what, :amount, :currency, 1, '', '', :act)"""
_CHECK_IN = """INSERT INTO check_in (contact_id, owner_id, due_on, wished_on, state, outcome, note, version)
  VALUES (:contact, :owner, :on, :wished, 'undone', '', '', 1)"""

_THEIRS = "contact_id IN (SELECT contact_id FROM position WHERE list_id = :list)"
_STAND_UP = {
    Stage.HUNTING: """UPDATE position SET stage = 'hunting', blocker = '',
        owner_id = (SELECT d.owner_id FROM deal d WHERE d.contact_id = position.contact_id)
      WHERE list_id = :list""",
    Stage.FARMING: """UPDATE position SET stage = 'farming', blocker = '',
        owner_id = (SELECT k.owner_id FROM check_in k WHERE k.contact_id = position.contact_id)
      WHERE list_id = :list""",
}
_SHOW = {
    Stage.HUNTING: (
        f"UPDATE deal SET state = 'open' WHERE state = 'undone' AND {_THEIRS}",
        f"UPDATE hand_off SET state = 'waiting' WHERE state = 'undone' AND {_THEIRS}",
    ),
    Stage.FARMING: (
        f"UPDATE check_in SET state = 'planned' WHERE state = 'undone' AND {_THEIRS}",
        f"UPDATE purchase SET undone = 0 WHERE act = :act AND {_THEIRS}",
        f"UPDATE hand_off SET state = 'waiting' WHERE state = 'undone' AND {_THEIRS}",
    ),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What every arrival of a load shares."""

    stage: Stage
    step: str  # the first one of a deal
    currency: str
    brief: Mapping[str, str]  # of a hand-off: what is not known

    @property
    def comes_from(self) -> Stage:
        """Return the stage before, from which a hand-off to the team comes."""
        return _BEFORE[self.stage]


class ArrivalWriter:
    """Writes the arrivals of one load, portion by portion."""

    def __init__(self, terms: Terms, giver_id: int, act: str, now: datetime) -> None:
        """Take what all share, who loads, the act and the moment (UTC)."""
        self._stage, self._step, self._currency = terms.stage, terms.step, terms.currency
        self._brief = json.dumps(dict(terms.brief))
        self._giver_id, self._act, self._at = giver_id, act, stamp(now)

    def write(self, tx: Tx, ids: Sequence[int], arrivals: Sequence[Arrival]) -> None:
        """Store what a portion's contacts bring along; nothing at the scouts' stage."""
        if self._stage is Stage.SCOUTING:
            return
        known = list(zip(ids, arrivals, strict=True))
        if self._stage is Stage.HUNTING:
            tx.many(_DEAL, [self._deal(at, one) for at, one in known if one.owner_id is not None])
        else:
            self._write_clients(tx, known)
        tx.many(_HAND_OFF, [self._hand_off(at, one) for at, one in known if one.owner_id is None])

    def _write_clients(self, tx: Tx, known: Sequence[tuple[int, Arrival]]) -> None:
        tx.many(
            _CLIENT,
            [
                {
                    "contact": at,
                    "segment": one.segment,
                    "since": one.since.isoformat() if one.since else None,
                    "last": stamp(one.last_contact) if one.last_contact else None,
                }
                for at, one in known
            ],
        )
        tx.many(
            _PURCHASE,
            [
                {
                    "contact": at,
                    "by": one.owner_id or self._giver_id,
                    "on": bought.on.isoformat(),
                    "what": bought.what,
                    "amount": bought.amount_minor,
                    "currency": self._currency,
                    "act": self._act,
                }
                for at, one in known
                for bought in one.bought
            ],
        )
        tx.many(
            _CHECK_IN,
            [
                {
                    "contact": at,
                    "owner": one.owner_id,
                    "on": one.check_in_on.isoformat(),
                    "wished": one.wished_on.isoformat() if one.wished_on else None,
                }
                for at, one in known
                if one.check_in_on is not None
            ],
        )

    def _deal(self, contact_id: int, one: Arrival) -> Params:
        return {
            "contact": contact_id,
            "owner": one.owner_id,
            "step": self._step,
            "currency": self._currency,
            "at": self._at,
            "do": one.next_do,
            "due": stamp(one.next_at) if one.next_at else None,
        }

    def _hand_off(self, contact_id: int, one: Arrival) -> Params:
        return {
            "contact": contact_id,
            "giver": self._giver_id,
            "from": _BEFORE[self._stage].value,
            "to": self._stage.value,
            "at": self._at,
            "brief": self._brief,
            "first": one.check_in_on.isoformat() if one.check_in_on else None,
        }


def stand_up(tx: Tx, list_id: int, stage: Stage, act: str) -> None:
    """Put the contacts of a loaded list where they belong, in the act that shows the list."""
    if stage is Stage.SCOUTING:
        return
    asks = {"list": list_id, "act": act, "stage": stage.value}
    tx.run("UPDATE list SET stage = :stage WHERE id = :list", asks)
    for sql in (_STAND_UP[stage], *_SHOW[stage]):
        tx.run(sql, asks)


def remove(tx: Tx, contact_ids: Sequence[int]) -> None:
    """Take out what contacts brought along, where a load is taken back that nobody has built on."""
    asks = {"ids": json.dumps(list(contact_ids))}
    for table in TABLES:
        tx.run(f"DELETE FROM {table} WHERE contact_id IN (SELECT value FROM json_each(:ids))", asks)
