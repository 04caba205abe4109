"""From nothing to the first call, in a real terminal: in every trade, killed on the way, with a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline_tui.playbooks.reading import USUAL_TRADE, shipped_trades
from tests.journeys.shell import CONTACTS
from tests.journeys.terminals import PROGRAM, Pty, environment, in_pty

pytestmark = pytest.mark.slow

# Shops are open then in Europe and in America: the country is this computer's unless one says another.
MOMENT = "2026-11-24T16:00:00+01:00"
KEYSTROKES = 10  # said in docs/setting-up.md; another trade than the usual one takes its digit besides


@contextmanager
def from_nothing(path: Path, *words: str) -> Iterator[Pty]:
    """Start without a workspace: for a practice one, whose clock a test may set, or as ``words`` say."""
    argv = (*PROGRAM, "--workspace", str(path), *(words or ("init", "--practice")))
    pty = Pty(argv, environment(PIPELINE_NOW=MOMENT), (80, 24))
    try:
        yield pty
    finally:
        pty.close()


class Fingers:
    """Presses keys and counts them."""

    def __init__(self, terminal: Pty) -> None:
        self.terminal, self.pressed = terminal, 0

    def __call__(self, *keys: str) -> None:
        self.pressed += len(keys)
        self.terminal.press(*keys)


@pytest.mark.parametrize("trade", shipped_trades())
def test_ten_keys_lead_from_nothing_to_the_first_call(trade: str, tmp_path: Path) -> None:
    with from_nothing(tmp_path / "shop.db") as terminal:
        press = Fingers(terminal)
        terminal.wait_for("then seven questions")
        press("enter")
        shown = terminal.wait_for("question 1 of 7", f"  {trade}\n")
        if trade != USUAL_TRADE:
            press(next(line.split()[0] for line in shown.splitlines() if line.endswith(f"  {trade}")))
        press("enter")
        for question in range(2, 8):
            terminal.wait_for(f"question {question} of 7")
            press("enter")
        terminal.wait_for("Scout · practice", "No contact in hand", "Enter next")
        press("enter")
        terminal.wait_for("Enter dial", "Demo list")
        press("enter")
        terminal.wait_for("n no answer", "1 of ")
    assert press.pressed == KEYSTROKES + (trade != USUAL_TRADE)


def test_typed_ahead_it_asks_what_was_meant_and_leaving_keeps_the_answers(tmp_path: Path) -> None:
    with from_nothing(tmp_path / "shop.db", "--as", "nobody") as terminal:
        terminal.wait_for("then seven questions")
        terminal.press(*"Zoé & co", "enter", *"trav", "enter", *"Japan", "enter")
        terminal.wait_for("question 2 of 7", "Zoé & co", "trav ", "! Which clock in JP?", "JP Asia/Tokyo")
        terminal.press("escape")
        assert terminal.wait_for_end() == 1
    with from_nothing(tmp_path / "shop.db") as terminal:
        terminal.wait_for("question 2 of 7", "Zoé & co", "trav ", "Japan")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 1


def test_a_kill_on_the_way_loses_no_answer_and_a_list_is_looked_at_first(tmp_path: Path, home: Path) -> None:
    (home / "salon.csv").write_text(CONTACTS, "utf-8")
    path = tmp_path / "shop.db"
    with from_nothing(path) as terminal:
        terminal.wait_for("then seven questions")
        terminal.press(*"Chez Zoé")
        terminal.wait_for("Chez Zoé")
        terminal.press("enter", "enter")
        terminal.wait_for("question 2 of 7")
        terminal.press(*"FR", "enter")
        terminal.wait_for("question 3 of 7")
        terminal.press(*"Zoé, Max")
        terminal.wait_for("one-tier · 2 people", "Max  scout, hunter, farmer")  # said once it is kept
    assert not path.exists()
    with from_nothing(path) as terminal:
        terminal.wait_for("question 3 of 7", "Chez Zoé", "Zoé, Max", "one-tier · 2 people")
        for question in range(3, 6):
            terminal.wait_for(f"question {question} of 7")
            terminal.press("enter")
        terminal.wait_for("question 6 of 7")
        terminal.press(*"salon.cvs")
        terminal.wait_for("! There is no such file")
        terminal.press("backspace", "backspace", "backspace")
        terminal.press(*"csv")
        terminal.wait_for("✓ salon.csv")
        terminal.press("enter")
        terminal.wait_for("question 7 of 7")
        terminal.press("enter")
        terminal.wait_for("Load a list", "4 new", "F load")
        terminal.press("F")
        terminal.wait_for("is loaded")
        terminal.press("escape")
        terminal.wait_for("No contact in hand", "Zoé")
        terminal.press("enter")
        terminal.wait_for("Enter dial", "From salon")
    assert not list(tmp_path.glob("*.set-up.json"))
    with in_pty(path, MOMENT) as again:
        again.wait_for("Chez Zoé", "Who is working?", "Max")
