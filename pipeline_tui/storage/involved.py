"""Who else of a contact's firm is on the viewer's desk, by their role there."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.hunting import Involved
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import NAME, line_name
from pipeline_tui.storage.store import Tx

_MOST = 20


def same_firm(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> tuple[Involved, ...]:
    """Return the firm's other contacts that the viewer sees; what is hidden is not counted either."""
    rows = tx.all(
        f"""SELECT {NAME}, c.firm_role FROM contact m
            JOIN contact c ON c.firm_id = m.firm_id AND c.id <> m.id
            JOIN position p ON p.contact_id = c.id JOIN firm f ON f.id = c.firm_id
            WHERE m.id = :contact AND {sight.in_sight(viewer)}
            ORDER BY c.firm_role = '', c.firm_role, c.last_name, c.id LIMIT {_MOST}""",
        sight.of(viewer, now, contact=contact_id),
    )
    return tuple(Involved(line_name(*row[:5]), "same-firm", row[5]) for row in rows)
