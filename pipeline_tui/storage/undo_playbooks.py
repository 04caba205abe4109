"""Takes back the adoption of a playbook: the version before holds again, and none is changed."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import own_rules, playbook_versions
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert
from pipeline_tui.wording import tr


def revert_adopted(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let the version before hold again; desks take it up between two calls."""
    number, before = entry.detail["playbook"], entry.detail["before"]
    if not playbook_versions.holds_by(tx, number, viewer.operator_id):
        raise Refused(
            tr("The playbook was changed again since"),
            tr(
                "Version {standing} holds now. Nothing was taken back.",
                standing=playbook_versions.standing(tx),
            ),
            tr("Adopt the playbook that is to hold."),
        )
    playbook_versions.stand(tx, before, viewer.operator_id, now)
    if playbook_versions.plans_otherwise(tx, number, before):
        own_rules.unsettle(tx)
    return NOBODY


REVERTS: dict[str, Revert] = {"playbook_adopted": revert_adopted}
