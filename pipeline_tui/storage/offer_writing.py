"""Offers as they are written: each change keeps the image of what stood there, so that it can be undone."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.offers import Contents, OfferLine, OfferState, totals
from pipeline_tui.storage.offers import contents
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.offers import OfferEventRow, OfferLineRow, OfferRow, OfferVersionRow
from pipeline_tui.storage.types import stamp
from pipeline_tui.wording import tr

_DECIDED = ("asked_at", "answered_at", "answered_by", "answer", "sent_at")
_GONE = {"state": "undone"}


def add_offer(tx: Tx, deal_id: int, contact_id: int, currency: str, year: int) -> int:
    """Store a new offer under the year's next number; it says nothing before it has a version."""
    last = tx.value(
        "SELECT MAX(CAST(SUBSTR(number, 6) AS INTEGER)) FROM offer WHERE number LIKE :year",
        {"year": f"{year:04d}-%"},
    )
    number = f"{year:04d}-{(last or 0) + 1:04d}"
    return tx.insert(OfferRow, number=number, deal_id=deal_id, contact_id=contact_id, currency=currency)


def add_version(
    tx: Tx, offer_id: int, version: int, writer_id: int, says: Contents, now: datetime, what: str
) -> tuple[int, int]:
    """Store a new version; returns its id and its event's."""
    version_id = tx.insert(
        OfferVersionRow, offer_id=offer_id, version=version, writer_id=writer_id, written_at=now
    )
    _put(tx, version_id, says)
    return version_id, _note(tx, offer_id, version_id, writer_id, now, what, _GONE)


def write(tx: Tx, offer_id: int, version_id: int, operator_id: int, says: Contents, now: datetime) -> int:
    """Write a draft anew; what was asked or decided about it before no longer holds. Returns the event."""
    event = _note(tx, offer_id, version_id, operator_id, now, "written", image(tx, version_id))
    _put(tx, version_id, says)
    tx.run(
        """UPDATE offer_version SET state = 'draft', written_at = :now, asked_at = NULL, answered_at = NULL,
             answered_by = NULL, answer = '' WHERE id = :version""",
        {"now": stamp(now), "version": version_id},
    )
    return event


def decide(
    tx: Tx,
    offer_id: int,
    version_id: int,
    operator_id: int,
    now: datetime,
    state: OfferState,
    what: str,
    words: str = "",
) -> int:
    """Move a version on: asked about, answered, sent; returns the event."""
    event = _note(tx, offer_id, version_id, operator_id, now, what, image(tx, version_id))
    answered = state in (OfferState.APPROVED, OfferState.REFUSED)
    column = "answered_at" if answered else "sent_at" if state is OfferState.SENT else "asked_at"
    tx.run(
        f"UPDATE offer_version SET state = :state, {column} = :now WHERE id = :version",
        {"state": state.value, "now": stamp(now), "version": version_id},
    )
    if answered:
        tx.run(
            "UPDATE offer_version SET answered_by = :who, answer = :words WHERE id = :version",
            {"who": operator_id, "words": words, "version": version_id},
        )
    elif state is OfferState.WAITING:
        tx.run(
            """UPDATE offer_version SET answered_at = NULL, answered_by = NULL, answer = ''
               WHERE id = :version""",
            {"version": version_id},
        )
    return event


def image(tx: Tx, version_id: int) -> dict[str, Any]:
    """Return a version as it stands, as JSON can hold it."""
    row = tx.one(
        f"SELECT state, written_at, {', '.join(_DECIDED)} FROM offer_version WHERE id = :version",
        {"version": version_id},
    )
    if row is None:
        raise LookupError(f"version {version_id} is not stored")
    says = contents(tx, version_id)
    lines = [astuple(line) for line in says.lines]
    return {
        "state": row[0],
        "written_at": row[1],
        **dict(zip(_DECIDED, row[2:], strict=True)),
        "discount": says.discount,
        "valid_until": says.valid_until.isoformat() if says.valid_until else None,
        "words": says.words,
        "lines": lines,
    }


def take_back(tx: Tx, event_id: int) -> None:
    """Put an offer back to what it was before its last change; refused when it was changed again since."""
    row = tx.one(
        """SELECT e.version_id, e.image FROM offer_event e WHERE e.id = :event AND e.undone = 0
           AND NOT EXISTS (SELECT 1 FROM offer_event x
                           WHERE x.offer_id = e.offer_id AND x.id > e.id AND x.undone = 0)""",
        {"event": event_id},
    )
    if row is None:
        raise Refused(
            tr("The offer has moved on"),
            tr("It was changed or answered after this act; nothing was taken back."),
            tr("Write it as it should be."),
        )
    version_id, before = row[0], json.loads(row[1])
    tx.run("UPDATE offer_event SET undone = 1 WHERE id = :event", {"event": event_id})
    if before == _GONE:
        tx.run("UPDATE offer_version SET state = 'undone' WHERE id = :version", {"version": version_id})
        return
    until = date.fromisoformat(before["valid_until"]) if before["valid_until"] else None
    lines = tuple(OfferLine(*line) for line in before["lines"])
    _put(tx, version_id, Contents(lines, before["discount"], until, before["words"]))
    columns = ("state", "written_at", *_DECIDED)
    tx.run(
        f"UPDATE offer_version SET {', '.join(f'{one} = :{one}' for one in columns)} WHERE id = :version",
        {**{one: before[one] for one in columns}, "version": version_id},
    )


def _put(tx: Tx, version_id: int, says: Contents) -> None:
    tx.run("DELETE FROM offer_line WHERE version_id = :version", {"version": version_id})
    for place, line in enumerate(says.lines, start=1):
        tx.insert(
            OfferLineRow,
            version_id=version_id,
            place=place,
            key=line.key,
            code=line.code,
            said=line.text,
            unit=line.unit,
            quantity=line.quantity,
            price_minor=line.price_minor,
            list_minor=line.list_minor,
            discount=line.discount,
            tax=line.tax,
        )
    tx.run(
        """UPDATE offer_version SET discount = :discount, valid_until = :until, words = :words,
             gross_minor = :gross WHERE id = :version""",
        {
            "discount": says.discount,
            "until": says.valid_until.isoformat() if says.valid_until else None,
            "words": says.words,
            "gross": totals(says.lines, says.discount).gross_minor,
            "version": version_id,
        },
    )


def _note(
    tx: Tx,
    offer_id: int,
    version_id: int,
    operator_id: int,
    now: datetime,
    what: str,
    before: dict[str, Any],
) -> int:
    return tx.insert(
        OfferEventRow,
        offer_id=offer_id,
        version_id=version_id,
        operator_id=operator_id,
        at=now,
        what=what,
        image=json.dumps(before),
    )
