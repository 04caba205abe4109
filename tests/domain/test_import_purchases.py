"""Cells of purchases as exports and people write them, and whatever else may stand in one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.import_purchases import (
    AHEAD,
    BACK,
    COUNTED,
    MOST_PURCHASES,
    TOO_MANY,
    UNDATED,
    UNREAD,
    PastPurchase,
    Till,
    read_purchases,
)
from pipeline_tui.domain.sales import LARGEST_MINOR

TODAY = date(2026, 11, 23)
SHOP = Till("FR", "fr", "EUR", TODAY)
US = Till("US", "en", "USD", TODAY)
MARCH, MAY = date(2026, 3, 12), date(2026, 5, 2)


@pytest.mark.parametrize(
    ("cell", "bought"),
    [
        ("12/03/2026 45,50 €", [PastPurchase(MARCH, 4550)]),
        ("2026-03-12: 45.50", [PastPurchase(MARCH, 4550)]),
        ("12.03.26 = 1 240,50 canapé", [PastPurchase(MARCH, 124050, "canapé")]),
        ("canapé 3 places 12/03/2026 1 240 €", [PastPurchase(MARCH, 124000, "canapé 3 places")]),
        (
            "12/03/2026 45 € roses; 02/05/2026 60 € tulipes",
            [PastPurchase(MARCH, 4500, "roses"), PastPurchase(MAY, 6000, "tulipes")],
        ),
        ("2026-03-12 45|2026-05-02 60\n", [PastPurchase(MARCH, 4500), PastPurchase(MAY, 6000)]),
        ("€45 12/03/2026", [PastPurchase(MARCH, 4500)]),
        ("=1+1 12/03/2026 45", [PastPurchase(MARCH, 4500, "1+1")]),
    ],
)
def test_days_amounts_and_words(cell: str, bought: list[PastPurchase]) -> None:
    read = read_purchases(cell, SHOP)
    assert (list(read.bought), read.notes) == (bought, ())
    assert read.since == min(one.on for one in bought)


@pytest.mark.parametrize(
    ("cell", "last_contact", "bought", "since", "note"),
    [
        ("", None, 0, None, ""),
        ("  ; ;", None, 0, None, ""),
        ("12/03/2026", None, 0, MARCH, ""),  # a day alone: since when they buy
        ("1 240,50 €", MAY, 1, MAY, ""),  # an amount alone: on the day of the last contact
        ("1 240,50 €", None, 0, None, UNDATED),
        ("7", MAY, 0, None, COUNTED),
        ("1240", MAY, 1, MAY, ""),
        ("24/12/2026 45 €", None, 0, None, AHEAD),
        ("31/02/2026 45 €", None, 0, None, UNREAD),
        ("12/03/2026 -45 €", None, 0, MARCH, BACK),
        ("12/03/2026 45 £", None, 0, MARCH, UNREAD),
        ("12/03/2026 999999999999999", None, 0, MARCH, UNREAD),
        ("often", None, 0, None, UNREAD),
    ],
)
def test_what_cannot_be_booked_is_told(
    cell: str, last_contact: date | None, bought: int, since: date | None, note: str
) -> None:
    read = read_purchases(cell, SHOP, last_contact)
    assert (len(read.bought), read.since, read.notes) == (bought, since, (note,) if note else ())


def test_the_country_says_which_comes_first_day_or_month() -> None:
    assert read_purchases("03/12/2026 $45", US).bought == (PastPurchase(MARCH, 4500),)


def test_no_cell_holds_more_than_anybody_bought() -> None:
    read = read_purchases("2026-03-12 45;" * (MOST_PURCHASES + 5), SHOP)
    assert (len(read.bought), read.notes) == (MOST_PURCHASES, (TOO_MANY,))


@given(st.text(alphabet="0123456789-/.;|,€ \n\x00aé'()×", max_size=60), st.sampled_from([None, MAY]))
def test_whatever_stands_in_a_cell_is_read_or_told(cell: str, last_contact: date | None) -> None:
    read = read_purchases(cell, SHOP, last_contact)
    for one in read.bought:
        assert 0 < one.amount_minor <= LARGEST_MINOR
        assert one.on <= TODAY
    assert read.since is None or read.since <= TODAY
