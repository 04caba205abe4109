"""The people of the shop at a glance: who is there, who is away, and what waits for each."""

from __future__ import annotations

from pipeline_tui.domain.open_work import OpenWork
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, floor, open_work, people


def staff(shop: Shop, viewer: Viewer) -> tuple[OnStaff, ...]:
    """Return everybody with a role, in the order they came; those who left stand last."""
    needs_manager(viewer)
    now, today, structure = shop.now(), shop.today(), shop.workspace.structure
    with shop.store.read() as tx:
        there = {one.operator_id: one.state.value for one in floor.present(tx, now)}
        waits = open_work.counted(tx)
        coming = {one.operator_id: one for one in reversed(absences.between(tx, today, None))}
        known = people.operators(tx)
    told = []
    for one in sorted(known, key=lambda person: not person.active):
        absence = coming.get(one.id)
        told.append(
            OnStaff(
                one,
                stages_covered(structure, one.roles),
                there.get(one.id, ""),
                away=absence is not None and absence.covers(today),
                away_from=absence.from_on if absence else None,
                away_to=absence.to_on if absence else None,
                work=waits.get(one.id, OpenWork()),
            )
        )
    return tuple(told)
