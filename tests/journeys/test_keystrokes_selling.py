"""How few keys a farmer needs, counted on the real desk; the table in docs/farmers.md is this one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from tests.journeys.at_work import AtWork, at_work
from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.test_keystrokes import Row

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
HEAD = "<!-- measured by tests/journeys/test_keystrokes_selling.py -->\n"
AT = datetime.fromisoformat(MOMENT)
LATER = datetime.fromisoformat("2026-12-29T10:30:00+01:00")
WHO = "Claire MARTIN"

BACK = Row("Last act taken back", 1, "`u`", 1)

GOOD = Row("Good check-in logged, the proposed date taken", 2, "`g`, `Enter`", 2)
NOBODY = Row("Nobody reached", 3, "`g`, `2`, `Enter`", 3)
MOVE = Row("Check-in moved", 2, "`M`, the day, `Enter`", 2, "the day")
SALE = Row("Sale without a deal", 2, "`$`, the amount, `Enter`", 2, "the amount")
REPEAT = Row("Repeat deal to a hunter", 2, "`j`, what they want, `Enter`", 2, "the words")
COMPLAINT = Row("Complaint opened", 2, "`C`, the words, `Enter`", 2, "the words")
FARMER = (GOOD, NOBODY, MOVE, SALE, COMPLAINT, REPEAT, BACK)


@dataclass
class Counted:
    """Somebody at a desk whose keys are counted; what is typed into a field is counted apart."""

    one: AtWork
    keys: int = field(default=0, init=False)
    typed: int = field(default=0, init=False)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        self.keys += len(keys)
        await self.one.press(*keys)

    async def type(self, text: str) -> None:
        """Type into a field."""
        self.typed += len(text)
        await self.one.write(text)

    def took(self, row: Row, *told: str) -> None:
        """Compare with a row, once the screen tells that it is done; count anew."""
        for words in told:
            assert words in self.one.screen, f"{row.task}: {words}\n{self.one.screen}"
        assert self.keys == row.keys <= row.most, row.task
        assert bool(self.typed) is bool(row.typed), row.task
        self.keys = self.typed = 0


def _waiting(prompt: Prompt) -> None:
    """Have a hand-off wait for whoever hunts."""
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token)
    prompt.done("hand-off", token, "--brief", "need=roses", "next=devis")


def _client(prompt: Prompt) -> None:
    """Have Fatou keep Claire Martin, with a check-in that will be late."""
    _waiting(prompt)
    (waiting,) = prompt.done("inbox", "--as", "Hanna")
    prompt.done("accept", waiting["id"], "--as", "Hanna")
    (deal,) = prompt.done("deals", "--as", "Hanna")
    prompt.done("deal", "won", deal["id"], "--amount", "240", "--follow-up", "--as", "Hanna")


async def test_a_farmer(three_tier: Prompt) -> None:
    _client(three_tier)
    async with at_work(Path(three_tier.workspace), "Fatou", at=LATER) as fatou:
        assert WHO in fatou.screen and "Overdue" in fatou.screen
        one = Counted(fatou)
        await one.press("g", "enter")
        one.took(GOOD, f"logged: {WHO}", "next ")
        await one.press("u")
        one.took(BACK, "taken back")
        await one.press("g", "2", "enter")
        one.took(NOBODY, f"logged: {WHO}", "next ")
        await fatou.press("u")
        await one.press("M")
        await one.type("fri")
        await one.press("enter")
        one.took(MOVE, WHO)
        await one.press("dollar_sign")
        await one.type("90")
        await one.press("enter")
        one.took(SALE, "90")
        await one.press("C")
        await one.type("came wilted")
        await one.press("enter")
        one.took(COMPLAINT, f"complaint open: {WHO}")
        await fatou.press("C")
        await fatou.write("sent anew")
        await fatou.press("enter")
        await one.press("j")
        await one.type("a wreath")
        await one.press("enter")
        one.took(REPEAT, f"repeat deal: {WHO}")


def test_the_page_tells_the_same() -> None:
    table = ["| To do this | Keys | Which |", "| --- | --- | --- |", *(row.line for row in FARMER)]
    told = (DOCS / "farmers.md").read_text("utf-8").partition(HEAD)[2].partition("<!-- end -->")[0].strip()
    assert told == "\n".join(table), "the table in docs/farmers.md has to be:\n" + "\n".join(table)
