"""What the shell refuses, and how: walls of the structure, usage, passphrases, hostile words."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.journeys.shell import EVERYBODY, Prompt, load, set_up

WALLS = [
    ("Sam", ("inbox",)),
    ("Hanna", ("next",)),
    ("Fatou", ("next",)),
    ("Sam", ("people", "add", "Eve:manager")),
    ("Sam", ("check-in", "log", "1", "--outcome", "reached")),
    ("Hanna", ("lists", "import", "contacts.csv", "--list", "Mine")),
    ("Sam", ("deal", "show", "1")),
    ("Hanna", ("contact", "show", "1")),
    ("Sam", ("people", "passphrase", "Mia")),
    ("Sam", ("find", "martin")),
]


@pytest.mark.parametrize(("operator", "words"), WALLS, ids=lambda part: " ".join(part) if part else "")
def test_the_structure_s_walls_hold_in_the_shell(
    three_tier: Prompt, monkeypatch: pytest.MonkeyPatch, operator: str, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(Path(three_tier.workspace).parent)
    monkeypatch.setattr(sys, "stdin", io.StringIO("three words with spaces\n"))
    refused = three_tier(*words, "--as", operator)
    assert (refused.code, refused.out) == (1, "")
    assert len(refused.err.strip().splitlines()) >= 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("next", "--as", "Nobody"), "Nobody"),
        (("inbox", "--as", "Sa"), "Sa"),
        (("outcome", "TOKEN", "maybe"), "no-answer"),
        (("outcome", "TOKEN", "callback"), "--callback"),
        (("outcome", "TOKEN", "callback", "--callback", "whenever"), "whenever"),
        (("hand-off", "TOKEN", "--brief", "colour=red"), "colour"),
        (("lists", "import", "missing.csv", "--list", "L"), "missing.csv"),
        (("check-ins", "--from", "someday"), "someday"),
    ],
)
def test_usage_trouble_names_what_was_wrong(one_tier: Prompt, words: tuple[str, ...], told: str) -> None:
    token = one_tier.done("next")["token"]
    wrong = one_tier(*(token if word == "TOKEN" else word for word in words))
    assert (wrong.code, wrong.out) == (2, "")
    assert told in wrong.err
    assert one_tier.done("next")["call"] is None, "a misunderstood command must not use up an attempt"


def test_an_incomplete_brief_does_not_use_up_an_attempt(three_tier: Prompt) -> None:
    token = three_tier.done("next", "--as", "Sam")["token"]
    refused = three_tier("hand-off", token, "--brief", "need=roses")
    assert refused.code == 1
    assert "next" in refused.err
    assert three_tier.done("next", "--as", "Sam")["call"] is None


def test_the_gate_refuses_at_night(one_tier: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPELINE_NOW", "2026-11-24T19:55:00+01:00")
    token = one_tier.done("next")["token"]
    monkeypatch.setenv("PIPELINE_NOW", "2026-11-24T20:05:00+01:00")
    for words in (("dial", token), ("outcome", token, "busy"), ("hand-off", token)):
        refused = one_tier(*words)
        assert (refused.code, refused.out) == (1, "")
        assert "Source" in refused.err
    one_tier.done("release", token)
    asleep = one_tier("next", "--json")
    assert asleep.code == 1
    assert asleep.json["blockers"] == {"outside-window": 4}
    assert asleep.json["opens_at"] == "2026-11-25T09:00:00+00:00"


def test_passphrases(three_tier: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "trois mots -- ici"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{secret}\n"))
    assert three_tier.done("people", "passphrase", "Sam", "--as", "Sam")["has_passphrase"] is True
    assert three_tier("next", "--as", "Sam").code == 1
    monkeypatch.setenv("PIPELINE_PASSPHRASE", "wrong")
    refused = three_tier("next", "--as", "Sam")
    assert refused.code == 1
    assert "wrong" not in refused.err.lower().replace("wrong passphrase", "")
    monkeypatch.setenv("PIPELINE_PASSPHRASE", secret)
    token = three_tier.done("next", "--as", "Sam")["token"]
    monkeypatch.delenv("PIPELINE_PASSPHRASE")
    assert three_tier("dial", token).code == 1, "a token is no passphrase"


def test_who_acts_when_nobody_is_named(three_tier: Prompt) -> None:
    assert {each["name"] for each in three_tier.done("people", "list")} == {"Sam", "Hanna", "Fatou", "Mia"}
    three_tier.done("people", "add", "Max:manager")
    unnamed = three_tier("people", "list")
    assert unnamed.code == 2
    assert "--as" in unnamed.err


def test_the_fixed_time_is_for_practice_only(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = Prompt(str(tmp_path / "real.db"), prompt.capsys)
    made = real("init", "--firm", "F", "--operator", EVERYBODY, "--json")
    assert made.code == 0
    assert "PIPELINE_NOW" in made.err
    assert made.json["practice"] is False
    asked = real("people", "list", "--json")
    assert (asked.code, len(asked.json)) == (0, 1)
    assert "PIPELINE_NOW" in asked.err
    set_up(prompt, "one-tier", EVERYBODY)
    monkeypatch.setenv("PIPELINE_NOW", "noonish")
    wrong = prompt("people", "list")
    assert wrong.code == 2
    assert "noonish" in wrong.err


HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m[/] [b]x[/b] [@click=app.quit]y[/]\ud800",
    "-- \u202eevil\u2066\U000e0041" + "é" * 400 + "👩‍👩‍👧 שלום",
    "=cmd|' /C calc'!A0\na\tc\x00d'; DROP TABLE contact",
]


def is_harmless(text: str) -> bool:
    return not any(
        (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\U000e0041" for c in text
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_come_out_harmless(prompt: Prompt, text: str) -> None:
    run = prompt
    named = f"{text.replace(':', '')}:scout,hunter,farmer,manager"
    made = run("init", "--practice", "--firm", f"F {text}", "--operator", named)
    assert made.code == 0, made.err
    load(run)
    token = run.done("next")["token"]
    given = run("hand-off", token, "--brief", f"need={text}", f"next={text}", "--note", text)
    said = [made, given]
    for words in (
        *(("people", "list"), ("deals",), ("deal", "show", "1"), ("journal", "show"), ("next",), ("undo",)),
        *(("next", "--as", text), ("accept", text), (text,), ("deal", "lost", "1", "--reason", text)),
        *(("lists", "import", text, "--list", text), ("check-ins", "--from", text)),
    ):
        said += [run(*words), run(*words, "--json")]
    for answer in said:
        assert answer.code in (0, 1, 2, 3)
        assert is_harmless(answer.out)
        assert is_harmless(answer.err)
        answer.out.encode()
