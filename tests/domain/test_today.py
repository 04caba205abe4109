"""The order of one Today: total, stable, and by the written rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Band, Kind, Task, band_of, sort_key, today_of

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
PARIS = "Europe/Paris"
TODAY = date(2026, 11, 23)
S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING


def at(**by: float) -> datetime:
    return NOW + timedelta(**by)


@pytest.mark.parametrize(
    ("task", "band"),
    [
        (Task(Kind.PROMISE, S, 1, at=at(minutes=-12), agreed=True), Band.NOW),
        (Task(Kind.PROMISE, S, 1, at=at(minutes=5), agreed=True), Band.NOW),
        (Task(Kind.PROMISE, S, 1, at=at(minutes=6), agreed=True), Band.LATER),
        (Task(Kind.CHECK_IN, F, 1, at=at(minutes=-1), on=TODAY, agreed=True), Band.NOW),
        (Task(Kind.HAND_OFF, H, 1, at=at(hours=3), agreed=True), Band.LATER),
        (Task(Kind.HAND_OFF, H, 1, at=at(hours=3)), Band.WAITING),
        (Task(Kind.HAND_OFF, H, 1), Band.WAITING),
        (Task(Kind.RETURNED, S, 1, at=at(hours=-3)), Band.WAITING),
        (Task(Kind.COMPLAINT, F, 1, at=at(days=-3)), Band.WAITING),
        (Task(Kind.STEP, H, 1, at=at(days=-1)), Band.LATE),
        (Task(Kind.STEP, H, 1, at=at(minutes=-1)), Band.TODAY),
        (Task(Kind.STEP, H, 1), Band.TODAY),
        (Task(Kind.STEP, H, 1, at=at(hours=1)), Band.LATER),
        (Task(Kind.CHECK_IN, F, 1, on=TODAY - timedelta(days=1)), Band.LATE),
        (Task(Kind.CHECK_IN, F, 1, on=TODAY), Band.TODAY),
        (Task(Kind.OCCASION, F, 1, on=TODAY + timedelta(days=3)), Band.TODAY),
        (Task(Kind.REORDER, F, 1, on=TODAY - timedelta(days=40)), Band.TODAY),
        (Task(Kind.QUEUE, S), Band.QUEUE),
    ],
)
def test_how_urgent_a_task_is(task: Task, band: Band) -> None:
    assert band_of(task, NOW, PARIS) is band


def test_a_day_of_one_person_in_order() -> None:
    wanted = (
        Task(Kind.PROMISE, S, 1, name="promised", at=at(minutes=-20), agreed=True),
        Task(Kind.CHECK_IN, F, 2, 20, "visit", at=at(minutes=3), on=TODAY, agreed=True),
        Task(Kind.COMPLAINT, F, 3, 30, "unhappy", at=at(days=-1)),
        Task(Kind.HAND_OFF, H, 4, 40, "hot", at=at(minutes=30)),
        Task(Kind.HAND_OFF, H, 5, 50, "warm", at=at(hours=8)),
        Task(Kind.CHECK_IN, F, 6, 60, "oldest", on=TODAY - timedelta(days=9)),
        Task(Kind.STEP, H, 7, 70, "late step", at=at(days=-2)),
        Task(Kind.STEP, H, 8, 80, "step", at=at(hours=-1)),
        Task(Kind.CHECK_IN, F, 9, 90, "check-in", on=TODAY),
        Task(Kind.OCCASION, F, 10, name="birthday", on=TODAY + timedelta(days=4)),
        Task(Kind.REORDER, F, 11, name="buys again", on=TODAY),
        Task(Kind.QUEUE, S),
        Task(Kind.STEP, H, 12, 120, "later", at=at(hours=2)),
    )
    found = today_of(reversed(wanted), NOW, PARIS)
    assert tuple(one.task for one in found.due) == wanted
    assert all(one.why.endswith(".") for one in found.due)
    assert dict(found.counts) == {S: 1, H: 5, F: 6}, "the queue is no thing of one's own"


def test_a_contact_stands_once_at_a_stage_with_the_rest_beside_it() -> None:
    tasks = (
        Task(Kind.CHECK_IN, F, 1, 10, "Anne", "check-in", on=TODAY),
        Task(Kind.OCCASION, F, 1, name="Anne", what="birthday", on=TODAY + timedelta(days=2)),
        Task(Kind.STEP, H, 1, 5, "Anne", "offer", at=at(hours=-1)),
    )
    found = today_of(tasks, NOW, PARIS).due
    assert [(one.task.kind, one.beside) for one in found] == [
        (Kind.STEP, ()),
        (Kind.CHECK_IN, ("birthday",)),
    ]


def test_a_reason_to_ring_does_not_come_before_the_time_that_was_agreed() -> None:
    tasks = (
        Task(Kind.REORDER, F, 1, name="Anne", what="silent", on=TODAY - timedelta(days=90)),
        Task(Kind.CHECK_IN, F, 1, 10, "Anne", "check-in", at(hours=3), TODAY, agreed=True),
    )
    (one,) = today_of(tasks, NOW, PARIS).due
    assert (one.task.kind, one.band, one.beside) == (Kind.CHECK_IN, Band.LATER, ("silent",))


def test_the_shop_s_day_decides_what_is_late() -> None:
    midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # already the 24th in Paris
    assert band_of(Task(Kind.CHECK_IN, F, 1, on=TODAY), midnight, PARIS) is Band.LATE
    assert band_of(Task(Kind.CHECK_IN, F, 1, on=TODAY), midnight, "America/New_York") is Band.TODAY


TASKS = st.builds(
    Task,
    kind=st.sampled_from(Kind),
    stage=st.sampled_from([S, H, F]),
    contact_id=st.integers(0, 6),
    ref=st.integers(0, 3),
    what=st.sampled_from(["", "a", "b"]),
    at=st.one_of(st.none(), st.integers(-4000, 4000).map(lambda minutes: at(minutes=minutes))),
    on=st.one_of(st.none(), st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))),
    agreed=st.booleans(),
    late=st.booleans(),
)


@given(tasks=st.lists(TASKS, max_size=25), data=st.data())
def test_the_order_is_total_and_nothing_but_the_tasks_decides_it(
    tasks: list[Task], data: st.DataObject
) -> None:
    first = today_of(tasks, NOW, PARIS)
    other = today_of(data.draw(st.permutations(tasks)), NOW, PARIS)
    key = [(one.band, one.task.kind, one.task.stage, one.task.contact_id) for one in first.due]
    assert key == [(one.band, one.task.kind, one.task.stage, one.task.contact_id) for one in other.due]
    bands = [one.band for one in first.due]
    assert bands == sorted(bands), "nothing of a less urgent band comes before"
    kept = len(first.due) + sum(len(one.beside) for one in first.due)
    assert kept == len(tasks), "nothing is lost"
    standing = [(one.task.stage, one.task.contact_id) for one in first.due if one.task.contact_id]
    assert len(standing) == len(set(standing))
    assert sum(first.counts.values()) == sum(one.task.kind is not Kind.QUEUE for one in first.due)


@given(one=TASKS, other=TASKS)
def test_two_tasks_that_differ_in_what_they_are_never_tie(one: Task, other: Task) -> None:
    same = (one.kind, one.stage, one.contact_id, one.ref) == (
        other.kind,
        other.stage,
        other.contact_id,
        other.ref,
    )
    if not same:
        assert sort_key(one, NOW, PARIS) != sort_key(other, NOW, PARIS)
