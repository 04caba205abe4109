"""The services of offers and prices as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_tui.domain.offer_changes import OfferChanges
    from pipeline_tui.domain.offer_paper import Printed
    from pipeline_tui.domain.offers import Answered, Approval, Contents, Offer
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.price_list import PriceItem
    from pipeline_tui.services.shop import Shop


class OfferDoors:
    """What a desk can ask about offers; each method is a service."""

    _of: tuple[Shop, Viewer]

    def prices(self) -> tuple[PriceItem, ...]:
        """Return the price list."""
        from pipeline_tui.services import pricing

        return pricing.prices(*self._of)

    def offers(self, deal_id: int) -> tuple[Offer, ...]:
        """Return the offers of an own deal."""
        from pipeline_tui.services import offering

        return offering.offers(*self._of, deal_id)

    def offer(self, offer_id: int, version: int | None = None) -> Offer:
        """Return one version of an offer."""
        from pipeline_tui.services import offering

        return offering.offer(*self._of, offer_id, version)

    def compare_versions(self, offer_id: int, earlier: int, later: int | None = None) -> OfferChanges:
        """Return what differs between two versions."""
        from pipeline_tui.services import offering

        return offering.compare_versions(*self._of, offer_id, earlier, later)

    def open_offer(self, deal_id: int, says: Contents, *, act: str) -> Offer:
        """Open an offer of a deal."""
        from pipeline_tui.services import offering

        return offering.open_offer(*self._of, deal_id, says, act=act)

    def write_offer(self, offer_id: int, version: int, says: Contents, *, act: str) -> Offer:
        """Write an offer anew."""
        from pipeline_tui.services import offering

        return offering.write_offer(*self._of, offer_id, version, says, act=act)

    def send_offer(self, offer_id: int, *, act: str, step_on: bool = False) -> Offer:
        """Mark an offer as sent, or have it wait for a manager."""
        from pipeline_tui.services import offering

        return offering.send_offer(*self._of, offer_id, act=act, step_on=step_on)

    def print_offer(self, offer_id: int, path: Path, version: int | None = None, *, act: str) -> Printed:
        """Write an offer into a file that is not there yet."""
        from pipeline_tui.services import printing_offers

        return printing_offers.print_offer(*self._of, offer_id, path, version=version, act=act)

    def approvals(self) -> tuple[Approval, ...]:
        """Return the offers that wait for a manager."""
        from pipeline_tui.services import approving

        return approving.approvals(*self._of)

    def approve_offer(self, offer_id: int, *, act: str) -> Answered:
        """Agree to an offer."""
        from pipeline_tui.services import approving

        return approving.approve(*self._of, offer_id, act=act)

    def refuse_offer(self, offer_id: int, words: str, *, act: str) -> Answered:
        """Refuse an offer with words."""
        from pipeline_tui.services import approving

        return approving.refuse(*self._of, offer_id, words, act=act)
