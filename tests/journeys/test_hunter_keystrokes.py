"""How few keys a hunter needs, counted on the real desk; the table in docs/hunters.md is this one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import handing_off
from pipeline_tui.storage import deals
from tests.journeys.at_work import AtWork, at_work
from tests.services.oracle import BRIEF
from tests.shops import opened_line

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "hunters.md"
HEAD = "<!-- measured by tests/journeys/test_hunter_keystrokes.py -->\n"
AMOUNT, DAY, REASON, TIME, WORDS = "1240", "fri", "waits for the bank", "tomorrow 10:00", "petit"
PLANNED = ("t", "down", f"={TIME}", "enter")
SNOOZED = ("z", f"={DAY}", "down", f"={REASON}", "enter")
WON = "Won: amount, consent to follow-up calls, farmer, first check-in"
LOST = "`L`, a digit, `Enter`"


@dataclass(frozen=True, slots=True)
class Row:
    """A task, the keys it takes, how that stands in the page, and the words that show that it is done."""

    task: str
    keys: tuple[str, ...]  # "=..." is typed into a field, and counted apart
    told: str
    which: str
    shows: str

    @property
    def line(self) -> str:
        """Return the row as it stands in the page."""
        return f"| {self.task} | {self.told} | {self.which} |"


ROWS = (
    Row("Hot contact accepted, in the inbox", ("a",), "1", "`a`", "Accepted: "),
    Row("Next thing to do opened", ("enter",), "1", "`Enter`", "Before"),
    Row("Deal under the cursor called", ("d",), "1", "`d`", "dialling"),
    Row("Deal moved a step on, or back", (">",), "1", "`>`, or `<`", "→"),
    Row("Next step planned", PLANNED, "the time + 3", "`t` `↓`, the time, `Enter`", "✓"),
    Row(
        "Deal left with the usual next step",
        ("escape",),
        "1, and 1 to open it",
        "`Esc`, `Esc`",
        "What is next",
    ),
    Row("Snoozed", SNOOZED, "day and reason + 3", "`z`, the day, `↓`, the reason, `Enter`", "snoozed until"),
    Row(WON, ("W", f"={AMOUNT}", "y"), "the amount + 2", "`W`, the amount, `y` or `n`", "won: "),
    Row("Won at the value it has", ("W", "y"), "2", "`W`, `y` or `n`", "won: "),
    Row("Lost, back with the scouts as the playbook says", ("L", "1", "enter"), "3", LOST, "lost: "),
    Row("Deals that hold a word", ("/", f"={WORDS}"), "the word + 1", "`/`, the word", "1 of 2"),
    Row("Last of these taken back", ("u",), "1", "`u`", "aken back"),
)


@dataclass
class Counted:
    """A hunter at a desk whose keys are counted; what is typed is counted apart."""

    hunter: AtWork
    keys: int = field(default=0, init=False)

    async def do(self, row: Row) -> str:
        """Do what a row tells, and return what stands there then."""
        self.keys = 0
        shown = self.hunter.screen
        for key in row.keys:
            if key.startswith("="):
                shown = await self.hunter.write(key[1:])
            else:
                self.keys += 1
                shown = await self.hunter.press(key)
        return shown


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Counted]:
    """Open the desk of a hunter with two deals and a hot contact in the inbox."""
    with opened_line(folder) as line:
        hugo, sam = line.viewer("Hugo"), line.viewer("Sam")
        for name, hours, value in (("Petit", 1, 48_000), ("Roy", 2, 9_500)):
            contact = line.contact(name, stage=Stage.HUNTING, owner=hugo)
            with line.shop.store.act() as tx:
                deals.open_deal(
                    tx,
                    hugo,
                    contact,
                    step="quote-sent",
                    currency="EUR",
                    now=line.at,
                    value_minor=value,
                    next_do="ring",
                    next_at=line.at + timedelta(hours=hours),
                )
        line.contact("Martin")
        handing_off.hand_off(line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), to="Hugo")
        path = line.shop.store.path
    async with at_work(path, "Hugo") as hunter:
        yield Counted(hunter)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.task)
async def test_a_task_takes_the_keys_that_the_page_tells(row: Row, tmp_path: Path) -> None:
    async with desk(tmp_path) as hugo:
        if "inbox" in row.task:
            await hugo.hunter.press("f9")
        if "taken back" in row.task:
            await hugo.hunter.press(">")
        if row.task.startswith("Deal left"):  # nothing is planned any more: it was called, and that is over
            await hugo.hunter.press("d", "z")
        shown = await hugo.do(row)
        assert row.shows in shown, shown
        told = row.told.split(" + ")[-1].split(",")[0]
        assert hugo.keys == int(told), row.task


def test_the_page_tells_the_same() -> None:
    table = ["| To do this | Keys | Which |", "| --- | --- | --- |", *(row.line for row in ROWS)]
    told = PAGE.read_text("utf-8").partition(HEAD)[2].partition("<!-- end -->")[0].strip()
    assert told == "\n".join(table), "the table in docs/hunters.md has to be:\n" + "\n".join(table)


def test_what_was_promised_is_kept() -> None:
    """Accept 1, move a deal 1, won with a purchase at most the amount and 2."""
    counts = {row.task: sum(not key.startswith("=") for key in row.keys) for row in ROWS}
    assert counts[ROWS[0].task] == 1
    assert counts[ROWS[3].task] == 1
    assert all(number <= 2 for task, number in counts.items() if task.startswith("Won"))
