"""The needs sheet: what is known, and which questions come next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.needs import ASKED_AT_ONCE, Need, NeedSaid, need_lines, need_of
from pipeline_tui.domain.scripts import AnswerType

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KEYS = ("slot", "style", "budget", "date", "scent")
NEEDS = tuple(
    Need(
        key,
        MappingProxyType({"en": key.title()}),
        type=AnswerType.MONEY if key == "budget" else AnswerType.TEXT,
    )
    for key in KEYS
)


def said(key: str, value: str, days: int) -> NeedSaid:
    return NeedSaid(key, value, NOW - timedelta(days=days), "Fatou")


@pytest.mark.parametrize(
    ("told", "following"),
    [
        ((), {"slot", "style"}),
        ((said("slot", "before 8", 3),), {"style", "budget"}),
        # Asked in vain waits until everything was asked once.
        ((said("slot", "?", 3), said("style", "red", 2)), {"budget", "date"}),
        (
            tuple(said(key, "?", days) for key, days in zip(KEYS, (1, 9, 2, 8, 3), strict=True)),
            {"style", "date"},
        ),
        ((said("slot", "before 8", 9), said("slot", "", 1)), {"style", "budget"}),  # unknown again comes last
        (tuple(said(key, "x", 1) for key in KEYS), set()),
    ],
)
def test_the_two_oldest_unknowns(told: tuple[NeedSaid, ...], following: set[str]) -> None:
    lines = need_lines(NEEDS, told, "en", TODAY)
    assert {one.key for one in lines if one.ask_next} == following


def test_the_newest_answer_counts_and_the_older_ones_stay() -> None:
    told = (said("style", "red", 40), said("style", "white", 2), said("style", "?", 9))
    line = need_lines(NEEDS, told, "en", TODAY)[1]
    assert (line.value, line.words) == ("white", "white")
    assert [one.value for one in line.older] == ["?", "red"]
    assert need_lines(NEEDS, (said("budget", "45.00 EUR", 1),), "en", TODAY)[2].words == "€45"


@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(["", "?", "x"]), st.integers(0, 900)), max_size=30
    )
)
def test_never_more_than_two_and_never_a_known_one(told: list[tuple[str, str, int]]) -> None:
    lines = need_lines(NEEDS, [said(*one) for one in told], "en", TODAY)
    following = [one for one in lines if one.ask_next]
    unknown = [one for one in lines if not one.value]
    assert len(following) == min(ASKED_AT_ONCE, len(unknown))
    assert all(not one.value for one in following)
    never = [one for one in unknown if one.said is None]
    assert sum(one.said is None for one in following) == min(len(never), ASKED_AT_ONCE)


def test_a_key_that_is_none() -> None:
    with pytest.raises(UsageTrouble):
        need_of(NEEDS, "shoe size")
