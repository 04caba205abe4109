"""The operator's keymap: what holds, what is refused, and in which words."""

from __future__ import annotations

import pytest

from pipeline_tui.ui.command import clashes
from pipeline_tui.ui.commands import COMMANDS
from pipeline_tui.ui.keymap import read_keymap, settle, shown_key


def _key(keymap: dict[str, str], command_id: str) -> str:
    command = settle(COMMANDS, keymap).find(command_id)
    assert command is not None
    return command.key


def test_a_key_is_moved() -> None:
    keys = settle(COMMANDS, {"contact.why": "j"})
    assert _key({"contact.why": "j"}, "contact.why") == "j"
    assert keys.problems == ()


def test_a_key_is_taken_away() -> None:
    assert _key({"contact.skip": ""}, "contact.skip") == ""


@pytest.mark.parametrize(
    ("keymap", "words"),
    [
        ({"contact.wy": "y"}, "no such command"),
        ({"contact.why": "ctrl+z"}, "shell"),
        ({"contact.why": "ctrl+m"}, "Enter in most terminals"),
        ({"contact.why": "o"}, "Objections and techniques"),
        ({"dialog.close": "q"}, "cannot be moved"),
    ],
)
def test_what_cannot_hold_is_explained_and_the_default_kept(keymap: dict[str, str], words: str) -> None:
    keys = settle(COMMANDS, keymap)
    assert len(keys.problems) == 1
    assert words in keys.problems[0]
    assert next(iter(keymap)) in keys.problems[0]
    assert keys.commands == settle(COMMANDS).commands


def test_two_keys_may_change_places() -> None:
    keymap = {"contact.why": "o", "script.objections": "i"}
    assert settle(COMMANDS, keymap).problems == ()
    assert _key(keymap, "contact.why") == "o"


def test_the_same_letter_in_the_other_reading_is_no_clash() -> None:
    keys = settle(COMMANDS, {"call.pause": "h"})  # h ends a call, p is live when none awaits its outcome
    assert keys.problems == ()


def test_nothing_clashes_whatever_the_keymap() -> None:
    keymap = {command.id: "q" for command in COMMANDS}
    keys = settle(COMMANDS, keymap)
    assert clashes(keys.commands) == ()
    assert keys.problems


@pytest.mark.parametrize(
    ("text", "lines", "problems"),
    [
        ('[keys]\n"contact.why" = "y"', {"contact.why": "y"}, 0),
        ('[keys.contact]\nwhy = "y"', {"contact.why": "y"}, 0),
        ("", {}, 0),
        ("[keys", {}, 1),
        ("keys = 3", {}, 1),
        ('[keys]\n"contact.why" = 3', {}, 1),
        ('[bindings]\nx = "y"', {}, 1),
    ],
)
def test_the_file_is_read_or_explained(text: str, lines: dict[str, str], problems: int) -> None:
    found, said = read_keymap(text, "keymap.toml")
    assert found == lines
    assert len(said) == problems
    assert all("keymap.toml" in one for one in said)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("enter", "Enter"), ("f2", "F2"), ("f", "f"), ("W", "W"), ("?", "?"), ("pageup", "PgUp")],
)
def test_keys_are_printed_as_on_the_keyboard(key: str, shown: str) -> None:
    assert shown_key(key) == shown
