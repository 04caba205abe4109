"""Dates of the trade by rules in plain words, against the calendars of years gone by."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.shop_dates import ShopDate, date_of, easter
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades

FRENCH = "last sunday of may unless pentecost then first sunday of june"
WINTER = "second wednesday of january unless after 12 january then first wednesday of january"
SUMMER = "last wednesday of june unless after 28 june then fourth wednesday of june"
SHIPPED = [one for trade in shipped_trades() for one in load_shipped(trade).shop_dates]


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        # The French Mother's Day gives way to Pentecost.
        (FRENCH, date(2012, 6, 3)),
        (FRENCH, date(2015, 5, 31)),
        (FRENCH, date(2018, 5, 27)),
        (FRENCH, date(2020, 6, 7)),
        (FRENCH, date(2021, 5, 30)),
        (FRENCH, date(2022, 5, 29)),
        (FRENCH, date(2023, 6, 4)),
        (FRENCH, date(2024, 5, 26)),
        (FRENCH, date(2025, 5, 25)),
        (FRENCH, date(2026, 5, 31)),
        ("second sunday of may", date(2026, 5, 10)),
        ("easter - 21", date(2026, 3, 15)),  # Mothering Sunday
        ("14 february", date(2027, 2, 14)),
        ("29 february", date(2027, 2, 28)),
        ("  Last   Sunday of MAY ", date(2026, 5, 31)),
        # The sales, as they were proclaimed.
        (WINTER, date(2022, 1, 12)),
        (WINTER, date(2024, 1, 10)),
        (WINTER, date(2025, 1, 8)),
        (WINTER, date(2021, 1, 6)),  # by the rule; that year they were put off by decree
        (SUMMER, date(2022, 6, 22)),
        (SUMMER, date(2023, 6, 28)),
        (SUMMER, date(2024, 6, 26)),
    ],
)
def test_known_years(rule: str, on: date) -> None:
    assert date_of(rule, on.year) == on


@given(st.integers(1970, 2060))
def test_easter_and_pentecost_as_the_holidays_say(year: int) -> None:
    named = holidays.country_holidays("FR", years=year, language="en_US").items()
    monday = next(day for day, name in named if name == "Easter Monday")
    assert easter(year) == monday - timedelta(days=1)
    assert date_of("easter + 1", year) == monday
    assert date_of("pentecost", year) == date_of("easter + 49", year)


@given(st.integers(1950, 2200))
def test_the_french_mother_s_day_is_a_sunday_and_never_pentecost(year: int) -> None:
    on = date_of(FRENCH, year)
    assert on.weekday() == 6
    assert on != date_of("pentecost", year)
    assert date(year, 5, 25) <= on <= date(year, 6, 7)


@given(
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
    st.integers(0, 6),
    st.integers(1, 12),
    st.integers(1900, 2200),
)
def test_the_nth_weekday(place: str, weekday: int, month: int, year: int) -> None:
    name = date(2024, 1, 1 + weekday).strftime("%A")
    on = date_of(f"{place} {name} of {date(2024, month, 1):%B}", year)
    assert (on.weekday(), on.month, on.year) == (weekday, month, year)
    if place == "last":
        assert (on + timedelta(days=7)).month != month
    else:
        assert ["first", "second", "third", "fourth"].index(place) == (on.day - 1) // 7


@pytest.mark.parametrize(
    "rule",
    ["", "sometime", "31 february", "fifth sunday of may", "easter + ", "14 febuary", "x unless y then z"],
)
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(UsageTrouble):
        date_of(rule, 2026)


@given(today=st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_every_shipped_date_comes_again(today: date) -> None:
    for one in SHIPPED:
        on = one.next_on(today)
        assert today <= on <= today + timedelta(days=400)
        assert one.last_time(on).year == on.year - 1
        assert one.name("fr")


def test_where_it_is_kept() -> None:
    everywhere = ShopDate("x", MappingProxyType({"en": "x"}), "easter", 7)
    assert everywhere.holds_in("FR")
    assert not ShopDate("x", MappingProxyType({"en": "x"}), "easter", 7, ("GB",)).holds_in("FR")
    for country, names in (("FR", "mothers-day-fr"), ("GB", "mothers-day-uk"), ("DE", "mothers-day")):
        held = [one.code for one in load_shipped("florist").shop_dates if one.holds_in(country)]
        assert [code for code in held if code.startswith("mothers")] == [names]
