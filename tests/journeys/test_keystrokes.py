"""How few keys a scout needs, counted on the real desk; the table in docs/scouts.md is this one."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from pipeline_tui.domain.playbook import After, Outcome, Playbook
from pipeline_tui.domain.scripts import Answer, AnswerType, Script
from pipeline_tui.playbooks.reading import load_shipped
from tests.journeys.at_work import AtWork, at_work
from tests.journeys.scouting import NAMES, RESTING, contacts, shop_of
from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import PATIENCE, in_pty

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "scouts.md"
HEAD = "<!-- measured by tests/journeys/test_keystrokes.py -->\n"
TRADES = ("florist", "furniture")
AT = datetime.fromisoformat(MOMENT)


@dataclass(frozen=True, slots=True)
class Row:
    """A task, how many keys it takes, and which; ``most`` is what it may take besides what is typed."""

    task: str
    keys: int
    which: str
    most: int
    typed: str = ""  # what is typed besides

    @property
    def line(self) -> str:
        """Return the row as it stands in the page."""
        keys = f"{self.typed} + {self.keys}" if self.typed else str(self.keys)
        return f"| {self.task} | {keys} | {self.which} |"


LETTER = Row("Outcome stored, next contact on the desk", 1, "its letter", 1)
PROPOSED = Row("The same, when script or telephone propose the outcome", 1, "`Enter`", 1)
REASON = Row("The same, with a reason", 2, "`w`, a digit", 2)
BY_NAME = Row("The same, by the outcome's name", 2, "`:`, a word of its name, `Enter`", 3, "the word")
PRESET = Row("Callback at a usual time", 3, "`c`, a digit, `Enter`", 3)
TIMED = Row("Callback at any time", 2, "`c`, the time, `Enter`", 2, "the time")
HOT = Row("Hot hand-off, the script being answered", 2, "`Enter` as proposed, `Enter`", 5)
HOT_BY_KEY = Row("The same, by its letter", 2, "`h`, `Enter`", 5)
UNDO = Row("Last outcome, hand-off or skip taken back", 1, "`u`", 1)
SKIP = Row("Contact passed over", 1, "`s`", 2)
SKIP_WHY = Row("The same, from the third in an hour", 2, "`s`, a digit", 2)
RESUME = Row("Contact, call and note back after the program was killed", 0, "none", 0)
ROWS = (LETTER, PROPOSED, REASON, BY_NAME, PRESET, TIMED, HOT, HOT_BY_KEY, UNDO, SKIP, SKIP_WHY, RESUME)


@dataclass
class Counted:
    """A scout at a desk whose keys are counted; what is typed into a field is counted apart."""

    scout: AtWork
    keys: int = field(default=0, init=False)
    typed: int = field(default=0, init=False)

    @property
    def who(self) -> str:
        """Return who is in hand."""
        line = self.scout.screen.splitlines()[1]
        return next((name for name in NAMES if name in line), "")

    async def press(self, *keys: str) -> str:
        """Press keys."""
        self.keys += len(keys)
        return await self.scout.press(*keys)

    async def type(self, text: str) -> None:
        """Type into a field."""
        self.typed += len(text)
        await self.scout.write(text)

    async def called(self) -> str:
        """Have somebody on the line; count anew from here."""
        if not self.who:
            await self.scout.press("enter")
        await self.scout.press("enter")
        assert "h HOT" in self.scout.screen
        self.keys = self.typed = 0
        return self.who

    def took(self, row: Row, who: str) -> None:
        """Compare with a row: stored, and somebody else is ready to be dialled."""
        screen = self.scout.screen
        assert "✓ " in screen and "Enter dial" in screen and self.who not in ("", who), screen
        self.is_as_told(row)

    def is_as_told(self, row: Row) -> None:
        """Compare with a row."""
        assert self.keys == row.keys <= row.most, row.task
        assert bool(self.typed) is bool(row.typed)


@asynccontextmanager
async def desk(prompt: Prompt, trade: str = "florist") -> AsyncIterator[Counted]:
    """Open a scout's desk in a shop of a trade."""
    people = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(40), trade=trade)
    async with at_work(path, "Sam", at=AT) as scout:
        yield Counted(scout)


def outcomes(book: Playbook) -> Iterator[Outcome]:
    """Yield the outcomes of a scout that ask nothing."""
    for one in book.outcomes:
        if one.after is not After.KEEP and not one.reasons and not one.needs_time:
            yield one


def way_to(script: Script, wanted: str) -> list[tuple[str, str]]:
    """Return the shortest way to an answer that proposes something: steps and digits."""
    ways = deque([(script.first, list[tuple[str, str]]())])
    known = {script.first}
    while ways:
        at, way = ways.popleft()
        step = script.step(at)
        assert step is not None
        for digit, answer in enumerate(step.answers, start=1):
            gone = [*way, (at, str(digit))]
            if _proposes(answer, wanted):
                return gone
            if answer.step and answer.step not in known:
                known.add(answer.step)
                ways.append((answer.step, gone))
    raise AssertionError(f"no answer proposes {wanted}")


def _proposes(answer: Answer, wanted: str) -> bool:
    return answer.handoff if wanted == "hot" else answer.outcome == wanted


def script_of(trade: str) -> Script:
    """Return what a scout's desk opens with."""
    script = load_shipped(trade).script("cold-call", "en")
    assert script is not None
    return script


@pytest.mark.parametrize("trade", TRADES)
async def test_every_outcome_brings_the_next_contact_with_one_key(prompt: Prompt, trade: str) -> None:
    book, script = load_shipped(trade), script_of(trade)
    lettered = {one.code for one in outcomes(book) if one.key}
    proposed = {answer.outcome for step in script.steps for answer in step.answers} - {"", "callback"}
    assert lettered | proposed == {one.code for one in outcomes(book)}, "each has a way of one key"
    async with desk(prompt, trade) as sam:
        for one in outcomes(book):
            if one.key:
                who = await sam.called()
                await sam.press(one.key)
                sam.took(LETTER, who)
            if one.code in proposed:
                who = await sam.called()
                for _, digit in way_to(script, one.code):
                    await sam.scout.press(digit)
                await sam.press("enter")
                sam.took(PROPOSED, who)
            if not one.key:
                who = await sam.called()
                await sam.press("colon")
                await sam.type(one.name("en").split()[-1])
                await sam.press("enter")
                sam.took(BY_NAME, who)


@pytest.mark.parametrize("trade", TRADES)
async def test_what_asks_costs_its_answer(prompt: Prompt, trade: str) -> None:
    async with desk(prompt, trade) as sam:
        for reason, _ in enumerate(load_shipped(trade).outcome("wrong-number").reasons, start=1):  # type: ignore[union-attr]
            await sam.called()
            await sam.press("w", str(reason))
            assert "✓ Wrong number" in sam.scout.screen and "Enter dial" in sam.scout.screen
            sam.is_as_told(REASON)
        for digit in "123":
            who = await sam.called()
            await sam.press("c", digit, "enter")
            sam.took(PRESET, who)
        for phrase in ("tue 14:20", "+2h", "demain 15h", "in 3 weeks"):
            who = await sam.called()
            await sam.press("c")
            await sam.type(phrase)
            await sam.press("enter")
            sam.took(TIMED, who)


@pytest.mark.parametrize("trade", TRADES)
async def test_a_full_script_is_handed_over(prompt: Prompt, trade: str) -> None:
    required = sum(one.required for one in load_shipped(trade).brief)
    assert HOT.most == HOT_BY_KEY.most == required + 3
    script = script_of(trade)
    async with desk(prompt, trade) as sam:
        for row, first in ((HOT, "enter"), (HOT_BY_KEY, "h")):
            who = await sam.called()
            for at, digit in way_to(script, "hot"):
                await _answered(sam.scout, script, at)
                await sam.scout.press(digit)
            assert f"Hand off · {who}" in await sam.press(first)
            await sam.press("enter")
            sam.took(row, who)
            assert f"HOT · {who}" in sam.scout.screen


async def _answered(scout: AtWork, script: Script, at: str) -> None:
    """Answer every question of a step."""
    step = script.step(at)
    assert step is not None
    texts = {AnswerType.MONEY: "1200", AnswerType.NUMBER: "3", AnswerType.DATE: "next friday"}
    texts |= {AnswerType.CHOICE: "1", AnswerType.YES_NO: "y"}
    asked = [line.question for line in step.lines if line.question is not None]
    for question in asked:
        await scout.press("tab")
        await scout.write(texts.get(question.type, "roses"))
    if asked:
        await scout.press("escape")


async def test_undo_and_skip(prompt: Prompt) -> None:
    async with desk(prompt) as sam:
        who = await sam.called()
        await sam.scout.press("n")
        await sam.press("u")
        assert sam.who == who and "h HOT" in sam.scout.screen
        sam.is_as_told(UNDO)
        await sam.scout.press("n")
        for row, keys in ((SKIP, "s"), (SKIP, "s"), (SKIP_WHY, "s1"), (SKIP_WHY, "s2")):
            who, sam.keys = sam.who, 0
            await sam.press(*keys)
            sam.took(row, who)
        sam.keys = 0
        await sam.press("u")
        assert sam.who == who
        sam.is_as_told(UNDO)


def test_after_a_kill_no_key_is_wanted(prompt: Prompt) -> None:
    people = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(3))
    with in_pty(path, MOMENT, "--as", "Sam") as pty:
        for key, shown in (("", RESTING), ("enter", "Enter dial"), ("enter", "h HOT"), ("e", "back to the")):
            pty.press(*([key] if key else []))
            pty.wait_for(shown)
        pty.press(*"roses")
        for _ in range(int(PATIENCE * 10)):
            if _note_kept(path) == "roses":
                break
            pty.read(0.1)
        pty.child.kill(signal.SIGKILL)
        pty.wait_for_end()
    with in_pty(path, MOMENT, "--as", "Sam") as pty:
        keys = 0
        pty.wait_for(NAMES[0], "h HOT", "how did it end?", "roses")
        assert keys == RESUME.keys == RESUME.most


def _note_kept(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        row = database.execute("SELECT body FROM draft").fetchone()
    return str(json.loads(row[0])["note"]) if row else ""


def test_the_page_tells_the_same() -> None:
    table = ["| To do this | Keys | Which |", "| --- | --- | --- |", *(row.line for row in ROWS)]
    told = PAGE.read_text("utf-8").partition(HEAD)[2].partition("<!-- end -->")[0].strip()
    assert told == "\n".join(table), "the table in docs/scouts.md has to be:\n" + "\n".join(table)
