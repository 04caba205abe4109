"""The farmers' report: clients, check-ins kept and missed, satisfaction, what is due, repeat deals."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from pipeline_tui.domain.caring import FarmingRow
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.claiming import needs_stage
from pipeline_tui.services.knowing_clients import habits_kept
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import farming_figures, people
from pipeline_tui.storage.store import Tx

LOOKS_BACK = timedelta(days=90)


def farming(shop: Shop, viewer: Viewer) -> tuple[FarmingRow, ...]:
    """Return a row for each farmer, as a manager reads it; a farmer reads their own."""
    if not viewer.is_manager:
        needs_stage(viewer, Stage.FARMING)
    with shop.store.read() as tx:
        every = people.covering(tx, shop.workspace.structure, Stage.FARMING)
        mine = every if viewer.is_manager else [one for one in every if one.id == viewer.operator_id]
        return tuple(_row(tx, shop, one) for one in mine)


def _row(tx: Tx, shop: Shop, farmer: Operator) -> FarmingRow:
    today = shop.today()
    told = farming_figures.figures(tx, farmer.id, today - LOOKS_BACK, today)
    habits = habits_kept(tx, shop, Viewer.of(farmer, shop.workspace.structure))
    return FarmingRow(
        farmer=farmer.name,
        clients=sum(number for _, number in told.by_segment),
        by_segment=told.by_segment,
        kept=told.kept,
        late=told.late,
        missed=told.missed,
        satisfaction=float(median(told.scores)) if told.scores else None,
        due=sum(not one.silent for one in habits),
        silent=sum(one.silent for one in habits),
        complaints=told.complaints,
        repeat_deals=told.repeat_deals,
        repeat_won=told.repeat_won,
    )
