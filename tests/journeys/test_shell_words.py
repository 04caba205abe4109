"""How a command line is read: options anywhere, values that begin with a dash, errors that say what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.cli.arguments import CommandLine, hoist
from pipeline_tui.cli.as_json import as_json
from pipeline_tui.cli.main import build, main
from pipeline_tui.cli.values import name_and_roles, pairs
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Role, Stage

VALUES = frozenset({"--note", "--brief", "--map", "--at", "--to"})

_CASES: list[tuple[list[str], CommandLine]] = [
    ([], CommandLine()),
    (["--as", "Paul"], CommandLine(operator="Paul")),
    (["next", "--as", "Paul", "--json"], CommandLine(("next",), operator="Paul", json=True)),
    (["--json", "--as=Paul", "next"], CommandLine(("next",), operator="Paul", json=True)),
    (["--workspace=a=b.db", "next"], CommandLine(("next",), workspace="a=b.db")),
    (["next", "--workspace", "-x.db"], CommandLine(("next",), workspace="-x.db")),
    (["outcome", "T", "--note", "-5 kg"], CommandLine(("outcome", "T", "--note=-5 kg"))),
    (["outcome", "T", "--note", "--json"], CommandLine(("outcome", "T", "--note=--json"))),
    (["outcome", "--note", "--as", "--as", "A"], CommandLine(("outcome", "--note=--as"), operator="A")),
    (["outcome", "T", "--note", ""], CommandLine(("outcome", "T", "--note="))),
    (["outcome", "T", "--note"], CommandLine(("outcome", "T", "--note"))),
    (["people", "add", "--", "--json"], CommandLine(("people", "add", "--", "--json"))),
    (
        ["hand-off", "--brief", "need=-5 kg", "next=?", "--to", "B", "T"],
        CommandLine(("hand-off", "--brief=need=-5 kg", "--brief=next=?", "--to=B", "T")),
    ),
    (
        ["hand-off", "T", "--brief=need=a b", "next=c", "--json", "term=d"],
        CommandLine(("hand-off", "T", "--brief=need=a b", "--brief=next=c", "--brief=term=d"), json=True),
    ),
]


@pytest.mark.parametrize(
    ("argv", "expected"), _CASES, ids=lambda case: " ".join(case) if isinstance(case, list) else ""
)
def test_common_options_stand_anywhere(argv: list[str], expected: CommandLine) -> None:
    assert hoist(argv, VALUES) == expected


@pytest.mark.parametrize("argv", [["next", "--as"], ["--workspace"], ["--as=", "next"], ["--as", ""]])
def test_a_common_option_without_value_is_told(argv: list[str]) -> None:
    with pytest.raises(UsageTrouble) as told:
        hoist(argv)
    assert told.value.next_step


@given(note=st.text(max_size=40), place=st.integers(0, 3))
def test_any_note_arrives_whole_wherever_the_options_stand(note: str, place: int) -> None:
    argv = ["outcome", "T", "busy"]
    argv[place:place] = ["--as", "Paul", "--json"]
    read = hoist([*argv, "--note", note], VALUES)
    assert read == CommandLine(("outcome", "T", "busy", f"--note={note}"), operator="Paul", json=True)


def _every_command(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from _every_command(below, (*path, name))


EVERY = list(_every_command(typer.main.get_command(build())))


def test_the_contract_s_commands_are_there() -> None:
    wanted = """init|demo|people list|people add|people passphrase|structure show|lists import|lists show
        next|dial|release|outcome|hand-off|inbox|accept|return|deals|deal step|deal next|deal won|deal lost
        deal show|check-ins|check-in log|contact show|undo|journal show|journal verify|report funnel|backup
        restore|doctor|keys"""
    names = {tuple(name.split()) for line in wanted.splitlines() for name in line.split("|")}
    assert names <= set(EVERY)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*path, "--help"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert " ".join(("pipeline-tui", *path)) in shown.out
    assert "..." not in "".join(line for line in shown.out.splitlines() if line.startswith("  ") and not path)


_MISUSES = [
    ("nonsense",),
    ("people",),
    ("people", "nonsense"),
    ("next", "extra"),
    ("outcome",),
    ("outcome", "T"),
    ("outcome", "T", "busy", "--no-such-option"),
    ("outcome", "T", "busy", "--note"),
    ("accept", "seven"),
    ("accept", "-3"),
    ("deal", "next", "7", "--do", "call"),
    ("check-in", "log", "7", "--outcome", "reached", "--satisfaction", "11"),
    ("init", "--firm", "F"),
    ("init", "--firm", "F", "--operator", "Paul"),
    ("init", "--firm", "F", "--operator", "Paul:boss"),
    ("init", "--firm", "F", "--operator", "Paul:scout", "--structure", "four-tier"),
    ("hand-off", "T", "--brief", "need"),
    ("report", "funnel", "--format", "xml"),
    ("next", "--as"),
]


@pytest.mark.parametrize("words", _MISUSES, ids=" ".join)
def test_misuse_is_exit_2_and_names_the_next_step(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--workspace", str(tmp_path / "none.db"), *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) >= 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("next",), ("people", "list"), ("dial", "T"), ("journal", "verify")])
def test_a_missing_workspace_is_exit_3(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*words, "--workspace", str(tmp_path / "none.db"), "--json"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 3
    assert not list(tmp_path.iterdir())


def test_an_error_carries_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--firm", "F", "--operator", "\x1b]52;c;eA==\x07\x9b2J\u202eluaP:boss"]) == 2
    said = capsys.readouterr().err
    assert not {c for c in said if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c == "\u202e"}


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("pipeline-tui ")


@pytest.mark.parametrize("words", [["--help"], ["outcome", "--help"], ["keys", "--json"]], ids=" ".join)
def test_help_and_keys_start_without_the_database(words: list[str]) -> None:
    program = (
        "import sys; from pipeline_tui.cli.main import main; "
        f"code = main({words!r}); "
        "heavy = {'sqlalchemy', 'sqlmodel', 'alembic', 'textual'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr); "
        "sys.exit(code)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"
    assert ran.stdout


@pytest.mark.parametrize("text", ["Paul", ":scout", "Paul:", " :scout", "Paul:scout,boss", ""])
def test_a_name_needs_roles_we_know(text: str) -> None:
    with pytest.raises(UsageTrouble, match=r"role|Operator"):
        name_and_roles(text)


def test_names_may_hold_colons() -> None:
    assert name_and_roles("Dr: Paul :Scout, hunter") == ("Dr: Paul", frozenset({Role.SCOUT, Role.HUNTER}))


def test_pairs_keep_what_follows_the_first_equals_sign() -> None:
    assert pairs("--brief", ["need=a=b", "next="]) == {"need": "a=b", "next": ""}
    for wrong in (["need"], ["=x"], ["need=a", "need=b"]):
        with pytest.raises(UsageTrouble, match="--brief"):
            pairs("--brief", wrong)


@dataclass(frozen=True, slots=True)
class _Record:
    at: datetime
    stages: frozenset[Stage]
    by: dict[Stage, int]


def test_records_become_plain_values() -> None:
    at = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    record = _Record(at, frozenset({Stage.FARMING, Stage.SCOUTING}), {Stage.HUNTING: 1})
    assert as_json((record, date(2026, 1, 2), None, True, 1.5, "a\x1b[2J\u202eb", Path("x"))) == [
        {"at": "2026-11-24T09:30:00+00:00", "stages": ["scouting", "farming"], "by": {"hunting": 1}},
        "2026-01-02",
        None,
        True,
        1.5,
        "a[2Jb",
        "x",
    ]
    assert as_json(datetime(2026, 11, 24, tzinfo=UTC)).endswith("+00:00")
    with pytest.raises(TypeError):
        as_json(object())
