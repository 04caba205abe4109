"""The narrow hot table: where each contact stands, whose it is, its place in the queue, who holds it.

Instants here are whole seconds since 1970, so that one integer orders the queue.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_text, maybe_whole, ref, text, whole


class BucketRow(Table, table=True):
    """Contacts whose calling windows open and close together."""

    __tablename__ = "bucket"
    __table_args__ = (Index("uq_bucket_key", "key", unique=True), STRICT)
    id: int | None = key()
    key: str = text()
    country: str = text()
    audience: str = text()
    zones: str = text()
    region: str = text()
    language: str = text()  # of its contacts; "" for every operator


class PositionRow(Table, table=True):
    """Stage, owner, queue place and hold of one contact."""

    __tablename__ = "position"
    __table_args__ = (
        Index(
            "ix_position_ready",
            "list_id",
            "bucket_id",
            "rank",
            "firm_id",
            sqlite_where=sql("rank IS NOT NULL"),
        ),
        Index("ix_position_due", "due", sqlite_where=sql("due IS NOT NULL")),
        Index(
            "ix_position_promised",
            "promise_owner",
            "promise_due",
            sqlite_where=sql("promise_due IS NOT NULL"),
        ),
        Index("ix_position_promise_due", "promise_due", sqlite_where=sql("promise_due IS NOT NULL")),
        # The few rows in hand are found by this one: a token or a lease needs no index of its own, and a
        # heartbeat then touches none.
        Index("uq_position_held_by", "held_by", unique=True, sqlite_where=sql("held_by IS NOT NULL")),
        Index("ix_position_firm_held", "firm_id", sqlite_where=sql("held_by IS NOT NULL")),
        Index("ix_position_owner", "owner_id", "stage", sqlite_where=sql("owner_id IS NOT NULL")),
        STRICT,
    )
    contact_id: int = ref("contact.id", primary_key=True)
    stage: str = text("scouting")
    owner_id: int | None = maybe_ref("operator.id")
    list_id: int | None = maybe_ref("list.id")
    firm_id: int | None = maybe_ref("firm.id")
    bucket_id: int | None = maybe_ref("bucket.id")
    rank: int | None = maybe_whole()  # (band << 40) | due; NULL while not callable
    due: int | None = maybe_whole()  # when it comes back into the queue by itself
    band: int = whole(2)
    blocker: str = text()  # why it is not in the queue, "" while it is
    rest_until: int | None = maybe_whole()  # skipped, or dialled by a desk that died
    attempts: int = whole()  # unanswered tries in a row under the retry plan
    promise: str = text()  # callback, returned or slot
    promise_owner: int | None = maybe_ref("operator.id")
    promise_due: int | None = maybe_whole()
    held_by: int | None = maybe_ref("operator.id")
    token: str | None = maybe_text()
    lease: int | None = maybe_whole()
    lease_kind: str = text()  # desk or shell
    call_id: int | None = maybe_whole()  # the dialled call that awaits its outcome
    version: int = whole(1)
