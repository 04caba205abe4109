"""Every desk as plain lines, at the widths people work at, on an invented shop and a fixed clock.

After a change that is meant: ``UPDATE_SNAPSHOTS=1 .venv/bin/pytest tests/snapshots``, then read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import HoldLost
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.tell import Tell
from pipeline_tui.services.practising import make_demo
from pipeline_tui.settings import speak
from tests.journeys.at_work import at_work
from tests.shops import MONDAY, F, H, M, S, opened_line

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
NARROW, WIDE, WIDEST = (80, 24), (120, 40), (160, 50)
_ALL = (("Anne", frozenset({S, H, F, M})),)
# The two clocks that are not the shop's: a slow machine may be some seconds later.
_RUNNING = re.compile(r"\d\d:\d\d(?= (?:dialling|ago|appel))|(?<=il y a )\d\d:\d\d")
_GRACE = re.compile(r"(?:(?<=undo · )|(?<=annuler · ))\d(?= s)")


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen: how one gets there, in which shop, as whom, and at which sizes it is looked at."""

    name: str
    keys: tuple[str, ...] = ()
    shop: str = "one-tier"
    who: str = ""
    sizes: tuple[tuple[int, int], ...] = (NARROW, WIDE)
    fails: bool = False
    language: str = "en"


SHOTS = (
    Shot("scout-rest"),
    Shot("scout-in-hand", ("enter",), sizes=(NARROW, WIDE, WIDEST)),
    Shot("scout-figures", ("v",)),
    Shot("scout-caller", ("l",)),
    Shot("scout-newcomer", ("+", "L", "é", "a")),
    Shot("scout-pause", ("p", "1")),
    Shot("scout-before", ("enter", "down")),
    Shot("scout-fields", ("enter", "f")),
    Shot("scout-skip", ("enter", "s")),
    Shot("scout-late-words", ("enter", "d", "n", "E")),
    Shot("scout-wrong-number", ("enter", "d", "w")),
    Shot("scout-calling", ("enter", "d", "1"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("scout-note", ("enter", "d", "e", "o", "k")),
    Shot("scout-why", ("enter", "i")),
    Shot("scout-callback", ("enter", "d", "c", "+", "2", "h")),
    Shot("scout-objections", ("enter", "o")),
    Shot("scout-empty", ("enter",), shop="empty"),
    Shot("scout-error", ("enter",), fails=True),
    Shot("scout-quit", ("enter", "d", "ctrl+q")),
    Shot("help", ("?",)),
    Shot("method", ("K", "tab", "tab")),
    Shot("palette", (":", "d", "e")),
    Shot("sign-in", shop="three-tier"),
    Shot("hand-off", ("enter", "d", "h"), shop="three-tier", who="Amélie"),
    Shot("hand-off-slot", ("enter", "d", "h", "tab", "down"), shop="three-tier", who="Amélie"),
    Shot("hand-off-live", ("enter", "d", "H"), shop="three-tier", who="Amélie"),
    Shot("inbox-scout", ("f9",), shop="three-tier", who="Amélie"),
    Shot("hunter-today", ("f3",), sizes=(NARROW, WIDE, WIDEST)),
    Shot("hunter-board", ("f3", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("hunter-agenda", ("f3", "v", "v", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("hunter-card", ("f3", "enter")),
    Shot("hunter-won", ("f3", "W")),
    Shot("hunter-lost", ("f3", "L", "1")),
    Shot("hunter-snooze", ("f3", "z")),
    Shot("hunter-filter", ("f3", "/", "q")),
    Shot("hunter-forecast", ("f3", "v", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("hunter-empty", ("f3",), shop="empty"),
    Shot("inbox", ("f9",), shop="three-tier", who="Paul"),
    Shot("inbox-empty", ("f9",), shop="empty"),
    Shot("farmer-today", ("f4",), sizes=(NARROW, WIDE, WIDEST)),
    Shot("farmer-week", ("f4", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("farmer-month", ("f4", "v", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("farmer-agenda", ("f4", "v", "v", "v"), sizes=(NARROW, WIDE, WIDEST)),
    Shot("farmer-card", ("f4", "enter")),
    Shot("farmer-sale", ("f4", "$", "4", "5")),
    Shot("farmer-message", ("f4", "k")),
    Shot("today", ("f10",), sizes=(NARROW, WIDE, WIDEST)),
    Shot("today-why", ("f10", "i")),
    Shot("today-empty", ("f10",), shop="empty"),
    Shot("farmer-log", ("f4", "g")),
    Shot("farmer-segment", ("f4", "G")),
    Shot("farmer-empty", ("f4",), shop="empty"),
    Shot("manager", ("f5",), sizes=(NARROW, WIDE, WIDEST)),
    Shot("manager-people", ("f5", "V"), shop="three-tier", who="Nadia", sizes=(NARROW, WIDE)),
    Shot("manager-empty", ("f5",), shop="empty"),
    Shot("structure", ("f5", "T", "down", "down", "down"), shop="three-tier", who="Nadia"),
    Shot("playbook", ("f5", "K"), shop="three-tier", who="Nadia"),
    Shot("shop-settings", ("f5", "O"), shop="three-tier", who="Nadia", sizes=(NARROW,)),
    Shot("structure-now", ("f5", "T"), shop="empty", sizes=(NARROW,)),
)
# The main screens once more in French, in French shops, where room is shortest.
_IN_FRENCH = frozenset(
    {
        *("sign-in", "help", "palette", "scout-rest", "scout-in-hand", "scout-why", "scout-calling"),
        *("scout-callback", "scout-pause", "scout-figures", "hand-off", "inbox", "today"),
        *("hunter-today", "hunter-board", "hunter-card", "hunter-won", "hunter-lost", "hunter-forecast"),
        *("farmer-today", "farmer-week", "farmer-month", "farmer-card", "farmer-log", "farmer-message"),
        *("manager", "manager-empty", "manager-people", "structure"),
        *("playbook", "shop-settings"),
        *("scout-newcomer", "scout-caller", "scout-fields", "scout-late-words", "scout-wrong-number"),
        *("scout-quit", "hunter-snooze", "farmer-sale", "farmer-segment"),
    }
)
FRENCH = tuple(replace(one, language="fr", sizes=(NARROW,)) for one in SHOTS if one.name in _IN_FRENCH)
CASES = [(shot, size) for shot in (*SHOTS, *FRENCH) for size in shot.sizes]


def _file(shot: Shot, size: tuple[int, int]) -> Path:
    before = "" if shot.language == "en" else f"{shot.language}-"
    return HERE / f"{before}{shot.name}-{size[0]}x{size[1]}.txt"


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shops the screens are looked at in; each test works on a copy."""
    folder = tmp_path_factory.mktemp("shops")
    made = {}
    for structure, language in product(("one-tier", "three-tier"), ("en", "fr")):
        path = made[f"{structure} {language}"] = folder / f"{structure}-{language}.db"
        make_demo(
            path, contacts=80, history_days=10, structure=structure, language=language, now=MONDAY
        ).close()
    with opened_line(folder, Structure.ONE_TIER, _ALL):
        pass
    return made | {f"empty {language}": folder / "shop.db" for language in ("en", "fr")}


@pytest.mark.parametrize(("shot", "size"), CASES, ids=lambda one: getattr(one, "name", None))
async def test_a_screen_looks_as_it_did(
    shot: Shot,
    size: tuple[int, int],
    shops: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "shop.db"
    shutil.copyfile(shops[f"{shot.shop} {shot.language}"], path)
    monkeypatch.setenv("LANG", f"{shot.language}.UTF-8")
    speak()
    async with at_work(path, shot.who, size=size, at=MONDAY) as one:
        shown = await one.press(*shot.keys)
        if shot.fails:
            lost = HoldLost("Your hold has ended", "Another scout may have it.", "Go on: Enter.")
            one.app.push_screen(Tell.error(lost))
            shown = await one.press()
    still = _GRACE.sub("5", _RUNNING.sub("00:00", shown))
    seen = "\n".join(line.rstrip() for line in still.splitlines()) + "\n"
    kept = _file(shot, size)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        kept.write_text(seen, "utf-8")
    assert kept.is_file(), f"there is no {kept.name} yet: UPDATE_SNAPSHOTS=1 accepts what is shown"
    assert seen == kept.read_text("utf-8")


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    assert {path.name for path in HERE.glob("*.txt")} == {_file(shot, size).name for shot, size in CASES}
