"""Selling without a deal: over the counter to a client or a walk-in, and giving money back.

A walk-in becomes a client with purchase and first check-in in one act; whoever is known is recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.farming import Purchase
from pipeline_tui.domain.newcomers import NewPerson, as_contact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Sold, check_amount, left_of, refund_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services import consenting, proposing, segmenting
from pipeline_tui.services.adding import grounds_of, keep_newcomer, refusal
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    acquaintances,
    check_ins,
    checks,
    clients,
    contact_lines,
    deals,
    journal,
    moves,
    passing_on,
    purchases,
    sight,
)
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

SOLD, REFUNDED = "sold", "refunded"


@dataclass(frozen=True, slots=True)
class _Sale:
    amount_minor: int
    what: str
    on: date  # in the shop's zone
    agreed: bool  # to follow-up calls
    act: str


def book_sale(
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    amount_minor: int,
    *,
    act: str,
    what: str = "",
    on: date | None = None,
    follow_up_consent: bool = False,
) -> Sold:
    """Book what a client of the viewer bought, today unless ``on`` names an earlier day.

    The client was spoken to if it was today; a check-in is planned where none is. One with whom a further
    deal is open may buy beside it, from who farms as well.
    """
    sale, now = _sale(shop, amount_minor, what, on, follow_up_consent, act), shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SOLD)
        if done is None:
            stage = sight.stage_in_sight(tx, viewer, contact_id, now)
            if stage is not Stage.FARMING and not _buys_beside(tx, viewer, contact_id):
                raise Refused(
                    tr("Not a client yet"),
                    tr("The first purchase of a contact is a win; nothing was booked."),
                    tr("W wins the contact from any stage you work."),
                )
            detail = _book(tx, shop, viewer, contact_id, sale, now)
            journal.append(tx, viewer.operator_id, SOLD, act, now, contact_id, detail)
            return _sold(tx, shop, contact_id, detail)
        return _sold(tx, shop, contact_id, done.detail)


def sell_to_walk_in(
    shop: Shop,
    viewer: Viewer,
    person: NewPerson,
    amount_minor: int,
    *,
    act: str,
    what: str = "",
    another: bool | None = None,
    form: str = "",
    follow_up_consent: bool = False,
) -> Sold:
    """Book what somebody at the counter bought: client, purchase and first check-in in one act.

    Whoever is known by number or e-mail on the viewer's own desks, or waits free in the queue, is that
    client. Raises Refused when a colleague has them, when a deal with them is open, or ``needs`` "another"
    when only the name is alike.
    """
    if not viewer.covers(Stage.FARMING):
        raise Refused(
            tr("Clients are kept by the farmers"),
            tr("You do not work that stage; nothing was booked."),
            tr("Win a contact with W, or ask a farmer to book it."),
        )
    sale, now = _sale(shop, amount_minor, what, None, follow_up_consent, act), shop.now()
    new = as_contact(person, shop.workspace.country)
    new = replace(new, bases=grounds_of(person, Stage.FARMING, now))
    refused: Refused | None = None
    contact_id, detail = 0, dict[str, Any]()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SOLD)
        if done is not None:
            return _sold(tx, shop, done.contact_id or 0, done.detail)
        found = acquaintances.acquaintance(tx, new)
        refused = refusal(tx, viewer, found, now, another=another)
        if refused is not None or found.same is not None:
            many = checks.log(
                tx, shop.workspace.secret, viewer, new, form or act, now, known=found.line_is_known
            )
            refused = many or refused
        if refused is None:
            if found.same is not None and (found.certain or not another):
                contact_id = found.same.contact_id
                detail = _to_known(tx, shop, viewer, contact_id, sale, now)
            else:
                contact_id, made = keep_newcomer(
                    tx,
                    shop,
                    viewer,
                    new,
                    Stage.FARMING,
                    person,
                    found,
                    act,
                    now,
                    first_on=proposing.first(tx, shop, viewer.operator_id, sale.on),
                )
                detail = {**made, **_book(tx, shop, viewer, contact_id, sale, now), "known": False}
            journal.append(tx, viewer.operator_id, SOLD, act, now, contact_id, detail)
            return _sold(tx, shop, contact_id, detail)
    raise refused


def refund(
    shop: Shop,
    viewer: Viewer,
    purchase_id: int,
    amount_minor: int | None = None,
    *,
    reason: str,
    act: str,
) -> Sold:
    """Give back what was paid for a purchase, or part of it (above zero), with the reason."""
    words, now, today = clean(reason), shop.now(), shop.today()
    if not words:
        raise UsageTrouble(
            tr("A refund needs a reason"), tr("It stands beside the amount."), tr("Say why in a few words.")
        )
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, REFUNDED)
        if done is None:
            paid = purchases.in_sight(tx, viewer, purchase_id, now)
            back = refund_of(paid.amount_minor, paid.refunds, amount_minor)
            refund_id = clients.add_purchase(
                tx,
                paid.contact_id,
                viewer.operator_id,
                today,
                -back,
                paid.currency,
                what=paid.what,
                refund_of=paid.id,
                reason=words,
            )
            known = clients.client(tx, paid.contact_id)
            detail: dict[str, Any] = {
                "purchase": refund_id,
                "of": paid.id,
                "amount": -back,
                "before": {"segment": known.segment if known else ""},
                "segment": segmenting.reckon(tx, shop, paid.contact_id),
            }
            journal.append(tx, viewer.operator_id, REFUNDED, act, now, paid.contact_id, detail)
            contact_id = paid.contact_id
        else:
            contact_id, detail = done.contact_id or 0, done.detail
        whole = clients.purchase(tx, detail["of"])
        left = left_of(whole.amount_minor, purchases.refunds_of(tx, whole.id))
        return replace(_sold(tx, shop, contact_id, detail), left_minor=left)


def purchases_of(shop: Shop, viewer: Viewer, contact_id: int) -> tuple[Purchase, ...]:
    """Return what a contact on the viewer's desk bought and was given back, newest first."""
    with shop.store.read() as tx:
        sight.stage_in_sight(tx, viewer, contact_id, shop.now())
        return clients.purchases(tx, contact_id)


def _sale(shop: Shop, amount_minor: int, what: str, on: date | None, agreed: bool, act: str) -> _Sale:
    today = shop.today()
    if on is not None and on > today:
        raise UsageTrouble(
            tr("That day is still to come"),
            tr("{on} is after today.", on=on.isoformat()),
            tr("Give today or before."),
        )
    return _Sale(check_amount(amount_minor), clean(what), on or today, agreed, act)


def _buys_beside(tx: Tx, viewer: Viewer, contact_id: int) -> bool:
    """Return whether somebody is a client already, whom their keeper also negotiates with."""
    return viewer.covers(Stage.FARMING) and clients.client(tx, contact_id) is not None


def _book(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, sale: _Sale, now: datetime) -> dict[str, Any]:
    """Store the purchase and what follows from it; returns what undo needs."""
    known = clients.client(tx, contact_id)
    purchase_id = clients.add_purchase(
        tx,
        contact_id,
        viewer.operator_id,
        sale.on,
        sale.amount_minor,
        shop.workspace.currency,
        what=sale.what,
    )
    if known is None or sale.on == shop.today():
        clients.note_contact(tx, contact_id, now, segment=shop.playbook.default_segment, since=sale.on)
    purchases.since(tx, contact_id, sale.on)
    if sale.agreed:
        consenting.note_agreed(tx, shop, viewer, contact_id, sale.act, now)
    segmenting.reckon(tx, shop, contact_id)
    planned, due_on = None, proposing.first(tx, shop, viewer.operator_id, sale.on)
    kept = Stage(moves.image(tx, contact_id)["stage"]) is Stage.FARMING  # else the deal comes first
    if kept and check_ins.next_of(tx, contact_id) is None:
        planned = check_ins.plan(tx, contact_id, viewer.operator_id, due_on)
    return {
        "purchase": purchase_id,
        "amount": sale.amount_minor,
        "known": True,
        "consent": sale.agreed,
        "check_in": planned,
        "due_on": due_on.isoformat(),
        "before": {"client": known.image if known else None, "position": None},
    }


def _to_known(
    tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, sale: _Sale, now: datetime
) -> dict[str, Any]:
    """Book the sale of somebody known, who is the viewer's client from now on."""
    before = moves.image(tx, contact_id)
    if Stage(before["stage"]) is Stage.FARMING or (
        before["owner_id"] == viewer.operator_id and _buys_beside(tx, viewer, contact_id)
    ):
        return _book(tx, shop, viewer, contact_id, sale, now)
    if deals.open_of(tx, viewer, contact_id) is not None or deals.hand_off_waits(tx, contact_id):
        raise Refused(
            tr("A deal with this contact is open"),
            tr("Its first purchase ends it; nothing was booked."),
            tr("Win the deal with W on your desk."),
        )
    passing_on.move_on(tx, viewer, contact_id, now, Stage.FARMING, viewer.operator_id)
    detail = _book(tx, shop, viewer, contact_id, sale, now)
    detail["before"]["position"] = before
    return detail


def _sold(tx: Tx, shop: Shop, contact_id: int, detail: dict[str, Any]) -> Sold:
    planned = check_ins.next_of(tx, contact_id)
    return Sold(
        purchase=clients.purchase(tx, detail["purchase"]),
        contact_id=contact_id,
        name=contact_lines.name_of(tx, contact_id),
        known=detail.get("known", True),
        consent=bool(detail.get("consent")),
        check_in=check_ins.check_in(tx, planned, shop.today(), shop.playbook) if planned else None,
    )
