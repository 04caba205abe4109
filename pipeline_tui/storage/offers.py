"""Offers as they are read: by whoever owns their deal, and, while they wait, in one line by a manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.offers import (
    Approval,
    Contents,
    DealOffer,
    Offer,
    OfferLine,
    OfferState,
    OfferVersion,
    deepest_discount,
    totals,
)
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import people, sight
from pipeline_tui.storage.contact_lines import NAME, line_name
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment

_VERSION = """SELECT id, version, state, writer_id, discount, valid_until, words, written_at, asked_at,
  answered_at, answered_by, answer, sent_at FROM offer_version
  WHERE offer_id = :offer AND state <> 'undone'"""
_WAITING = f"""SELECT o.id, o.number, v.version, w.name, w.discount_limit, v.id, o.currency, v.asked_at,
  {NAME}
  FROM offer_version v JOIN offer o ON o.id = v.offer_id JOIN operator w ON w.id = v.writer_id
  JOIN deal d ON d.id = o.deal_id AND d.state = 'open'
  JOIN contact c ON c.id = o.contact_id LEFT JOIN firm f ON f.id = c.firm_id
  WHERE v.state = 'waiting' ORDER BY v.asked_at, v.id"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an offer stands: its newest version, as an act needs it."""

    id: int
    number: str
    deal_id: int
    contact_id: int
    version_id: int
    version: int
    state: OfferState
    writer_id: int


def standing(tx: Tx, offer_id: int) -> Standing | None:
    """Return where an offer stands, None when there is none or it was taken back."""
    row = tx.one(
        """SELECT o.id, o.number, o.deal_id, o.contact_id, v.id, v.version, v.state, v.writer_id
           FROM offer o JOIN offer_version v ON v.offer_id = o.id AND v.state <> 'undone'
           WHERE o.id = :offer ORDER BY v.version DESC LIMIT 1""",
        {"offer": offer_id},
    )
    if row is None:
        return None
    return Standing(row[0], row[1], row[2], row[3], row[4], row[5], OfferState(row[6]), row[7])


def in_sight(tx: Tx, viewer: Viewer, offer_id: int, now: datetime) -> Standing:
    """Return where an offer of the viewer's own deal stands; one refusal for every other."""
    found = tx.value(
        f"""SELECT 1 FROM offer o JOIN deal d ON d.id = o.deal_id AND d.owner_id = :me
            JOIN position p ON p.contact_id = d.contact_id
            WHERE o.id = :offer AND {sight.in_sight(viewer)}""",
        sight.of(viewer, now, offer=offer_id),
    )
    stands = standing(tx, offer_id) if found else None
    if stands is None:
        raise sight.not_on_your_desk()
    return stands


def of_deal(tx: Tx, deal_id: int) -> tuple[int, ...]:
    """Return the offers of a deal that were not taken back, the oldest first."""
    rows = tx.all(
        """SELECT o.id FROM offer o WHERE o.deal_id = :deal AND EXISTS (
             SELECT 1 FROM offer_version v WHERE v.offer_id = o.id AND v.state <> 'undone') ORDER BY o.id""",
        {"deal": deal_id},
    )
    return tuple(row[0] for row in rows)


def offer(tx: Tx, offer_id: int, usual_limit: int, version: int | None = None) -> Offer:
    """Return one version, the newest unless it is named; whoever asks has checked who may see it.

    ``usual_limit`` (basis points) is that of a person without one of their own. Raises LookupError where
    there is no such version.
    """
    row = tx.one(
        f"""SELECT o.number, o.deal_id, o.contact_id, o.currency, {NAME}
            FROM offer o JOIN contact c ON c.id = o.contact_id LEFT JOIN firm f ON f.id = c.firm_id
            WHERE o.id = :offer""",
        {"offer": offer_id},
    )
    versions = tx.all(f"{_VERSION} ORDER BY version", {"offer": offer_id})
    found = next((one for one in reversed(versions) if version in (None, one[1])), None)
    if row is None or found is None:
        raise LookupError(f"offer {offer_id} has no version {version}")
    number, deal_id, contact_id, currency, *who = row
    says = contents(tx, found[0])
    return Offer(
        id=offer_id,
        number=number,
        deal_id=deal_id,
        contact_id=contact_id,
        client=line_name(*who),
        firm=who[4],
        hunter=people.name_of(tx, found[3]),
        version=found[1],
        state=OfferState(found[2]),
        contents=says,
        currency=currency,
        totals=totals(says.lines, says.discount),
        deepest=deepest_discount(says.lines, says.discount),
        limit=limit_of(tx, found[3], usual_limit),
        written_at=moment(found[7]),
        asked_at=moment(found[8]) if found[8] else None,
        answered_at=moment(found[9]) if found[9] else None,
        answered_by=people.name_of(tx, found[10]),
        answer=found[11],
        sent_at=moment(found[12]) if found[12] else None,
        versions=_versions(tx, offer_id),
    )


def on_the_card(tx: Tx, viewer: Viewer, deal_id: int) -> tuple[DealOffer, ...]:
    """Return the offers of the viewer's own deal in their newest versions, the newest offer first."""
    rows = tx.all(
        """SELECT o.id, o.number, v.version, v.state, v.gross_minor, o.currency, v.answer
           FROM offer o JOIN deal d ON d.id = o.deal_id AND d.owner_id = :me
           JOIN offer_version v ON v.offer_id = o.id AND v.state <> 'undone'
           WHERE o.deal_id = :deal AND NOT EXISTS (
             SELECT 1 FROM offer_version x
             WHERE x.offer_id = o.id AND x.version > v.version AND x.state <> 'undone')
           ORDER BY o.id DESC""",
        {"deal": deal_id, "me": viewer.operator_id},
    )
    return tuple(DealOffer(row[0], row[1], row[2], OfferState(row[3]), *row[4:]) for row in rows)


def contents(tx: Tx, version_id: int) -> Contents:
    """Return what a version says."""
    row = tx.one(
        "SELECT discount, valid_until, words FROM offer_version WHERE id = :version", {"version": version_id}
    )
    if row is None:
        raise LookupError(f"version {version_id} is not stored")
    lines = tx.all(
        """SELECT said, quantity, price_minor, discount, tax, unit, code, list_minor, key
           FROM offer_line WHERE version_id = :version ORDER BY place""",
        {"version": version_id},
    )
    until = date.fromisoformat(row[1]) if row[1] else None
    return Contents(tuple(OfferLine(*line) for line in lines), row[0], until, row[2])


def limit_of(tx: Tx, operator_id: int, usual: int) -> int:
    """Return how far below the list a person may sell without asking, in basis points."""
    own = tx.value("SELECT discount_limit FROM operator WHERE id = :id", {"id": operator_id})
    return usual if own is None else int(own)


def waiting(tx: Tx, usual_limit: int) -> tuple[Approval, ...]:
    """Return the offers of open deals that wait for a manager, the longest waiting first."""
    found = []
    for row in tx.all(_WAITING):
        says = contents(tx, row[5])
        comes_to = totals(says.lines, says.discount)
        found.append(
            Approval(
                offer_id=row[0],
                number=row[1],
                version=row[2],
                hunter=row[3],
                client=line_name(*row[8:]),
                net_minor=comes_to.net_minor,
                gross_minor=comes_to.gross_minor,
                currency=row[6],
                discount=says.discount,
                deepest=deepest_discount(says.lines, says.discount),
                limit=usual_limit if row[4] is None else row[4],
                asked_at=moment(row[7]),
            )
        )
    return tuple(found)


def total_of_deal(tx: Tx, deal_id: int) -> int | None:
    """Return what the offer sent last for a deal comes to with tax; None when none was sent."""
    found = tx.value(
        """SELECT v.gross_minor FROM offer_version v JOIN offer o ON o.id = v.offer_id
           WHERE o.deal_id = :deal AND v.state = 'sent' ORDER BY v.sent_at DESC, v.id DESC LIMIT 1""",
        {"deal": deal_id},
    )
    return None if found is None else int(found)


def _versions(tx: Tx, offer_id: int) -> tuple[OfferVersion, ...]:
    rows = tx.all(
        """SELECT version, state, gross_minor, written_at, sent_at FROM offer_version
           WHERE offer_id = :offer AND state <> 'undone' ORDER BY version""",
        {"offer": offer_id},
    )
    return tuple(
        OfferVersion(row[0], OfferState(row[1]), row[2], moment(row[3]), moment(row[4]) if row[4] else None)
        for row in rows
    )
