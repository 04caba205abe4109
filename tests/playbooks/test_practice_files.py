"""What is invented for practice fits the playbook of its trade: its outcomes, its reasons, its fields."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline_tui.domain.practice import PracticeTrade
from pipeline_tui.playbooks.practice import load_trade, practice_trades
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.settings import data_folder

_OF_THE_HISTORY = {"caller", "solved"}  # what is written beside no outcome of a call


def test_every_trade_can_be_practised() -> None:
    assert practice_trades() == shipped_trades()


@pytest.mark.parametrize("trade", practice_trades())
def test_notes_answers_and_briefs_belong_to_the_playbook(trade: str) -> None:
    playbook, invented = load_shipped(trade), load_trade(trade)
    codes = {one.code for one in playbook.outcomes} | {one.code for one in playbook.check_in_outcomes}
    codes |= {f"returned-{one.code}" for one in playbook.every_reason_to_return}
    codes |= {f"lost-{one.code}" for one in playbook.lost_reasons}
    fields = {one.code for one in playbook.fields} | {one.key for one in playbook.needs}
    assert set(invented.talk) == set(playbook.languages)
    for language, talk in invented.talk.items():
        assert set(talk.notes) - codes - _OF_THE_HISTORY == set(), language
        assert set(talk.answers) <= fields, language
        for wish in talk.wishes:
            assert set(wish.brief) == {one.key for one in playbook.brief}
    assert _of_a_hundred(invented) == 100


def _of_a_hundred(invented: PracticeTrade) -> int:
    return sum(one.of for one in invented.cold_lists)


@pytest.mark.parametrize(("trade", "language"), list(product(practice_trades(), ("en", "fr"))))
def test_a_price_list_has_the_same_codes_in_both_languages(trade: str, language: str) -> None:
    lines = (data_folder() / "practice" / f"{trade}-prices.{language}.csv").read_text("utf-8").splitlines()
    model = (data_folder() / "practice" / f"{trade}-prices.en.csv").read_text("utf-8").splitlines()
    assert [line.split(";")[0] for line in lines] == [line.split(";")[0] for line in model]
    assert len(lines) == 9
    assert all(float(line.split(";")[3]) > 0 for line in lines[1:])
