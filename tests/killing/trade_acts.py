"""What a worker does with deals and clients: offers, sales, refunds, check-ins, between two calls."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.farming import CheckIn
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.offers import Contents, OfferLine, OfferState
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import following_up, negotiating, offering, selling, winning
from pipeline_tui.services.shop import Shop
from tests.killing.floor_acts import Tell

_AHEAD = timedelta(days=90)
_OUTCOMES = ("reached", "nobody-reached", "ordered", "complaint")


class TradeActs:
    """The acts of a hunter and farmer with free hands; each is told after it returned."""

    def __init__(self, draw: random.Random, shop: Shop, viewer: Viewer, tell: Tell) -> None:
        """Work as one operator at an open shop."""
        self._draw, self._shop, self._viewer, self._tell = draw, shop, viewer, tell

    def turn(self) -> bool:
        """Do something for a deal or a client of one's own; whether there was one."""
        deals = negotiating.deals(self._shop, self._viewer)
        today = self._shop.today()
        ahead = following_up.check_ins(self._shop, self._viewer, today, today + _AHEAD)
        late = following_up.overdue(self._shop, self._viewer)
        planned = [one for one in (*late, *ahead) if one.state == "planned"]
        if deals and (not planned or self._draw.random() < 0.5):
            self._for_the_deal(self._draw.choice(deals))
        elif planned:
            self._for_the_client(self._draw.choice(planned))
        return bool(deals or planned)

    def _do(self, what: str, contact_id: int, act: Callable[[str], object]) -> None:
        ident = uuid.uuid4().hex
        act(ident)
        self._tell(what, act=ident, contact=contact_id)

    # a deal

    def _for_the_deal(self, deal: Deal) -> None:
        deeds = (self._offer, self._offer, self._offer, self._step, self._plan, self._win)
        self._draw.choice(deeds)(deal)

    def _offer(self, deal: Deal) -> None:
        """Write the deal's offer anew or send it, opened first where there is none; what was sent stays."""
        shop, me, who = self._shop, self._viewer, deal.contact_id
        lines = tuple(OfferLine("roses", 1000 * n, 250) for n in range(1, self._draw.randint(2, 5)))
        says = Contents(lines, discount=self._draw.choice((0, 500, 2500)))
        known = offering.offers(shop, me, deal.id)
        if not known:
            self._do("offer", who, lambda act: offering.open_offer(shop, me, deal.id, says, act=act))
            known = offering.offers(shop, me, deal.id)
        newest = known[-1]
        if newest.state in (OfferState.SENT, OfferState.WAITING) or self._draw.random() < 0.4:
            self._do(
                "offer-written",
                who,
                lambda act: offering.write_offer(shop, me, newest.id, newest.version, says, act=act),
            )
        else:
            self._do("offer-sent", who, lambda act: offering.send_offer(shop, me, newest.id, act=act))

    def _step(self, deal: Deal) -> None:
        others = [one.code for one in self._shop.playbook.deal_steps if one.code != deal.step]
        step = self._draw.choice(others)
        self._do(
            "deal-moved",
            deal.contact_id,
            lambda act: negotiating.move_deal(self._shop, self._viewer, deal.id, step, act=act),
        )

    def _plan(self, deal: Deal) -> None:
        at = self._shop.now() + timedelta(hours=self._draw.randint(1, 200))
        self._do(
            "deal-planned",
            deal.contact_id,
            lambda act: negotiating.plan_next(self._shop, self._viewer, deal.id, "ring", at, act=act),
        )

    def _win(self, deal: Deal) -> None:
        said = Winning(self._draw.randint(1, 90_000), what="roses", follow_up_consent=True)
        self._do(
            "won",
            deal.contact_id,
            lambda act: winning.win_deal(self._shop, self._viewer, deal.id, said, act=act),
        )

    # a client

    def _for_the_client(self, one: CheckIn) -> None:
        self._draw.choice((self._log, self._log, self._move, self._sell, self._sell, self._refund))(one)

    def _log(self, one: CheckIn) -> None:
        outcome = self._draw.choice(_OUTCOMES)
        self._do(
            "check-in",
            one.contact_id,
            lambda act: following_up.log_check_in(self._shop, self._viewer, one.id, outcome, act=act),
        )

    def _move(self, one: CheckIn) -> None:
        to = self._shop.today() + timedelta(days=self._draw.randint(0, 60))
        self._do(
            "check-in-moved",
            one.contact_id,
            lambda act: following_up.move_check_in(self._shop, self._viewer, one.id, to, act=act),
        )

    def _sell(self, one: CheckIn) -> None:
        amount = self._draw.randint(1, 9000)
        self._do(
            "sale",
            one.contact_id,
            lambda act: selling.book_sale(self._shop, self._viewer, one.contact_id, amount, act=act),
        )

    def _refund(self, one: CheckIn) -> None:
        bought = selling.purchases_of(self._shop, self._viewer, one.contact_id)
        paid = [each for each in bought if each.amount_minor > 0]
        if paid:
            back = self._draw.choice(paid).id
            self._do(
                "refund",
                one.contact_id,
                lambda act: selling.refund(self._shop, self._viewer, back, 1, reason="wilted", act=act),
            )
