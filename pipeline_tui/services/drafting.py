"""Keeping what is being typed, as it is typed."""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import calls, holds

LONGEST_NOTE = 4000


def keep_draft(shop: Shop, viewer: Viewer, token: str, draft: Draft) -> None:
    """Store what was typed for the contact in hand; raises HoldLost when it is no longer in hand."""
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        calls.keep_draft(tx, viewer.operator_id, hold.contact_id, cleaned(draft), now)


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
