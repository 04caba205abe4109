"""What the script's placeholders stand for, for the contact in hand."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipeline_tui.domain.desk import Desk
from pipeline_tui.screens.session import Session


def script_values(desk: Desk, session: Session) -> dict[str, str]:
    """Return the value of each placeholder that is known."""
    brief = {f"brief_{field}": text for field, text in desk.brief.items()}
    return {
        **brief,
        "civility_name": desk.spoken,
        "first_name": desk.first_name,
        "last_name": desk.last_name,
        "name": desk.name,
        "firm": session.workspace.firm,
        "contact_firm": desk.firm,
        "operator": session.viewer.name,
        "city": desk.city,
        "offer": desk.offer,
        "term": desk.answers.get("term", ""),
        "source": desk.source,
        "last_purchase": desk.answers.get("last_purchase", ""),
    }


def today_there(desk: Desk, now: datetime, own_zone: str) -> date:
    """Return the date where the contact is."""
    return now.astimezone(ZoneInfo(desk.zone or own_zone)).date()
