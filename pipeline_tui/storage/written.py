"""Messages to contacts, answers, and words about channels: written, read and taken back."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.facts import keyed_hash, suppressed
from pipeline_tui.storage.grounds import STANDS
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.writing import ChannelWordRow, WrittenRow
from pipeline_tui.storage.types import moment, stamp


def store(
    tx: Tx,
    operator_id: int,
    contact_id: int,
    stage: Stage,
    now: datetime,
    channel: Channel,
    body: str,
    *,
    template: str = "",
    visit_at: datetime | None = None,
    answer: bool = False,
) -> int:
    """Store a message that went out, or an answer that came in, and return its id."""
    return tx.insert(
        WrittenRow,
        contact_id=contact_id,
        operator_id=operator_id,
        at=now,
        stage=stage.value,
        way="in" if answer else "out",
        channel=channel.value,
        template=template,
        body=body,
        visit_at=visit_at,
    )


def take_back(tx: Tx, written_id: int) -> None:
    """Take a message or an answer out of the history; the row stays, without its words."""
    tx.run("UPDATE written SET undone = 1, body = '' WHERE id = :id", {"id": written_id})


def one(tx: Tx, written_id: int) -> tuple[Channel, str, str, datetime | None]:
    """Return channel, template, text and time of a visit."""
    row = tx.one("SELECT channel, template, body, visit_at FROM written WHERE id = :id", {"id": written_id})
    if row is None:
        raise LookupError(f"message {written_id} is not stored")
    return Channel(row[0]), row[1], row[2], moment(row[3]) if row[3] else None


def unanswered(tx: Tx, contact_id: int) -> Channel | None:
    """Return the channel of the last message, when nothing came back since."""
    row = tx.one(
        """SELECT way, channel FROM written WHERE contact_id = :contact AND undone = 0
           AND channel <> 'visit' ORDER BY at DESC, id DESC LIMIT 1""",
        {"contact": contact_id},
    )
    return Channel(row[1]) if row is not None and row[0] == "out" else None


def say(tx: Tx, operator_id: int, contact_id: int, channel: Channel, now: datetime, *, agreed: bool) -> int:
    """Store what they said of a channel, and return its id."""
    return tx.insert(
        ChannelWordRow,
        contact_id=contact_id,
        channel=channel.value,
        agreed=int(agreed),
        operator_id=operator_id,
        at=now,
    )


def unsay(tx: Tx, word_id: int) -> None:
    """Take a word about a channel back; the one before counts again."""
    tx.run("UPDATE channel_word SET undone = 1 WHERE id = :id", {"id": word_id})


def words(tx: Tx, contact_id: int) -> dict[Channel, tuple[bool, datetime]]:
    """Return the last word about each channel that was ever spoken of."""
    rows = tx.all(
        "SELECT channel, agreed, at FROM channel_word WHERE contact_id = :contact AND undone = 0 ORDER BY id",
        {"contact": contact_id},
    )
    return {Channel(row[0]): (bool(row[1]), moment(row[2])) for row in rows}


def asked_us(tx: Tx, contact_id: int, now: datetime) -> bool:
    """Return whether they asked us for something, and that still stands."""
    found = tx.value(
        f"""SELECT 1 FROM basis b WHERE b.contact_id = :contact AND b.kind = 'own-request' AND {STANDS}
           AND b.slot_at IS NULL AND (b.expires_at IS NULL OR b.expires_at > :now) LIMIT 1""",
        {"contact": contact_id, "now": stamp(now)},
    )
    return found is not None


def person_stopped(tx: Tx, secret: str, contact_id: int) -> bool:
    """Return whether this person asked not to be contacted again."""
    return bool(suppressed(tx, (keyed_hash(secret, f"contact:{contact_id}"),)))


def audience_and_country(tx: Tx, contact_id: int) -> tuple[str, str]:
    """Return audience ("" unknown) and country of a contact."""
    row = tx.one("SELECT audience, country FROM contact WHERE id = :contact", {"contact": contact_id})
    return (row[0], row[1]) if row else ("", "")
