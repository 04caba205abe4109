"""A newcomer's first day in a real terminal: they read, answer and practise before anybody is rung."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pipeline_tui.services import signing_in, starting_out
from pipeline_tui.services.shop import open_shop
from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_pty

pytestmark = pytest.mark.slow


def right_answers(workspace: Path) -> list[list[str]]:
    """Return the digits that answer each question of Nina's, in the order they are asked."""
    shop = open_shop(workspace, now=datetime.fromisoformat(MOMENT))
    try:
        nina = signing_in.sign_in(shop, signing_in.who(shop, "Nina"))
        return [[str(place + 1) for place in sorted(one.right)] for one in starting_out.questions(shop, nina)]
    finally:
        shop.close()


def test_a_newcomer_reads_answers_practises_and_is_released(three_tier: Prompt) -> None:
    workspace = Path(three_tier.workspace)
    three_tier.done("people", "add", "Nina:scout", "--newcomer", "--as", "Mia")
    refused = three_tier("next", "--as", "Nina")
    assert refused.code == 1
    assert "Your first day comes first" in refused.err
    with in_pty(workspace, MOMENT, "--as", "Nina") as nina:
        nina.wait_for("First day · Nina", "› · Read your regulation")
        nina.press("enter")
        nina.wait_for("Enter next page")
        nina.press("enter")
        nina.wait_for("Enter I have read it")
        nina.press("enter")
        nina.wait_for("✓ Read your regulation", "› · Answer 8 questions")
        nina.press("enter")
        for number, digits in enumerate(right_answers(workspace)):
            nina.wait_for(f"{number} of 8 right", "[ ]")
            nina.press(*digits, "enter")
        nina.wait_for("✓ Answer 8 questions", "8 right at once", "› · Make 5 practice calls")

        # The real workspace is closed; a customer answers in one that is thrown away.
        before = three_tier.done("lists", "show", "--as", "Mia")
        nina.press("enter")
        nina.wait_for("No contact in hand", "Enter next")
        nina.press("enter")
        nina.wait_for("Enter dial")
        nina.press("d")
        nina.wait_for("“Oui, deux minutes, avant les prochains clients.”")
        nina.press("r")
        nina.wait_for("✓ Refus")
        nina.press("d")
        nina.wait_for("“D'où tenez-vous mon numéro, je vous prie ?”")
        nina.press("4")
        nina.wait_for("They hung up.")
        nina.press("x")
        nina.wait_for("✓ Ne plus appeler")
        nina.press("ctrl+q")
        nina.wait_for("First day · Nina", "1 counted")
        assert three_tier.done("lists", "show", "--as", "Mia") == before

        (day,) = three_tier.done("people", "newcomers", "--as", "Mia")
        assert (day["right_at_once"], day["practised"], day["released_at"]) == (8, 1, None)
        assert three_tier("people", "release", "Nina", "--as", "Mia").code == 1
        three_tier.done("people", "release", "Nina", "--waive", "--as", "Mia")
        nina.wait_for("No contact in hand", "Enter next")
        nina.press("enter")
        nina.wait_for("Enter dial", "Attempt 1")
        nina.press("ctrl+q")
    (day,) = three_tier.done("people", "newcomers", "--as", "Mia")
    assert day["released_by"] == "Mia"
    assert day["waived"]
