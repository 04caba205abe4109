"""What a hot contact asked for: the ground on which the hunter rings, and the deal that opens with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pipeline_tui.domain.deal_steps import default_next_step
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.promised_time import promised_at
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import deals, rights
from pipeline_tui.storage.store import Tx

# Whoever asked for an offer may be rung about it so long; then the request is taken to have lapsed.
REQUEST_STANDS = timedelta(days=90)


def note_request(tx: Tx, viewer: Viewer, contact_id: int, act: str, now: datetime) -> None:
    """Record that the contact asked to be called about the offer: the hunter's ground for ringing."""
    until, said = now + REQUEST_STANDS, "asked for an offer"
    rights.note_own_request(tx, viewer.operator_id, contact_id, said, act, now, expires_at=until)


def open_deal(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    hand_off_id: int | None,
    brief: Mapping[str, str],
    now: datetime,
    slot: datetime | None = None,
    *,
    owner_id: int | None = None,
) -> int:
    """Open a deal at the first step; its next step is what the giver promised, else the step's default.

    It is the viewer's unless ``owner_id`` names a colleague, and worth what the brief says as the budget. The
    next step stands at the ``slot`` (UTC) agreed in the diary, else at the time the promise names.
    """
    first = shop.playbook.deal_steps[0]
    language = shop.workspace.language
    planned = default_next_step(first, language, now, shop.hours, shop.workspace.zone, shop.closed)
    promised = brief.get("next", "")
    agreed = slot or promised_at(promised, now, shop.workspace.zone, language)
    return deals.open_deal(
        tx,
        viewer,
        contact_id,
        now=now,
        hand_off_id=hand_off_id,
        title=brief.get("need", ""),
        step=first.code,
        currency=shop.workspace.currency,
        next_do=promised if promised not in ("", "?") else planned.text,
        next_at=agreed or planned.at,
        value_minor=_worth(brief.get("budget", ""), shop),
        owner_id=owner_id,
    )


def _worth(budget: str, shop: Shop) -> int | None:
    """Return what a brief's budget says the deal may be worth; None where it is no mere amount."""
    try:
        return parse_money(budget, shop.workspace.language, shop.workspace.currency) if budget else None
    except UsageTrouble:
        return None  # "45 a week", "ask her": the words stand in the brief
