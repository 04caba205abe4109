"""How few keys a farmer needs, counted on the real desk; the table in docs/farmers.md is this one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.at_work import at_work
from tests.journeys.farming import shop_of_clients

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "farmers.md"
HEAD = "<!-- measured by tests/journeys/test_farmer_keystrokes.py -->\n"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, the keys that do it, how they are told, what is typed besides, and what shows."""

    name: str
    keys: tuple[str, ...]
    which: str
    shows: str
    most: int
    typed: str = ""
    then: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Return how many keys it takes besides what is typed."""
        return len(self.keys) + len(self.then)

    @property
    def line(self) -> str:
        """Return the row as it stands in the page."""
        keys = f"what is typed + {self.count}" if self.typed else str(self.count)
        return f"| {self.name} | {keys} | {self.which} |"


TASKS = (
    Task(
        "A good check-in logged, the proposed date taken",
        ("g", "enter"),
        "`g`, `Enter`",
        "logged: Claire LATE · Talked · next Wed 23 Dec",
        2,
    ),
    Task(
        "The same with the satisfaction they gave",
        ("g", "tab", "9", "enter"),
        "`g`, `Tab`, the figure, `Enter`",
        "logged: Claire LATE · Talked · next Wed 23 Dec",
        4,
    ),
    Task(
        "Nobody reached, the next try taken as proposed",
        ("g", "2", "enter"),
        "`g`, `2`, `Enter`",
        "logged: Claire LATE · Nobody reached · next tomorrow",
        3,
    ),
    Task(
        "A check-in moved to another day",
        ("M",),
        "`M`, the day, `Enter`",
        "moved: Claire LATE · Fri 27 Nov",
        2,
        typed="fri",
        then=("enter",),
    ),
    Task("A segment set by hand", ("G", "1"), "`G`, a digit", "segment: Claire LATE · A, every 14 days", 2),
    Task("The next view of the calendar", ("v",), "`v`", "Farmer · practice · week 48", 1),
)


@pytest.mark.parametrize("task", TASKS, ids=lambda one: one.name)
async def test_a_task_takes_as_many_keys_as_the_page_says(task: Task, tmp_path: Path) -> None:
    async with at_work(shop_of_clients(tmp_path)) as one:
        assert "› ! Fri 20 Nov   Claire LATE" in await one.press("f4")
        shown = await one.press(*task.keys)
        if task.typed:
            await one.write(task.typed)
            shown = await one.press(*task.then)
        assert task.shows in shown
        assert task.count <= task.most
        if "logged" in task.shows or "moved" in task.shows or "segment" in task.shows:
            assert "taken back" in await one.press("u"), "and one key takes it back"


def test_the_page_tells_the_same() -> None:
    table = ["| To do this | Keys | Which |", "| --- | --- | --- |", *(task.line for task in TASKS)]
    table.append("| The last of these taken back | 1 | `u` |")
    told = PAGE.read_text("utf-8").partition(HEAD)[2].partition("<!-- end -->")[0].strip()
    assert told == "\n".join(table), "the table in docs/farmers.md has to be:\n" + "\n".join(table)
