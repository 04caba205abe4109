"""The price list, and offers in their versions with what happened to them."""

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


class PriceItemRow(Table, table=True):
    """Something the shop sells, at its price without tax."""

    __tablename__ = "price_item"
    __table_args__ = (Index("uq_price_item_folded", "folded", unique=True), STRICT)
    id: int | None = key()
    code: str = text()
    folded: str = text()  # of the code: case and accents tell no two items apart
    name: str = text()
    unit: str = text()
    price_minor: int = whole()
    tax: int = whole()  # basis points


class PriceImportRow(Table, table=True):
    """One loading of the price list, with the image that undoing needs."""

    __tablename__ = "price_import"
    __table_args__ = (STRICT,)
    id: int | None = key()
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    image: str = text("{}")  # folded code -> the item as it was, null for a new one; JSON
    undone: int = whole()


class OfferRow(Table, table=True):
    """An offer of a deal; what it says stands in its versions."""

    __tablename__ = "offer"
    __table_args__ = (
        Index("uq_offer_number", "number", unique=True),
        Index("ix_offer_deal_id", "deal_id"),
        Index("ix_offer_contact_id", "contact_id"),
        STRICT,
    )
    id: int | None = key()
    number: str = text()
    deal_id: int = ref("deal.id")
    contact_id: int = ref("contact.id")
    currency: str = text()


class OfferVersionRow(Table, table=True):
    """What an offer said; one that was sent is never changed."""

    __tablename__ = "offer_version"
    __table_args__ = (
        Index("ix_offer_version_offer_id", "offer_id", "version"),
        Index("ix_offer_version_waiting", "asked_at", sqlite_where=sql("state = 'waiting'")),
        STRICT,
    )
    id: int | None = key()
    offer_id: int = ref("offer.id")
    version: int = whole(1)
    state: str = text("draft")  # draft, waiting, approved, refused, sent, undone
    writer_id: int = ref("operator.id")
    discount: int = whole()  # on the whole, basis points
    valid_until: str | None = maybe_text()  # ISO date
    words: str = text()
    gross_minor: int = whole()  # of the lines as they stand, so that lists need not read them
    written_at: datetime = utc()
    asked_at: datetime | None = maybe_utc()
    answered_at: datetime | None = maybe_utc()
    answered_by: int | None = maybe_ref("operator.id")
    answer: str = text()
    sent_at: datetime | None = maybe_utc()


class OfferLineRow(Table, table=True):
    """One line of a version."""

    __tablename__ = "offer_line"
    __table_args__ = (Index("ix_offer_line_version_id", "version_id", "place"), STRICT)
    id: int | None = key()
    version_id: int = ref("offer_version.id")
    place: int = whole(1)
    key: int = whole(1)  # the same in every version of the offer
    code: str = text()
    said: str = text()
    unit: str = text()
    quantity: int = whole(1000)  # thousandths
    price_minor: int = whole()
    list_minor: int | None = maybe_whole()
    discount: int = whole()  # basis points
    tax: int = whole()  # basis points


class OfferEventRow(Table, table=True):
    """One change of an offer, with the before-image that undoing needs.

    Texts may stand here, never in the journal.
    """

    __tablename__ = "offer_event"
    __table_args__ = (Index("ix_offer_event_offer_id", "offer_id"), STRICT)
    id: int | None = key()
    offer_id: int = ref("offer.id")
    version_id: int = ref("offer_version.id")
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    what: str = text()  # opened, versioned, written, asked, approved, refused, sent
    image: str = text("{}")  # the version as it was, JSON
    undone: int = whole()
