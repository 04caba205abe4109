"""A newcomer's first day in a real terminal: they read, answer and practise before anybody is rung."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline_tui.domain.practice_calls import CALLS, HOT
from pipeline_tui.services import signing_in, starting_out
from pipeline_tui.services.shop import open_shop
from tests.journeys.practised import calls_of, end, hear, walk
from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_pty

pytestmark = pytest.mark.slow
SCOUTS_KEYS = {HOT: "h", "do-not-call": "x", "voicemail": "v", "callback": "c"}


def right_answers(workspace: Path) -> list[list[str]]:
    """Return the digits that answer each question of Nina's, in the order they are asked."""
    shop = open_shop(workspace, now=datetime.fromisoformat(MOMENT))
    try:
        nina = signing_in.sign_in(shop, signing_in.who(shop, "Nina"))
        return [[str(place + 1) for place in sorted(one.right)] for one in starting_out.questions(shop, nina)]
    finally:
        shop.close()


def read_and_answered(workspace: Path) -> None:
    """Do the first half of Nina's first day without a terminal."""
    shop = open_shop(workspace, now=datetime.fromisoformat(MOMENT))
    try:
        nina = signing_in.sign_in(shop, signing_in.who(shop, "Nina"))
        starting_out.read_regulation(shop, nina, act=uuid4().hex)
        given = {one.key: one.right for one in starting_out.questions(shop, nina)}
        starting_out.answer_questions(shop, nina, given, act=uuid4().hex)
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
        for number, told in enumerate(calls_of("florist", ("cold-call",))[:CALLS], start=1):
            nina.wait_for("Enter dial")
            call, script = hear(nina, told)
            walk(nina, call, script)
            end(nina, call, SCOUTS_KEYS)
            nina.wait_for(f"Practice · {CALLS} calls" if number == CALLS else f"Call {number} of {CALLS}: ")
        nina.wait_for("Enter leave the practice shop")
        nina.press("enter")
        nina.wait_for("First day · Nina", "5 counted", "› · Be released by a manager")
        assert three_tier.done("lists", "show", "--as", "Mia") == before

        (day,) = three_tier.done("people", "newcomers", "--as", "Mia")
        assert (day["right_at_once"], day["practised"], day["released_at"]) == (8, CALLS, None)
        three_tier.done("people", "release", "Nina", "--as", "Mia")
        nina.wait_for("No contact in hand", "Enter next")
        nina.press("enter")
        nina.wait_for("Enter dial", "Attempt 1")
        nina.press("ctrl+q")
    (day,) = three_tier.done("people", "newcomers", "--as", "Mia")
    assert (day["released_by"], day["waived"]) == ("Mia", False)


@pytest.mark.parametrize(
    ("role", "script", "ends"), [("hunter", "hot-call", ("z",)), ("farmer", "check-in", ("g", "enter"))]
)
def test_practice_counts_for_whoever_the_newcomer_is(
    three_tier: Prompt, role: str, script: str, ends: tuple[str, ...]
) -> None:
    workspace = Path(three_tier.workspace)
    three_tier.done("people", "add", f"Nina:{role}", "--newcomer", "--as", "Mia")
    read_and_answered(workspace)
    with in_pty(workspace, MOMENT, "--as", "Nina") as nina:
        nina.wait_for("First day · Nina", "8 right at once", "› · Make 5 practice calls")
        nina.press("enter")
        nina.wait_for("Enter open", "d call")
        call, spoken = hear(nina, calls_of("florist", (script,))[0])
        walk(nina, call, spoken)
        for key in ends:
            nina.press(key)
            if key == "g":
                nina.wait_for("How did it go with")
        # The hunter's card stands there again when the call has ended: the deal still wants a next step.
        nina.wait_for(f"Call 1 of {CALLS}: ", "nothing planned" if role == "hunter" else "logged:")
        nina.press("ctrl+q")
        if role == "hunter":
            nina.wait_for("Leave the workstation?", "has no next step yet")
            nina.press("y")
        nina.wait_for("First day · Nina", "1 counted")
    (day,) = three_tier.done("people", "newcomers", "--as", "Mia")
    assert day["practised"] == 1
