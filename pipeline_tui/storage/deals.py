"""Deals: opened, read by their owner, changed one version at a time with the image that undoing needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain import deal_steps
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.selling import DealEventRow, DealRow
from pipeline_tui.storage.types import moment, stamp
from pipeline_tui.wording import tr

_DEAL = f"""SELECT {NAME}, d.id, d.contact_id, d.title, d.step, d.value_minor, d.currency, d.next_do,
  d.next_at, d.opened_at, d.step_since, d.state, d.lost_reason, d.snoozed_until, d.snooze_reason,
  d.competitor, d.competitor_minor, d.win_back_on
  FROM deal d JOIN position p ON p.contact_id = d.contact_id {JOIN_CONTACT}"""

_AWAKE = {"snoozed_until": None, "snooze_reason": ""}
_CHANGEABLE = frozenset(
    {
        *("step", "step_since", "next_do", "next_at", "state", "closed_at", "note", "value_minor", "title"),
        *("lost_reason", "competitor", "competitor_minor", "win_back_on"),
        *_AWAKE,
    }
)


@dataclass(frozen=True, slots=True)
class OwnDeal:
    """An open deal of the viewer, as an act needs it."""

    id: int
    contact_id: int
    stage: Stage
    step: str
    version: int


def open_deals(tx: Tx, viewer: Viewer, now: datetime, playbook: Playbook) -> tuple[Deal, ...]:
    """Return the viewer's open deals by the time of their next step; those without one come last."""
    rows = tx.all(
        f"""{_DEAL} WHERE d.state = 'open' AND d.owner_id = :me AND {sight.in_sight(viewer)}
            ORDER BY d.next_at IS NULL, d.next_at, d.id""",
        sight.of(viewer, now),
    )
    return tuple(_deal(row, now, playbook) for row in rows)


def deal(tx: Tx, deal_id: int, now: datetime, playbook: Playbook) -> Deal:
    """Return one deal, whoever asks; the caller has checked, or has just written it."""
    row = tx.one(f"{_DEAL} WHERE d.id = :deal", {"deal": deal_id})
    if row is None:
        raise LookupError(f"deal {deal_id} is not stored")
    return _deal(row, now, playbook)


def contact_in_sight(tx: Tx, viewer: Viewer, deal_id: int, now: datetime) -> int:
    """Return whose deal it is, when the viewer sees that contact; refused otherwise."""
    contact_id = tx.value(
        f"""SELECT d.contact_id FROM deal d JOIN position p ON p.contact_id = d.contact_id
            WHERE d.id = :deal AND d.state <> 'undone' AND {sight.in_sight(viewer)}""",
        sight.of(viewer, now, deal=deal_id),
    )
    if contact_id is None:
        raise sight.not_on_your_desk()
    return int(contact_id)


def own_open(tx: Tx, viewer: Viewer, deal_id: int, now: datetime) -> OwnDeal:
    """Return a deal the viewer may change; the same refusal for another's, a hidden and an unknown one."""
    row = tx.one(
        f"""SELECT d.id, d.contact_id, p.stage, d.step, d.version, d.state
            FROM deal d JOIN position p ON p.contact_id = d.contact_id
            WHERE d.id = :deal AND d.owner_id = :me AND d.state <> 'undone' AND {sight.in_sight(viewer)}""",
        sight.of(viewer, now, deal=deal_id),
    )
    if row is None:
        raise sight.not_on_your_desk()
    if row[5] != "open":
        raise Refused(
            tr("This deal is {row} already", row=row[5]),
            tr("Nothing was changed."),
            tr("Undo takes your last act back."),
        )
    return OwnDeal(row[0], row[1], Stage(row[2]), row[3], row[4])


def open_of(tx: Tx, viewer: Viewer, contact_id: int) -> int | None:
    """Return the viewer's open deal with a contact."""
    found = tx.value(
        """SELECT id FROM deal WHERE contact_id = :contact AND owner_id = :me AND state = 'open'
           ORDER BY id DESC LIMIT 1""",
        {"contact": contact_id, "me": viewer.operator_id},
    )
    return int(found) if found is not None else None


def hand_off_waits(tx: Tx, contact_id: int) -> bool:
    """Return whether the contact was handed over and nobody has answered yet."""
    found = tx.value(
        "SELECT 1 FROM hand_off WHERE contact_id = :contact AND state = 'waiting'", {"contact": contact_id}
    )
    return found is not None


def own_deal(tx: Tx, viewer: Viewer, deal_id: int, now: datetime, playbook: Playbook) -> Deal:
    """Return a deal the viewer opened or took over, whatever became of it; refused for anybody else's."""
    owner = tx.value("SELECT owner_id FROM deal WHERE id = :deal", {"deal": deal_id})
    if owner != viewer.operator_id:
        raise sight.not_on_your_desk()
    return deal(tx, deal_id, now, playbook)


def open_deal(
    tx: Tx,
    viewer: Viewer,
    contact_id: int,
    *,
    step: str,
    currency: str,
    now: datetime,
    title: str = "",
    hand_off_id: int | None = None,
    value_minor: int | None = None,
    next_do: str = "",
    next_at: datetime | None = None,
    owner_id: int | None = None,
) -> int:
    """Open a deal of the viewer, or of a colleague, with a contact; texts are clean. Returns its id."""
    return tx.insert(
        DealRow,
        contact_id=contact_id,
        owner_id=owner_id or viewer.operator_id,
        hand_off_id=hand_off_id,
        title=title,
        step=step,
        step_since=now,
        value_minor=value_minor,
        currency=currency,
        next_do=next_do,
        next_at=next_at,
        opened_at=now,
    )


def change(
    tx: Tx,
    own: OwnDeal,
    operator_id: int,
    act: str,
    now: datetime,
    what: str,
    said: str,
    **values: str | int | datetime | None,
) -> int:
    """Change columns of a deal, keep their image and the line of its history; returns the id of that line.

    Whatever is done with a deal ends its snooze.
    """
    values = {**_AWAKE, **values}
    columns = sorted(values)
    if not set(columns) <= _CHANGEABLE:
        raise ValueError(f"a deal's {', '.join(columns)} cannot be changed so")
    image = tx.one(f"SELECT {', '.join(columns)} FROM deal WHERE id = :deal", {"deal": own.id})
    stored = {key: stamp(value) if isinstance(value, datetime) else value for key, value in values.items()}
    changed = tx.run(
        f"""UPDATE deal SET {", ".join(f"{column} = :{column}" for column in columns)}, version = version + 1
            WHERE id = :deal AND version = :version""",
        {**stored, "deal": own.id, "version": own.version},
    )
    if not changed or image is None:
        raise LookupError(f"deal {own.id} changed inside its own act")
    return tx.insert(
        DealEventRow,
        deal_id=own.id,
        contact_id=own.contact_id,
        operator_id=operator_id,
        at=now,
        act=act,
        what=what,
        said=said,
        stage=own.stage.value,
        image=json.dumps(dict(zip(columns, image, strict=True))),
    )


def take_back(tx: Tx, event_id: int) -> None:
    """Put a deal back to what it was before its last change; refused when it was changed again since."""
    event = tx.one(
        """SELECT e.deal_id, e.image FROM deal_event e WHERE e.id = :event AND e.undone = 0
           AND NOT EXISTS (SELECT 1 FROM deal_event x
                           WHERE x.deal_id = e.deal_id AND x.id > e.id AND x.undone = 0)""",
        {"event": event_id},
    )
    if event is None:
        raise Refused(
            tr("The deal has moved on"),
            tr("It was changed again after this act; nothing was taken back."),
            tr("Set its step and next step to what they should be."),
        )
    image: dict[str, Any] = json.loads(event[1])
    if not set(image) <= _CHANGEABLE:
        raise ValueError(f"event {event_id} holds columns that no act changes")
    tx.run(
        f"""UPDATE deal SET {"".join(f"{column} = :{column}, " for column in image)} version = version + 1
            WHERE id = :deal""",
        {**image, "deal": event[0]},
    )
    tx.run("UPDATE deal_event SET undone = 1 WHERE id = :event", {"event": event_id})


def untouched(tx: Tx, deal_id: int) -> bool:
    """Return whether nothing was done with a deal since it was opened."""
    found = tx.value(
        """SELECT 1 FROM deal WHERE id = :deal AND state = 'open' AND NOT EXISTS (
             SELECT 1 FROM deal_event e WHERE e.deal_id = :deal AND e.undone = 0)""",
        {"deal": deal_id},
    )
    return found is not None


def withdraw(tx: Tx, deal_id: int) -> None:
    """Take a deal back that an undone act had opened."""
    tx.run("UPDATE deal SET state = 'undone', version = version + 1 WHERE id = :deal", {"deal": deal_id})


def _deal(row: Row, now: datetime, playbook: Playbook) -> Deal:
    step = playbook.deal_step(row[8])
    since, state = moment(row[14]), row[15]
    snoozed = moment(row[17]) if row[17] else None
    rests = snoozed is not None and snoozed > now
    return Deal(
        id=row[5],
        contact_id=row[6],
        name=line_name(*row[:5]),
        firm=row[4],
        title=row[7],
        step=row[8],
        value_minor=row[9],
        currency=row[10],
        next_do=row[11],
        next_at=moment(row[12]) if row[12] else None,
        opened_at=moment(row[13]),
        step_since=since,
        state=state,
        overdue=state == "open" and not rests and step is not None and deal_steps.overdue(step, since, now),
        lost_reason=row[16],
        win_back_on=date.fromisoformat(row[21]) if row[21] else None,
        days_allowed=step.days_allowed if step is not None else 0,
        snoozed_until=snoozed if rests else None,
        snooze_reason=row[18] if rests else "",
        competitor=row[19],
        competitor_minor=row[20],
    )
