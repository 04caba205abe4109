"""Losing: a deal is closed with its reason, and its contact comes back to the scouts on a day, or never."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipeline_tui.domain.deal_steps import opening_on
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.winning import keeper_of
from pipeline_tui.storage import clients, deals
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.losing import LOST, Loss, lose
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def proposed_win_back(shop: Shop) -> date:
    """Return the day on which the playbook would ring a lost contact again."""
    return shop.today() + timedelta(days=shop.playbook.win_back_days)


def lose_deal(
    shop: Shop,
    viewer: Viewer,
    deal_id: int,
    reason: str,
    *,
    act: str,
    note: str = "",
    competitor: str = "",
    competitor_minor: int | None = None,
    win_back: date | bool = True,
) -> Deal:
    """Close a deal as lost, with one of the playbook's reasons, who got it and for how much if known.

    On the day ``win_back`` names (True: as the playbook says, False: never) the contact is in the scouts'
    queue again, where the calling rules decide as for anybody. A client whose further deal is lost goes back
    to the farmer.
    """
    known = {one.code: one for one in shop.playbook.lost_reasons}
    if reason not in known:
        raise UsageTrouble(
            tr('"{reason}" is no reason to lose a deal', reason=clean(reason, limit=40)),
            tr("The playbook knows {known}.", known=", ".join(known)),
            tr("Give one of these."),
            {"known": list(known)},
        )
    words = clean(note, limit=LONGEST_NOTE, multiline=True)
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, LOST):
            own = deals.own_open(tx, viewer, deal_id, now)
            back = _win_back(shop, win_back)
            stage, owner_id = _after_loss(tx, shop, viewer, own, act, comes_back=back is not None)
            name = known[reason].name(shop.workspace.language)
            loss = Loss(
                reason=reason,
                note=words,
                said=f"{name}: {words}" if words else name,
                competitor=clean(competitor),
                competitor_minor=competitor_minor,
                win_back_on=back if stage is Stage.SCOUTING else None,
                rests_until=_wakes(shop, back) if stage is Stage.SCOUTING and back is not None else None,
            )
            lose(tx, viewer, own, stage, owner_id, act, now, loss)
            settle(tx, (own.contact_id,), shop.method, now)
        return deals.own_deal(tx, viewer, deal_id, now, shop.playbook)


def _win_back(shop: Shop, wanted: date | bool) -> date | None:
    if isinstance(wanted, bool):
        return proposed_win_back(shop) if wanted else None
    if wanted <= shop.today():
        raise UsageTrouble(
            tr("Winning back needs a day to come"),
            tr("{wanted:%a %d %b %Y} is no day after today.", wanted=wanted),
            tr("Give a later day, or none."),
        )
    return wanted


def _wakes(shop: Shop, on: date) -> datetime:
    return opening_on(on, shop.hours, shop.workspace.zone, shop.closed)


def _after_loss(
    tx: Tx, shop: Shop, viewer: Viewer, own: OwnDeal, act: str, *, comes_back: bool
) -> tuple[Stage, int | None]:
    """Return where the contact goes, and whose it is there."""
    role = viewer.role_for(own.stage)
    repeat = clients.client(tx, own.contact_id) is not None
    move = Move.LOSE_REPEAT if repeat else Move.WIN_BACK if comes_back else Move.LOSE
    target = stage_after(own.stage, move, role) if role else None
    if target is None:
        raise Refused(
            tr("This deal cannot be lost from here"),
            tr("The contact stands in {value}.", value=tr(own.stage.value)),
            tr("Hand the contact to the hunters first."),
        )
    if target is not Stage.FARMING:
        return target, None
    return target, keeper_of(tx, shop, viewer, own.contact_id, act)
