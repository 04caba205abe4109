"""Winning: the purchase is stored, and the farmer has the client with its first check-in, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning, check_amount
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services import consenting, proposing, receiving, segmenting
from pipeline_tui.services.passing import SALE, pass_on
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.telling_farmers import sale_brief
from pipeline_tui.storage import check_ins, clients, deals, hand_offs, passing_on, people, sight
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.winning import WON, Kept, Sale, keep, sell
from pipeline_tui.wording import tr


def win_deal(shop: Shop, viewer: Viewer, deal_id: int, said: Winning, *, act: str) -> Won:
    """Win a deal from any step; between tiers its client is handed to the farmer with a time limit."""
    sale, now = _sale(shop, said), shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, WON)
        if done is None:
            own = deals.own_open(tx, viewer, deal_id, now)
            return _won(tx, shop, _win(tx, shop, viewer, own, sale, said, act, now, made=False))
        return _won(tx, shop, done.detail)


def win_contact(shop: Shop, viewer: Viewer, contact_id: int, said: Winning, *, act: str) -> Won:
    """Win the contact itself, from any stage the viewer covers; a deal is opened where there is none."""
    sale, now = _sale(shop, said), shop.now()
    with shop.store.act() as tx:
        done: Seen | None = done_before(tx, viewer, act, WON)
        if done is not None:
            return _won(tx, shop, done.detail)
        sight.stage_in_sight(tx, viewer, contact_id, now)
        if deals.hand_off_waits(tx, contact_id):
            raise Refused(
                tr("This contact waits in the inbox"),
                tr("It was handed over and nobody accepted it yet; nothing was changed."),
                tr("Accept it first, then win its deal."),
            )
        deal_id = deals.open_of(tx, viewer, contact_id)
        made = deal_id is None
        if deal_id is None:
            deal_id = deals.open_deal(
                tx,
                viewer,
                contact_id,
                step=shop.playbook.deal_steps[-1].code,
                currency=sale.currency,
                now=now,
                title=sale.what,
            )
        own = deals.own_open(tx, viewer, deal_id, now)
        return _won(tx, shop, _win(tx, shop, viewer, own, sale, said, act, now, made=made))


def keeper_of(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, act: str) -> int:
    """Return who keeps a client that comes back from a deal; refused when nobody works as a farmer."""
    if viewer.covers(Stage.FARMING):
        return viewer.operator_id
    structure = shop.workspace.structure
    last = clients.last_farmer(tx, contact_id)
    if last is not None and any(one.id == last for one in people.covering(tx, structure, Stage.FARMING)):
        return last
    chosen = receiving.fairest(tx, shop, Stage.FARMING, act) or passing_on.least_loaded(
        tx, structure, Stage.FARMING, act
    )
    if chosen is None:
        raise receiving.nobody_works(Stage.FARMING)
    return chosen


def _sale(shop: Shop, said: Winning) -> Sale:
    """Return what was sold, checked and clean."""
    return Sale(
        check_amount(said.amount_minor),
        shop.workspace.currency,
        clean(said.what),
        shop.today(),
        said.delivered_on,
        said.follow_up_consent,
    )


def _win(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    own: OwnDeal,
    sale: Sale,
    said: Winning,
    act: str,
    now: datetime,
    *,
    made: bool,
) -> dict[str, Any]:
    role = viewer.role_for(own.stage)
    target = stage_after(own.stage, Move.WIN, role) if role else None
    if target is None:
        raise sight.not_on_your_desk()
    told = sale_brief(tx, shop, own, sale, said.brief)
    sold = sell(tx, viewer, own, sale, act, now, segment=shop.playbook.default_segment)
    passed = pass_on(
        tx,
        shop,
        viewer,
        own.contact_id,
        own.stage,
        target,
        act=act,
        kind=SALE,
        brief=told,
        to=said.farmer,
        deal_id=own.id,
    )
    first_on = proposing.first(tx, shop, passed.owner_id, sale.delivered_on or sale.bought_on)
    asked, until = consenting.own_words(tx, shop, own.contact_id), consenting.lasts(shop, now)
    kept = Kept(passed.owner_id, passed.hand_off_id, first_on, asked, until)
    detail = keep(tx, viewer, own, sale, sold, kept, act, now, made=made)
    segmenting.reckon(tx, shop, own.contact_id)
    return detail


def _won(tx: Tx, shop: Shop, detail: Mapping[str, Any]) -> Won:
    hand_off_id = detail.get("hand_off")
    return Won(
        deal=deals.deal(tx, detail["deal"], shop.now(), shop.playbook),
        purchase=clients.purchase(tx, detail["purchase"]),
        farmer=people.name_of(tx, detail["farmer"]) or receiving.the_team(),
        check_in=check_ins.check_in(tx, detail["check_in"], shop.today(), shop.playbook),
        hand_off_id=hand_off_id,
        limit_at=hand_offs.limit_of(tx, hand_off_id) if hand_off_id is not None else None,
    )
