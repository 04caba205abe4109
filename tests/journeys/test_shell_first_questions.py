"""The set-up questions: good defaults, wrong answers asked again, nothing left behind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline_tui.cli.first_questions import ask_all, set_up_by_asking
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.settings import default_workspace
from tests.journeys.shell import Prompt

EVERYTHING = frozenset(Role)
S, H, F, M = Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER


class Typist:
    """Gives prepared answers and remembers the questions."""

    def __init__(self, answers: Iterable[str | type[BaseException]]) -> None:
        self._answers = iter(answers)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        answer = next(self._answers, EOFError)
        if isinstance(answer, str):
            return answer
        raise answer


def test_enter_takes_the_defaults() -> None:
    told = ask_all(Typist(["Fleurs d'Anne", "", "fr", "", "Anne", "", "", ""]))
    assert (told.firm, told.trade, told.country) == ("Fleurs d'Anne", "florist", "FR")
    assert told.structure is Structure.ONE_TIER
    assert (told.language, told.hours, told.zone, told.practice) == ("fr", "Mon-Sat 9-19", "", False)
    assert told.operators == (("Anne", EVERYTHING),)


@pytest.mark.parametrize(
    ("structure", "people", "operators"),
    [
        ("1", ["Anne, Paul"], [("Anne", EVERYTHING), ("Paul", frozenset({S, H, F}))]),
        ("two-tier-finder", ["Anne", "Paul, anne"], [("Anne", EVERYTHING), ("Paul", frozenset({H, F}))]),
        ("3", ["Anne", "Paul"], [("Anne", frozenset({S, H, M})), ("Paul", frozenset({F}))]),
        (
            "4",
            ["Anne", "Paul", "Zoé"],
            [("Anne", frozenset({S, M})), ("Paul", frozenset({H})), ("Zoé", frozenset({F}))],
        ),
    ],
)
def test_who_does_what_gives_roles(
    structure: str, people: list[str], operators: list[tuple[str, frozenset[Role]]]
) -> None:
    told = ask_all(Typist(["F", "furniture", "FR", structure, *people, "", "", ""]))
    assert told.trade == "furniture"
    assert list(told.operators) == operators


def test_wrong_answers_are_asked_again() -> None:
    first = "|F|baker|99|florist|France|JP|Tokyo|Asia/Tokyo|5|1| , |Aiko"
    then = "|Paul|AIKO|klingon|en|whenever|Mon-Fri 10-18"
    typist = Typist((first + then).split("|"))
    told = ask_all(typist)
    assert (told.country, told.zone, told.language, told.hours) == ("JP", "Asia/Tokyo", "en", "Mon-Fri 10-18")
    assert told.operators == (("Aiko", EVERYTHING),)
    assert len(typist.asked) == 19


def test_the_workspace_is_made_from_the_answers(capsys: pytest.CaptureFixture[str]) -> None:
    path = default_workspace()  # its folder does not exist on a fresh machine
    set_up_by_asking(path, Typist(["F\x1b[2J", "", "FR", "", "Anne", "", "", ""])).close()
    shown = Prompt(str(path), capsys).done("structure", "show")
    assert [each["name"] for each in shown["tiers"][0]["people"]] == ["Anne"]


@pytest.mark.parametrize("answered", [0, 1, 5, 7])
def test_leaving_leaves_nothing_behind(answered: int, tmp_path: Path) -> None:
    begun = ["F", "", "FR", "", "Anne", "", "", ""][:answered]
    with pytest.raises(KeyboardInterrupt):
        set_up_by_asking(tmp_path / "shop.db", Typist([*begun, KeyboardInterrupt]))
    with pytest.raises(UsageTrouble, match="not answered"):
        set_up_by_asking(tmp_path / "shop.db", Typist(begun))
    assert not list(tmp_path.iterdir())


def test_init_without_a_terminal_says_what_it_wants(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompt = Prompt(str(tmp_path / "shop.db"), capsys)
    for words in ((), ("--firm", "Fleurs"), ("--operator", "Anne:scout")):
        refused = prompt("init", *words)
        assert refused.code == 2
        assert "at a terminal it asks" in refused.err
    assert not list(tmp_path.iterdir())
    everything = ("--operator", "Anne:scout,hunter,farmer,manager")
    assert prompt.done("init", "--firm", "Fleurs", *everything, "--goal", 30)["goal"] == 30
