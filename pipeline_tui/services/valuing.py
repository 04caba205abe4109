"""Valuing: what a deal is about and what it is worth, so that sums and forecast mean something."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import deals, journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

VALUED = "deal_valued"


def set_value(
    shop: Shop,
    viewer: Viewer,
    deal_id: int,
    value_minor: int | None,
    *,
    act: str,
    title: str | None = None,
) -> Deal:
    """Set what an open deal is worth, in the shop's currency, None for not known; and what it is about."""
    if value_minor is not None and value_minor <= 0:
        raise UsageTrouble(
            tr("A deal is worth more than nothing"), "", tr("Give an amount, or leave it unknown.")
        )
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, VALUED):
            own = deals.own_open(tx, viewer, deal_id, now)
            was = deals.deal(tx, deal_id, now, shop.playbook)
            about = was.title if title is None else clean(title)
            if (value_minor, about) == (was.value_minor, was.title):
                raise Refused(tr("The deal is valued so already"), "", tr("Nothing was changed."))
            worth = "?"
            if value_minor is not None:
                worth = format_money(value_minor, was.currency, shop.workspace.language)
            said = " · ".join(part for part in (worth, about) if part)
            event = deals.change(
                tx,
                own,
                viewer.operator_id,
                act,
                now,
                "value",
                said,
                value_minor=value_minor,
                title=about,
            )
            detail = {"deal": own.id, "event": event}
            journal.append(tx, viewer.operator_id, VALUED, act, now, own.contact_id, detail)
        return deals.own_deal(tx, viewer, deal_id, now, shop.playbook)
