"""Hostile text in every field, past ``clean``: no byte of it reaches the terminal as more than letters."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline_tui.services.practising import make_demo
from tests.journeys.hostile import TEXTS, harm
from tests.journeys.terminals import Pty, Seen, environment, in_pty, without
from tests.shops import MONDAY

pytestmark = pytest.mark.slow

NOW = MONDAY.isoformat()
SIZES = [(80, 24), (120, 40)]
_PLAIN = {
    "workspace": ("firm",),
    "operator": ("name",),
    "list": ("name", "source"),
    "firm": ("name", "city"),
    "contact": (
        "first_name",
        "last_name",
        "firm_role",
        "address",
        "postcode",
        "city",
        "preferred_hours",
        "source",
    ),
    "number": ("extension",),
    "email": ("address",),
    "basis": ("channel", "evidence", "wording"),
    "call": ("note",),
    "note": ("body",),
    "answer": ("value",),
    "hand_off": ("note",),
    "deal": ("title", "next_do", "note"),
    "deal_event": ("said",),
    "purchase": ("what",),
    "check_in": ("note",),
}
_BRIEF = ("need", "budget", "decision", "term", "objections", "next")


def _poison(path: Path) -> None:
    """Write hostile texts straight into every text field; every field gets every text in some row."""
    database = sqlite3.connect(path)
    with database:
        database.execute("DROP TRIGGER basis_update")  # the ledger of consents takes no edit
        for number, (table, columns) in enumerate(_PLAIN.items()):
            for place, column in enumerate(columns):
                for turn, text in enumerate(TEXTS):
                    database.execute(
                        f"UPDATE {table} SET {column} = ? WHERE (rowid + ?) % ? = ?",
                        (text, number + place * 5, len(TEXTS), turn),
                    )
        for (rowid,) in database.execute("SELECT rowid FROM hand_off").fetchall():
            brief = {key: TEXTS[(rowid + turn) % len(TEXTS)] for turn, key in enumerate(_BRIEF)}
            database.execute("UPDATE hand_off SET brief = ? WHERE rowid = ?", (json.dumps(brief), rowid))
    database.close()


@pytest.fixture
def one_tier(tmp_path: Path) -> Path:
    """A lived-in shop of one person, poisoned."""
    path = tmp_path / "one.db"
    make_demo(path, contacts=80, history_days=8, now=MONDAY).close()
    _poison(path)
    return path


@pytest.fixture
def three_tier(tmp_path: Path) -> Path:
    """A lived-in shop of seven people, poisoned."""
    path = tmp_path / "three.db"
    make_demo(path, contacts=80, history_days=8, structure="three-tier", now=MONDAY).close()
    _poison(path)
    return path


Visited = str | tuple[str | Seen, ...]  # a key, or one and what stands there before the next may be pressed


def _visit(pty: Pty, keys: Sequence[Visited]) -> None:
    for one in keys:
        key, *wanted = one if isinstance(one, tuple) else (one,)
        assert isinstance(key, str)
        pty.press(key)
        pty.wait_for(*wanted)
        pty.wait_until_still()
        assert pty.child.isalive(), f"{key} ended the program:\n{pty.screen()}"
        assert harm(bytes(pty.raw)) == (), f"after {key}"


def _leave(pty: Pty) -> None:
    pty.press("escape")
    pty.wait_until_still()
    pty.press("escape")
    pty.wait_until_still()
    pty.press("?")
    pty.wait_for("Keys: ")
    pty.press("escape")
    pty.wait_for(without("Keys: "))  # ctrl+q is heard before the keys that wait
    pty.press("ctrl+q")
    pty.wait_for(lambda screen: QUESTION in screen or pty.child.eof())
    if not pty.child.eof():
        pty.press("y")
    assert pty.wait_for_end() == 0
    assert harm(bytes(pty.raw)) == ()


QUESTION = "Leave the workstation?"
# Once an outcome is taken back its call is under way again: before that ctrl+q leaves without a question.
_SCOUT: list[Visited] = [
    *("enter", "i", "escape", "o", "down", "escape", ":", *"note", "escape", "pagedown"),
    *("d", "1", "c", *"+2h", "escape", "w", "escape", "e", *"ok", "escape", "a"),
    *(("n", "Enter dial", without("h HOT")), ("u", "h HOT"), ("ctrl+q", QUESTION), ("n", without(QUESTION))),
    *("n", "i", "escape", "s", "s", "i", "escape", "s", "?", "escape"),
]
_HUNTER = [
    *("f3", "down", "down", "v", "down", "v", "enter", "pagedown", "pageup", "escape"),
    *("t", "escape", "L", "escape", "W", "escape", ">", "u", "d", "escape", "o", "escape", "b"),
]
_FARMER = [
    *("f4", "down", "down", "enter", "pagedown", "escape", "v", "right", "enter", "escape", "escape"),
    *("v", "g", "1", "escape", "M", "escape", "d", "b", "escape"),
]
_REST = ["f9", "enter", "escape", "f5", "v", "v", "f2", "enter", "d", "h", "escape", "f3"]


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_of_one_person(one_tier: Path, size: tuple[int, int]) -> None:
    with in_pty(one_tier, NOW, size=size) as pty:
        pty.wait_for("No contact in hand")
        _visit(pty, [*_SCOUT, *_HUNTER, *_FARMER, *_REST])
        _leave(pty)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("place", "desk", "keys"),
    [
        (0, "Scout", ["enter", "d", "h", "down", "down", "escape", "f8", "escape"]),
        (2, "Hunter", ["f9", "down", "enter", "pagedown", "escape", "R", "1", "escape", "a", "u", "f3", "W"]),
        (4, "Farmer", ["enter", "escape", "v"]),
        (6, "Manager", ["v", "v", "u"]),
    ],
)
def test_signing_in_and_handing_over(
    three_tier: Path, size: tuple[int, int], place: int, desk: str, keys: list[str]
) -> None:
    with in_pty(three_tier, NOW, size=size) as pty:
        pty.wait_for("Who is working?")
        _visit(pty, ["down"] * place)
        pty.press("enter")
        pty.wait_for(desk)
        _visit(pty, keys)
        _leave(pty)


_RAW = """
import sys
from textual.app import App
from textual.widgets import Static
from rich.text import Text
class Raw(App):
    def compose(self):
        yield Static(Text(sys.argv[1]))
        yield Static("shown")
Raw().run()
"""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEXTS[0], "escape"),
        (TEXTS[1], "own sequence"),
        (TEXTS[2], "8-bit"),
        ("A\u202eB", "bidirectional"),
        (TEXTS[9], "tower"),
        ("A\u200bB\ufeff", "tag"),
    ],
)
def test_the_scanner_catches_a_screen_that_writes_what_it_is_given(text: str, what: str) -> None:
    pty = Pty([sys.executable, "-c", _RAW, text], environment(), (80, 24))
    try:
        pty.wait_for(lambda _: b"shown" in pty.raw)  # the screen itself may be past reading
        pty.wait_until_still()
        assert any(what in one for one in harm(bytes(pty.raw))), harm(bytes(pty.raw))
    finally:
        pty.close()
