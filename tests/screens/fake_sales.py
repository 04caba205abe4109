"""The lived-in shop with a counter: sales without a deal and refunds, written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipeline_tui.domain.contact_acts import Alike, Standing
from pipeline_tui.domain.farming import Purchase
from pipeline_tui.domain.sales import Sold
from tests.screens.selling_records import CHECK_INS, TODAY, check_in
from tests.screens.selling_shop import SellingDoors

BOUGHT = (
    Purchase(3, TODAY, "tulips", -500, "EUR", 2, "wilted"),
    Purchase(2, TODAY - timedelta(days=9), "tulips", 4500, "EUR"),
    Purchase(1, TODAY - timedelta(days=60), "roses", 3000, "EUR"),
)


class CounterDoors(SellingDoors):
    """Books over the counter."""

    told = Alike(Standing.NOBODY)

    def alike(self, person: Any, *, form: str, stage: Any) -> Alike:
        return self.told

    def book_sale(
        self,
        contact_id: int,
        amount_minor: int,
        *,
        act: str,
        what: str = "",
        follow_up_consent: bool = False,
    ) -> Sold:
        self._note(
            "book_sale",
            contact_id=contact_id,
            amount_minor=amount_minor,
            bought=what,
            agreed=follow_up_consent,
        )
        name = next(one.name for one in CHECK_INS if one.contact_id == contact_id)
        bought = Purchase(9, TODAY, what, amount_minor, "EUR")
        return Sold(bought, contact_id, name, consent=follow_up_consent, check_in=check_in(77, name, 4))

    def sell_to_walk_in(self, person: Any, amount_minor: int, *, act: str, **given: Any) -> Sold:
        if "sell_to_walk_in" in self.refuse and given["another"] is not None:
            del self.refuse["sell_to_walk_in"]
        self._note(
            "sell_to_walk_in",
            person=person,
            amount_minor=amount_minor,
            another=given["another"],
            agreed=given["follow_up_consent"],
        )
        bought = Purchase(9, TODAY, given["what"], amount_minor, "EUR")
        return Sold(bought, 900, person.name, known=False, check_in=check_in(78, person.name, 2))

    def refund(self, purchase_id: int, amount_minor: int | None, *, reason: str, act: str) -> Sold:
        self._note("refund", purchase_id=purchase_id, amount_minor=amount_minor, reason=reason)
        back = Purchase(10, TODAY, "", -(amount_minor or 4000), "EUR", purchase_id, reason)
        return Sold(back, 301, "BOULANGER Luc")

    def purchases_of(self, contact_id: int) -> tuple[Purchase, ...]:
        return BOUGHT
