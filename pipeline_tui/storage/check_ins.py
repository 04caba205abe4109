"""Check-ins as acts need and change them; at most one is planned for each client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.farming import CheckIn
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.keeping import CheckInRow
from pipeline_tui.storage.types import moment, stamp
from pipeline_tui.wording import tr

CHECK_IN = f"""SELECT {NAME}, k.id, k.contact_id, k.due_on, k.due_at, COALESCE(cl.segment, ''), k.state,
  k.outcome, k.satisfaction, k.note, k.done_on, k.wished_on
  FROM check_in k JOIN position p ON p.contact_id = k.contact_id {JOIN_CONTACT}
  LEFT JOIN client cl ON cl.contact_id = k.contact_id"""


@dataclass(frozen=True, slots=True)
class OwnCheckIn:
    """A planned check-in, as an act needs it; most are the viewer's own."""

    id: int
    contact_id: int
    owner_id: int
    due_on: date
    due_at: datetime | None  # UTC
    version: int
    wished_on: date | None = None

    @property
    def image(self) -> dict[str, str | None]:
        """Return when it stands, for the journal's before-image."""
        return {
            "due_on": self.due_on.isoformat(),
            "due_at": stamp(self.due_at) if self.due_at else None,
            "wished_on": self.wished_on.isoformat() if self.wished_on else None,
        }


def check_in(tx: Tx, check_in_id: int, today: date, playbook: Playbook) -> CheckIn:
    """Return one check-in, whoever asks; the caller has checked, or has just written it."""
    row = tx.one(f"{CHECK_IN} WHERE k.id = :id", {"id": check_in_id})
    if row is None:
        raise LookupError(f"check-in {check_in_id} is not stored")
    return check_in_of(row, today, playbook)


def next_of(tx: Tx, contact_id: int) -> int | None:
    """Return the planned check-in of a client."""
    found = tx.value(
        "SELECT id FROM check_in WHERE contact_id = :contact AND state = 'planned' ORDER BY due_on LIMIT 1",
        {"contact": contact_id},
    )
    return int(found) if found is not None else None


def coming(tx: Tx, contact_id: int, today: date) -> OwnCheckIn | None:
    """Return a client's check-in that is planned for a later day, whosever it is; one nobody has is left."""
    row = tx.one(
        """SELECT id, contact_id, owner_id, due_on, due_at, version, wished_on FROM check_in
           WHERE contact_id = :contact AND state = 'planned' AND due_on > :today AND owner_id IS NOT NULL
           ORDER BY due_on LIMIT 1""",
        {"contact": contact_id, "today": today.isoformat()},
    )
    return _own(*row) if row else None


def own_planned(tx: Tx, viewer: Viewer, check_in_id: int, now: datetime) -> OwnCheckIn:
    """Return a check-in the viewer may log or move; a hidden one is refused like an unknown one."""
    row = tx.one(
        f"""SELECT k.id, k.contact_id, k.owner_id, k.due_on, k.due_at, k.version, k.wished_on, k.state
            FROM check_in k JOIN position p ON p.contact_id = k.contact_id
            WHERE k.id = :id AND k.owner_id = :me AND k.state <> 'undone' AND {sight.in_sight(viewer)}""",
        sight.of(viewer, now, id=check_in_id),
    )
    if row is None:
        raise sight.not_on_your_desk()
    if row[7] != "planned":
        raise Refused(
            tr("This check-in is {row} already", row=row[7]),
            tr("Nothing was changed."),
            tr("Look at the client's card for the next one."),
        )
    return _own(*row[:7])


def plan(
    tx: Tx,
    contact_id: int,
    owner_id: int | None,
    due_on: date,
    *,
    due_at: datetime | None = None,
    wished_on: date | None = None,
) -> int:
    """Plan the client's next check-in; the caller has cancelled the others. Returns its id.

    ``wished_on`` is the day it gave way from, since that one was full; ``owner_id`` is None
    while the team has yet to pick the client.
    """
    return tx.insert(
        CheckInRow,
        contact_id=contact_id,
        owner_id=owner_id,
        due_on=due_on.isoformat(),
        due_at=due_at,
        wished_on=wished_on.isoformat() if wished_on else None,
    )


def cancel_planned(tx: Tx, contact_id: int, *, but: int | None = None) -> list[int]:
    """Cancel every planned check-in of a client, so that they never pile up; returns which."""
    ids = [
        row[0]
        for row in tx.all(
            "SELECT id FROM check_in WHERE contact_id = :contact AND state = 'planned' ORDER BY id",
            {"contact": contact_id},
        )
        if row[0] != but
    ]
    _set_state(tx, ids, "planned", "cancelled")
    return ids


def revive(tx: Tx, ids: Iterable[int]) -> None:
    """Plan cancelled check-ins again, because the act that cancelled them is undone."""
    _set_state(tx, ids, "cancelled", "planned")


def finish(
    tx: Tx,
    own: OwnCheckIn,
    operator_id: int,
    now: datetime,
    today: date,
    *,
    outcome: str,
    satisfaction: int | None,
    note: str,
    call_id: int | None,
) -> None:
    """Store how a check-in ended."""
    tx.run(
        """UPDATE check_in SET state = 'done', outcome = :outcome, satisfaction = :satisfaction, note = :note,
           done_on = :on, done_at = :at, done_by = :by, call_id = :call, version = version + 1
           WHERE id = :id""",
        {
            "id": own.id,
            "outcome": outcome,
            "satisfaction": satisfaction,
            "note": note,
            "on": today.isoformat(),
            "at": stamp(now),
            "by": operator_id,
            "call": call_id,
        },
    )


def unfinish(tx: Tx, check_in_id: int) -> None:
    """Make a logged check-in planned again; its note stays with it, to be used when it is logged anew."""
    tx.run(
        """UPDATE check_in SET state = 'planned', outcome = '', satisfaction = NULL, done_on = NULL,
           done_at = NULL, done_by = NULL, call_id = NULL, version = version + 1
           WHERE id = :id AND state = 'done'""",
        {"id": check_in_id},
    )


def move(
    tx: Tx, check_in_id: int, due_on: date, due_at: datetime | None, wished_on: date | None = None
) -> None:
    """Plan a check-in for another day; refused when the client has one on that day."""
    other = tx.value(
        """SELECT 1 FROM check_in k JOIN check_in x ON x.contact_id = k.contact_id AND x.id <> k.id
           WHERE k.id = :id AND x.state = 'planned' AND x.due_on = :day""",
        {"id": check_in_id, "day": due_on.isoformat()},
    )
    if other:
        raise Refused(
            tr("The client has a check-in on that day"),
            tr("On {due_on} one is planned already; nothing was changed.", due_on=due_on.isoformat()),
            tr("Choose another day."),
        )
    tx.run(
        """UPDATE check_in SET due_on = :day, due_at = :at, wished_on = :wished, version = version + 1
           WHERE id = :id""",
        {
            "id": check_in_id,
            "day": due_on.isoformat(),
            "at": stamp(due_at) if due_at else None,
            "wished": wished_on.isoformat() if wished_on else None,
        },
    )


def put_back(tx: Tx, check_in_id: int, image: Mapping[str, Any]) -> None:
    """Plan a check-in for when it stood before an act moved it."""
    due_at = moment(image["due_at"]) if image["due_at"] else None
    wished_on = date.fromisoformat(image["wished_on"]) if image.get("wished_on") else None
    move(tx, check_in_id, date.fromisoformat(image["due_on"]), due_at, wished_on)


def hand_over(tx: Tx, contact_id: int, owner_id: int) -> list[list[int | None]]:
    """Give a client's planned check-ins to whoever keeps it now; returns (check-in, owner before) of each."""
    rows = tx.all(
        """SELECT id, owner_id FROM check_in
           WHERE contact_id = :contact AND state = 'planned' AND owner_id IS NOT :owner ORDER BY id""",
        {"contact": contact_id, "owner": owner_id},
    )
    given = [[row[0], row[1]] for row in rows]
    give_back(tx, [[one, owner_id] for one, _ in given])
    return given


def give_back(tx: Tx, owners: Iterable[Iterable[int | None]]) -> None:
    """Give check-ins the owners they had: (check-in, owner) of each."""
    tx.many(
        "UPDATE check_in SET owner_id = :owner, version = version + 1 WHERE id = :id",
        [{"id": one, "owner": owner} for one, owner in owners],
    )


def unplan(tx: Tx, check_in_id: int) -> None:
    """Take back a check-in that an undone act had planned."""
    _set_state(tx, [check_in_id], "planned", "undone")


def stands(tx: Tx, check_in_id: int, *, state: str, owner_id: int | None, due_on: str) -> bool:
    """Return whether a check-in is still as an act left it: nobody logged, moved or took it since."""
    found = tx.value(
        "SELECT 1 FROM check_in WHERE id = :id AND state = :state AND owner_id IS :owner AND due_on = :day",
        {"id": check_in_id, "state": state, "owner": owner_id, "day": due_on},
    )
    return found is not None


def _set_state(tx: Tx, ids: Iterable[int], old: str, new: str) -> None:
    tx.many(
        "UPDATE check_in SET state = :new, version = version + 1 WHERE id = :id AND state = :old",
        [{"id": one, "old": old, "new": new} for one in ids],
    )


def _own(
    key: int, contact_id: int, owner_id: int, on: str, at: str | None, version: int, wished: str | None
) -> OwnCheckIn:
    return OwnCheckIn(
        key,
        contact_id,
        owner_id,
        date.fromisoformat(on),
        moment(at) if at else None,
        version,
        date.fromisoformat(wished) if wished else None,
    )


def check_in_of(row: Row, today: date, playbook: Playbook) -> CheckIn:
    """Return the record of a row of ``CHECK_IN``."""
    segment = playbook.segment(row[9])
    due_on, state = date.fromisoformat(row[7]), row[10]
    return CheckIn(
        id=row[5],
        contact_id=row[6],
        name=line_name(*row[:5]),
        firm=row[4],
        due_on=due_on,
        due_at=moment(row[8]) if row[8] else None,
        segment=segment.code,
        days=segment.days,
        state=state,
        overdue=state == "planned" and due_on < today,
        outcome=row[11],
        satisfaction=row[12],
        note=row[13],
        done_on=date.fromisoformat(row[14]) if row[14] else None,
        wished_on=date.fromisoformat(row[15]) if row[15] else None,
    )
