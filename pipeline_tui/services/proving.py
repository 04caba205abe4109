"""Evidence for one number: how it was rung, on what ground, and what the gate knew each time."""

from __future__ import annotations

from pipeline_tui.domain.evidence import Evidence
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import read_number
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, proofs
from pipeline_tui.storage.replays import another_act, done_before

PROVED = "evidence_read"


def evidence(shop: Shop, viewer: Viewer, number: str, *, act: str) -> Evidence:
    """Return every attempt on a number as typed, with what the gate knew; for managers.

    No name comes back but those of operators. Who asked is in the journal.
    """
    needs_manager(viewer)
    e164 = read_number(number, shop.workspace.country).e164
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, PROVED)
        found = proofs.evidence(tx, e164, shop.workspace.secret, now)
        if done is not None and done.detail["number"] != found.hash:
            raise another_act()
        if done is None:
            detail = {"number": found.hash, "attempts": len(found.attempts)}
            journal.append(tx, viewer.operator_id, PROVED, act, now, None, detail)
    return found
