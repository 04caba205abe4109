"""What is invented for practice fits the playbook of its trade: its outcomes, its reasons, its fields."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import product

import pytest

from pipeline_tui.domain.practice import PracticeTrade
from pipeline_tui.domain.practice_people import Inventor
from pipeline_tui.playbooks.practice import load_trade, load_world, practice_trades
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.settings import data_folder

_OF_THE_HISTORY = {"caller", "solved"}  # what is written beside no outcome of a call
# Jobs that are called the same of a woman and of a man, by their first word; and departments.
_SAID_OF_BOTH = {
    *("accueil", "achats", "cadre", "clerc", "comptable", "gestionnaire", "intendance", "libraire"),
    *("logistique", "moyens", "notaire", "office", "propriétaire", "responsable", "ressources"),
    *("réception", "secrétaire", "secrétariat", "services"),
}
# What would tell a woman from a man: whoever is drawn for a call may be either.
_OF_ONESELF = re.compile(
    r"\b(elle-même|lui-même|moi seule?|, seule?|désolée?|je (suis|serai) \w+(é|ée|te)"
    r"|être (assise?|franche?|franc)"
    r"|ma femme|mon mari|my wife|my husband)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\b(elle-même|lui-même|elle seule|lui|désolée?|contente?|ravie?|déçue?|furieu[sx]e?|bavarde?|retirée"
    r"|sollicitée?|sa femme|son mari|her husband|his wife|himself|herself)\b",
    re.IGNORECASE,
)


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


@pytest.mark.parametrize("trade", practice_trades())
def test_whoever_is_invented_has_a_job_as_they_are_called(trade: str) -> None:
    invented = load_trade(trade)
    jobs = {job for employer in invented.employers for job in employer.jobs}
    for job in jobs:
        assert job.ms != job.mr or job.ms.split()[0] in _SAID_OF_BOTH, job
    inventor = Inventor(load_world(), invented, 1, "fr")
    people = list(inventor.contacts(120, datetime(2026, 11, 24, tzinfo=UTC), "fair", 100))
    for civility in ("ms", "mr"):
        called = {job.of(civility) for job in jobs}
        theirs = {one.firm_role for one in people if one.civility == civility}
        assert theirs, civility
        assert theirs <= called


@pytest.mark.parametrize("trade", practice_trades())
def test_what_a_customer_says_could_be_said_by_a_woman_and_by_a_man(trade: str) -> None:
    told = [
        said.text
        for calls in load_shipped(trade).practice.values()
        for call in calls
        for said in call.sayings
        if _OF_ONESELF.search(said.text)
    ]
    assert told == []


@pytest.mark.parametrize("trade", practice_trades())
def test_what_is_noted_of_a_contact_fits_a_woman_and_a_man(trade: str) -> None:
    for talk in load_trade(trade).talk.values():
        notes = [text for code, texts in talk.notes.items() if code != "wrong-number" for text in texts]
        notes += [text for wish in talk.wishes for text in (wish.said, *wish.brief.values())]
        assert [text for text in notes if _OF_THEM.search(text)] == []
