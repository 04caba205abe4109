"""Words added to a call after it ended: they stand under the call, and travel with it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.contact_acts import RecentCall
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import notes
from pipeline_tui.storage.contact_lines import name_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment
from pipeline_tui.wording import tr

_RECENT = """SELECT id, contact_id, dialled_at, outcome, e164, note FROM call
  WHERE operator_id = :me AND outcome <> '' AND undone = 0 ORDER BY dialled_at DESC, id DESC LIMIT :most"""


def recent(tx: Tx, viewer: Viewer, most: int) -> tuple[RecentCall, ...]:
    """Return the viewer's last calls that have an outcome, newest first, their numbers covered."""
    rows = tx.all(_RECENT, {"me": viewer.operator_id, "most": most})
    return tuple(
        RecentCall(row[0], row[1], called(tx, viewer, row[1]), moment(row[2]), row[3], masked(row[4]), row[5])
        for row in rows
    )


def called(tx: Tx, viewer: Viewer, contact_id: int) -> str:
    """Return the name of somebody the viewer rang; of one who has gone on the initials, as on a receipt."""
    row = tx.one(
        """SELECT p.stage, p.owner_id, c.first_name, c.last_name FROM position p
           JOIN contact c ON c.id = p.contact_id WHERE p.contact_id = :contact""",
        {"contact": contact_id},
    )
    if row is None:
        return ""
    if Stage(row[0]) in viewer.stages and row[1] in (None, viewer.operator_id):
        return name_of(tx, contact_id)
    return covered_name(row[2], row[3])


def add(tx: Tx, viewer: Viewer, call_id: int, text: str, now: datetime) -> tuple[int, int]:
    """Store words under one of the viewer's calls; returns the note's id and the contact's.

    Another's call, an unknown one and one that awaits its outcome are refused alike.
    """
    row = tx.one(
        """SELECT contact_id, stage FROM call
           WHERE id = :call AND operator_id = :me AND outcome <> '' AND undone = 0""",
        {"call": call_id, "me": viewer.operator_id},
    )
    if row is None:
        raise Refused(
            tr("Not one of your calls"),
            tr("Words can be added to your own calls, once they have an outcome; nothing was stored."),
            tr("Take one of your last calls."),
        )
    contact_id, stage = int(row[0]), Stage(row[1])
    return notes.write(tx, viewer.operator_id, contact_id, stage, text, now, call_id=call_id), contact_id
