"""The list of deals: what is due when, the orders, and what a filter finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.deal_list import DealList, Due, Order, arranged, due
from pipeline_tui.domain.hunting import Deal

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
ZONE = "Europe/Paris"
LATER = NOW + timedelta(days=3)


def deal(number: int, name: str = "NGO Minh", **told: object) -> Deal:
    made = Deal(number, number, name, "", "", "quote", None, "EUR", "ring", NOW, NOW, NOW)
    return replace(made, **told)  # type: ignore[arg-type]


DEALS = st.lists(
    st.builds(
        deal,
        st.integers(1, 10**6),
        st.sampled_from(["LEFÈVRE Jean", "O'CONNOR Maeve", "Ångström", "NGO Minh"]),
        firm=st.sampled_from(["", "SARL Petit", "Hôtel Bellevue"]),
        value_minor=st.none() | st.integers(1, 10**9),
        next_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        opened_at=st.datetimes(timezones=st.just(UTC)),
        snoozed_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    unique_by=lambda one: one.id,
    max_size=20,
)


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        (None, Due.OVERDUE),
        (NOW, Due.OVERDUE),
        (NOW + timedelta(seconds=1), Due.SNOOZED),
        (LATER, Due.SNOOZED),
    ],
)
def test_a_snooze_is_silent_until_its_end(until: datetime | None, wanted: Due) -> None:
    assert due(deal(1, snoozed_until=until), NOW, ZONE) is wanted


@given(DEALS, st.sampled_from(list(Order)))
def test_every_order_holds_every_deal_once(deals: list[Deal], order: Order) -> None:
    made = arranged(deals, order)
    assert sorted(one.id for one in made) == sorted(one.id for one in deals)
    if order is Order.VALUE:
        values = [one.value_minor or 0 for one in made]
        assert values == sorted(values, reverse=True)
    if order is Order.AGE:
        assert [one.opened_at for one in made] == sorted(one.opened_at for one in deals)
    if order is Order.NEXT:
        known = [one.next_at for one in made if one.next_at is not None]
        assert known == sorted(known)
        assert [one.next_at for one in made][: len(known)] == known, "those without one come last"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3]),
        ("lefevre", [1]),
        ("LEFÈVRE quote", [1]),
        ("hotel", [2]),
        ("weekly", [3]),
        ("quote given", [1, 2, 3]),
        ("hotel weekly", []),
        ("zz", []),
    ],
)
def test_a_filter_reads_name_firm_title_and_step_whatever_the_accents(typed: str, found: list[int]) -> None:
    made = DealList(lambda _code: "Quote given")
    made.take([deal(1, "LEFÈVRE Jean"), deal(2, firm="Hôtel Bellevue"), deal(3, title="Weekly bouquet")])
    made.filter(typed)
    assert [one.id for one in made.shown] == found
    assert len(made) == 3


@given(DEALS, st.sampled_from(list(Order)), st.sampled_from(["", "ngo", "hotel", "sarl jean"]))
def test_one_deal_put_in_is_as_if_all_were_read_anew(deals: list[Deal], order: Order, typed: str) -> None:
    step_by_step, at_once = DealList(str), DealList(str)
    for made in (step_by_step, at_once):
        made.sort(order)
        made.filter(typed)
    step_by_step.take(deals)
    assert step_by_step.shown is step_by_step.shown, "worked out once"
    changed = [replace(one, value_minor=7, next_at=LATER, snoozed_until=None) for one in deals[:2]]
    for one in changed:
        step_by_step.put(one)
    at_once.take([*changed, *deals[2:]])
    assert step_by_step.shown == at_once.shown
    assert step_by_step.counts(NOW, ZONE) == at_once.counts(NOW, ZONE)


def test_counts_are_of_this_minute() -> None:
    made = DealList(str)
    made.take([deal(1, next_at=NOW + timedelta(minutes=2))])
    assert made.counts(NOW, ZONE)[Due.TODAY] == 1
    assert made.counts(NOW + timedelta(minutes=3), ZONE)[Due.OVERDUE] == 1
    made.drop(1)
    assert not made.counts(NOW + timedelta(minutes=3), ZONE)
