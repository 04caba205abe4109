"""A client buys again, or no more: the way to a hunter and back, and the way to the scouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    claiming,
    handing_off,
    hearing_complaints,
    knowing_clients,
    negotiating,
    repeating_deals,
    reporting_farming,
    winning,
    winning_back,
)
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import journal
from tests.services.ground import Ground, open_ground


def place(ground: Ground, contact: int) -> tuple[object, ...]:
    return ground.one(
        """SELECT p.stage, o.name FROM position p LEFT JOIN operator o ON o.id = p.owner_id
           WHERE p.contact_id = :contact""",
        contact=contact,
    )


def test_to_a_hunter_won_and_back_to_the_farmer(three: Ground) -> None:
    fatou, hugo = three.viewer("Fatou"), three.viewer("Hugo")
    contact = three.client(fatou)[0]
    done = repeating_deals.repeat_deal(
        *(three.shop, fatou, contact, "tables for the wedding"),
        act=three.act(),
        value_minor=120000,
        to="Hugo",
        next_step="quote by Friday",
    )
    assert (done.to, done.kept, done.deal_id) == ("Hugo", False, None)
    assert place(three, contact) == ("hunting", "Hugo")
    (waits,) = handing_off.inbox(three.shop, hugo)
    assert (waits.giver, dict(waits.brief)) == (
        "Fatou",
        {"need": "tables for the wedding", "next": "quote by Friday", "budget": "€1,200"},
    )
    deal = handing_off.accept(three.shop, hugo, waits.id, act=three.act()).deal
    assert deal is not None
    assert (deal.title, deal.next_do, deal.value_minor) == (
        "tables for the wedding",
        "quote by Friday",
        120000,
    )
    won = winning.win_deal(three.shop, hugo, deal.id, Winning(110000, what="tables"), act=three.act())
    assert won.farmer == "Fatou"
    assert place(three, contact)[0] == "farming"
    assert reporting_farming.farming(three.shop, fatou)[0].repeat_deals == 1
    assert reporting_farming.farming(three.shop, fatou)[0].repeat_won == 1
    assert three.whole()


def test_lost_it_is_the_farmer_s_still(three: Ground) -> None:
    fatou, hugo = three.viewer("Fatou"), three.viewer("Hugo")
    contact = three.client(fatou)[0]
    repeating_deals.repeat_deal(three.shop, fatou, contact, "arch", act=three.act(), to="Hugo")
    (waits,) = handing_off.inbox(three.shop, hugo)
    deal = handing_off.accept(three.shop, hugo, waits.id, act=three.act()).deal
    assert deal is not None
    negotiating.lose_deal(three.shop, hugo, deal.id, "price", act=three.act())
    assert place(three, contact) == ("farming", "Fatou")
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert card.next_check_in is not None, "the rhythm goes on"


@pytest.mark.parametrize("structure", [Structure.ONE_TIER, Structure.TWO_TIER_FINDER])
def test_who_also_closes_keeps_it(tmp_path: Path, structure: Structure) -> None:
    ground = open_ground(tmp_path, structure)
    who = ground.viewer("Zoé" if structure is Structure.ONE_TIER else "Hugo")
    contact = ground.client(who)[0]
    done = repeating_deals.repeat_deal(ground.shop, who, contact, "arch", act=ground.act(), value_minor=5000)
    assert done.kept
    (deal,) = negotiating.deals(ground.shop, who)
    assert (deal.id, deal.title, deal.value_minor) == (done.deal_id, "arch", 5000)
    card = knowing_clients.client_card(ground.shop, who, contact)
    assert card.stage is Stage.HUNTING
    assert [one.text for one in card.promises] == [deal.next_do]
    with pytest.raises(Refused, match="deal is open"):
        repeating_deals.repeat_deal(ground.shop, who, contact, "another", act=ground.act())
    undo(ground.shop, who, act=ground.act())
    assert (negotiating.deals(ground.shop, who), place(ground, contact)) == ((), ("farming", who.name))
    done = repeating_deals.repeat_deal(ground.shop, who, contact, "arch", act=ground.act())
    assert done.deal_id is not None
    won = winning.win_deal(ground.shop, who, done.deal_id, Winning(5000), act=ground.act())
    assert (won.farmer, place(ground, contact)) == (who.name, ("farming", who.name))
    assert ground.whole()
    ground.shop.close()


def test_closer_shops_give_it_to_the_closer(tmp_path: Path) -> None:
    ground = open_ground(tmp_path, Structure.TWO_TIER_CLOSER)
    fatou = ground.viewer("Fatou")
    contact = ground.client(fatou)[0]
    done = repeating_deals.repeat_deal(ground.shop, fatou, contact, "arch", act=ground.act())
    assert not done.kept
    assert len(handing_off.inbox(ground.shop, ground.viewer("Sam"))) == 1
    undo(ground.shop, fatou, act=ground.act())
    assert place(ground, contact) == ("farming", "Fatou")
    assert handing_off.inbox(ground.shop, ground.viewer("Sam")) == ()
    ground.shop.close()


def test_taken_back_until_somebody_answers(three: Ground) -> None:
    fatou, hugo = three.viewer("Fatou"), three.viewer("Hugo")
    contact = three.client(fatou)[0]
    repeating_deals.repeat_deal(three.shop, fatou, contact, "arch", act=three.act(), to="Hugo")
    undo(three.shop, fatou, act=three.act())
    assert place(three, contact) == ("farming", "Fatou")
    repeating_deals.repeat_deal(three.shop, fatou, contact, "arch", act=three.act(), to="Hugo")
    handing_off.accept(three.shop, hugo, handing_off.inbox(three.shop, hugo)[0].id, act=three.act())
    with pytest.raises(Refused):
        undo(three.shop, fatou, act=three.act())
    assert place(three, contact) == ("hunting", "Hugo")


def test_a_complaint_comes_first(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact = three.client(fatou)[0]
    hearing_complaints.open_complaint(three.shop, fatou, contact, "wilted", act=three.act())
    with pytest.raises(Refused, match="complaint"):
        repeating_deals.repeat_deal(three.shop, fatou, contact, "arch", act=three.act())
    with pytest.raises(Refused, match="complaint"):
        winning_back.win_back(three.shop, fatou, contact, act=three.act())
    hearing_complaints.solve_complaint(three.shop, fatou, contact, "replaced", act=three.act())
    for title, value in (("", None), ("arch", -1)):
        with pytest.raises(UsageTrouble):
            repeating_deals.repeat_deal(three.shop, fatou, contact, title, act=three.act(), value_minor=value)
    repeating_deals.repeat_deal(three.shop, fatou, contact, "arch", act=three.act())


def test_won_back_with_the_old_words_in_view(three: Ground) -> None:
    fatou, sam = three.viewer("Fatou"), three.viewer("Sam")
    contact, check_in = three.client(fatou, last_name="Silent")
    with three.shop.store.act() as tx:
        journal.append(tx, fatou.operator_id, "note", three.act(), three.at, contact)
    winning_back.win_back(three.shop, fatou, contact, act=three.act(), words="moved to Nantes, ask again")
    assert place(three, contact) == ("scouting", None)
    assert three.one("SELECT state FROM check_in WHERE id = :id", id=check_in) == ("cancelled",)
    undo(three.shop, fatou, act=three.act())
    assert place(three, contact) == ("farming", "Fatou")
    assert three.one("SELECT state FROM check_in WHERE id = :id", id=check_in) == ("planned",)
    winning_back.win_back(three.shop, fatou, contact, act=three.act(), words="moved to Nantes, ask again")
    desk = claiming.claim_next(three.shop, sam, act=three.act())
    assert desk.contact_id == contact
    told = " ".join(f"{one.what} {one.text}" for one in desk.before)
    assert "moved to Nantes" in told
    assert "roses" in told, "what was bought travels back"
    assert three.whole()


def test_no_way_back_with_a_deal_open(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact = three.client(fatou)[0]
    three.deal(three.viewer("Hugo"), contact)
    with pytest.raises(Refused, match="deal is open"):
        winning_back.win_back(three.shop, fatou, contact, act=three.act())
