"""A desk that froze for longer than its lease: a colleague calls meanwhile, and not a word typed is lost."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, shop_of
from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import without

pytestmark = pytest.mark.slow

ALICE, BASILE = "Alice ABEILLE", "Basile ABEILLE"
LATER = (datetime.fromisoformat(MOMENT) + timedelta(minutes=3)).isoformat()  # the lease is over by then
TOMORROW = (datetime.fromisoformat(MOMENT) + timedelta(days=1, hours=4)).isoformat()
SET_UP = b"\x1b[?1049h"  # the alternate screen
NOTE, LAST_WORDS = "wants lilies", "before noon"


def _a_colleague_calls(path: Path) -> None:
    with at_desk(path, "Paul", LATER) as paul:
        paul.sees(RESTING)
        paul.next(ALICE)
        assert NOTE not in paul.pty.screen(), "what is not stored is its writer's alone"
        paul.dial()
        paul.press("n")
        paul.stored(ALICE, "No answer")
        assert paul.who == BASILE
        paul.press("ctrl+q")
        assert paul.pty.wait_for_end() == 0


def _wakes(sam: Scout) -> None:
    """Woken, the desk says that it lost the contact."""
    sam.pty.child.kill(signal.SIGCONT)
    sam.sees(f"{ALICE} has left your desk", "A colleague has worked on it since", "kept")
    assert sam.pty.raw.count(SET_UP) == 1, "the terminal is set up once: keys are read by one reader"
    sam.press("enter")
    sam.sees(RESTING, without("has left your desk"))
    assert "+33" not in sam.pty.screen(), "the number left with the contact"
    sam.press("ctrl+q")
    assert sam.pty.wait_for_end() == 0


def test_a_frozen_desk_comes_back_to_its_draft(prompt: Prompt) -> None:
    people = ("Sam:scout", "Paul:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(3))
    with at_desk(path, "Sam") as sam:
        sam.sees(RESTING)
        sam.next(ALICE)
        sam.press("e")
        sam.sees("back to the keys")
        sam.press(*f"{NOTE} {LAST_WORDS}")
        sam.sees(f"{NOTE} {LAST_WORDS}")  # on the screen; stored or not, it froze
        sam.pty.child.kill(signal.SIGSTOP)
        _a_colleague_calls(path)
        _wakes(sam)
    with at_desk(path, "Sam", TOMORROW) as sam:
        sam.sees(RESTING)
        sam.press("enter")
        sam.sees(ALICE, "A draft of yours is kept", f"{NOTE} {LAST_WORDS}", "1 use it")
        sam.press("1")
        sam.sees(f"{NOTE} {LAST_WORDS}", "Enter dial", without("1 use it"))
        sam.dial()
        sam.press("v")
        sam.stored(ALICE, "Voicemail")
    with closing(sqlite3.connect(path)) as file:
        calls = file.execute("SELECT outcome, note FROM call ORDER BY id").fetchall()
    assert calls == [("no-answer", ""), ("voicemail", f"{NOTE} {LAST_WORDS}")]
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
