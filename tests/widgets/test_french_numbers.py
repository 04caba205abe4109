"""How French counts and agrees: nought is one, a hand-off and a complaint are feminine, states have words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline_tui.domain.offers import OfferState
from pipeline_tui.domain.own_figures import Became
from pipeline_tui.settings import speak
from pipeline_tui.ui.words import IN_THE_PART
from pipeline_tui.widgets.care_lines import complaints_open
from pipeline_tui.widgets.hours_picture import figures_page
from pipeline_tui.widgets.offer_lines import offer_state
from pipeline_tui.widgets.own_line import hot
from tests.screens.a_day import a_day


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    speak("fr")
    yield
    speak("en")


def test_nought_is_one() -> None:
    assert [hot(number) for number in (0, 1, 2)] == ["0 chaud", "1 chaud", "2 chauds"]


def test_complaints_are_feminine() -> None:
    assert [complaints_open(number) for number in (1, 2)] == ["1 ouverte", "2 ouvertes"]


def test_own_figures_agree() -> None:
    own = replace(a_day(), best_part="afternoon", hand_offs=Became(waiting=1, accepted=2, returned=1, won=1))
    page = " ".join(
        "\n".join(line.plain for line in figures_page(own, own.day.day, "Europe/Paris", 76)).split()
    )
    assert "Vous joignez le plus l'après-midi : 41 % de vos appels" in page
    assert "1 gagnée, 2 acceptées, 1 renvoyée, 1 en attente." in page


def test_no_part_of_the_day_has_a_wrong_article() -> None:
    assert list(map(IN_THE_PART.__getitem__, IN_THE_PART)) == [
        *("le matin", "à midi", "l'après-midi", "le soir")
    ]


@pytest.mark.parametrize("state", OfferState)
def test_how_far_an_offer_is_is_said_in_french(state: OfferState) -> None:
    assert offer_state(state).plain[2:] in ("brouillon", "attend l'accord", "approuvé", "refusé", "envoyé")
