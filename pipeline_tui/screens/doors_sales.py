"""The services of sales without a deal as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.farming import Purchase
    from pipeline_tui.domain.newcomers import NewPerson
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.sales import Sold
    from pipeline_tui.services.shop import Shop


class SalesDoors:
    """What a desk can book over the counter; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def book_sale(
        self,
        contact_id: int,
        amount_minor: int,
        *,
        act: str,
        what: str = "",
        follow_up_consent: bool = False,
    ) -> Sold:
        """Book what a client bought."""
        from pipeline_tui.services import selling

        return selling.book_sale(
            *self._of, contact_id, amount_minor, act=act, what=what, follow_up_consent=follow_up_consent
        )

    def sell_to_walk_in(
        self,
        person: NewPerson,
        amount_minor: int,
        *,
        act: str,
        what: str = "",
        another: bool | None = None,
        form: str = "",
        follow_up_consent: bool = False,
    ) -> Sold:
        """Book what somebody at the counter bought."""
        from pipeline_tui.services import selling

        return selling.sell_to_walk_in(
            *self._of,
            person,
            amount_minor,
            act=act,
            what=what,
            another=another,
            form=form,
            follow_up_consent=follow_up_consent,
        )

    def refund(self, purchase_id: int, amount_minor: int | None, *, reason: str, act: str) -> Sold:
        """Give back what was paid, or part of it."""
        from pipeline_tui.services import selling

        return selling.refund(*self._of, purchase_id, amount_minor, reason=reason, act=act)

    def purchases_of(self, contact_id: int) -> tuple[Purchase, ...]:
        """Return what a client bought and was given back."""
        from pipeline_tui.services import selling

        return selling.purchases_of(*self._of, contact_id)
