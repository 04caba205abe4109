"""What a receiver gave back: read by its giver, and handed over again with a better brief."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pipeline_tui.domain.acts import HandedOff
from pipeline_tui.domain.briefs import check_brief
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import proposing, receiving
from pipeline_tui.services.passing import pass_on
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import check_ins, contact_lines, hand_offs, journal, moves, people, returned, sight
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.returned import GivenBack
from pipeline_tui.storage.store import Tx

AGAIN = "handed_again"


def came_back(shop: Shop, viewer: Viewer) -> tuple[HandOff, ...]:
    """Return what was given back to the viewer, with the reason; a scout's stands on top of the queue."""
    with shop.store.read() as tx:
        return returned.came_back(tx, viewer, shop.now())


def give_again(
    shop: Shop,
    viewer: Viewer,
    hand_off_id: int,
    brief: Mapping[str, str],
    *,
    act: str,
    to: str | None = None,
) -> HandedOff:
    """Hand over again what was given back: what ``brief`` leaves out stays as it was.

    It goes to ``to``, else as it is shared out; a sale's first check-in is planned again, never in the past.
    """
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, AGAIN)
        if done is None:
            known = returned.given_back(tx, viewer, hand_off_id, now)
            detail = _given_again(tx, shop, viewer, known, brief, act, to)
            journal.append(tx, viewer.operator_id, AGAIN, act, now, known.contact_id, detail)
            contact_id = known.contact_id
        else:
            detail, contact_id = done.detail, done.contact_id or 0
        owner_id = detail["owner"]
        return HandedOff(
            detail["hand_off"],
            contact_id,
            contact_lines.name_of(tx, contact_id),
            people.name_of(tx, owner_id) or receiving.the_team(),
        )


def _given_again(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    known: GivenBack,
    brief: Mapping[str, str],
    act: str,
    to: str | None,
) -> dict[str, Any]:
    fields = shop.playbook.sale_brief if known.to_stage is Stage.FARMING else shop.playbook.brief
    checked = check_brief(fields, {**known.brief, **brief})
    before = moves.image(tx, known.contact_id)
    passed = pass_on(
        tx,
        shop,
        viewer,
        known.contact_id,
        known.from_stage,
        known.to_stage,
        act=act,
        kind=known.kind,
        brief=checked,
        to=to,
        deal_id=known.deal_id,
    )
    if passed.hand_off_id is None:  # nobody else works there any more: it is the giver's own
        raise sight.not_on_your_desk()
    detail: dict[str, Any] = {
        "former": known.id,
        "hand_off": passed.hand_off_id,
        "owner": passed.owner_id,
        "stage": known.to_stage.value,
        "before": before,
    }
    if known.to_stage is Stage.FARMING:
        tomorrow = shop.today() + timedelta(days=1)
        first_on = proposing.worked_day(tx, shop, passed.owner_id, max(known.first_on or tomorrow, tomorrow))
        hand_offs.note_first(tx, passed.hand_off_id, first_on)
        detail["check_in"] = check_ins.plan(tx, known.contact_id, passed.owner_id, first_on)
    return detail
