"""A farmer's week in real terminals: late, nobody reached, a complaint, a repeat deal and the client back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.shell import Prompt
from tests.journeys.terminals import Pty, in_pty, without

pytestmark = pytest.mark.slow

WHO = "Claire MARTIN"
FIVE_WEEKS_ON = "2026-12-29T10:30:00+01:00"  # a Tuesday; the first check-in was planned before it


def _client(prompt: Prompt) -> None:
    """Have Claire Martin found, hunted and won, and kept by Fatou."""
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token)
    prompt.done("hand-off", token, "--brief", "need=roses", "next=devis")
    (waiting,) = prompt.done("inbox", "--as", "Hanna")
    prompt.done("accept", waiting["id"], "--as", "Hanna")
    (deal,) = prompt.done("deals", "--as", "Hanna")
    prompt.done("deal", "won", deal["id"], "--amount", "240", "--follow-up", "--as", "Hanna")


def _logged(fatou: Pty, digit: str, *told: str) -> None:
    fatou.press("g")
    fatou.wait_for("How did it go")
    fatou.press(digit)
    fatou.press("enter")
    fatou.wait_for(f"logged: {WHO}", *told)


def _complaint(fatou: Pty) -> None:
    """Nothing is sold while a complaint is open; solving it ends that."""
    fatou.press("C")
    fatou.wait_for("what happened?")
    fatou.press(*"the roses came wilted", "enter")
    fatou.wait_for(f"complaint open: {WHO}", "!! COMPLAINT since today", "the roses came wilted")
    fatou.press("j")
    fatou.wait_for("Solve the complaint first", without("Repeat deal"))
    fatou.press("C")
    fatou.wait_for("what was done?", "the roses came wilted")
    fatou.press(*"sent new ones", "enter")
    fatou.wait_for(f"complaint solved: {WHO}", without("!! COMPLAINT"))


def _to_the_hunter(fatou: Pty, hanna: Pty) -> None:
    """Open a repeat deal; whoever hunted before is asked first, and the client leaves the calendar."""
    fatou.press("j")
    fatou.wait_for("Repeat deal", "What they want")
    fatou.press(*"a wreath", "tab", *"90", "tab", *"quote by friday", "enter")
    fatou.wait_for(f"repeat deal: {WHO} · a wreath · waits for Hanna", "No check-in is planned")
    hanna.wait_for("F9 1")
    hanna.press("f9")
    hanna.wait_for(WHO, "from Fatou", "for you", "a wreath", "quote by friday", "the roses came wilted")
    hanna.press("a")
    hanna.wait_for(f"Accepted: {WHO}")


def _and_back(fatou: Pty, hanna: Pty) -> None:
    """Win it; the client is the farmer's again, with one check-in to come."""
    hanna.press("f3")
    hanna.wait_for("Coming · 1 deal", WHO)
    hanna.press("W")
    hanna.wait_for(f"Won: {WHO}", "90 €, as valued", "a wreath")
    hanna.press("tab", "tab", "tab", "y", "enter")
    hanna.wait_for(f"won: {WHO}", "90 €")
    fatou.press("f9")
    fatou.wait_for("Inbox", WHO, "from Hanna")
    fatou.press("a")
    fatou.wait_for(f"Accepted: {WHO}")
    fatou.press("f4")
    fatou.wait_for("Coming · 1 check-in", WHO, "2 purchases", "330 €")


def test_a_farmers_week(three_tier: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    _client(three_tier)
    monkeypatch.setenv("PIPELINE_NOW", FIVE_WEEKS_ON)
    path = Path(three_tier.workspace)
    with in_pty(path, FIVE_WEEKS_ON, "--as", "Fatou") as fatou:
        fatou.wait_for("Farmer", "Overdue · 1 check-in", "! Thu 26 Nov", WHO)
        with in_pty(path, FIVE_WEEKS_ON, "--as", "Hanna") as hanna:
            hanna.wait_for("Hunter")
            _logged(fatou, "2", "next tomorrow")
            fatou.wait_for("last talked Tue 24 Nov")  # nobody was reached: the rhythm counts on from there
            _complaint(fatou)
            _to_the_hunter(fatou, hanna)
            _and_back(fatou, hanna)
            for one in (fatou, hanna):
                one.press("ctrl+q")
                assert one.wait_for_end() == 0
    with closing(sqlite3.connect(path)) as file:
        sold = file.execute("SELECT amount_minor FROM purchase ORDER BY id").fetchall()
        assert sold == [(24000,), (9000,)]
        planned = "SELECT COUNT(*) FROM check_in WHERE state = 'planned'"
        assert file.execute(planned).fetchone() == (1,), "never two for one client"
    assert three_tier.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
