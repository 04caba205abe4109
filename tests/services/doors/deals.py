"""Doors to deals: steps, values, offers, prices, forecasts."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.offers import Contents
from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import (
    approving,
    exporting_diary,
    forecasting,
    losing,
    negotiating,
    offering,
    planning_ahead,
    pricing,
    printing_offers,
    snoozing,
    valuing,
    winning,
)
from tests.services.doors.one_door import Door, OpenDoor

NAMED: dict[str, tuple[str, Door]] = {
    "negotiating.deal_card": ("seen deal", lambda g, v, x: negotiating.deal_card(g.shop, v, x)),
    "negotiating.move_deal": (
        "deal",
        lambda g, v, x: negotiating.move_deal(g.shop, v, x, "quote-sent", act=g.act()),
    ),
    "negotiating.plan_next": (
        "deal",
        lambda g, v, x: negotiating.plan_next(g.shop, v, x, "ring", g.at + timedelta(days=1), act=g.act()),
    ),
    "losing.lose_deal": ("deal", lambda g, v, x: losing.lose_deal(g.shop, v, x, "price", act=g.act())),
    "snoozing.snooze_deal": (
        "deal",
        lambda g, v, x: snoozing.snooze_deal(
            g.shop, v, x, g.shop.today() + timedelta(days=2), "x", act=g.act()
        ),
    ),
    "offering.offers": ("deal", lambda g, v, x: offering.offers(g.shop, v, x)),
    "offering.offer_total": ("deal", lambda g, v, x: offering.offer_total(g.shop, v, x)),
    "offering.open_offer": ("deal", lambda g, v, x: offering.open_offer(g.shop, v, x, act=g.act())),
    "offering.offer": ("offer", lambda g, v, x: offering.offer(g.shop, v, x)),
    "offering.compare_versions": ("offer", lambda g, v, x: offering.compare_versions(g.shop, v, x, 1)),
    "offering.write_offer": (
        "offer",
        lambda g, v, x: offering.write_offer(g.shop, v, x, 1, Contents(), act=g.act()),
    ),
    "offering.send_offer": ("unsent offer", lambda g, v, x: offering.send_offer(g.shop, v, x, act=g.act())),
    "approving.approve": ("waiting offer", lambda g, v, x: approving.approve(g.shop, v, x, act=g.act())),
    "approving.refuse": ("waiting offer", lambda g, v, x: approving.refuse(g.shop, v, x, "no", act=g.act())),
    "printing_offers.offer_text": ("offer", lambda g, v, x: printing_offers.offer_text(g.shop, v, x)),
    "printing_offers.print_offer": (
        "offer",
        lambda g, v, x: printing_offers.print_offer(
            g.shop, v, x, g.shop.store.path.with_name("offer.txt"), replace=True, act=g.act()
        ),
    ),
    "valuing.set_value": ("deal", lambda g, v, x: valuing.set_value(g.shop, v, x, 4500, act=g.act())),
    "winning.win_deal": ("deal", lambda g, v, x: winning.win_deal(g.shop, v, x, Winning(4500), act=g.act())),
    "winning.win_contact": (
        "free contact",
        lambda g, v, x: winning.win_contact(g.shop, v, x, Winning(45), act=g.act()),
    ),
}


UNNAMED: dict[str, OpenDoor] = {
    "approving.approvals": lambda g, v: approving.approvals(g.shop, v),
    "pricing.prices": lambda g, v: pricing.prices(g.shop, v),
    "exporting_diary.export_diary": lambda g, v: exporting_diary.export_diary(g.shop, v, act=g.act()),
    "planning_ahead.agenda": lambda g, v: planning_ahead.agenda(
        g.shop, v, g.shop.today() - timedelta(days=99), g.shop.today() + timedelta(days=99)
    ),
    "negotiating.deals": lambda g, v: negotiating.deals(g.shop, v),
    "forecasting.own_forecast": lambda g, v: forecasting.own_forecast(g.shop, v),
    "forecasting.forecasts": lambda g, v: forecasting.forecasts(g.shop, v),
}
