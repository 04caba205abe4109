"""The calling rules over any desk: every figure with its source, country by country, back by the same key."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.rules_page import RulesPage, rules_page
from pipeline_tui.playbooks.calling_rules import load_rules, shipped_countries
from pipeline_tui.screens.rules import RulesScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.widgets.rules_lines import countries_line, rules_lines
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import FakeDoors, session_with

TODAY = date(2026, 11, 24)


def page_of(country: str, today: date = TODAY) -> RulesPage:
    asked = country or "FR"
    rules = load_rules("" if asked == "default" else asked)
    return rules_page(asked, rules, today, (*dict.fromkeys(("FR", *shipped_countries())), "default"))


def doors() -> FakeDoors:
    made = FakeDoors()
    made.rules_of = page_of  # type: ignore[method-assign]
    return made


@pytest.mark.parametrize("back", ["I", "escape", "enter"])
async def test_the_rules_of_the_shop_s_country_and_back(back: str) -> None:
    async with opened(session_with(doors())) as (app, pilot):
        await press(pilot, "I")
        words = seen(app)
        for wanted in (
            "Calling rules  [FR]  DE  GB  US  elsewhere",
            "Calls to FR · FR, checked 23 Nov",
            "Mon-Fri 10:00-13:00 and 14:00-20:00",
            "4 attempts in 30 days",
            "D.223-9",
            "law",
            "… ",
        ):
            assert wanted in words, wanted
        await press(pilot, back)
        assert isinstance(app.screen, ScoutScreen)


async def test_tab_turns_and_the_arrows_scroll_to_the_end() -> None:
    async with opened(session_with(doors())) as (app, pilot):
        await press(pilot, "I", *["down"] * 60)
        assert "Not legal advice" in seen(app) and "Calls to FR" not in seen(app)
        await press(pilot, "tab", "tab", "tab")
        words = seen(app)
        assert "[US]" in words and "Calls to US" in words  # from its first line
        await press(pilot, "shift+tab")
        assert "Calls to GB" in seen(app)
        await press(pilot, "tab", "tab")
        assert "Calls to elsewhere · our own cautious choice" in seen(app)
        await press(pilot, "x", "q")
        assert isinstance(app.screen, RulesScreen)


async def test_places_left_behind_by_a_change_follow_beside_the_work_of_any_desk() -> None:
    made, done = doors(), []

    def settle_awhile() -> bool:
        done.append(made.floor.unsettled)
        made.floor_is(Floor(unsettled=len(done) < 2))  # its own commits are seen like anybody's
        return True

    made.settle_awhile = settle_awhile  # type: ignore[method-assign]
    async with opened(session_with(made)) as (app, pilot):
        watch = app.watch_of_floor
        assert watch is not None
        for _ in range(3):
            watch.look()
            await settle(pilot)
        assert done == []
        made.floor_is(Floor(unsettled=True))
        for _ in range(4):
            watch.look()
            await settle(pilot)
        assert done == [True, True]  # in portions, until nothing is left
        assert isinstance(app.screen, ScoutScreen)


@pytest.mark.parametrize("width", [76, 116])
def test_every_figure_and_source_fits(width: int) -> None:
    for country in ("FR", "US", "GB", "DE", "default", "PT"):
        page = page_of(country)
        drawn = rules_lines(page, TODAY, width)
        assert all(line.cell_length <= width for line in drawn), country
        words = " ".join(" ".join(line.plain for line in drawn).split())
        for told in (*page.lines, *page.unknown_region, *(one for r in page.regions for one in r.lines)):
            assert told.status.value in words
            assert told.source.split()[0] in words and told.figure.split()[0] in words
    assert "In MD" in "\n".join(line.plain for line in rules_lines(page_of("US"), TODAY, width))
    assert "no rule file for PT" in "\n".join(line.plain for line in rules_lines(page_of("PT"), TODAY, width))
    assert "[PT]" not in countries_line(page_of("PT")).plain


def test_old_rules_say_so() -> None:
    old = rules_lines(page_of("FR", date(2028, 1, 1)), date(2028, 1, 1), 76)
    assert "! Checked more than a year ago" in old[1].plain
