"""Offers, prices and approvals, as a shop without a file answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline_tui.domain.offer_changes import OfferChanges, compare
from pipeline_tui.domain.offer_paper import Printed
from pipeline_tui.domain.offers import (
    Answered,
    Approval,
    Contents,
    Offer,
    OfferState,
    OfferVersion,
    deepest_discount,
    totals,
)
from pipeline_tui.domain.price_list import PriceItem

AT = datetime(2026, 11, 23, 12, 54, tzinfo=UTC)
LIMIT = 1000
PRICES = (
    PriceItem("BOUQ-S", "Seasonal bouquet", "piece", 2990, 1000),
    PriceItem("ROSE-R", "Red rose, long stem", "stem", 250, 1000),
    PriceItem("ROSE-W", "White rose, long stem", "stem", 260, 1000),
    PriceItem("TOWN", "Delivery in town", "", 800, 2000),
)
ASKED = Approval(
    offer_id=9,
    number="2026-0009",
    version=2,
    hunter="Paul",
    client="DURAND Anne",
    net_minor=15359,
    gross_minor=16895,
    currency="EUR",
    discount=1500,
    deepest=1500,
    limit=LIMIT,
    asked_at=AT,
)


class FakeOffers:
    """Answers about offers from memory, reckoned as the program reckons."""

    price_list: tuple[PriceItem, ...] = PRICES
    asking: tuple[Approval, ...] = ()
    papers: dict[tuple[int, int], Offer]  # by offer and version

    def _note(self, what: str, **given: Any) -> None:
        raise NotImplementedError

    @property
    def _written(self) -> dict[tuple[int, int], Offer]:
        if "papers" not in self.__dict__:
            self.papers = {}
        return self.papers

    def prices(self) -> tuple[PriceItem, ...]:
        return self.price_list

    def offers(self, deal_id: int) -> tuple[Offer, ...]:
        ids = sorted({offer_id for offer_id, _ in self._written})
        every = [self.offer(one) for one in ids]
        return tuple(one for one in every if one.deal_id == deal_id)

    def offer(self, offer_id: int, version: int | None = None) -> Offer:
        newest = max(number for one, number in self._written if one == offer_id)
        return self._written[offer_id, version or newest]

    def compare_versions(self, offer_id: int, earlier: int, later: int | None = None) -> OfferChanges:
        old, new = self.offer(offer_id, earlier), self.offer(offer_id, later)
        return compare(old.version, old.contents, new.version, new.contents)

    def open_offer(self, deal_id: int, says: Contents, *, act: str) -> Offer:
        self._note("open_offer", deal_id=deal_id, says=says)
        number = len({one for one, _ in self._written}) + 1
        says = replace(says, valid_until=date(2026, 12, 14))
        return self._keep_offer(self._made(number, deal_id, 1, says, OfferState.DRAFT))

    def write_offer(self, offer_id: int, version: int, says: Contents, *, act: str) -> Offer:
        self._note("write_offer", offer_id=offer_id, version=version, says=says)
        known = self.offer(offer_id)
        version = known.version + (known.state is OfferState.SENT)
        return self._keep_offer(self._made(offer_id, known.deal_id, version, says, OfferState.DRAFT))

    def send_offer(self, offer_id: int, *, act: str, step_on: bool = False) -> Offer:
        self._note("send_offer", offer_id=offer_id, step_on=step_on)
        known = self.offer(offer_id)
        if known.above_limit and known.state is not OfferState.APPROVED:
            return self._keep_offer(replace(known, state=OfferState.WAITING, asked_at=AT))
        return self._keep_offer(replace(known, state=OfferState.SENT, sent_at=AT))

    def print_offer(self, offer_id: int, path: Path, version: int | None = None, *, act: str) -> Printed:
        self._note("print_offer", offer_id=offer_id, path=path, version=version)
        known = self.offer(offer_id, version)
        return Printed(offer_id, known.number, known.version, str(path), known.state is OfferState.SENT)

    def approvals(self) -> tuple[Approval, ...]:
        return self.asking

    def approve_offer(self, offer_id: int, *, act: str) -> Answered:
        self._note("approve_offer", offer_id=offer_id)
        return self._answered(offer_id, OfferState.APPROVED, "")

    def refuse_offer(self, offer_id: int, words: str, *, act: str) -> Answered:
        self._note("refuse_offer", offer_id=offer_id, words=words)
        return self._answered(offer_id, OfferState.REFUSED, words)

    def _answered(self, offer_id: int, state: OfferState, words: str) -> Answered:
        one = next(one for one in self.asking if one.offer_id == offer_id)
        self.asking = tuple(other for other in self.asking if other is not one)
        return Answered(offer_id, one.number, one.hunter, one.client, state, words)

    def _made(self, offer_id: int, deal_id: int, version: int, says: Contents, state: OfferState) -> Offer:
        keyed = tuple(replace(line, key=line.key or at) for at, line in enumerate(says.lines, start=1))
        says = replace(says, lines=keyed)
        return Offer(
            id=offer_id,
            number=f"2026-{offer_id:04}",
            deal_id=deal_id,
            contact_id=200 + deal_id,
            client="DURAND Anne",
            firm="SARL Petit",
            hunter="Paul",
            version=version,
            state=state,
            contents=says,
            currency="EUR",
            totals=totals(says.lines, says.discount),
            deepest=deepest_discount(says.lines, says.discount),
            limit=LIMIT,
            written_at=AT,
        )

    def _keep_offer(self, offer: Offer) -> Offer:
        self._written[offer.id, offer.version] = offer
        versions = tuple(
            OfferVersion(one.version, one.state, one.totals.gross_minor, one.written_at, one.sent_at)
            for (offer_id, _), one in sorted(self._written.items())
            if offer_id == offer.id
        )
        self._written[offer.id, offer.version] = replace(offer, versions=versions)
        return self._written[offer.id, offer.version]
