"""Offers a manager has answered and nobody has gone on with: of the viewer's own open deals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment


@dataclass(frozen=True, slots=True)
class AnsweredOffer:
    """An offer that came back from the manager."""

    contact_id: int
    deal_id: int
    name: str
    number: str
    approved: bool
    at: datetime  # UTC


def answered(tx: Tx, viewer: Viewer, now: datetime) -> tuple[AnsweredOffer, ...]:
    """Return the offers whose newest version was approved or refused, the longest answered first."""
    rows = tx.all(
        f"""SELECT {NAME}, d.contact_id, d.id, o.number, v.state, v.answered_at
            FROM deal d JOIN offer o ON o.deal_id = d.id JOIN offer_version v ON v.offer_id = o.id
            JOIN position p ON p.contact_id = d.contact_id {JOIN_CONTACT}
            WHERE d.owner_id = :me AND d.state = 'open' AND v.state IN ('approved', 'refused')
            AND v.answered_at IS NOT NULL AND v.version = (
              SELECT MAX(x.version) FROM offer_version x WHERE x.offer_id = o.id AND x.state <> 'undone')
            AND {sight.in_sight(viewer)} ORDER BY v.answered_at, v.id""",
        sight.of(viewer, now),
    )
    return tuple(
        AnsweredOffer(row[5], row[6], line_name(*row[:5]), row[7], row[8] == "approved", moment(row[9]))
        for row in rows
    )
