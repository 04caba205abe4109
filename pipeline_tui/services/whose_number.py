"""From a number, as typed at the shell, to the one person it stands for."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import read_number
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import contact_lines, look_ups, sight
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def contact_of(shop: Shop, viewer: Viewer, number: str, which: int | None = None) -> int:
    """Return whose number it is, among those on the viewer's desk; a manager knows everybody.

    ``which`` is the contact meant where several answer to it. Who is hidden answers like who does not exist.
    """
    e164 = read_number(number, shop.workspace.country).e164
    with shop.store.read() as tx:
        known = [one for one in look_ups.with_number(tx, e164) if may_know(tx, shop, viewer, one)]
        if which is not None:
            known = [one for one in known if one == which]
        if not known:
            raise Refused(
                tr("Nobody has this number"),
                tr("Nobody whom you may know has this number; nothing was changed."),
                tr("Look at the number again."),
            )
        if len(known) > 1:
            named = {one: contact_lines.name_of(tx, one) for one in known}
    if len(known) > 1:
        raise UsageTrouble(
            tr("Several people have this number"),
            ", ".join(f"{one}: {name}" for one, name in named.items()),
            tr("Add --contact ID."),
            {"needs": "contact", "contacts": known},
        )
    return known[0]


def may_know(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int) -> bool:
    """Return whether the viewer may read what is recorded about a contact's rights."""
    if viewer.is_manager:
        return sight.exists(tx, contact_id)
    return sight.sees(tx, viewer, contact_id, shop.now())
