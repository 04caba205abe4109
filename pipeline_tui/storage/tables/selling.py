"""Hand-offs, deals and what happened to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import (
    key,
    maybe_ref,
    maybe_text,
    maybe_utc,
    maybe_whole,
    ref,
    text,
    utc,
    whole,
)


class HandOffRow(Table, table=True):
    """A contact on its way to the next stage, with its brief."""

    __tablename__ = "hand_off"
    __table_args__ = (
        Index("ix_hand_off_waiting", "to_stage", "limit_at", sqlite_where=sql("state = 'waiting'")),
        Index("ix_hand_off_contact_id", "contact_id"),
        Index("ix_hand_off_giver_id", "giver_id", "given_at"),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    giver_id: int = ref("operator.id")
    receiver_id: int | None = maybe_ref("operator.id")  # None: the team
    from_stage: str = text()
    to_stage: str = text()
    given_at: datetime = utc()
    limit_at: datetime | None = maybe_utc()
    brief: str = text("{}")
    state: str = text("waiting")  # waiting, accepted, returned, undone
    answered_at: datetime | None = maybe_utc()
    answered_by: int | None = maybe_ref("operator.id")
    reason: str = text()
    note: str = text()
    slot_at: datetime | None = maybe_utc()  # agreed in the receiver's diary
    kind: str = text("hot")  # hot, sale, repeat: what the contact comes with; base: from a list
    deal_id: int | None = maybe_whole()  # the deal that was won, of a sale
    first_on: str | None = maybe_text()  # ISO date of the first check-in, of a sale


class DealRow(Table, table=True):
    """A negotiation with one contact."""

    __tablename__ = "deal"
    __table_args__ = (
        Index("ix_deal_owner_id", "owner_id", "next_at", sqlite_where=sql("state = 'open'")),
        Index("ix_deal_contact_id", "contact_id"),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    owner_id: int = ref("operator.id")
    hand_off_id: int | None = maybe_ref("hand_off.id")
    title: str = text()
    step: str = text()
    step_since: datetime = utc()
    value_minor: int | None = maybe_whole()
    currency: str = text()
    next_do: str = text()
    next_at: datetime | None = maybe_utc()
    opened_at: datetime = utc()
    closed_at: datetime | None = maybe_utc()
    state: str = text("open")  # open, won, lost, undone
    lost_reason: str = text()
    note: str = text()
    version: int = whole(1)
    snoozed_until: datetime | None = maybe_utc()
    snooze_reason: str = text()
    competitor: str = text()  # who got it, of a lost deal
    competitor_minor: int | None = maybe_whole()  # for how much
    win_back_on: str = text()  # the day a lost contact comes back to the scouts, ISO; "" for never


class DealEventRow(Table, table=True):
    """One change of a deal: a line of its history, and the before-image that undoing needs.

    Texts may stand here, never in the journal.
    """

    __tablename__ = "deal_event"
    __table_args__ = (
        Index("ix_deal_event_contact_id", "contact_id", "at"),
        Index("uq_deal_event_act", "act", unique=True),
        STRICT,
    )
    id: int | None = key()
    deal_id: int = ref("deal.id")
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    act: str = text()
    what: str = text()  # step, next-step, snooze, value, won, lost
    said: str = text()  # the step, what is to be done, the reason
    stage: str = text()
    image: str = text("{}")  # the changed columns as they were, JSON
    undone: int = whole()


class CardUseRow(Table, table=True):
    """An objection or technique card that was said in a call; once for each call."""

    __tablename__ = "card_use"
    __table_args__ = (
        Index("uq_card_use_call_id", "call_id", "card", unique=True),
        Index("ix_card_use_contact_id", "contact_id"),
        STRICT,
    )
    id: int | None = key()
    call_id: int = ref("call.id")
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    card: str = text()  # id of the playbook's card, the same in every language
    at: datetime = utc()
