"""One's own day, beside the median of the seven days worked before; nobody else's, but for managers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.clocks import instant_on
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.own_figures import (
    Became,
    Counts,
    DayFigures,
    HourFigures,
    Rung,
    Usual,
    hours_of,
    middle,
    rate,
    usual_of,
)
from pipeline_tui.services import reading, tallying
from pipeline_tui.storage import moves, own_figures
from pipeline_tui.storage.types import stamp
from tests.shops import MONDAY, PARIS, Line

TODAY = date(2026, 11, 23)


def rang(line: Line, name: str, *calls: tuple[date, int, bool], seconds: int = 90, counts: int = 1) -> None:
    """Store calls of somebody: the day, minutes after midnight in Paris, and whether they reached."""
    me, contact = line.viewer(name).operator_id, line.contact("Rung", consent=False)
    with line.shop.store.act() as tx:
        tx.many(
            """INSERT INTO call (contact_id, operator_id, e164, stage, purpose, mode, token, dialled_at,
                 counts, outcome, outcome_at, reason, reached, refusal, note, script, path, gate, undone,
                 unsaid, next_part)
               VALUES (:contact, :me, '+33199000000', 'scouting', 'prospecting', 'handset', '', :at,
                 :counts, 'busy', :ended, '', :reached, 0, '', '', '[]', '{}', 0, '[]', '')""",
            [
                {
                    "contact": contact,
                    "me": me,
                    "at": stamp(at := instant_on(day, minutes, PARIS)),
                    "ended": stamp(at + timedelta(seconds=seconds)),
                    "reached": int(reached),
                    "counts": counts,
                }
                for day, minutes, reached in calls
            ],
        )


def handed(line: Line, name: str, at: datetime, state: str = "waiting") -> None:
    with line.shop.store.act() as tx:
        tx.run(
            """INSERT INTO hand_off (contact_id, giver_id, from_stage, to_stage, given_at, brief, state,
                 reason, note) VALUES (1, :me, 'scouting', 'hunting', :at, '{}', :state, '', '')""",
            {"me": line.viewer(name).operator_id, "at": stamp(at), "state": state},
        )


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_header_compares_with_the_same_time_of_day(line: Line) -> None:
    sam = line.viewer("Sam")
    for back, before, after in ((1, 3, 9), (2, 5, 9), (5, 10, 0), (40, 7, 7)):
        rang(line, "Sam", *((ago(back), 600 + n, n < 2) for n in range(before)))
        rang(line, "Sam", *((ago(back), 900 + n, True) for n in range(after)))  # from 15:00 on
    rang(line, "Sam", (TODAY, 600, True), (TODAY, 601, False))
    rang(line, "Paul", *((ago(1), 600, True) for _ in range(50)))
    figures = reading.figures(line.shop, sam)
    assert (figures.calls, figures.reached) == (2, 1)
    assert figures.usual == Usual(6, 2, 0, 4), "by 14:03 on the last days worked, however long ago"


def test_two_days_are_no_usual_and_nine_are_seven(line: Line) -> None:
    sam = line.viewer("Sam")
    rang(line, "Sam", (ago(1), 600, True), (ago(2), 600, True))
    assert reading.figures(line.shop, sam).usual is None
    rang(line, "Sam", *((ago(back), 600, True) for back in range(3, 10)))
    usual = reading.figures(line.shop, sam).usual
    assert usual is not None and usual.days == 7


def test_a_day_in_full(line: Line) -> None:
    sam = line.viewer("Sam")
    rang(line, "Sam", *((TODAY, 9 * 60 + n, n < 3) for n in range(12)), seconds=80)
    rang(line, "Sam", (TODAY, 11 * 60, True), seconds=300)
    rang(line, "Sam", (TODAY, 11 * 60, True), counts=0)  # the same attempt again
    rang(line, "Sam", *((ago(3), 600 + n, n == 0) for n in range(20)))
    handed(line, "Sam", MONDAY - timedelta(hours=1))
    handed(line, "Sam", MONDAY - timedelta(days=3), "accepted")
    handed(line, "Sam", MONDAY - timedelta(days=3), "undone")
    handed(line, "Paul", MONDAY - timedelta(hours=1))
    own = tallying.own_day(line.shop, sam)
    assert own.day == DayFigures(TODAY, 13, 4, 1, 80, 0)
    assert own.day.rate == pytest.approx(4 / 13)
    assert own.hours == (HourFigures(9, 12, 3), HourFigures(10, 0, 0), HourFigures(11, 1, 1))
    assert own.days == (DayFigures(ago(3), 20, 1, 1, 90, 0),)
    assert own.hand_offs == Became(waiting=1, accepted=1)
    assert (own.who, own.until, own.usual, own.best_part) == ("Sam", MONDAY, None, "")


def test_pauses_are_cut_to_their_day(line: Line) -> None:
    sam = line.viewer("Sam")
    yesterday = instant_on(ago(1), 23 * 60 + 50, PARIS)
    with line.shop.store.act() as tx:
        for began, ended in (
            (yesterday, yesterday + timedelta(minutes=30)),
            (MONDAY - timedelta(minutes=5), None),
        ):
            tx.run(
                """INSERT INTO pause (operator_id, reason, began_at, ended_at)
                   VALUES (:me, 'coffee', :began, :ended)""",
                {"me": sam.operator_id, "began": stamp(began), "ended": stamp(ended) if ended else None},
            )
    assert tallying.own_day(line.shop, sam).day.paused == 25 * 60
    assert tallying.own_day(line.shop, sam, day=ago(1)).day.paused == 10 * 60


def test_a_day_that_is_over_is_compared_with_whole_days(line: Line) -> None:
    for back in (1, 2, 3, 4):
        rang(line, "Sam", *((ago(back), 1000 + n, True) for n in range(back)))
    own = tallying.own_day(line.shop, line.viewer("Sam"), day=ago(1))
    assert (own.until, own.day.calls, own.usual) == (None, 1, Usual(3, 3, 0, 3))
    with pytest.raises(UsageTrouble, match="not come yet"):
        tallying.own_day(line.shop, line.viewer("Sam"), day=TODAY + timedelta(days=1))


def test_only_a_manager_asks_for_somebody_else(line: Line) -> None:
    rang(line, "Sam", (TODAY, 600, True))
    assert tallying.own_day(line.shop, line.viewer("Mona"), of="Sam").day.calls == 1
    assert tallying.own_day(line.shop, line.viewer("Sam"), of="sam").day.calls == 1
    with pytest.raises(Refused, match="managers only"):
        tallying.own_day(line.shop, line.viewer("Paul"), of="Sam")


def test_the_day_begins_and_ends_where_the_shop_is(line: Line) -> None:
    sam = line.viewer("Sam")
    rang(line, "Sam", (TODAY, 0, True), (ago(1), 23 * 60 + 59, True))
    assert tallying.own_day(line.shop, sam).day.calls == 1
    line.at = datetime(2026, 10, 25, 22, 30, tzinfo=UTC)  # 23:30; the clock went back that morning
    rang(line, "Sam", (date(2026, 10, 25), 0, True), (date(2026, 10, 25), 23 * 60, True))
    assert tallying.own_day(line.shop, sam).day.calls == 2


def test_every_count_goes_by_the_operator_s_index(line: Line) -> None:
    with line.shop.store.read() as tx:
        told = {"me": 1, "start": "", "end": "", "before": ""}
        for sql in (own_figures._COUNTS, own_figures._LAST_BEFORE, own_figures._HANDED_OFF):
            plan = " ".join(row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", told))
            assert "SEARCH" in plan, plan
            assert "SCAN" not in plan, plan
            assert "TEMP B-TREE" not in plan, plan


@given(st.lists(st.integers(0, 200), max_size=9))
def test_medians_are_medians(values: list[int]) -> None:
    assert middle(values) == (int(median(values)) if values else None)
    usual = usual_of([Counts(value, value, 0) for value in values])
    assert (usual is None) == (len(values) < 3)
    assert usual is None or usual.calls == int(median(values))


def test_small_samples_say_nothing() -> None:
    assert rate(9, 9) is None
    assert rate(5, 10) == 0.5
    assert middle([None, 3, None], least=2) is None
    assert hours_of((), PARIS) == ()
    assert hours_of((Rung(MONDAY, True),), PARIS) == (HourFigures(14, 1, 1),)


def test_callbacks_of_today_are_counted_until_midnight_on_the_day_of_25_hours(line: Line) -> None:
    line.at = datetime(2026, 10, 25, 9, tzinfo=UTC)
    sam = line.viewer("Sam")
    today, tomorrow = line.contact("Today"), line.contact("Tomorrow")
    midnight = datetime(2026, 10, 25, 23, tzinfo=UTC)
    with line.shop.store.act() as tx:
        moves.promise(tx, today, "callback", sam.operator_id, midnight - timedelta(minutes=30))
        moves.promise(tx, tomorrow, "callback", sam.operator_id, midnight)
    assert reading.figures(line.shop, sam).promised_today == 1
