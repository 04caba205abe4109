"""Handing over to oneself asks nothing, and a sale is won from any stage one works: in every structure."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming, dialling, facing_today, handing_off, undoing, winning
from pipeline_tui.services.signing_in import operators
from tests.services.ground import Ground

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING


def who(ground: Ground, *stages: Stage) -> Viewer:
    """Return somebody who works all of these stages."""
    everybody = (ground.viewer(one.name) for one in operators(ground.shop))
    return next(one for one in everybody if set(stages) <= one.stages)


def position(ground: Ground, contact: int) -> tuple[object, ...]:
    return ground.one("SELECT stage, owner_id, held_by FROM position WHERE contact_id = :id", id=contact)


def test_over_to_oneself_asks_no_brief_and_stays_in_hand(each: Ground) -> None:
    structure = each.shop.workspace.structure
    if structure in (Structure.THREE_TIER, Structure.TWO_TIER_FINDER):
        scout = who(each, S)
        assert not scout.covers(H), "there is somebody else to hand over to"
        return
    me, contact = who(each, S, H), each.contact()
    desk = claiming.claim_next(each.shop, me, act=each.act())
    desk = dialling.dial(each.shop, me, desk.token, act=each.act())
    handed = handing_off.hand_off(each.shop, me, desk.token, {}, act=each.act())
    assert handed.kept
    assert handed.desk is not None
    assert (handed.desk.contact_id, handed.desk.stage, handed.desk.call) == (contact, H, None)
    assert position(each, contact) == ("hunting", me.operator_id, me.operator_id)
    state = each.one("SELECT state, limit_at, answered_by FROM hand_off")
    assert state == ("accepted", None, me.operator_id), "nobody accepts, and no limit runs"
    assert each.one("SELECT COUNT(*) FROM deal WHERE state = 'open'") == (1,)
    kinds = [one.task.kind.value for one in facing_today.today(each.shop, me).due]
    assert "hand-off" not in kinds, "nothing waits to be accepted"


@pytest.mark.parametrize("stage", [S, H, F])
def test_a_sale_is_won_from_every_stage_one_works(each: Ground, stage: Stage) -> None:
    me = who(each, stage)
    if stage is S:
        contact = each.contact()
        claiming.claim_next(each.shop, me, act=each.act())
    elif stage is H:
        contact = each.contact(stage=H, owner=me)
    else:
        contact, _ = each.client(me)
    before = position(each, contact)[:2]
    won = winning.win_contact(each.shop, me, contact, Winning(4500, what="roses"), act=each.act())
    assert (won.deal.state, won.purchase.amount_minor) == ("won", 4500)
    after = position(each, contact)
    assert after[0] == "farming"
    if me.covers(F):
        assert after[1] == me.operator_id, "who keeps clients keeps this one"
        assert won.farmer == me.name
        waiting = each.one("SELECT COUNT(*) FROM hand_off WHERE state = 'waiting'")
        assert waiting == (0,), "nothing is asked of oneself"
    planned = each.one(
        "SELECT COUNT(*) FROM check_in WHERE contact_id = :id AND state = 'planned'", id=contact
    )
    assert planned == (1,)
    undoing.undo(each.shop, me, act=each.act())
    assert position(each, contact)[:2] == before
    assert each.whole()
