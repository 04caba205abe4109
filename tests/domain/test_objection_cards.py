"""Cards: found in spite of slips and accents, ranked by use, and by success once there is enough of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.objection_cards import ENOUGH, CardFigures, matching, ranked
from pipeline_tui.domain.playbook import Card
from pipeline_tui.domain.shares import Share

CARDS = (
    Card("dear", "objection", "Too expensive", "Where does your figure come from?"),
    Card("late", "objection", "Livraison trop tardive", "Quand doit-il être là ?"),
    Card("think", "objection", "I must think about it", "What is missing?"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("expensive", ["dear"]),
        ("expnsive", ["dear"]),
        ("exepnsive", ["dear"]),
        ("livraizon", ["late"]),
        ("delivrason", []),
        ("etre", ["late"]),
        ("ÊTRE", ["late"]),
        ("thnk", ["think"]),
        ("thx", []),  # too short for a slip
        ("expnsive thnk", ["dear", "think"]),
    ],
)
def test_slips_and_accents_do_not_hide_a_card(typed: str, found: list[str]) -> None:
    assert [card.id for card in matching(CARDS, typed)] == found


def test_a_word_that_some_card_holds_is_taken_as_typed() -> None:
    cards = (*CARDS, Card("x", "objection", "Thick or thin", "thick"))
    assert [card.id for card in matching(cards, "thick")] == ["x"], "nobody wants think then"


def test_use_ranks_until_there_is_enough_success_to_rank_by() -> None:
    often, seldom = CardFigures(41, Share(5, ENOUGH - 1)), CardFigures(3)
    assert [card.id for card in ranked(CARDS, {"late": often, "think": seldom})] == ["late", "think", "dear"]
    good, poor = CardFigures(30, Share(19, 30)), CardFigures(90, Share(20, 90))
    assert [card.id for card in ranked(CARDS, {"late": poor, "think": good, "dear": often})] == [
        "think",
        "late",
        "dear",
    ]


@given(st.dictionaries(st.sampled_from(["dear", "late", "think", "gone"]), st.integers(0, 99)))
def test_ranking_loses_and_invents_no_card(uses: dict[str, int]) -> None:
    made = ranked(CARDS, {name: CardFigures(number) for name, number in uses.items()})
    assert sorted(card.id for card in made) == sorted(card.id for card in CARDS)
    counts = [uses.get(card.id, 0) for card in made]
    assert counts == sorted(counts, reverse=True)
