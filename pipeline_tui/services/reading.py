"""Reading without acting: a contact's card, and one's own day."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.custom_fields import visible
from pipeline_tui.domain.desk import Figures, nothing_said
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.answering_access import note_look
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import check_ins, contact_lines, day_figures, deals, own_figures, sight, timeline
from pipeline_tui.storage.store import Tx


def contact_card(shop: Shop, viewer: Viewer, contact_id: int) -> ContactCard:
    """Return a contact of the viewer's desk.

    A manager reads any other contact too: who it is, where it stands, when something happened; numbers and
    addresses covered, and no word of what was said.
    """
    with shop.store.read() as tx:
        own = sight.sees(tx, viewer, contact_id, shop.now())
        if not own and not (viewer.is_manager and sight.exists(tx, contact_id)):
            raise sight.not_on_your_desk()
        card = _card(tx, shop, viewer, contact_id, own=own)
    note_look(shop, viewer, contact_id, "contact")
    return card


def figures(shop: Shop, viewer: Viewer) -> Figures:
    """Return the viewer's day since midnight in the shop's zone, and what is usual by this time of day."""
    today = day_bounds(shop.today(), shop.workspace.zone)
    with shop.store.read() as tx:
        counted = day_figures.figures(tx, viewer, today, shop.now(), shop.today())
        days = own_figures.days_worked(tx, viewer.operator_id, shop.today(), shop.workspace.zone)
        clock = shop.now().astimezone(shop.zone).time()
        usual = own_figures.usual_by(tx, viewer.operator_id, days, clock, shop.workspace.zone)
    return replace(counted, usual=usual)


def _card(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, *, own: bool) -> ContactCard:
    lines = contact_lines.contact_lines(tx, contact_id)
    brief, _ = contact_lines.last_brief(tx, contact_id)
    language = shop.workspace.language
    return ContactCard(
        contact_id=contact_id,
        name=lines.name,
        spoken=lines.spoken,
        civility=lines.civility,
        first_name=lines.first_name,
        last_name=lines.last_name,
        firm=lines.firm,
        role=lines.role,
        language=lines.language,
        country=lines.country,
        city=lines.city,
        zone=lines.zone,
        stage=lines.stage,
        owner=lines.owner,
        lists=contact_lines.list_names(tx, contact_id),
        source=lines.source,
        preferred_hours=lines.preferred_hours,
        created_at=lines.created_at,
        numbers=contact_lines.number_lines(tx, contact_id, shop.workspace.secret, mask=not own),
        emails=contact_lines.emails(tx, contact_id) if own else (),
        grounds=contact_lines.grounds(tx, contact_id),
        answers=visible(
            shop.playbook.custom_fields, viewer.stages, contact_lines.answers(tx, contact_id, viewer.stages)
        )
        if own
        else nothing_said(),
        brief=brief if own else nothing_said(),
        before=timeline.before(tx, contact_id, viewer.stages, language=language, texts=own),
        deal_id=deals.open_of(tx, viewer, contact_id) if own else None,
        check_in_id=check_ins.next_of(tx, contact_id) if own else None,
        masked=not own,
    )
