"""Cards used in calls: once for each call, and what became of the contact decides whether they went on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.objection_cards import FOLLOWS, CardFigures
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    claiming,
    dialling,
    handing_off,
    losing,
    negotiating,
    undoing,
    using_cards,
    winning,
)
from pipeline_tui.storage import deals
from tests.services.oracle import BRIEF
from tests.shops import Line

CARD = "supermarket"


def figures(line: Line, who: str, stage: Stage) -> dict[str, CardFigures]:
    return dict(using_cards.card_figures(line.shop, line.viewer(who), stage))


def hot(line: Line) -> tuple[int, int]:
    """Ring an own hot contact and use a card; returns contact and deal."""
    hugo = line.viewer("Hugo")
    contact = line.contact("Petit", stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, contact, step="quote-sent", currency="EUR", now=line.at)
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    dialling.dial(line.shop, hugo, desk.token, act=line.act())
    using_cards.use_card(line.shop, hugo, desk.token, CARD)
    dialling.record_outcome(line.shop, hugo, desk.token, "talked", act=line.act())
    return contact, deal


def test_a_call_counts_a_card_once_and_only_when_it_rang(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk = line.claim(sam)
    using_cards.use_card(line.shop, sam, desk.token, CARD)
    assert figures(line, "Sam", Stage.SCOUTING) == {}, "nobody was told anything yet"
    dialling.dial(line.shop, sam, desk.token, act=line.act())
    for card in (CARD, CARD, "wilt"):
        using_cards.use_card(line.shop, sam, desk.token, card)
    assert {card: told.uses for card, told in figures(line, "Sam", Stage.SCOUTING).items()} == {
        CARD: 1,
        "wilt": 1,
    }
    assert figures(line, "Hugo", Stage.HUNTING) == {}, "each stage has its own figures"
    assert line.broken() == ""


def test_on_the_scout_s_desk_a_hand_off_went_on_and_a_refusal_is_open_for_its_days(line: Line) -> None:
    sam = line.viewer("Sam")
    for outcome in ("hot", "refused"):
        line.contact("Martin")
        desk = line.call(sam)
        using_cards.use_card(line.shop, sam, desk.token, CARD)
        if outcome == "hot":
            handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
        else:
            dialling.record_outcome(line.shop, sam, desk.token, outcome, act=line.act())
    assert figures(line, "Sam", Stage.SCOUTING)[CARD] == CardFigures(2, Share(1, 1))
    line.at += FOLLOWS + timedelta(seconds=1)
    assert figures(line, "Paul", Stage.SCOUTING)[CARD] == CardFigures(2, Share(1, 2)), (
        "the shop's, not one's own"
    )


def test_on_the_hunter_s_desk_a_step_on_or_a_sale_went_on_and_a_step_back_did_not(line: Line) -> None:
    hugo = line.viewer("Hugo")
    _, deal = hot(line)
    assert figures(line, "Hugo", Stage.HUNTING)[CARD] == CardFigures(1, Share(0, 0))
    negotiating.move_deal(line.shop, hugo, deal, "brief-taken", act=line.act())
    assert figures(line, "Hugo", Stage.HUNTING)[CARD].went_on == Share(0, 0)
    negotiating.move_deal(line.shop, hugo, deal, "sample", act=line.act())
    assert figures(line, "Hugo", Stage.HUNTING)[CARD].went_on == Share(1, 1)
    undoing.undo(line.shop, hugo, act=line.act())
    assert figures(line, "Hugo", Stage.HUNTING)[CARD].went_on == Share(0, 0)
    winning.win_deal(line.shop, hugo, deal, Winning(4500), act=line.act())
    assert figures(line, "Hugo", Stage.HUNTING)[CARD].went_on == Share(1, 1)


def test_what_comes_after_the_days_is_no_success_of_the_card(line: Line) -> None:
    hugo = line.viewer("Hugo")
    _, deal = hot(line)
    line.at += FOLLOWS + timedelta(days=1)
    negotiating.move_deal(line.shop, hugo, deal, "sample", act=line.act())
    losing.lose_deal(line.shop, hugo, deal, "price", act=line.act())
    assert figures(line, "Hugo", Stage.HUNTING)[CARD] == CardFigures(1, Share(0, 1))


def test_foreign_tokens_unknown_cards_and_other_stages_are_refused(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Martin")
    token = line.call(sam).token
    with pytest.raises(HoldLost):
        using_cards.use_card(line.shop, paul, token, CARD)
    with pytest.raises(UsageTrouble):
        using_cards.use_card(line.shop, sam, token, "no-such-card")
    with pytest.raises(Refused):
        using_cards.card_figures(line.shop, sam, Stage.HUNTING)
    assert figures(line, "Sam", Stage.SCOUTING) == {}
