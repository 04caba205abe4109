"""Small writes that only an invented history needs: what no act of a person does."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.calls import NoteRow
from pipeline_tui.storage.types import epoch, moment, stamp


def value(tx: Tx, deal_id: int, amount_minor: int) -> None:
    """Say what a deal may bring."""
    tx.run(
        "UPDATE deal SET value_minor = :amount WHERE id = :deal", {"amount": amount_minor, "deal": deal_id}
    )


def next_at(tx: Tx, deal_id: int) -> datetime | None:
    """Return when a deal's next step is due (UTC)."""
    at = tx.value("SELECT next_at FROM deal WHERE id = :deal", {"deal": deal_id})
    return moment(at) if at else None


def forget_next(tx: Tx, deal_id: int) -> None:
    """Leave a deal without a next step, as deals of before the rule are."""
    tx.run("UPDATE deal SET next_do = '', next_at = NULL WHERE id = :deal", {"deal": deal_id})


def let_slip(tx: Tx, deal_id: int, at: datetime) -> None:
    """Let the time of a deal's next step have passed (UTC)."""
    tx.run("UPDATE deal SET next_at = :at WHERE id = :deal", {"at": stamp(at), "deal": deal_id})


def expect_on(tx: Tx, check_in_id: int, day: str, at: datetime | None) -> None:
    """Plan a check-in for a day (ISO), at an agreed time (UTC) or at any."""
    tx.run(
        "UPDATE check_in SET due_on = :day, due_at = :at WHERE id = :id AND state = 'planned'",
        {"day": day, "at": stamp(at) if at else None, "id": check_in_id},
    )


def planned(tx: Tx, owner_id: int, today: str) -> list[tuple[int, str]]:
    """Return the check-ins planned for somebody, soonest first, but of who had one today."""
    rows = tx.all(
        """SELECT id, due_on FROM check_in k WHERE owner_id = :owner AND state = 'planned' AND NOT EXISTS (
             SELECT 1 FROM check_in d WHERE d.contact_id = k.contact_id AND d.done_on = :today)
           ORDER BY due_on, id""",
        {"owner": owner_id, "today": today},
    )
    return [(row[0], row[1]) for row in rows]


def leave_note(tx: Tx, contact_id: int, operator_id: int, stage: str, at: datetime, body: str) -> None:
    """Keep a note that belongs to no call: somebody rang the shop."""
    tx.insert(NoteRow, contact_id=contact_id, operator_id=operator_id, stage=stage, at=at, body=body)


def some_client(tx: Tx, owner_id: int) -> int | None:
    """Return the client of somebody who is expected first."""
    found = tx.value(
        """SELECT contact_id FROM check_in WHERE owner_id = :owner AND state = 'planned'
           ORDER BY due_on, id LIMIT 1""",
        {"owner": owner_id},
    )
    return int(found) if found is not None else None


def returned_at(tx: Tx, at: datetime) -> None:
    """Let contacts that were returned come up from an instant on (UTC)."""
    tx.run("UPDATE position SET promise_due = :at WHERE promise = 'returned'", {"at": epoch(at)})


def rung_or_few(tx: Tx, few: int, since: datetime) -> list[int]:
    """Return every contact; of more than a few those who were rung, and who share a line that may be capped.

    ``since`` (UTC) is when the longest cap began.
    """
    if int(tx.value("SELECT COUNT(*) FROM position")) <= few:
        return [row[0] for row in tx.all("SELECT contact_id FROM position ORDER BY contact_id")]
    rung = tx.all(
        """SELECT contact_id FROM call UNION SELECT n.contact_id FROM call k JOIN number n ON n.e164 = k.e164
           WHERE k.dialled_at >= :since OR k.refusal = 1 ORDER BY 1""",
        {"since": stamp(since)},
    )
    return [row[0] for row in rung]
