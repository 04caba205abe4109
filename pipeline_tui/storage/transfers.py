"""Live transfers: a contact on the line, offered to the free desks of the next stage for some seconds.

An offer stands only while its giver still has that call in hand: what the giver's desk or a lapsed lease
ends is no longer offered, whatever the row says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.floor import LiveOffer
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.floor import TransferRow
from pipeline_tui.storage.types import moment, stamp

_STANDS = """t.state = 'open' AND t.until >= :at AND p.held_by = t.giver_id AND p.lease >= :instant
  AND p.token = t.token AND p.call_id = t.call_id"""
_COLUMNS = """t.id, t.contact_id, t.giver_id, t.call_id, t.to_stage, t.brief, t.note, t.until, t.state,
  t.taken_by, t.hand_off_id"""


@dataclass(frozen=True, slots=True)
class Transfer:
    """An offer as it is stored."""

    id: int
    contact_id: int
    giver_id: int
    call_id: int
    to_stage: Stage
    brief: dict[str, str]
    note: str
    until: datetime  # UTC
    state: str
    taken_by: int | None
    hand_off_id: int | None


def offer(
    tx: Tx,
    *,
    contact_id: int,
    giver_id: int,
    call_id: int,
    token: str,
    to_stage: Stage,
    brief: Mapping[str, str],
    note: str,
    now: datetime,
    until: datetime,
) -> int:
    """Store an offer."""
    return tx.insert(
        TransferRow,
        contact_id=contact_id,
        giver_id=giver_id,
        call_id=call_id,
        token=token,
        to_stage=to_stage.value,
        brief=json.dumps(dict(brief), ensure_ascii=False),
        note=note,
        asked_at=now,
        until=until,
    )


def offered_to(tx: Tx, viewer: Viewer, now: datetime) -> tuple[LiveOffer, ...]:
    """Return what is offered now at the stages the viewer works, by others; the oldest first."""
    rows = tx.all(
        f"""SELECT t.id, c.civility, c.first_name, c.last_name, c.language, COALESCE(f.name, ''), g.name,
              t.brief, t.until
            FROM transfer t JOIN position p ON p.contact_id = t.contact_id
            JOIN contact c ON c.id = t.contact_id JOIN operator g ON g.id = t.giver_id
            LEFT JOIN firm f ON f.id = c.firm_id
            WHERE {_STANDS} AND t.giver_id <> :me AND {sight.stages_in("t.to_stage", viewer.stages)}
            ORDER BY t.id""",
        sight.of(viewer, now, at=stamp(now)),
    )
    return tuple(_offer(row) for row in rows)


def standing(tx: Tx, viewer: Viewer, transfer_id: int, now: datetime) -> Transfer | None:
    """Return an offer that the viewer could take now; None when it is over, or never was theirs to take."""
    row = tx.one(
        f"""SELECT {_COLUMNS} FROM transfer t JOIN position p ON p.contact_id = t.contact_id
            WHERE {_STANDS} AND t.id = :id AND t.giver_id <> :me
            AND {sight.stages_in("t.to_stage", viewer.stages)}""",
        sight.of(viewer, now, at=stamp(now), id=transfer_id),
    )
    return _transfer(row) if row else None


def own(tx: Tx, viewer: Viewer, transfer_id: int) -> Transfer | None:
    """Return an offer the viewer made."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM transfer t WHERE t.id = :id AND t.giver_id = :me",
        {"me": viewer.operator_id, "id": transfer_id},
    )
    return _transfer(row) if row else None


def taken(tx: Tx, transfer_id: int, operator_id: int, hand_off_id: int, now: datetime) -> None:
    """Store who took an offer, and the hand-off that was made of it."""
    tx.run(
        """UPDATE transfer SET state = 'taken', taken_by = :by, answered_at = :now, hand_off_id = :made
           WHERE id = :id AND state = 'open'""",
        {"by": operator_id, "now": stamp(now), "made": hand_off_id, "id": transfer_id},
    )


def close(tx: Tx, transfer_id: int, state: str, now: datetime) -> bool:
    """End an open offer as ``lapsed`` or ``withdrawn``; whether it was open still."""
    changed = tx.run(
        "UPDATE transfer SET state = :state, answered_at = :now WHERE id = :id AND state = 'open'",
        {"state": state, "now": stamp(now), "id": transfer_id},
    )
    return changed == 1


def left_open(tx: Tx, giver_id: int, now: datetime) -> list[tuple[int, int, str]]:
    """Return (id, contact, state to come) of offers that ran out, and of a giver's that a new one follows."""
    rows = tx.all(
        """SELECT id, contact_id, CASE WHEN until < :now THEN 'lapsed' ELSE 'withdrawn' END FROM transfer
           WHERE state = 'open' AND (until < :now OR giver_id = :giver) ORDER BY id""",
        {"now": stamp(now), "giver": giver_id},
    )
    return [(row[0], row[1], row[2]) for row in rows]


def begin_call(tx: Tx, operator_id: int, token: str, from_call: int, stage: Stage, now: datetime) -> int:
    """Store the receiver's side of a call that was passed on: nothing was dialled, so it counts nowhere.

    It awaits its outcome like any other; number and the gate's answer are those of the call it came from.
    """
    return int(
        tx.value(
            """INSERT INTO call (contact_id, operator_id, number_id, list_id, e164, stage, purpose, mode,
                 token, dialled_at, counts, outcome, reason, reached, refusal, note, script, path, gate,
                 undone, unsaid, next_part)
               SELECT contact_id, :me, number_id, list_id, e164, :stage, purpose, 'transfer', :token,
                 :now, 0, '', '', 0, 0, '', '', '[]', gate, 0, '[]', ''
               FROM call WHERE id = :from RETURNING id""",
            {"me": operator_id, "stage": stage.value, "token": token, "now": stamp(now), "from": from_call},
        )
    )


def take_call_back(tx: Tx, call_id: int) -> None:
    """Mark the receiver's side of a call as undone: it went back."""
    tx.run("UPDATE call SET undone = 1 WHERE id = :call", {"call": call_id})


def _offer(row: Row) -> LiveOffer:
    brief = json.loads(row[7])
    return LiveOffer(
        id=row[0],
        name=line_name(row[1], row[2], row[3], row[4], row[5]),
        firm=row[5],
        giver=row[6],
        need=brief.get("need", ""),
        next=brief.get("next", ""),
        until=moment(row[8]),
    )


def _transfer(row: Row) -> Transfer:
    return Transfer(
        row[0],
        row[1],
        row[2],
        row[3],
        Stage(row[4]),
        json.loads(row[5]),
        row[6],
        moment(row[7]),
        row[8],
        row[9],
        row[10],
    )
