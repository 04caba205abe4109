"""The hunter's deals: read, moved from step to step, given a next step, won or lost."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain import deal_steps
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hunting import Deal, DealCard
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.winning import keeper_of, win_contact, win_deal
from pipeline_tui.storage import clients, contact_lines, journal, timeline
from pipeline_tui.storage import deals as stored
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch
from pipeline_tui.storage.winning import LOST, lose

__all__ = ["deal_card", "deals", "lose_deal", "move_deal", "plan_next", "win_contact", "win_deal"]

MOVED, NEXT = "deal_moved", "deal_next"


def deals(shop: Shop, viewer: Viewer) -> tuple[Deal, ...]:
    """Return the viewer's open deals by the time of their next step; those without one come last."""
    with shop.store.read() as tx:
        return stored.open_deals(tx, viewer, shop.now(), shop.playbook)


def deal_card(shop: Shop, viewer: Viewer, deal_id: int) -> DealCard:
    """Return a deal with its brief, numbers, answers and all that was said before."""
    now = shop.now()
    with shop.store.read() as tx:
        contact_id = stored.contact_in_sight(tx, viewer, deal_id, now)
        lines = contact_lines.contact_lines(tx, contact_id)
        brief, promised_by = contact_lines.last_brief(tx, contact_id)
        return DealCard(
            deal=stored.deal(tx, deal_id, now, shop.playbook),
            brief=brief,
            promised_by=promised_by,
            numbers=contact_lines.number_lines(tx, contact_id, shop.workspace.secret),
            city=lines.city,
            zone=lines.zone,
            before=timeline.before(tx, contact_id, viewer.stages, language=shop.workspace.language),
            answers=contact_lines.answers(tx, contact_id, viewer.stages),
        )


def move_deal(shop: Shop, viewer: Viewer, deal_id: int, step: str, *, act: str) -> Deal:
    """Move a deal to another step of the playbook, forwards or backwards."""
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, MOVED):
            own = stored.own_open(tx, viewer, deal_id, now)
            target = deal_steps.move(shop.playbook.deal_steps, own.step, step)
            event = stored.change(
                tx, own, viewer.operator_id, act, now, "step", target.code, step=target.code, step_since=now
            )
            detail = {"deal": own.id, "event": event, "from": own.step, "to": target.code}
            journal.append(tx, viewer.operator_id, MOVED, act, now, own.contact_id, detail)
        return stored.own_deal(tx, viewer, deal_id, now, shop.playbook)


def plan_next(shop: Shop, viewer: Viewer, deal_id: int, do: str, at: datetime, *, act: str) -> Deal:
    """Say what is done next on a deal, and when (aware, in the future)."""
    now = shop.now()
    said = clean(do)
    if not said:
        raise UsageTrouble(
            "The next step says nothing", "", 'Say what you will do, for instance "send the offer".'
        )
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, NEXT):
            own = stored.own_open(tx, viewer, deal_id, now)
            if at <= now:
                raise UsageTrouble(
                    "That time has passed",
                    f"The next step was planned for {at.astimezone(shop.zone):%a %d %b %Y %H:%M}.",
                    "Give a time to come.",
                )
            event = stored.change(
                tx, own, viewer.operator_id, act, now, "next-step", said, next_do=said, next_at=at
            )
            detail = {"deal": own.id, "event": event, "at": epoch(at)}
            journal.append(tx, viewer.operator_id, NEXT, act, now, own.contact_id, detail)
        return stored.own_deal(tx, viewer, deal_id, now, shop.playbook)


def lose_deal(shop: Shop, viewer: Viewer, deal_id: int, reason: str, *, act: str, note: str = "") -> Deal:
    """Close a deal as lost, with one of the playbook's reasons.

    The contact leaves the line; a client whose further deal is lost goes back to the farmer.
    """
    known = {one.code: one for one in shop.playbook.lost_reasons}
    if reason not in known:
        raise UsageTrouble(
            f'"{clean(reason, limit=40)}" is no reason to lose a deal',
            f"The playbook knows {', '.join(known)}.",
            "Give one of these.",
            {"known": list(known)},
        )
    words = clean(note, limit=LONGEST_NOTE, multiline=True)
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, LOST):
            own = stored.own_open(tx, viewer, deal_id, now)
            stage, owner_id = _after_loss(tx, shop, viewer, own, act)
            name = known[reason].name(shop.workspace.language)
            said = f"{name}: {words}" if words else name
            lose(tx, viewer, own, stage, owner_id, act, now, reason=reason, note=words, said=said)
        return stored.own_deal(tx, viewer, deal_id, now, shop.playbook)


def _after_loss(tx: Tx, shop: Shop, viewer: Viewer, own: OwnDeal, act: str) -> tuple[Stage, int | None]:
    """Return where the contact goes, and whose it is there."""
    role = viewer.role_for(own.stage)
    repeat = clients.client(tx, own.contact_id) is not None
    target = stage_after(own.stage, Move.LOSE_REPEAT if repeat else Move.LOSE, role) if role else None
    if target is None:
        raise Refused(
            "This deal cannot be lost from here",
            f"The contact stands in {own.stage.value}.",
            "Hand the contact to the hunters first.",
        )
    if target is not Stage.FARMING:
        return target, None
    return target, keeper_of(tx, shop, viewer, own.contact_id, act)
