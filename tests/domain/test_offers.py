"""What an offer comes to: cases by hand, and every offer against an oracle in exact decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.money import minor_digits
from pipeline_tui.domain.offer_changes import LineChange, compare
from pipeline_tui.domain.offers import Contents, OfferLine, deepest_discount, half_up, line_minor, totals

SHARE = st.integers(0, 10_000)
RATES = st.sampled_from([0, 210, 550, 1000, 1900, 2000, 2550])
LINES = st.lists(
    st.builds(
        OfferLine,
        text=st.just("x"),
        quantity=st.integers(1, 10**7),
        price_minor=st.integers(0, 10**8),
        discount=SHARE,
        tax=RATES,
        list_minor=st.none() | st.integers(0, 10**8),
    ),
    max_size=12,
)


def rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


@given(LINES, SHARE)
def test_totals_are_those_of_exact_decimals(lines: list[OfferLine], discount: int) -> None:
    """The oracle reads the rule of EN 16931 anew, in decimals and by category."""
    sums = totals(lines, discount)
    nets = [
        rounded(
            Decimal(one.quantity) / 1000 * Decimal(one.price_minor) * (1 - Decimal(one.discount) / 10_000)
        )
        for one in lines
    ]
    assert sums.lines == tuple(nets)
    net = tax = less = 0
    for rate in {one.tax for one in lines}:
        of_rate = sum(amount for one, amount in zip(lines, nets, strict=True) if one.tax == rate)
        off = rounded(Decimal(of_rate) * discount / 10_000)
        due = rounded(Decimal(of_rate - off) * rate / 10_000)
        (told,) = [one for one in sums.rates if one.tax == rate]
        assert (told.lines_minor, told.discount_minor, told.net_minor, told.tax_minor) == (
            of_rate,
            off,
            of_rate - off,
            due,
        )
        net, tax, less = net + of_rate - off, tax + due, less + off
    assert (sums.net_minor, sums.tax_minor, sums.gross_minor) == (net, tax, net + tax)
    assert sums.discount_minor == less


@given(LINES, SHARE)
def test_a_paper_adds_up(lines: list[OfferLine], discount: int) -> None:
    sums = totals(lines, discount)
    assert sums.lines_minor == sum(sums.lines) == sum(one.lines_minor for one in sums.rates)
    assert sums.net_minor == sums.lines_minor - sums.discount_minor
    assert sums.gross_minor == sums.net_minor + sums.tax_minor
    assert all(0 <= one.discount_minor <= one.lines_minor for one in sums.rates)
    assert [one.tax for one in sums.rates] == sorted({one.tax for one in lines}, reverse=True)


@given(LINES, SHARE)
def test_the_order_of_lines_changes_no_total(lines: list[OfferLine], discount: int) -> None:
    there, back = totals(lines, discount), totals(lines[::-1], discount)
    assert replace(there, lines=()) == replace(back, lines=())


@given(LINES, SHARE)
def test_the_deepest_discount_is_the_smallest_limit_under_which_every_line_stands(
    lines: list[OfferLine], discount: int
) -> None:
    deepest = deepest_discount(lines, discount)

    def stands(limit: int) -> bool:
        return all(
            Decimal(one.price_minor) * (10_000 - one.discount) * (10_000 - discount)
            >= Decimal(one.price_minor if one.list_minor is None else one.list_minor)
            * 10_000
            * (10_000 - limit)
            for one in lines
        )

    assert stands(deepest)
    assert deepest == 0 or not stands(deepest - 1)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        (1000, 250, 0, 250),
        (12_500, 250, 0, 3125),
        (500, 1, 0, 1),  # half a cent goes up
        (499, 1, 0, 0),
        (333, 300, 0, 100),
        (1000, 999, 1250, 874),  # 874.125
        (1000, 1000, 10_000, 0),
        (10**9, 10**6, 0, 10**12),
    ],
)
def test_a_line_is_rounded_once(quantity: int, price: int, discount: int, net: int) -> None:
    assert line_minor(OfferLine("x", quantity, price, discount)) == net


def test_halves_go_up() -> None:
    assert [half_up(one, 2) for one in range(6)] == [0, 1, 1, 2, 2, 3]


def test_tax_is_taken_once_for_each_rate_and_not_for_each_line() -> None:
    """Three times 0.33 at 5.5 %: 0.05 on the sum, where each line alone would give 0.02 and so 0.06."""
    sums = totals([OfferLine("x", 1000, 33, tax=550)] * 3)
    assert (sums.net_minor, sums.tax_minor) == (99, 5)


def test_a_yen_has_no_cents_and_a_dinar_has_thousandths() -> None:
    assert [minor_digits(one) for one in ("JPY", "EUR", "KWD")] == [0, 2, 3]
    assert totals([OfferLine("x", 1500, 999, tax=1000)]).gross_minor == 1499 + 150  # yen: 1498.5 and 149.9


@pytest.mark.parametrize(
    ("line", "discount", "deepest"),
    [
        (OfferLine("x", 1000, 1000, 1000), 0, 1000),
        (OfferLine("x", 1000, 1000, 1000), 1000, 1900),  # both together
        (OfferLine("x", 1000, 900, list_minor=1000), 0, 1000),  # a lower price is a discount too
        (OfferLine("x", 1000, 900, 1000, list_minor=1000), 0, 1900),
        (OfferLine("x", 1000, 1200, 1000, list_minor=1000), 0, 0),  # dearer than the list
        (OfferLine("x", 1000, 2, list_minor=3), 0, 3334),  # rounded up: a third is above 33.33 %
        (OfferLine("x", 1000, 0, 5000), 0, 0),  # of nothing nothing is given
    ],
)
def test_what_counts_against_a_limit(line: OfferLine, discount: int, deepest: int) -> None:
    assert deepest_discount([line], discount) == deepest


def test_versions_are_compared_by_line() -> None:
    roses, tulips = OfferLine("roses", 1000, 250, key=1), OfferLine("tulips", 1000, 90, key=2)
    more, ribbon = replace(roses, quantity=2000), OfferLine("ribbon", 1000, 50, key=3)
    differs = compare(1, Contents((roses, tulips)), 2, Contents((ribbon, more), discount=500, words="hello"))
    assert differs.lines == (
        LineChange(roses, more),
        LineChange(tulips, None),
        LineChange(None, ribbon),
    )
    assert (differs.discount, differs.valid_until, differs.words) == ((0, 500), None, True)
    assert (differs.before.net_minor, differs.after.net_minor) == (340, 522)
    assert compare(1, Contents((roses, tulips)), 2, Contents((tulips, roses))).none  # only moved
