"""Answering a person who asks what is stored about them: everything, once, and that it was read."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.personal_data import LookedAt, PersonalData
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import contact_lines, journal, looks, personal_data, sight
from pipeline_tui.storage.replays import done_before

EXPORTED, LOOKED = "person_exported", "looks_read"


def export_person(shop: Shop, viewer: Viewer, contact_id: int, *, act: str) -> PersonalData:
    """Return everything that is stored about one person, numbers in full; for managers, and logged."""
    needs_manager(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        if not sight.exists(tx, contact_id):
            raise sight.not_on_your_desk()
        if not done_before(tx, viewer, act, EXPORTED):
            looks.note(tx, viewer.operator_id, contact_id, "export", shop.today(), now)
            journal.append(tx, viewer.operator_id, EXPORTED, act, now, contact_id)
        return PersonalData(
            contact_id, contact_lines.name_of(tx, contact_id), now, personal_data.everything(tx, contact_id)
        )


def who_looked(shop: Shop, viewer: Viewer, contact_id: int, *, act: str) -> LookedAt:
    """Return who read a card of a person, had them in hand or exported them; for managers, and logged."""
    needs_manager(viewer)
    with shop.store.act() as tx:
        if not sight.exists(tx, contact_id):
            raise sight.not_on_your_desk()
        if not done_before(tx, viewer, act, LOOKED):
            journal.append(tx, viewer.operator_id, LOOKED, act, shop.now(), contact_id)
        return LookedAt(contact_id, contact_lines.name_of(tx, contact_id), looks.of(tx, contact_id))


def note_look(shop: Shop, viewer: Viewer, contact_id: int, door: str) -> None:
    """Remember that a card was read; one that is read again within minutes writes nothing."""
    now, today = shop.now(), shop.today()
    with shop.store.read() as tx:
        if looks.lately(tx, viewer.operator_id, contact_id, door, today, now):
            return
    with shop.store.act() as tx:
        looks.note(tx, viewer.operator_id, contact_id, door, today, now)
