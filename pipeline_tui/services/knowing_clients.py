"""What is known of clients: the card of one, and what a farmer's day holds besides check-ins."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline_tui.domain.caring import Cares, ReorderLine, years_of
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.custom_fields import visible
from pipeline_tui.domain.farming import ClientCard
from pipeline_tui.domain.needs import need_lines
from pipeline_tui.domain.occasions import Coming, coming
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.reorder import habit, urgency
from pipeline_tui.domain.shop_dates import BOUGHT_AFTER, BOUGHT_BEFORE, DateComing
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import consenting
from pipeline_tui.services.answering_access import note_look
from pipeline_tui.services.claiming import needs_stage
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    check_ins,
    client_facts,
    clients,
    complaints,
    contact_lines,
    needs,
    occasions,
    sight,
    timeline,
)
from pipeline_tui.storage.store import Tx


def client_card(shop: Shop, viewer: Viewer, contact_id: int) -> ClientCard:
    """Return everything about one client on one screen."""
    now, today, at_home = shop.now(), shop.today(), shop.workspace
    with shop.store.read() as tx:
        stage = sight.stage_in_sight(tx, viewer, contact_id, now)
        lines = contact_lines.contact_lines(tx, contact_id)
        known = clients.client(tx, contact_id)
        segment = shop.playbook.segment(known.segment if known else "")
        bought = clients.purchases(tx, contact_id)
        planned = check_ins.next_of(tx, contact_id)
        brief, _ = contact_lines.last_brief(tx, contact_id)
        complaint = complaints.open_of(tx, contact_id)
        last = local_day(known.last_contact, at_home.zone) if known and known.last_contact else None
        card = ClientCard(
            contact_id=contact_id,
            name=lines.name,
            spoken=lines.spoken,
            firm=lines.firm,
            city=lines.city,
            zone=lines.zone,
            segment=segment.code,
            days=segment.days,
            segment_by_hand=known.by_hand if known else False,
            since=known.since if known else None,
            numbers=contact_lines.number_lines(tx, contact_id, at_home.secret),
            purchases=bought,
            total_minor=sum(one.amount_minor for one in bought),
            currency=at_home.currency,
            answers=visible(
                shop.playbook.custom_fields,
                viewer.stages,
                contact_lines.answers(tx, contact_id, viewer.stages),
            ),
            before=timeline.before(tx, contact_id, viewer.stages, language=at_home.language),
            last_contact=known.last_contact if known else None,
            next_check_in=check_ins.check_in(tx, planned, today, shop.playbook) if planned else None,
            brief=brief,
            stage=stage,
            complaint=complaint,
            needs=need_lines(
                shop.playbook.needs, needs.said(tx, contact_id, viewer.stages), at_home.language, today
            ),
            promises=client_facts.promises(tx, contact_id, viewer.stages),
            occasions=coming(
                [(one, lines.name, last) for one in occasions.of_client(tx, contact_id)],
                today,
                selling=complaint is None,
            ),
            satisfaction=client_facts.scores(tx, contact_id),
            years=years_of(((one.on, one.amount_minor) for one in bought), today),
            habit=habit(one.on for one in bought if one.amount_minor > 0),
            brought=client_facts.brought(tx, viewer, contact_id, now),
            named_by=client_facts.named_by(tx, viewer, contact_id, now),
            consent_wanted=consenting.wanted(tx, shop, contact_id),
        )
    note_look(shop, viewer, contact_id, "client")
    return card


def cares(shop: Shop, viewer: Viewer) -> Cares:
    """Return what the viewer's clients need besides check-ins: complaints, dates near, habits."""
    needs_stage(viewer, Stage.FARMING)
    now = shop.now()
    with shop.store.read() as tx:
        return Cares(
            complaints=complaints.open_of_viewer(tx, viewer, now),
            occasions=tuple(one for one in _coming(tx, shop, viewer) if one.due),
            dates=_dates(tx, shop, viewer),
            reorders=habits_kept(tx, shop, viewer),
        )


def occasions_of(shop: Shop, viewer: Viewer) -> tuple[Coming, ...]:
    """Return every yearly date of the viewer's clients, nearest first."""
    needs_stage(viewer, Stage.FARMING)
    with shop.store.read() as tx:
        return _coming(tx, shop, viewer)


def _coming(tx: Tx, shop: Shop, viewer: Viewer) -> tuple[Coming, ...]:
    zone, today = shop.workspace.zone, shop.today()
    made: list[Coming] = []
    for one, name, last, complains in occasions.of_viewer(tx, viewer, shop.now()):
        last_on = local_day(last, zone) if last is not None else None
        made += coming([(one, name, last_on)], today, selling=not complains)
    return tuple(sorted(made, key=lambda each: (each.on, each.name, each.occasion.id)))


def _dates(tx: Tx, shop: Shop, viewer: Viewer) -> tuple[DateComing, ...]:
    today, language = shop.today(), shop.workspace.language
    made = []
    for one in shop.playbook.shop_dates:
        on = one.next_on(today)
        left = (on - today).days
        if not one.holds_in(shop.workspace.country) or left > one.lead_days:
            continue
        last: date = one.last_time(on)
        since = on - timedelta(days=one.lead_days)
        who = client_facts.buyers(tx, viewer, shop.now(), last - BOUGHT_BEFORE, last + BOUGHT_AFTER, since)
        made.append(DateComing(one.code, one.name(language), on, left, last, who))
    return tuple(sorted(made, key=lambda each: each.on))


def habits_kept(tx: Tx, shop: Shop, viewer: Viewer) -> tuple[ReorderLine, ...]:
    """Return the viewer's clients who are due to buy by their own habit, or silent: these first."""
    today, made = shop.today(), []
    for contact_id, name, firm, segment, days in client_facts.bought_on(tx, viewer, shop.now()):
        own = habit(days)
        if own is None or not (own.silent(today) or own.due(today)):
            continue
        line = ReorderLine(
            contact_id=contact_id,
            name=name,
            firm=firm,
            segment=shop.playbook.segment(segment).code,
            gap=own.gap,
            last_on=own.last_on,
            due_on=own.due_on,
            days_left=own.days_left(today),
            silent=own.silent(today),
            times=own.times(today),
        )
        made.append((urgency(own, today), name, line))
    return tuple(line for _, _, line in sorted(made, key=lambda each: each[:2]))
