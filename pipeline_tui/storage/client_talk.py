"""What stands beside the script in a call to a client: an open complaint, and what to ask next."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.needs import need_lines
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.storage import complaints, needs
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def complaint(tx: Tx, contact_id: int, method: Method, now: datetime) -> str:
    """Return "20 Nov, Fatou: two roses broken", "" while no complaint is open."""
    known = complaints.open_of(tx, contact_id)
    if known is None:
        return ""
    on = local_day(known.opened_at, method.zone)
    days = (local_day(now, method.zone) - on).days
    since = tr("today") if not days else f"{on.day} {month_name(on)}"
    return f"{since}, {known.opened_by}: {' '.join(known.words.split())}".rstrip(": ")


def ask_next(tx: Tx, viewer: Viewer, contact_id: int, method: Method, now: datetime) -> tuple[str, ...]:
    """Return the questions we know no answer to: never asked first, then longest ago."""
    if not method.playbook.needs:
        return ()
    said = needs.said(tx, contact_id, viewer.stages)
    today = local_day(now, method.zone)
    lines = need_lines(method.playbook.needs, said, method.language, today)
    return tuple(one.ask for one in lines if one.ask_next)
