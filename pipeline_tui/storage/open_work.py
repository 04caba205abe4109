"""Reads what waits for one person, thing by thing, and for everybody, counted."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.open_work import OpenWork, Thing, What
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import from_epoch, moment

# What of a contact is somebody's, and at which stage it is worked: the contact's own while it is theirs.
_STAGE = "CASE WHEN p.owner_id = :who THEN p.stage ELSE '{usual}' END"
_OF_CONTACT = "p.firm_id, c.language"
_JOIN = "JOIN position p ON p.contact_id = x.contact_id JOIN contact c ON c.id = x.contact_id"
_OWNED = f"""SELECT p.contact_id, p.contact_id, p.stage, NULL, {_OF_CONTACT}
  FROM position p JOIN contact c ON c.id = p.contact_id
  WHERE p.owner_id = :who AND p.stage <> 'closed'"""
_PROMISED = f"""SELECT p.contact_id, p.contact_id, p.stage, p.promise_due, {_OF_CONTACT}
  FROM position p JOIN contact c ON c.id = p.contact_id
  WHERE p.promise_owner = :who AND p.promise_due IS NOT NULL AND p.stage <> 'closed'"""
_DEALS = f"""SELECT x.id, x.contact_id, {_STAGE.format(usual="hunting")}, x.next_at, {_OF_CONTACT}
  FROM deal x {_JOIN} WHERE x.owner_id = :who AND x.state = 'open'"""
_CHECK_INS = f"""SELECT x.id, x.contact_id, {_STAGE.format(usual="farming")}, x.due_at, {_OF_CONTACT}
  FROM check_in x {_JOIN} WHERE x.owner_id = :who AND x.state = 'planned'"""
_HAND_OFFS = f"""SELECT x.id, x.contact_id, x.to_stage, x.slot_at, {_OF_CONTACT}
  FROM hand_off x {_JOIN} WHERE x.receiver_id = :who AND x.state = 'waiting'"""
_MESSAGES = f"""SELECT x.id, x.contact_id, x.stage, NULL, {_OF_CONTACT}
  FROM message x {_JOIN} WHERE x.to_id = :who AND x.read_at IS NULL AND x.undone = 0"""
_READ = (
    (What.OWNER, _OWNED),
    (What.PROMISE, _PROMISED),
    (What.DEAL, _DEALS),
    (What.CHECK_IN, _CHECK_INS),
    (What.HAND_OFF, _HAND_OFFS),
    (What.MESSAGE, _MESSAGES),
)
_COUNTED = """
SELECT who, COUNT(DISTINCT contact), SUM(what = 'client'), SUM(what = 'deal'), SUM(what = 'promise'),
  SUM(what = 'check-in'), SUM(what = 'hand-off'), SUM(what = 'message') FROM (
  SELECT owner_id AS who, contact_id AS contact, CASE stage WHEN 'farming' THEN 'client' ELSE '' END AS what
    FROM position WHERE owner_id IS NOT NULL AND stage <> 'closed'
  UNION ALL SELECT promise_owner, contact_id, 'promise' FROM position
    WHERE promise_owner IS NOT NULL AND promise_due IS NOT NULL AND stage <> 'closed'
  UNION ALL SELECT owner_id, contact_id, 'deal' FROM deal WHERE state = 'open'
  UNION ALL SELECT owner_id, contact_id, 'check-in' FROM check_in
    WHERE state = 'planned' AND owner_id IS NOT NULL
  UNION ALL SELECT receiver_id, contact_id, 'hand-off' FROM hand_off
    WHERE state = 'waiting' AND receiver_id IS NOT NULL
  UNION ALL SELECT to_id, contact_id, 'message' FROM message
    WHERE read_at IS NULL AND undone = 0 AND to_id IS NOT NULL)
GROUP BY who"""


def things_of(tx: Tx, operator_id: int) -> tuple[Thing, ...]:
    """Return everything that waits for one person."""
    found = list[Thing]()
    for what, sql in _READ:
        found += [_thing(what, row) for row in tx.all(sql, {"who": operator_id})]
    return tuple(found)


def counted(tx: Tx) -> dict[int, OpenWork]:
    """Return how much waits for each person for whom anything does."""
    return {row[0]: OpenWork(*row[1:]) for row in tx.all(_COUNTED)}


def contacts_with(tx: Tx, operator_id: int) -> int:
    """Return how many contacts are somebody's own."""
    return int(
        tx.value(
            "SELECT COUNT(*) FROM position WHERE owner_id = :who AND stage <> 'closed'", {"who": operator_id}
        )
    )


def _thing(what: What, row: Row) -> Thing:
    row_id, contact_id, stage, at, firm_id, language = row
    return Thing(what, row_id, contact_id, _worked_at(what, stage), _moment(what, at), firm_id, language)


def _worked_at(what: What, stage: str) -> Stage:
    """Return the stage; what is open with a contact that was closed meanwhile is worked where it arose."""
    if stage != Stage.CLOSED:
        return Stage(stage)
    return Stage.FARMING if what is What.CHECK_IN else Stage.HUNTING


def _moment(what: What, at: int | str | None) -> datetime | None:
    if at is None:
        return None
    return from_epoch(int(at)) if what is What.PROMISE else moment(str(at))
