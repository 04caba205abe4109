"""Deals as lines: when each is due, what is grouped where, and the sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline_tui.domain.deal_list import due
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.deal_lines import Setting, rot, step_lines, today_lines, total
from pipeline_tui.widgets.lazy_lines import LazyLines
from tests.screens.fake_shop import NOW
from tests.screens.selling_records import DEALS, deal

ZONE = "Europe/Paris"
PLAYBOOK = load_shipped("florist")
AT = Setting(Names.of(PLAYBOOK, "en"), ZONE, "en", NOW, 78)
STEPS = tuple(step.code for step in PLAYBOOK.deal_steps)


@pytest.mark.parametrize(
    ("do", "after", "code"),
    [
        ("", None, "none"),
        ("ring", None, "none"),
        (" ", timedelta(hours=1), "none"),
        ("ring", timedelta(), "overdue"),
        ("ring", -timedelta(days=30), "overdue"),
        ("ring", timedelta(minutes=1), "today"),
        ("ring", timedelta(hours=9, minutes=56), "today"),
        ("ring", timedelta(hours=9, minutes=57), "coming"),
    ],
)
def test_a_day_ends_at_midnight_in_the_shop(do: str, after: timedelta | None, code: str) -> None:
    assert due(deal(1, "X", "sample", None, do, after), NOW, ZONE) == code


def test_every_deal_stands_once_in_each_view() -> None:
    for made in (today_lines(DEALS, AT), step_lines(DEALS, STEPS, AT)):
        ids = [one for one in made.ids if one is not None]
        assert sorted(ids) == sorted(one.id for one in DEALS)
        assert len(made.content) == len(made.ids)
        assert all(line.cell_length <= AT.width for line in made.content)


def test_a_step_without_deals_says_none_and_a_dropped_step_comes_last() -> None:
    made = step_lines([replace(DEALS[0], step="gone-by")], STEPS, AT)
    words = [line.plain for line in made.content]
    assert words.count("  none") == len(STEPS)
    assert words[-2].startswith("gone by · 1 deal")


def test_nothing_due_is_said() -> None:
    made = today_lines([DEALS[5]], AT)
    assert made.content[0].plain == "Nothing is due today."
    assert made.place(6) == 2


def test_sums_keep_currencies_apart_and_leave_out_what_is_unknown() -> None:
    assert total(DEALS[:3], "en") == "€1,680"
    assert total([DEALS[2]], "en") == ""
    assert total([DEALS[0], replace(DEALS[1], currency="CHF")], "en") == "CHF 1,200 + €480"


@pytest.mark.parametrize(
    ("days", "hours", "told"), [(9, 0, "! 9 of 7 days"), (8, 0, "! 8 of 7 days"), (7, 1, "! over 7 days")]
)
def test_what_stands_too_long_in_its_step_is_told_in_days(days: int, hours: int, told: str) -> None:
    since = NOW - timedelta(days=days, hours=hours)
    late = replace(DEALS[0], step_since=since, overdue=True, days_allowed=7)
    assert rot(late, NOW) == told
    assert rot(replace(late, overdue=False), NOW) == ""
    (line,) = [one.plain for one in step_lines([late], STEPS, AT).content if "NGO" in one.plain]
    assert told in line


def test_only_what_is_seen_is_drawn() -> None:
    many = [replace(DEALS[0], id=number) for number in range(5000)]
    made = today_lines(many, AT).content
    assert isinstance(made, LazyLines)
    assert len(made) == 5001
    assert made[:20][1].plain == made[1].plain
    assert len(made._made) == 20, "of five thousand lines those looked at, once"
