"""What somebody is at this moment: their roles, and how the stages are grouped.

A program that runs took its viewer when they signed in; who works what may have changed since. Whatever is
stored asks here, inside its own transaction, so that no act rests on rights that are gone.
"""

from __future__ import annotations

from pipeline_tui.domain.errors import LineChanged
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

_NOW = """SELECT (SELECT structure FROM workspace WHERE id = 1),
  (SELECT GROUP_CONCAT(r.role) FROM operator_role r JOIN operator o ON o.id = r.operator_id
   WHERE r.operator_id = :me AND o.active = 1)"""


def as_it_is(tx: Tx, viewer: Viewer) -> Viewer:
    """Return the viewer as they would sign in now; the same one when nothing changed."""
    structure, roles = tx.one(_NOW, {"me": viewer.operator_id}) or (None, None)
    held = frozenset(Role(role) for role in (roles or "").split(",") if role)
    if structure is None or (structure == viewer.structure.value and held == viewer.roles):
        return viewer
    grouped = Structure(structure)
    return Viewer(viewer.operator_id, viewer.name, held, grouped, stages_covered(grouped, held))


def require(tx: Tx, viewer: Viewer) -> None:
    """Refuse an act of somebody whose stages are no longer what the act rests on."""
    now = as_it_is(tx, viewer)
    if now.stages == viewer.stages and now.is_manager == viewer.is_manager:
        return
    stages = [stage.value for stage in Stage if stage in now.stages]
    raise LineChanged(
        tr("Your stages were changed a moment ago"),
        tr(
            "You work {stages} now; nothing was changed.", stages=", ".join(map(tr, stages)) or tr("no stage")
        ),
        tr("The desk follows at once: do it again where it is still yours."),
        {"stages": stages},
    )
