"""What must be read is on the line: what a client is worth, stages in the order of the line, kinds apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.today import Kind
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.settings import speak
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.client_sheet import client_title
from pipeline_tui.widgets.deal_lines import Setting
from pipeline_tui.widgets.rules_lines import _NAMES
from pipeline_tui.widgets.staff_lines import structure_line
from pipeline_tui.widgets.today_lines import _KIND, _WORDS
from tests.screens.fake_shop import NOW
from tests.screens.selling_records import CLIENT


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 120])
def test_a_long_firm_does_not_push_out_what_the_client_is_worth(language: str, width: int) -> None:
    speak(language)
    firm = "Espace de travail partagé de l'Établi et des Petits Copeaux réunis"
    at = Setting(Names.of(load_shipped("florist"), language), "Europe/Paris", language, NOW, width)
    title = client_title(replace(CLIENT, firm=firm), at)
    assert len(title) <= width - 3, title
    assert title.endswith(client_title(replace(CLIENT, firm=""), at).split(" · ")[-1])
    assert title.startswith(CLIENT.name)


def test_stages_stand_in_the_order_of_the_line() -> None:
    assert "scouting | hunting+farming" in structure_line(Structure.TWO_TIER_FINDER).plain
    assert "scouting+hunting | farming" in structure_line(Structure.TWO_TIER_CLOSER).plain
    assert list(Stage)[:3] == [Stage.SCOUTING, Stage.HUNTING, Stage.FARMING]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_of_a_column_fit_it(language: str) -> None:
    speak(language)
    assert [_WORDS[kind] for kind in Kind if len(_WORDS[kind]) >= _KIND] == []
    assert [_NAMES[name] for name in _NAMES if len(_NAMES[name]) > 11] == []
