"""Hand-offs: given, waiting, accepted, returned; read as the receiver's inbox."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.hand_over import waiting_state
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight, timeline
from pipeline_tui.storage.contact_lines import line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.selling import HandOffRow
from pipeline_tui.storage.types import moment, stamp

SHOWN_AT_MOST = 200  # hand-offs in one inbox; the count says how many there are
_LINES = """
SELECT h.id, h.contact_id, c.civility, c.first_name, c.last_name, c.language, COALESCE(f.name, ''), g.name,
  h.from_stage, h.to_stage, h.given_at, h.limit_at, h.state, h.receiver_id, h.brief, h.giver_id,
  h.slot_at, h.kind, h.reason, h.note,
  COALESCE((SELECT o.name FROM operator o WHERE o.id = h.answered_by), ''),
  COALESCE((SELECT o.name FROM operator o WHERE o.id = h.receiver_id), '')
FROM hand_off h JOIN contact c ON c.id = h.contact_id JOIN operator g ON g.id = h.giver_id
LEFT JOIN firm f ON f.id = c.firm_id"""


def give(
    tx: Tx,
    contact_id: int,
    giver_id: int,
    receiver_id: int | None,
    from_stage: Stage,
    to_stage: Stage,
    brief: Mapping[str, str],
    now: datetime,
    limit: datetime | None,
    slot: datetime | None = None,
    *,
    kind: str = "hot",
    deal_id: int | None = None,
) -> int:
    """Store a hand-off that waits for its receiver, or for the team."""
    return tx.insert(
        HandOffRow,
        contact_id=contact_id,
        giver_id=giver_id,
        receiver_id=receiver_id,
        from_stage=from_stage.value,
        to_stage=to_stage.value,
        given_at=now,
        limit_at=limit,
        brief=json.dumps(dict(brief), ensure_ascii=False),
        state="waiting",
        reason="",
        note="",
        slot_at=slot,
        kind=kind,
        deal_id=deal_id,
    )


def inbox(tx: Tx, viewer: Viewer, now: datetime, today: date) -> tuple[HandOff, ...]:
    """Return what waits for the viewer: named for them, for the team, over its limit, or for who is absent.

    What was promised for a time comes first, then the base of a whole list; oldest first, so many at most.
    ``today`` is the day in the shop's zone.
    """
    condition = f"{_waiting_for(viewer)} ORDER BY h.limit_at IS NULL, h.given_at, h.id LIMIT :most"
    return lines(tx, viewer, now, condition, {**_asks(viewer, now, today), "most": SHOWN_AT_MOST})


def lines(
    tx: Tx, viewer: Viewer, now: datetime, condition: str, asks: Mapping[str, Any]
) -> tuple[HandOff, ...]:
    """Return the hand-offs (``h``) a condition leaves to the viewer, with all that was said before."""
    rows = tx.all(f"{_LINES} WHERE {condition}", asks)
    return tuple(_hand_off(tx, viewer, row, now) for row in rows)


def inbox_count(tx: Tx, viewer: Viewer, now: datetime, today: date) -> int:
    """Return how many hand-offs wait for the viewer."""
    return int(
        tx.value(
            f"SELECT COUNT(*) FROM hand_off h WHERE {_waiting_for(viewer)}",
            _asks(viewer, now, today),
        )
    )


def limits(tx: Tx, viewer: Viewer, now: datetime, today: date) -> tuple[datetime | None, datetime | None]:
    """Return until when the viewer is to accept something, and when a limit next passes that concerns them.

    The second is of their own inbox, of what colleagues may leave to the team, or of what they gave.
    """
    asks = _asks(viewer, now, today)
    until = tx.value(f"SELECT MIN(h.limit_at) FROM hand_off h WHERE {_waiting_for(viewer)}", asks)
    passes = tx.value(
        f"""SELECT MIN(h.limit_at) FROM hand_off h WHERE h.state = 'waiting' AND h.limit_at > :now
            AND ({sight.stages_in("h.to_stage", viewer.stages)} OR h.giver_id = :me)""",
        {"me": viewer.operator_id, "now": stamp(now)},
    )
    return (moment(until) if until else None, moment(passes) if passes else None)


def waiting(tx: Tx, viewer: Viewer, hand_off_id: int, now: datetime, today: date) -> HandOff:
    """Return a hand-off the viewer may accept or return; one refusal for a hidden and an unknown one."""
    row = tx.one(
        f"{_LINES} WHERE {_waiting_for(viewer)} AND h.id = :id",
        {**_asks(viewer, now, today), "id": hand_off_id},
    )
    if row is None:
        raise sight.not_on_your_desk()
    return _hand_off(tx, viewer, row, now)


def answered_by(tx: Tx, viewer: Viewer, hand_off_id: int, now: datetime) -> HandOff | None:
    """Return a hand-off the viewer has answered."""
    row = tx.one(
        f"{_LINES} WHERE h.id = :id AND h.answered_by = :me", {"id": hand_off_id, "me": viewer.operator_id}
    )
    return _hand_off(tx, viewer, row, now) if row else None


def answer(
    tx: Tx, hand_off_id: int, state: str, operator_id: int, now: datetime, reason: str = "", note: str = ""
) -> None:
    """Store that a waiting hand-off was accepted or returned."""
    tx.run(
        """UPDATE hand_off SET state = :state, answered_at = :at, answered_by = :by, reason = :reason,
             note = :note WHERE id = :id AND state = 'waiting'""",
        {
            "state": state,
            "at": stamp(now),
            "by": operator_id,
            "reason": reason,
            "note": note,
            "id": hand_off_id,
        },
    )


def take_up(tx: Tx, operator_id: int, contact_id: int, now: datetime) -> int | None:
    """Accept what waits for somebody by name, since they worked on it; returns which, None for nothing."""
    waits = tx.value(
        "SELECT id FROM hand_off WHERE contact_id = :contact AND receiver_id = :me AND state = 'waiting'",
        {"contact": contact_id, "me": operator_id},
    )
    if waits is not None:
        answer(tx, int(waits), "accepted", operator_id, now)
    return int(waits) if waits is not None else None


def giver(tx: Tx, hand_off_id: int) -> int:
    """Return who gave a hand-off."""
    return int(tx.value("SELECT giver_id FROM hand_off WHERE id = :id", {"id": hand_off_id}))


def note_first(tx: Tx, hand_off_id: int, first_on: date) -> None:
    """Store for which day the first check-in was planned, should the client come back and go again."""
    tx.run(
        "UPDATE hand_off SET first_on = :day WHERE id = :id", {"day": first_on.isoformat(), "id": hand_off_id}
    )


def limit_of(tx: Tx, hand_off_id: int) -> datetime | None:
    """Return until when a hand-off is to be accepted (UTC)."""
    at = tx.value("SELECT limit_at FROM hand_off WHERE id = :id", {"id": hand_off_id})
    return moment(at) if at else None


def given_by(tx: Tx, viewer: Viewer, contact_id: int) -> bool:
    """Return whether the viewer once handed a contact on, and did not take that back."""
    found = tx.value(
        """SELECT 1 FROM hand_off WHERE contact_id = :contact AND giver_id = :me AND state <> 'undone'
           LIMIT 1""",
        {"contact": contact_id, "me": viewer.operator_id},
    )
    return found is not None


def state_of(tx: Tx, hand_off_id: int) -> str:
    """Return what became of a hand-off so far."""
    return str(tx.value("SELECT state FROM hand_off WHERE id = :id", {"id": hand_off_id}))


def take_back(tx: Tx, hand_off_id: int) -> dict[str, str]:
    """Mark a waiting hand-off as undone and return its brief."""
    text = tx.value(
        "UPDATE hand_off SET state = 'undone' WHERE id = :id RETURNING brief", {"id": hand_off_id}
    )
    return _brief(text)


def wait_again(tx: Tx, hand_off_id: int) -> None:
    """Make an answered hand-off wait for its answer again."""
    tx.run(
        """UPDATE hand_off SET state = 'waiting', answered_at = NULL, answered_by = NULL, reason = '',
           note = '' WHERE id = :id""",
        {"id": hand_off_id},
    )


def received(tx: Tx, from_stage: Stage, to_stage: Stage, since: datetime) -> dict[int, int]:
    """Return how many hand-offs of a joint each operator received since an instant (UTC)."""
    rows = tx.all(
        """SELECT COALESCE(answered_by, receiver_id) AS who, COUNT(*) FROM hand_off
           WHERE from_stage = :from AND to_stage = :to AND given_at >= :since
           AND state IN ('waiting', 'accepted') GROUP BY who""",
        {"from": from_stage.value, "to": to_stage.value, "since": stamp(since)},
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def _waiting_for(viewer: Viewer) -> str:
    return (
        f"h.state = 'waiting' AND {sight.stages_in('h.to_stage', viewer.stages)}"
        " AND (h.receiver_id = :me OR h.receiver_id IS NULL OR h.limit_at <= :now"
        " OR EXISTS (SELECT 1 FROM absence a WHERE a.operator_id = h.receiver_id AND a.undone = 0"
        " AND a.from_on <= :today AND (a.to_on IS NULL OR a.to_on >= :today)))"
    )


def _asks(viewer: Viewer, now: datetime, today: date) -> dict[str, Any]:
    return {"me": viewer.operator_id, "now": stamp(now), "today": today.isoformat()}


def _hand_off(tx: Tx, viewer: Viewer, row: Row, now: datetime) -> HandOff:
    given, limit = moment(row[10]), moment(row[11]) if row[11] else None
    to_stage = Stage(row[9])
    return HandOff(
        id=row[0],
        contact_id=row[1],
        name=line_name(row[2], row[3], row[4], row[5], row[6]),
        firm=row[6],
        giver=row[7],
        from_stage=Stage(row[8]),
        to_stage=to_stage,
        given_at=given,
        limit_at=limit,
        state=row[12],
        waiting=waiting_state(given, limit, now).value if row[12] == "waiting" else "",
        to_me=row[13] == viewer.operator_id,
        brief=MappingProxyType(_brief(row[14])),
        before=timeline.before(tx, row[1], to_stage if row[12] != "returned" else viewer.stages),
        slot_at=moment(row[16]) if row[16] else None,
        kind=row[17],
        reason=row[18],
        note=row[19],
        answered_by=row[20] if row[12] in ("accepted", "returned") else "",
        receiver=row[21],
    )


def _brief(text: str) -> dict[str, Any]:
    brief: dict[str, Any] = json.loads(text)
    return brief
