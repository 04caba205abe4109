"""An offer between two real terminals: made, refused, changed, approved, sent, printed, won as offered."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import Pty, in_pty, without

pytestmark = pytest.mark.slow

PRICES = "code,name,unit,price,tax\nROSE,Red rose,stem,2.50,10\nVASE,Glass vase,,30.00,20\n"


def _deal(prompt: Prompt) -> None:
    """Have Hanna accept Claire Martin from Sam."""
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token)
    prompt.done("hand-off", token, "--brief", "need=roses", "next=devis")
    (waiting,) = prompt.done("inbox", "--as", "Hanna")
    prompt.done("accept", waiting["id"], "--as", "Hanna")


def _line(hunter: Pty, code: str, quantity: str, shown: str) -> None:
    hunter.press("+")
    hunter.wait_for("What is offered?")
    hunter.press(*code.lower())
    hunter.wait_for(f"› {code}")
    hunter.press("enter")
    hunter.wait_for(f"New line: {shown}")
    hunter.press(*quantity)
    hunter.wait_for("This line", quantity)
    hunter.press("enter")
    hunter.wait_for(shown, without("New line"))


def test_an_offer_refused_then_approved_sent_and_won(three_tier: Prompt, tmp_path: Path) -> None:
    path = Path(three_tier.workspace)
    file = tmp_path / "prices.csv"
    file.write_text(PRICES, "utf-8")
    assert three_tier.done("prices", "import", file, "--as", "Mia")["added"] == 2
    _deal(three_tier)
    paper = tmp_path / "devis.pdf"
    with in_pty(path, MOMENT, "--as", "Hanna") as hunter, in_pty(path, MOMENT, "--as", "Mia") as manager:
        hunter.wait_for("Claire MARTIN", "$ offer")
        hunter.press("$")
        hunter.wait_for("No line yet.", "+ add")
        _line(hunter, "ROSE", "40", "Red rose")
        hunter.wait_for("110,00 €")
        _line(hunter, "VASE", "1", "Glass vase")
        hunter.wait_for("146,00 €", "2026-0001")

        # Above the limit it waits, and stands before the manager.
        hunter.press("%")
        hunter.wait_for("Less on it all")
        hunter.press(*"20")
        hunter.wait_for("above your limit of 10 %")
        hunter.press("enter")
        hunter.wait_for("116,80 €", "your limit is 10 %")
        hunter.press("s")
        hunter.wait_for("Ask a manager to approve it?")
        hunter.press("y")
        hunter.wait_for("waits for approval", without("s sent"))
        manager.wait_for("? 1 to approve")
        manager.press("v")
        manager.wait_for("What holds its contacts back")
        manager.press("v")
        manager.wait_for("2026-0001 v1", "Hanna", "Claire MARTIN", "116,80 €", "-20 %, max 10 %")
        manager.press("R")
        manager.wait_for("Why is offer 2026-0001 refused?")
        manager.press(*"15 at most")
        manager.wait_for("15 at most")
        manager.press("enter")
        manager.wait_for("No offer waits for you.")

        # The answer arrives on the hunter's desk, and on the offer itself.
        hunter.wait_for("✗ refused", "Mia: 15 at most", "F9 1")
        hunter.press("%")
        hunter.wait_for("Less on it all")
        hunter.press("backspace", "backspace", "backspace", "backspace", *"15")
        hunter.wait_for("15 % below the list: above your limit")
        hunter.press("enter")
        hunter.wait_for("· draft", "124,10 €")
        hunter.press("s")
        hunter.wait_for("Ask a manager to approve it?")
        hunter.press("y")
        manager.wait_for("124,10 €", "-15 %, max 10 %", without("No offer waits for you."))
        manager.press("a")
        manager.wait_for("No offer waits for you.")
        hunter.wait_for("✓ approved")

        # Sent, printed, and won for what was offered.
        hunter.press("s")
        hunter.wait_for("was sent: 124,10 €?")
        hunter.press("1")
        hunter.wait_for("→ sent")
        hunter.press("P")
        hunter.wait_for("Print offer 2026-0001 v1 to")
        hunter.press(*("backspace" for _ in range(120)), *str(paper))
        hunter.wait_for("PDF, into")
        hunter.press("enter")
        hunter.wait_for("Printed", without("Print offer"))
        hunter.press("escape")
        hunter.wait_for("$ offer", "124,10 €")
        hunter.press("W")
        hunter.wait_for("Won: Claire MARTIN", "124,10 €")
        hunter.press("y")  # the amount stands there as it was offered; they agreed to follow-up calls
        hunter.wait_for("✓ won: Claire MARTIN")
        for one in (hunter, manager):
            one.press("ctrl+q")
            assert one.wait_for_end() == 0
    read = re.sub(r"\s+", " ", "".join(page.extract_text() for page in PdfReader(paper).pages))
    assert "Total TTC 124,10 €" in read
    assert "BROUILLON" not in read
    with closing(sqlite3.connect(path)) as workspace:
        assert workspace.execute("SELECT amount_minor FROM purchase").fetchall() == [(12410,)]
        verbs = [row[0] for row in workspace.execute("SELECT verb FROM journal ORDER BY rowid")]
    told = [verb for verb in verbs if verb.startswith("offer_") or verb == "deal_won"]
    assert told[-8:] == [
        "offer_asked",
        "offer_refused",
        "offer_written",
        "offer_asked",
        "offer_approved",
        "offer_sent",
        "offer_printed",
        "deal_won",
    ]
    assert three_tier.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
