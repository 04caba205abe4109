"""Takes a change of structure back: the tiers as they were, and the work with who had it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.restructuring import uncovered
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import loads, out_of_place, people, workspaces
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_structure_set(tx: Tx, _viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Group the stages as before; what was worked on since stays with who did, if they still may."""
    workspace = workspaces.read_workspace(tx)
    before, after = Structure(entry.detail["before"]), Structure(entry.detail["after"])
    if workspace is None or workspace.structure is not after:
        raise built_on(tr("The structure was changed again since."))
    if loads.under_way(tx):
        raise built_on(tr("A list is being loaded; wait until it is in."))
    crew = people.operators(tx)
    if uncovered(before, crew):
        raise built_on(tr("Who works here was changed since: a stage would be nobody's."))
    workspaces.set_structure(tx, before)
    out_of_place.give_back(tx, entry.act)
    # What others took up, or made, meanwhile may be out of place under the old tiers.
    who_works = out_of_place.works(before, crew)
    left = out_of_place.misplaced(tx, who_works)
    today = now.astimezone(ZoneInfo(workspace.zone)).date()
    out_of_place.give(tx, entry.act, out_of_place.shared(tx, left, who_works, today))
    idle, _ = out_of_place.held(tx, who_works)
    out_of_place.let_go(tx, entry.act, idle)
    return NOBODY


REVERTS: dict[str, Revert] = {"structure_set": revert_structure_set}
