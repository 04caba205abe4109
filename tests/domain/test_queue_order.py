"""Rank, order, escalation and the reason shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.queue_order import (
    BANDS,
    HOT_NEW,
    NEVER_CALLED,
    RETRY,
    CallbackState,
    Why,
    band_of,
    callback_state,
    order_key,
    rank,
    why_text,
)
from tests.domain.calling_facts import PARIS, utc

DUE = utc("2026-11-24T13:20")
times = st.integers(0, 1 << 32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def test_rank_is_band_then_seconds() -> None:
    assert (HOT_NEW, RETRY, NEVER_CALLED) == (0, 1, 2)
    assert rank(RETRY, DUE) == (1 << 40) + int(DUE.timestamp())


@given(st.sampled_from(BANDS), times, st.sampled_from(BANDS), times)
def test_ranks_order_as_bands_and_times(band: int, due: datetime, other: int, later: datetime) -> None:
    assert band_of(rank(band, due)) == band
    one, two = (band, int(due.timestamp())), (other, int(later.timestamp()))
    assert (rank(band, due) < rank(other, later)) is (one < two)


@pytest.mark.parametrize("wrong", [(3, DUE), (-1, DUE), (0, datetime(1960, 1, 1, tzinfo=UTC))])
def test_no_rank_for_nonsense(wrong: tuple[int, datetime]) -> None:
    with pytest.raises(ValueError, match="no rank"):
        rank(*wrong)


def test_list_priority_orders_inside_each_band() -> None:
    later = DUE + timedelta(days=1)
    queue = [
        (rank(NEVER_CALLED, DUE), 1),
        (rank(RETRY, DUE), 2),
        (rank(RETRY, later), 1),
        (rank(HOT_NEW, DUE), 9),
        (rank(RETRY, DUE), 1),
    ]
    assert [queue.index(one) for one in sorted(queue, key=lambda one: order_key(*one))] == [3, 4, 2, 1, 0]


@pytest.mark.parametrize(
    ("late", "talking", "state"),
    [
        (-30, False, CallbackState.OWN),
        (0, False, CallbackState.OWN),
        (9.99, False, CallbackState.OWN),
        (10, False, CallbackState.TEAM),
        (10, True, CallbackState.OWN),
        (59.99, True, CallbackState.OWN),
        (59.99, False, CallbackState.TEAM),
        (60, False, CallbackState.RED),
        (60, True, CallbackState.RED),
    ],
)
def test_callbacks_escalate(late: float, talking: bool, state: CallbackState) -> None:
    assert callback_state(DUE, DUE + timedelta(minutes=late), talking) is state


@pytest.mark.parametrize(
    ("kind", "given_", "text"),
    [
        (Why.OWN_CALLBACK, {"due": DUE}, "your callback, promised for 14:20"),
        (Why.OWN_CALLBACK, {}, "your callback"),
        (
            Why.OWN_CALLBACK,
            {"due": DUE, "now": DUE + timedelta(days=1)},
            "your callback, promised for Tue 24 Nov 14:20; 24 h late",
        ),
        (
            Why.OWN_CALLBACK,
            {"due": DUE, "now": DUE + timedelta(minutes=12), "exact": True},
            "your callback, promised for 14:20, exactly; 12 min late",
        ),
        (
            Why.TEAM_CALLBACK,
            {"due": DUE, "promised_by": "Nadia"},
            "the team's callback, promised for 14:20 by Nadia",
        ),
        (Why.TEAM_CALLBACK, {"due": DUE, "owner": "Paul"}, "callback of Paul, promised for 14:20"),
        (Why.TEAM_CALLBACK, {"due": DUE}, "the team's callback, promised for 14:20"),
        (Why.RETURNED, {"owner": "Nadia"}, "returned to you by Nadia"),
        (Why.SLOT, {"due": DUE}, "agreed slot at 14:20"),
        (Why.HOT_NEW, {"source": "Web form"}, "hot contact from Web form"),
        (Why.HOT_NEW, {"list_name": "Fair", "priority": 1}, "hot contact, list Fair (priority 1)"),
        (Why.RETRY, {"attempt": 2, "maximum": 4, "due": DUE}, "retry 2 of 4 due since 14:20"),
        (
            Why.NEVER_CALLED,
            {"list_name": "Spring flats", "priority": 2},
            "never called, list Spring flats (priority 2)",
        ),
        (Why.IN_HAND, {}, "already in your hand"),
    ],
)
def test_why_text(kind: Why, given_: dict[str, Any], text: str) -> None:
    assert why_text(kind, zone=PARIS, **given_) == text
