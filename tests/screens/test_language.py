"""The language of the screens: chosen at the sign-in or from the palette, kept with the operator."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline_tui.wording import spoken
from tests.journeys.at_work import at_work
from tests.shops import F, H, S, opened_line

_TWO = (("Anne", frozenset({S, F})), ("Paul", frozenset({H})))


def _kept(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        return dict(connection.execute("SELECT name, language FROM operator"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    with opened_line(tmp_path, people=_TWO) as line:
        return line.shop.store.path


async def test_it_is_chosen_before_signing_in_and_kept_with_who_signs_in(shop: Path) -> None:
    async with at_work(shop) as one:
        assert "Who is working?" in await one.press()
        assert "Qui travaille ?" in (await one.press("l")).replace("\u00a0", " ")
        assert "Who is working?" in await one.press("l"), "it goes round"
        await one.press("l", "down", "enter")
        shown = await one.press()
        assert "Chasseur" in shown
        assert "boîte" in shown
    assert _kept(shop) == {"Anne": "", "Paul": "fr"}
    async with at_work(shop, "Paul") as one:
        assert "Chasseur" in await one.press(), "no key is needed the next time"
    async with at_work(shop, "Anne") as one:
        assert "Scout" in await one.press(), "it is each one's own"


async def test_the_palette_changes_it_on_every_desk_at_once(shop: Path) -> None:
    async with at_work(shop, "Paul") as one:
        assert "Hunter" in await one.press()
        await one.press(":")
        await one.write("language")
        shown = await one.press("enter")
        assert "In which language" in shown
        await one.press("2")
        shown = await one.press()
        assert "Chasseur" in shown
        assert "Touches : Chasseur" in (await one.press("?")).replace("\u00a0", " ")
        await one.press("escape")
        assert spoken() == "fr"
        assert "Boîte" in await one.press("f9"), "the other desks speak it too"
    assert _kept(shop)["Paul"] == "fr"
