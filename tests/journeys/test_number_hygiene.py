"""A number is shown for the contact in hand only: by whichever way it leaves, it stands nowhere afterwards.

A contact with a known number is worked on a real shop; after it left, the desk and everything that opens
before it is read for its digits, however they are written.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.in_hand import InHandScreen
from tests.journeys import steps
from tests.journeys.at_work import AtWork, at_work
from tests.journeys.shell import Prompt
from tests.shops import F, H, Line, M, S, opened_line

pytestmark = pytest.mark.slow

PLANTED = "+33199007788"
OTHER = "+33199007789"
_DIGITS = "9900778"  # of both, whatever stands before and between

TEAM = (
    ("Sam", frozenset({S})),
    ("Paul", frozenset({S})),
    ("Hugo", frozenset({H})),
    ("Fatou", frozenset({F})),
    ("Mona", frozenset({M})),
)


def stands(text: str) -> bool:
    """Return whether the number can be read in a text, with any signs between its digits."""
    return any(_DIGITS in re.sub(r"[^0-9]", "", line) for line in text.splitlines())


@pytest.mark.parametrize(
    "written", ["+33 1 99 00 77 88", "01 99 00 77 88", "+33199007788", "0033 (0)1.99.00.77.89", "99-00-77-88"]
)
def test_the_reader_finds_a_number_however_it_is_written(written: str) -> None:
    assert stands(f"  14:03 · {written}  mobile")
    assert not stands("+33 1 •• •• •• 88")


def _shop(folder: Path) -> Path:
    with opened_line(folder, Structure.THREE_TIER, TEAM) as line:
        _plant(line)
        line.contact("Boulanger")
        line.contact("Durand")
    return folder / "shop.db"


def _plant(line: Line) -> None:
    numbers = (line.number(PLANTED), line.number(OTHER))
    line.contact("Martin", numbers=numbers, hot=True)


async def _in_hand(one: AtWork, *keys: str) -> None:
    shown = await one.press("enter", *keys)
    assert steps.CLAIRE in shown
    assert stands(shown), "the control: while the contact is in hand its number is there"


async def _nowhere(one: AtWork, way: str) -> None:
    """Read the desk, help, palette, and the sheets of whatever is in hand now."""
    assert not stands(one.screen), f"{way}: on the desk\n{one.screen}"
    for keys in (("?",), (":",), (":", *"number"), (":", *"99 00"), ("i",), ("down",), ("o",)):
        pressed = ["space" if key == " " else key for key in keys]
        shown = await one.press(*pressed)
        assert not stands(shown), f"{way}: behind {keys}\n{shown}"
        await one.press("escape")
    assert not any(stands(str(toast.message)) for toast in one.app._notifications), way


async def test_an_outcome(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await _in_hand(sam, "enter", "y")
        shown = await sam.press("n")
        assert "No answer" in shown
        await _nowhere(sam, "outcome")


async def test_an_outcome_while_the_sheet_of_everything_stands_open(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await _in_hand(sam)
        assert stands(await sam.press("down"))
        await sam.press("escape", "enter", "b")
        await _nowhere(sam, "outcome after the sheet")


async def test_a_skip(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await _in_hand(sam)
        shown = await sam.press("s")
        assert steps.CLAIRE in shown, "the word of what was skipped stands there"
        await _nowhere(sam, "skip")


async def test_a_refusal_for_good(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await _in_hand(sam, "enter")
        await sam.press("x")
        await _nowhere(sam, "do not call")


async def test_a_hand_off(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await steps.dial(sam)
        assert stands(sam.screen)
        await steps.brief(sam)
        await _nowhere(sam, "hand-off")


async def test_an_act_taken_back_shows_it_again_and_hides_it_again(tmp_path: Path) -> None:
    async with at_work(_shop(tmp_path), "Sam") as sam:
        await _in_hand(sam, "enter")
        await sam.press("n")
        assert stands(await sam.press("u")), "taken back, it is in hand"
        await sam.press("n")
        await _nowhere(sam, "outcome after undo")


@pytest.mark.parametrize("sheet", ["", "down"])
async def test_a_hold_that_is_lost(tmp_path: Path, sheet: str) -> None:
    path = _shop(tmp_path)
    async with at_work(path, "Sam") as sam:
        await _in_hand(sam)
        if sheet:
            assert stands(await sam.press(sheet))
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(
                "UPDATE position SET token = 'other', held_by = "
                "(SELECT id FROM operator WHERE name = 'Paul') WHERE held_by IS NOT NULL"
            )
        desk = next(one for one in sam.app.screen_stack if isinstance(one, InHandScreen))
        desk._renew()
        shown = await sam.press()
        assert not stands(shown), shown
        await sam.press("escape", "escape")
        assert not stands(sam.screen), sam.screen


async def test_another_person_at_the_same_terminal(tmp_path: Path) -> None:
    path = _shop(tmp_path)
    async with at_work(path, "Sam") as sam:
        await _in_hand(sam, "enter")
        await sam.press("n")
    async with at_work(path, "Paul") as paul:
        assert not stands(paul.screen)
        shown = await paul.press("enter")
        assert "Claire" in shown
        await _nowhere(paul, "another person")
    async with at_work(path, "Mona") as mona:
        for keys in ((), ("v",), ("?",), ("escape", ":")):
            assert not stands(await mona.press(*keys))


async def test_a_receipt_and_a_return(tmp_path: Path) -> None:
    path = _shop(tmp_path)
    async with at_work(path, "Sam") as sam:
        await steps.dial(sam)
        await steps.brief(sam)
        shown = await sam.press("f9")
        assert not stands(shown), "a receipt holds no number"
        await sam.press("f2")
        await _nowhere(sam, "receipt")


async def test_a_hunter_who_puts_it_back(tmp_path: Path) -> None:
    path = _shop(tmp_path)
    async with at_work(path, "Sam") as sam:
        await steps.dial(sam)
        await steps.brief(sam)
    async with at_work(path, "Hugo") as hugo:
        assert not stands(await hugo.press("f9")), "what waits shows no number"
        await hugo.press("a", "f3")
        assert not stands(hugo.screen), "nor does the list of deals"


def test_the_shell_tells_it_only_while_in_hand(three_tier: Prompt) -> None:
    run = three_tier
    first = run.done("next", "--as", "Sam")
    number = first["contact"]["number"]
    digits = number[-9:]
    run.done("dial", first["token"])
    ways = (
        run("outcome", first["token"], "no-answer", "--as", "Sam"),
        run("undo", "--as", "Sam"),
    )
    recorded = ways[0].out + ways[0].err
    assert digits not in re.sub(r"[^0-9\n]", "", recorded)
    held = run.done("next", "--as", "Sam")
    assert held["contact"]["number"] == number, "the control: taken back, it is in hand"
    run.done("outcome", held["token"], "no-answer", "--as", "Sam")
    for words in (("journal", "--as", "Mia"), ("funnel", "--as", "Mia"), ("inbox", "--as", "Hanna")):
        answer = run(*words)
        assert digits not in re.sub(r"[^0-9\n]", "", answer.out + answer.err), words
    with closing(sqlite3.connect(run.workspace)) as database:
        journal = "\n".join(str(row) for row in database.execute("SELECT * FROM journal"))
    assert number not in journal
    assert digits not in journal
