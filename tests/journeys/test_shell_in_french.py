"""The shell in French: help pages, what it says of a command it cannot read, and whose language it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline_tui import settings
from pipeline_tui.cli import code_words
from pipeline_tui.cli.helping import paragraphs
from pipeline_tui.cli.main import build, main
from pipeline_tui.domain.calling import BasisKind, RuleStatus
from pipeline_tui.domain.channels import Barrier
from pipeline_tui.domain.consents import GroundState
from pipeline_tui.domain.list_states import Standing
from pipeline_tui.domain.look_ups import Answer
from pipeline_tui.domain.offers import OfferState
from pipeline_tui.domain.personal_data import Kept
from pipeline_tui.domain.playbook import After
from pipeline_tui.domain.red_list import Red
from pipeline_tui.domain.today import Band, Kind
from pipeline_tui.storage.funnel import STEPS as FUNNEL
from pipeline_tui.ui.words import RULE_STATUSES
from pipeline_tui.wording import tr
from tests.journeys.shell import EVERYBODY, MOMENT, Prompt, load, set_up

_ENGLISH = re.compile(r"\b(the|of|and|with|what|your|from|they|is|to|Options:|required|default)\b")
_TYPED = re.compile(
    r'`[^`]*`|"[^"]*"|--[a-z-]+|Walk-ins and own contacts'
)  # what is typed stays as it is: commands, options, examples
_ROOM = 80


def _every(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _every(below, (*path, name))


_COMMANDS = dict(_every(typer.main.get_command(build())))


@pytest.fixture
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine set to French."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")


@pytest.mark.usefixtures("in_french")
@pytest.mark.parametrize("path", _COMMANDS, ids=" ".join)
def test_every_help_page_is_french_and_fits(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*path, "--help"]) == 0
    page = capsys.readouterr().out
    lines = page.splitlines()
    assert max(map(len, lines)) <= _ROOM
    said = " ".join(page.split()).replace("\u00a0", " ")
    command = _COMMANDS[path]
    settings.speak("fr")
    texts = [*paragraphs(command.help), *(param.help for param in command.params if param.help)]
    for english in texts:
        assert tr(english).replace("\u00a0", " ") in said
        assert tr(english) != english or not _ENGLISH.search(_TYPED.sub("", english))
    assert [line for line in lines if _ENGLISH.search(_TYPED.sub("", line))] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_command_does_is_said_in_one_line_of_the_list(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    for path, command in _COMMANDS.items():
        if not hasattr(command, "commands"):
            continue
        assert main([*path, "--help"]) == 0
        page = capsys.readouterr().out.partition("Comman")[2].partition("\n\n")[0]
        names = [line.split()[0] for line in page.splitlines()[1:]]
        assert names == list(command.commands), (
            "a line of its own for each, and none that goes on in the next"
        )
        assert not page.rstrip().endswith("...")


_MISUSES = {
    ("nonsens",): "Il n'y a pas de commande « nonsens ».",
    ("peple", "list"): "Est-ce people ?",
    ("people",): "Quelle commande de pipeline-tui people ?",
    ("next", "extra"): "Il y a des mots en trop : extra.",
    ("outcome",): "JETON manque.",
    ("lists", "import", "x.csv"): "--list manque.",
    ("outcome", "T", "busy", "--bla"): "Il n'y a pas d'option --bla.",
    ("outcome", "T", "busy", "--exat"): "Est-ce --exact, --next ?",
    ("outcome", "T", "busy", "--note"): "--note veut une valeur.",
    ("next", "--as"): "--as veut une valeur",
    ("accept", "sept"): "« sept » ne convient pas à ID. Il faut un nombre entier.",
    ("report", "must-say", "--version", "-1"): "Il faut 0 ou plus.",
    ("report", "funnel", "--format", "xml"): "Il faut l'un de : table, csv, json.",
}


@pytest.mark.usefixtures("in_french")
@pytest.mark.parametrize("words", _MISUSES, ids=" ".join)
def test_a_command_not_understood_is_told_in_french(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--workspace", str(tmp_path / "none.db"), *words]) == 2
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert _MISUSES[words] in said
    assert said.splitlines()[-1].startswith(("Voir : pipeline-tui", "Écrivez ensuite"))
    assert [line for line in said.splitlines() if _ENGLISH.search(_TYPED.sub("", line))] == []


def test_the_operator_s_language_comes_before_the_machine_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompt = Prompt(str(tmp_path / "shop.db"), capsys)
    set_up(prompt, "one-tier", EVERYBODY)
    assert "Record how the call ended." in prompt("outcome", "--help").out
    prompt.done("language", "fr")
    assert "Note comment l'appel a fini." in prompt("outcome", "--help", "--as", "Anne").out
    assert "La commande n'a pas été comprise" in prompt("outcome", "--as", "Anne").err
    assert "The command was not understood" in prompt("outcome", "--as", "Anne", "--json").err
    assert "Record how the call ended." in prompt("outcome", "--help", "--as", "Nobody").out
    assert "Record how the call ended." in prompt("outcome", "--help").out, "nobody said who it is"


def test_every_code_of_a_table_has_its_word() -> None:
    kinds = (OfferState, Standing, GroundState)
    assert {state.value for kind in kinds for state in kind} <= set(code_words.STATES)
    assert {kind.value for kinds in (Red, Kind, BasisKind) for kind in kinds} <= set(code_words.KINDS)
    assert {band.name.lower() for band in Band} == set(code_words.BANDS)
    assert set(Kept) == set(code_words.KEPT)
    assert set(Barrier) == set(code_words.BARRIERS)
    assert set(RuleStatus) == set(RULE_STATUSES)
    assert set(After) == set(code_words.AFTERWARDS)
    assert {answer.value for answer in Answer} == set(code_words.ANSWERS)
    assert set(FUNNEL) == set(code_words.STEPS)


_DAY = """people work|structure set three-tier --preview|lists show|lists show Salon|callbacks|next|inbox
deals|today|check-ins|receipts|find dur|journal verify|report funnel|report red|figures|registers show
consent show 0199001234|playbook versions|may-call 0199001234|people replace Bo --by Anne --preview
deal show 99|outcome T nothing|playbook preview nothing|figures --on never|lists show Nowhere"""


def test_a_day_at_the_prompt_is_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every sentence, heading, state and refusal; what people typed stays as it is."""
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    prompt = Prompt(str(tmp_path / "shop.db"), capsys)
    set_up(prompt, "one-tier", EVERYBODY, "Bo:scout")
    load(prompt, "--as", "Anne")
    prompt.done("language", "fr", "--as", "Anne")
    found = {}
    for command in re.split(r"[|\n]", _DAY):
        answer = prompt(*command.split(), "--as", "Anne")
        said = (answer.out + answer.err).splitlines()
        assert said, command
        found[command] = [line for line in said if _ENGLISH.search(_TYPED.sub("", line))]
    assert {command: lines for command, lines in found.items() if lines} == {}


def test_the_answer_for_a_program_is_the_same_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    prompt = Prompt(str(tmp_path / "shop.db"), capsys)
    set_up(prompt, "one-tier", EVERYBODY)
    load(prompt)
    asked = ("lists show", "people list", "report funnel", "today", "registers show", "playbook list")
    before = [prompt.done(*command.split()) for command in asked]
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    prompt.done("language", "fr")
    after = [prompt.done(*command.split()) for command in asked]
    after[1] = [one | {"language": ""} for one in after[1]]  # the one thing that was changed
    assert after == before
