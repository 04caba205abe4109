"""The hunter's deals: read, moved from step to step, given a next step; how they end stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pipeline_tui.domain import deal_steps
from pipeline_tui.domain.custom_fields import visible
from pipeline_tui.domain.desk import PastCall
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.hunting import Deal, DealCard, Involved
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.answering_access import note_look
from pipeline_tui.services.giving import HOT
from pipeline_tui.services.losing import lose_deal
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.winning import win_contact, win_deal
from pipeline_tui.storage import contact_lines, involved, journal, timeline
from pipeline_tui.storage import deals as stored
from pipeline_tui.storage import offers as stored_offers
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr

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
        before = timeline.before(tx, contact_id, viewer.stages, language=shop.workspace.language)
        card = DealCard(
            deal=stored.deal(tx, deal_id, now, shop.playbook),
            brief=brief,
            promised_by=promised_by,
            numbers=contact_lines.number_lines(tx, contact_id, shop.workspace.secret),
            city=lines.city,
            zone=lines.zone,
            before=before,
            answers=visible(
                shop.playbook.custom_fields,
                viewer.stages,
                contact_lines.answers(tx, contact_id, viewer.stages),
            ),
            people=(
                *_colleagues(shop, viewer, before, promised_by),
                *involved.same_firm(tx, viewer, contact_id, now),
            ),
            offers=stored_offers.on_the_card(tx, viewer, deal_id),
        )
    note_look(shop, viewer, contact_id, "deal")
    return card


def _colleagues(shop: Shop, viewer: Viewer, before: Sequence[PastCall], gave: str) -> tuple[Involved, ...]:
    """Return who gave the contact, and who else talked to them, as far as that travels to the viewer."""
    talked: dict[str, datetime] = {}
    for past in before:
        outcome = shop.playbook.outcome(past.what)
        if past.who and (past.what == HOT or (outcome is not None and outcome.reached)):
            talked.setdefault(past.who, past.at)
    others = [Involved(who, "talked", at=at) for who, at in talked.items() if who not in (viewer.name, gave)]
    given = [Involved(gave, "gave", at=talked.get(gave))] if gave and gave != viewer.name else []
    return (*given, *others)


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
            tr("The next step says nothing"), "", tr('Say what you will do, for instance "send the offer".')
        )
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, NEXT):
            own = stored.own_open(tx, viewer, deal_id, now)
            if at <= now:
                raise UsageTrouble(
                    tr("That time has passed"),
                    tr("The next step was planned for {at:%a %d %b %Y %H:%M}.", at=at.astimezone(shop.zone)),
                    tr("Give a time to come."),
                )
            event = stored.change(
                tx, own, viewer.operator_id, act, now, "next-step", said, next_do=said, next_at=at
            )
            detail = {"deal": own.id, "event": event, "at": epoch(at)}
            journal.append(tx, viewer.operator_id, NEXT, act, now, own.contact_id, detail)
        return stored.own_deal(tx, viewer, deal_id, now, shop.playbook)
