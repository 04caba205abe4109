"""Acts on deals: steps, values, offers, prices, won and lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.offers import Contents, OfferLine
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    approving,
    exporting_diary,
    losing,
    negotiating,
    offering,
    pricing,
    printing_offers,
    snoozing,
    valuing,
    winning,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import SECRET, contact, deal, offer, waiting_offer
from tests.shops import Line


def plan_next(line: Line) -> Act:
    known, at = deal(line), line.at + timedelta(days=2)
    return lambda act: negotiating.plan_next(line.shop, line.viewer("Hugo"), known, SECRET, at, act=act)


def write_offer(line: Line) -> Act:
    known = offer(line)
    offering.send_offer(line.shop, line.viewer("Hugo"), known, act=line.act())
    says = Contents((OfferLine(f"{SECRET} tulips", 3000, 990),), discount=500, words=SECRET)
    return lambda act: offering.write_offer(line.shop, line.viewer("Hugo"), known, 1, says, act=act)


def print_offer(line: Line) -> Act:
    known, place = offer(line), line.shop.store.path.with_name(f"{SECRET}.pdf")
    return lambda act: printing_offers.print_offer(line.shop, line.viewer("Hugo"), known, place, act=act)


def import_prices(line: Line) -> Act:
    file = line.shop.store.path.with_name("prices.csv")
    file.write_text(f"code,name,price,tax\n{SECRET},{SECRET} roses,2.50,10\nB,,1,1\n", encoding="utf-8")
    return lambda act: pricing.import_prices(line.shop, line.viewer("Mona"), file, act=act)


ACTS: dict[str, Callable[[Line], Act]] = {
    "printing_offers.print_offer": print_offer,
    "exporting_diary.export_diary": lambda g: (
        lambda act: exporting_diary.export_diary(g.shop, g.viewer("Fatou"), act=act)
    ),
    "negotiating.move_deal": given("Hugo", negotiating.move_deal, deal, "quote-sent"),
    "negotiating.plan_next": plan_next,
    "offering.open_offer": given(
        "Hugo", offering.open_offer, deal, Contents((OfferLine(SECRET, 1000, 500),), words=SECRET)
    ),
    "offering.write_offer": write_offer,
    "offering.send_offer": given("Hugo", offering.send_offer, offer, step_on=True),
    "offering.send_offer asking": given("Hugo", offering.send_offer, lambda g: offer(g, discount=2500)),
    "approving.approve": given("Mona", approving.approve, waiting_offer, words=SECRET),
    "approving.refuse": given("Mona", approving.refuse, waiting_offer, f"{SECRET} no"),
    "pricing.import_prices": import_prices,
    "losing.lose_deal": given(
        "Hugo", losing.lose_deal, deal, "price", note=SECRET, competitor=SECRET, competitor_minor=90000
    ),
    "snoozing.snooze_deal": lambda g: given(
        "Hugo", snoozing.snooze_deal, deal, g.shop.today() + timedelta(days=2), SECRET
    )(g),
    "valuing.set_value": given("Hugo", valuing.set_value, deal, 4500, title=SECRET),
    "winning.win_deal": given("Hugo", winning.win_deal, deal, Winning(4500)),
    "winning.win_contact": given(
        "Hugo",
        winning.win_contact,
        lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo")),
        Winning(4500),
    ),
}
