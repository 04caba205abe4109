"""A farmer's shop for journeys: clients with check-ins before, on and after a Monday."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import check_ins, clients
from tests.shops import F, H, M, S, opened_line

ALONE = (("Anne", frozenset({S, H, F, M})),)
NAMES = ("Late", "Today", "Timed", "Soon")
_DUE = {"Late": -3, "Today": 0, "Timed": 0, "Soon": 2}


def shop_of_clients(folder: Path) -> Path:
    """Make a shop of one who keeps four clients and return its file."""
    with opened_line(folder, Structure.ONE_TIER, ALONE) as line:
        anne = line.viewer("Anne")
        for name in NAMES:
            contact = line.contact(name, stage=Stage.FARMING, owner=anne)
            due = line.shop.today() + timedelta(days=_DUE[name])
            at = line.at + timedelta(hours=1) if name == "Timed" else None
            with line.shop.store.act() as tx:
                clients.note_contact(tx, contact, line.at - timedelta(days=30), since=due)
                clients.set_segment(tx, contact, "B", by_hand=True)
                check_ins.plan(tx, contact, anne.operator_id, due, due_at=at)
        return line.shop.store.path
