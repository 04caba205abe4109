"""Keeping what is being typed, as it is typed, and what was typed when a contact left the desk."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.desk import LONGEST_NOTE, Desk, Draft, LeftDesk
from pipeline_tui.domain.errors import HoldLost, NothingToDo
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import desks, drafts, holds, journal
from pipeline_tui.wording import tr


def keep_draft(shop: Shop, viewer: Viewer, token: str, draft: Draft) -> None:
    """Store what was typed for the contact in hand; raises HoldLost when it is no longer in hand."""
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        drafts.keep_draft(tx, viewer.operator_id, hold.contact_id, cleaned(draft), now, token)


def keep_late(shop: Shop, viewer: Viewer, token: str, draft: Draft, *, typed_at: datetime) -> LeftDesk:
    """Keep what was typed in a hold that has ended, and say what became of its contact.

    ``token`` names a hold that was the viewer's, and only the viewer's own draft is written; nothing of the
    contact changes. Raises HoldLost when the token never was theirs.
    """
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        entry = journal.seen(tx, token)
        if entry is None or entry.operator_id != me or entry.contact_id is None:
            raise HoldLost(
                tr("This hold was never yours"), tr("Nothing was changed."), tr("Take the next contact.")
            )
        contact_id, typed_at = entry.contact_id, min(typed_at, now)
        if not draft.empty:
            drafts.keep_draft(tx, me, contact_id, cleaned(draft), typed_at, token, ended=True)
        return LeftDesk(
            kept=not draft.empty,
            worked_on=drafts.overtaken_since(tx, me, contact_id, token, typed_at),
            in_another_hand=drafts.held_by_another(tx, me, contact_id, now),
        )


def use_kept(shop: Shop, viewer: Viewer, token: str) -> Desk:
    """Take up the draft kept aside for the contact in hand. Raises NothingToDo when there is none."""
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        hold = holds.held_with(tx, me, token, now)
        if not drafts.take_up(tx, me, hold.contact_id, now, token):
            raise _nothing_kept()
        return desks.read_desk(tx, viewer, hold, shop.method, now)


def drop_kept(shop: Shop, viewer: Viewer, token: str) -> None:
    """Forget the draft that was kept aside for the contact in hand."""
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        hold = holds.held_with(tx, me, token, now)
        if not drafts.drop_offered(tx, me, hold.contact_id):
            raise _nothing_kept()


def cleaned(draft: Draft) -> Draft:
    """Return the draft with every text made harmless."""
    return Draft(
        note=clean(draft.note, limit=LONGEST_NOTE, multiline=True),
        path=tuple(clean(step) for step in draft.path),
        answers=MappingProxyType(
            {clean(key): clean(value, limit=400) for key, value in draft.answers.items()}
        ),
        brief=MappingProxyType({clean(key): clean(value, limit=400) for key, value in draft.brief.items()}),
        unsaid=tuple(clean(line, limit=400) for line in draft.unsaid),
    )


def _nothing_kept() -> NothingToDo:
    return NothingToDo(tr("No draft is kept for this contact"), tr("Nothing was changed."))
