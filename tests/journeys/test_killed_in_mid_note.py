"""The plug pulled in mid-note: contact and note are back, the lease decides in whose hand."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import PATIENCE, Pty, in_pty, without

pytestmark = pytest.mark.slow

NOTE = "rappeler après le 3, la fille s'appelle Zoé ; « pas de lys »"
_MINUTES = re.compile(r"\b0[2-4]:\d\d\b")
LATER = (datetime.fromisoformat(MOMENT) + timedelta(minutes=3)).isoformat()


def _draft(path: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as database:
        row = database.execute("SELECT body FROM draft").fetchone()
    found: dict[str, Any] = json.loads(row[0]) if row else {}
    return found


def _until_kept(pty: Pty, path: Path, kept: Callable[[dict[str, Any]], bool]) -> None:
    for _ in range(int(PATIENCE * 10)):
        if kept(_draft(path)):
            return
        pty.read(0.1)
    raise AssertionError(f"not kept: {_draft(path)!r}")


def _first_in_hand(pty: Pty, *shown: str) -> str:
    pty.wait_for("No contact in hand")
    pty.press("enter")
    return pty.wait_for(*shown)


def _pull_the_plug(pty: Pty) -> None:
    pty.child.kill(signal.SIGKILL)
    pty.wait_for_end()


def _killed_in_mid_note(path: Path, *keys: str) -> None:
    with in_pty(path, MOMENT, "--as", "Anne") as pty:
        _first_in_hand(pty, "Claire MARTIN", "Enter dial")
        for key in keys:
            pty.press(key)
            pty.wait_for("n absent")
        pty.press("e")
        pty.wait_for("back to the keys")
        pty.press(*NOTE)
        pty.wait_for("pas de lys")
        _until_kept(pty, path, lambda draft: draft.get("note") == NOTE)
        _pull_the_plug(pty)


def test_at_once_the_call_and_the_note_stand_there_again(one_tier: Prompt) -> None:
    path = Path(one_tier.workspace)
    _killed_in_mid_note(path, "d")
    with in_pty(path, MOMENT) as pty:
        # The attempt was stored before it rang.
        pty.wait_for("Claire MARTIN", "n absent", "rappeler après le 3", "how did it end?")
        pty.press("n")
        pty.wait_for("Minh NGO", "Pas de réponse · Claire MARTIN")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT outcome, note FROM call").fetchall() == [("no-answer", NOTE)]


def test_past_the_lease_the_contact_is_free_and_the_note_waits_for_its_writer(one_tier: Prompt) -> None:
    path = Path(one_tier.workspace)
    _killed_in_mid_note(path)
    with in_pty(path, LATER) as pty:
        _first_in_hand(pty, "Claire MARTIN", "Enter dial", "rappeler après le 3")


def test_past_the_lease_a_call_still_awaits_its_outcome(one_tier: Prompt) -> None:
    path = Path(one_tier.workspace)
    _killed_in_mid_note(path, "d")
    with in_pty(path, LATER) as pty:
        _first_in_hand(pty, "Claire MARTIN", "how did it end?", "rappeler après le 3")


@pytest.mark.parametrize(("now", "theirs"), [(MOMENT, "Minh NGO"), (LATER, "Claire MARTIN")])
def test_a_colleague_gets_the_contact_only_past_the_lease(one_tier: Prompt, now: str, theirs: str) -> None:
    path = Path(one_tier.workspace)
    one_tier.done("people", "add", "Bob:scout")
    _killed_in_mid_note(path)
    with in_pty(path, now, "--as", "Bob") as pty:
        shown = _first_in_hand(pty, theirs, "Enter dial")
        assert "rappeler" not in shown, "a note that was not stored with a call is its writer's alone"


def _answer_and_begin_a_brief(pty: Pty) -> None:
    _first_in_hand(pty, "Claire MARTIN", "Ouverture")
    for step in ("Connaissance", "Abonnement"):
        pty.press("1")
        pty.wait_for(step)
    pty.press("tab", *"des lys")
    pty.wait_for("des lys", "back to the keys")
    pty.press("escape")
    pty.wait_for("Enter dial")
    pty.press("f8")
    pty.wait_for("Hand off · Claire MARTIN", "To")
    pty.press(*"mardi")
    pty.wait_for("mardi")


def test_script_answers_and_half_a_brief_stand_there_again(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    with in_pty(path, MOMENT, "--as", "Sam") as pty:
        _answer_and_begin_a_brief(pty)
        _until_kept(pty, path, lambda draft: "mardi" in draft.get("brief", {}).values())
        _pull_the_plug(pty)
    kept = _draft(path)
    assert kept["answers"] == {"need": "des lys"}
    assert len(kept["path"]) == 3
    assert "mardi" in kept["brief"].values()
    with in_pty(path, LATER, "--as", "Sam") as pty:
        _first_in_hand(pty, "Claire MARTIN", "Abonnement", "des lys")
        pty.press("f8")
        pty.wait_for("Hand off · Claire MARTIN", "mardi")


def test_worked_on_by_a_colleague_meanwhile_the_note_is_offered(one_tier: Prompt) -> None:
    path = Path(one_tier.workspace)
    one_tier.done("people", "add", "Bob:scout")
    _killed_in_mid_note(path)
    with in_pty(path, LATER, "--as", "Bob") as pty:
        _first_in_hand(pty, "Claire MARTIN", "Enter dial")
        pty.press("d")
        pty.wait_for("n absent")
        pty.press("N")
        pty.wait_for("Pas de réponse · Claire MARTIN")
        _pull_the_plug(pty)
    tomorrow = (datetime.fromisoformat(MOMENT) + timedelta(days=1, hours=4)).isoformat()
    with in_pty(path, tomorrow, "--as", "Anne") as pty:
        _first_in_hand(pty, "Claire MARTIN", "You typed this yesterday", "rappeler après le 3", "1 use it")
        pty.press("1")
        pty.wait_for("rappeler après le 3", "Enter dial", without("1 use it"))


def _pause_began(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        ((began,),) = database.execute("SELECT began_at FROM pause").fetchall()
    return f"{datetime.fromisoformat(began).astimezone(ZoneInfo('Europe/Paris')):%H:%M}"


def test_a_pause_runs_on_and_everything_typed_stands_behind_it(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    with in_pty(path, MOMENT, "--as", "Sam") as pty:
        _answer_and_begin_a_brief(pty)
        pty.press("escape")
        pty.wait_for("Enter dial", lambda screen: "Hand off ·" not in screen)
        pty.press("p")
        pty.wait_for("1-9 Enter take")
        pty.press("1")
        pty.wait_for("■ paused", "Claire MARTIN stays in hand")
        _pull_the_plug(pty)
    with in_pty(path, LATER, "--as", "Sam") as pty:
        # It began some seconds after the clock did, and is counted from then on.
        pty.wait_for("■ paused", f"since {_pause_began(path)}", lambda screen: bool(_MINUTES.search(screen)))
        pty.press("enter")
        pty.wait_for("back after", "☎ ready")
        pty.press("enter")
        pty.wait_for("Claire MARTIN", "Abonnement", "des lys", "Enter dial")
        pty.press("f8")
        pty.wait_for("Hand off · Claire MARTIN", "mardi")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT COUNT(*), COUNT(ended_at) FROM pause").fetchall() == [(1, 1)]
