"""Winning: the purchase is stored, and the farmer has the client with its first check-in, in one act."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.domain.text import clean
from pipeline_tui.services import proposing, segmenting
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import check_ins, clients, deals, passing_on, people, sight
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.winning import WON, Keeping, Sale, win


def win_deal(
    shop: Shop,
    viewer: Viewer,
    deal_id: int,
    amount_minor: int,
    *,
    act: str,
    what: str = "",
    delivered_on: date | None = None,
    farmer: str | None = None,
    follow_up_consent: bool = False,
) -> Won:
    """Win a deal from any step.

    ``amount_minor`` is in the shop's currency. The client goes to ``farmer``, else to the viewer who covers
    farming, else to the one who keeps the client already, else to the farmer with the fewest clients.
    """
    sale = _sale(shop, amount_minor, what, delivered_on, follow_up_consent)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, WON)
        if done is None:
            own = deals.own_open(tx, viewer, deal_id, now)
            return _won(tx, shop, _win(tx, shop, viewer, own, sale, farmer, act, now, made=False))
        return _won(tx, shop, done.detail)


def win_contact(
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    amount_minor: int,
    *,
    act: str,
    what: str = "",
    delivered_on: date | None = None,
    farmer: str | None = None,
    follow_up_consent: bool = False,
) -> Won:
    """Win the contact itself, from any stage the viewer covers; a deal is opened where there is none."""
    sale = _sale(shop, amount_minor, what, delivered_on, follow_up_consent)
    now = shop.now()
    with shop.store.act() as tx:
        done: Seen | None = done_before(tx, viewer, act, WON)
        if done is not None:
            return _won(tx, shop, done.detail)
        sight.stage_in_sight(tx, viewer, contact_id, now)
        if deals.hand_off_waits(tx, contact_id):
            raise Refused(
                "This contact waits in the inbox",
                "It was handed over and nobody accepted it yet; nothing was changed.",
                "Accept it first, then win its deal.",
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
        return _won(tx, shop, _win(tx, shop, viewer, own, sale, farmer, act, now, made=made))


def keeper_of(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, act: str, named: str | None = None) -> int:
    """Return who keeps a client from now on; refused when nobody works as a farmer."""
    structure = shop.workspace.structure
    if named is not None:
        return _named_farmer(tx, shop, named)
    if viewer.covers(Stage.FARMING):
        return viewer.operator_id
    last = clients.last_farmer(tx, contact_id)
    if last is not None and any(one.id == last for one in people.covering(tx, structure, Stage.FARMING)):
        return last
    chosen = passing_on.least_loaded(tx, structure, Stage.FARMING, act)
    if chosen is None:
        raise Refused(
            "Nobody would keep this client",
            "No active operator works as a farmer; nothing was changed.",
            'Ask the manager to add one: pipeline-tui people add "NAME:farmer".',
        )
    return chosen


def _named_farmer(tx: Tx, shop: Shop, name: str) -> int:
    found = people.named(tx, name)
    structure = shop.workspace.structure
    if found is None or not found.active or Stage.FARMING not in stages_covered(structure, found.roles):
        known = ", ".join(one.name for one in people.covering(tx, structure, Stage.FARMING))
        raise UsageTrouble(
            f"{clean(name, limit=40)} is no farmer here",
            f"Farmers: {known or 'nobody'}.",
            "Name one of these, or leave it to the fair choice.",
        )
    return found.id


def _sale(shop: Shop, amount_minor: int, what: str, delivered_on: date | None, consent: bool) -> Sale:
    if amount_minor <= 0:
        raise UsageTrouble("A sale needs an amount", "It must be more than nothing.", "Give what was paid.")
    return Sale(amount_minor, shop.workspace.currency, clean(what), shop.today(), delivered_on, consent)


def _win(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    own: OwnDeal,
    sale: Sale,
    farmer: str | None,
    act: str,
    now: datetime,
    *,
    made: bool,
) -> dict[str, object]:
    role = viewer.role_for(own.stage)
    target = stage_after(own.stage, Move.WIN, role) if role else None
    if target is None:
        raise sight.not_on_your_desk()
    farmer_id = keeper_of(tx, shop, viewer, own.contact_id, act, farmer)
    keeping = Keeping(
        stage=target,
        farmer_id=farmer_id,
        segment=shop.playbook.default_segment,
        first_on=proposing.first(tx, shop, farmer_id, sale.delivered_on or sale.bought_on),
    )
    detail = win(tx, viewer, own, sale, keeping, act, now, made=made)
    segmenting.reckon(tx, shop, own.contact_id)
    return detail


def _won(tx: Tx, shop: Shop, detail: dict[str, object]) -> Won:
    deal_id, purchase_id, farmer_id, check_in_id = (
        int(str(detail[key])) for key in ("deal", "purchase", "farmer", "check_in")
    )
    return Won(
        deal=deals.deal(tx, deal_id, shop.now(), shop.playbook),
        purchase=clients.purchase(tx, purchase_id),
        farmer=people.name_of(tx, farmer_id),
        check_in=check_ins.check_in(tx, check_in_id, shop.today(), shop.playbook),
    )
