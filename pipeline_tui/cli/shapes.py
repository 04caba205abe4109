"""The JSON shapes that scripts rely on, where they differ from the record behind them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pipeline_tui.cli.as_json import as_json
from pipeline_tui.domain.acts import HandedOff, Recorded
from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.pauses import Pause, PauseTotal
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.structures import Structure

_OF_CONTACT = (
    "name", "spoken", "first_name", "last_name", "civility", "language", "firm", "role", "city", "zone",
    "source", "numbers", "preferred_hours",
)  # fmt: skip


def claim(desk: Desk) -> dict[str, Any]:
    """Return a contact in hand: the token, the contact, why this one, and what the gate says."""
    plain = as_json(desk)
    number = desk.number
    contact = {
        "id": plain.pop("contact_id"),
        "number": number.e164 if number else None,
        "number_id": plain.pop("number_id"),
        "list": plain.pop("list_name"),
    } | {key: plain.pop(key) for key in _OF_CONTACT}
    return {"token": plain.pop("token"), "contact": contact, "why": plain.pop("why"), **plain}


def nothing_to_call(queue: EmptyQueue) -> dict[str, Any]:
    """Return why nothing can be called, counted, and when that changes."""
    return {
        "blockers": as_json(queue.blockers),
        "opens_at": as_json(queue.opens_at),
        "lists": as_json(queue.lists),
    }


def recorded(record: Recorded | HandedOff) -> dict[str, Any]:
    """Return what an act on the contact in hand led to; ``next`` is what is in hand now, if anything is."""
    plain: dict[str, Any] = as_json(record)
    del plain["desk"], plain["empty"]
    if isinstance(record, HandedOff):
        plain = {"id": record.hand_off_id, **plain}
    plain["next"] = claim(record.desk) if record.desk else None
    if record.empty:
        plain |= nothing_to_call(record.empty)
    return plain


def person(operator: Operator, structure: Structure) -> dict[str, Any]:
    """Return an operator with the stages they cover, sorted along the line."""
    plain: dict[str, Any] = as_json(operator)
    return plain | {"stages": as_json(Viewer.of(operator, structure).stages)}


def numbered(records: Iterable[Any], *keys: str) -> list[dict[str, Any]]:
    """Return records that have no id of their own, each with one made of the fields named."""
    made = []
    for record in records:
        parts = [as_json(getattr(record, key)) for key in keys]
        made.append({"id": parts[0] if len(parts) == 1 else "-".join(map(str, parts)), **as_json(record)})
    return made


def paused(pause: Pause, today: Iterable[PauseTotal], now: datetime) -> dict[str, Any]:
    """Return a pause with how long it has lasted, and the day's pauses by reason."""
    plain: dict[str, Any] = as_json(pause)
    return plain | {"seconds": pause.seconds(now), "today": numbered(today, "reason")}
