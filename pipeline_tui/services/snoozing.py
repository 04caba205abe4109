"""Snoozing: a deal says nothing until a day, for a reason; any new act on it ends that."""

from __future__ import annotations

from datetime import date

from pipeline_tui.domain.deal_steps import opening_on
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import deals, journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr

SNOOZED = "deal_snoozed"


def snooze_deal(shop: Shop, viewer: Viewer, deal_id: int, until: date, reason: str, *, act: str) -> Deal:
    """Silence an open deal until a day to come, in the shop's zone; it speaks again as that day opens."""
    said = clean(reason)
    if not said:
        raise UsageTrouble(
            tr("A snooze needs its reason"),
            "",
            tr('Say what the deal waits for, for instance "waits for the bank".'),
        )
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, SNOOZED):
            own = deals.own_open(tx, viewer, deal_id, now)
            if until <= shop.today():
                raise UsageTrouble(
                    tr("A snooze ends on a day to come"),
                    tr("{until:%a %d %b %Y} is no day after today.", until=until),
                    tr("Give tomorrow or a later day."),
                )
            end = opening_on(until, shop.hours, shop.workspace.zone, shop.closed)
            event = deals.change(
                tx,
                own,
                viewer.operator_id,
                act,
                now,
                "snooze",
                f"{until.isoformat()} {said}",
                snoozed_until=end,
                snooze_reason=said,
            )
            detail = {"deal": own.id, "event": event, "until": epoch(end)}
            journal.append(tx, viewer.operator_id, SNOOZED, act, now, own.contact_id, detail)
        return deals.own_deal(tx, viewer, deal_id, now, shop.playbook)
