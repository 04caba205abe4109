"""Deny by default, against an oracle: every operator of every structure at every reading door."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import TIERS, Structure
from pipeline_tui.services import counting_days, following_up, knowing_clients, negotiating, reading, staffing
from pipeline_tui.services.signing_in import operators
from pipeline_tui.storage import check_ins
from tests.services.ground import TODAY, Ground

STAGES = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING, Stage.CLOSED)


def everybody(ground: Ground) -> list[Viewer]:
    return [ground.viewer(one.name) for one in operators(ground.shop)]


def populate(ground: Ground) -> list[tuple[int, Stage, int | None, int, int]]:
    """Store a contact with a deal and a check-in for every stage and owner, and for nobody."""
    made = []
    for stage in STAGES:
        for owner in (*everybody(ground), None):
            contact = ground.contact("Petit", stage, owner)
            name = owner or everybody(ground)[0]
            deal = ground.deal(name, contact)
            with ground.shop.store.act() as tx:
                check_in = check_ins.plan(tx, contact, name.operator_id, TODAY)
            made.append((contact, stage, owner.operator_id if owner else None, deal, check_in))
    return made


def opens(door: Callable[..., object], *what: object) -> bool:
    try:
        door(*what)
    except Refused as refused:
        assert refused.title == "Not on your desk"
        return False
    return True


def works(structure: Structure, viewer: Viewer) -> set[Stage]:
    """Say again, in other words than the program, which stages somebody works."""
    trades = {"scout": Stage.SCOUTING, "hunter": Stage.HUNTING, "farmer": Stage.FARMING}
    own = {trades[role.value] for role in viewer.roles if role.value in trades}
    return {stage for tier in TIERS[structure] for stage in tier if tier & own}


def test_every_door_against_the_oracle(each: Ground) -> None:
    shop, made = each.shop, populate(each)
    for viewer in everybody(each):
        stages = works(shop.workspace.structure, viewer)
        listed_deals = {deal.id for deal in negotiating.deals(shop, viewer)}
        listed_check_ins = {one.id for one in following_up.check_ins(shop, viewer, TODAY, TODAY)}
        expected_deals, expected_check_ins = set(), set()
        for contact, stage, owner, deal, check_in in made:
            mine = stage in stages and owner == viewer.operator_id
            if mine:
                expected_deals.add(deal)
                expected_check_ins.add(check_in)
            where = (viewer.name, stage, owner)
            assert opens(knowing_clients.client_card, shop, viewer, contact) == mine, where
            assert opens(negotiating.deal_card, shop, viewer, deal) == mine, where
            assert opens(following_up.proposed_next, shop, viewer, check_in, "reached") == mine, where
            if viewer.is_manager:
                assert reading.contact_card(shop, viewer, contact).masked != mine, where
            else:
                assert opens(reading.contact_card, shop, viewer, contact) == mine, where
        assert listed_deals == expected_deals
        assert listed_check_ins == expected_check_ins
        planned = sum(day.planned for day in counting_days.month(shop, viewer, TODAY.year, TODAY.month))
        assert planned == len(expected_check_ins)


def test_the_journal_holds_no_word_of_it(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    contact = alone.contact("Secretname", Stage.HUNTING, zoe)
    deal = alone.deal(zoe, contact)
    shop, at = alone.shop, alone.at + timedelta(days=1)
    negotiating.plan_next(shop, zoe, deal, "secret step", at, act=alone.act())
    negotiating.move_deal(shop, zoe, deal, "sample", act=alone.act())
    won = negotiating.win_deal(shop, zoe, deal, Winning(4500, what="secret roses"), act=alone.act())
    following_up.move_check_in(shop, zoe, won.check_in.id, at.date(), act=alone.act())
    following_up.log_check_in(shop, zoe, won.check_in.id, "reached", act=alone.act(), note="secret word")
    lost = alone.deal(zoe, alone.contact("Secretname", Stage.HUNTING, zoe))
    negotiating.lose_deal(shop, zoe, lost, "price", act=alone.act(), note="secret reason")
    staffing.add_person(shop, zoe, "Secretname", zoe.roles, act=alone.act())
    with shop.store.read() as tx:
        details = [row[0] for row in tx.all("SELECT detail FROM journal WHERE operator_id > 0")]
    assert len(details) == 7
    for detail in details:
        assert "secret" not in detail.casefold()
        assert "+33" not in detail
        assert json.loads(detail)
