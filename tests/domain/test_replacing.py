"""Sharing out somebody's work: everything goes to one who works its stage, together, and in equal parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.open_work import OpenWork, Thing, What, work_of
from pipeline_tui.domain.replacing import Taker, part_of, share_out, uncovered
from pipeline_tui.domain.stages import Stage

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
ALL = frozenset({S, H, F})


def client(contact_id: int, **told: object) -> Thing:
    return Thing(What.OWNER, contact_id, contact_id, F, **told)  # type: ignore[arg-type]


def test_everything_of_a_contact_goes_together_and_parts_are_equal() -> None:
    things = [client(one) for one in range(1, 8)]
    things += [Thing(What.CHECK_IN, 100 + one, one, F) for one in range(1, 8)]
    parts = share_out(things, [Taker(1, "B", ALL), Taker(2, "C", ALL)])
    assert [len({one.contact_id for one in parts[to]}) for to in (1, 2)] == [4, 3]
    for to in (1, 2):
        owned = {one.contact_id for one in parts[to] if one.what is What.OWNER}
        assert owned == {one.contact_id for one in parts[to] if one.what is What.CHECK_IN}


def test_a_firm_is_not_torn_apart() -> None:
    things = [client(one, firm_id=7) for one in (1, 2, 3)] + [client(one) for one in (4, 5)]
    parts = share_out(things, [Taker(1, "B", ALL), Taker(2, "C", ALL)])
    assert sorted(sorted(one.contact_id for one in part) for part in parts.values()) == [[1, 2, 3], [4, 5]]


def test_who_speaks_the_language_comes_first_and_else_it_is_told() -> None:
    french, german = Taker(1, "B", ALL, ("fr",)), Taker(2, "C", ALL, ("de",))
    things = [client(one, language="de") for one in (1, 2, 3)]
    parts = share_out(things, [french, german])
    assert (len(parts[1]), len(parts[2])) == (0, 3)
    alone = share_out(things, [french])
    assert part_of(french, alone[1]).foreign == 3


def test_who_has_the_time_free_takes_an_agreed_call() -> None:
    busy, free = Taker(1, "B", ALL, busy=(NINE,)), Taker(2, "C", ALL)
    call = Thing(What.PROMISE, 1, 1, H, at=NINE + timedelta(minutes=10))
    parts = share_out([call], [busy, free])
    assert parts[2] == [call]
    only = part_of(busy, [call])
    assert (only.agreed, only.clashes, only.first_at) == (1, 1, call.at)


def test_the_team_takes_what_anybody_may_and_people_take_the_rest() -> None:
    callback = Thing(What.PROMISE, 1, 1, S, at=NINE)
    waiting = [Thing(What.HAND_OFF, 9, 2, H), Thing(What.OWNER, 2, 2, H)]
    agreed = [Thing(What.HAND_OFF, 8, 3, H, at=NINE), Thing(What.OWNER, 3, 3, H)]
    deal = [Thing(What.DEAL, 7, 4, H), Thing(What.OWNER, 4, 4, H)]
    parts = share_out([callback, *waiting, *agreed, *deal], [Taker(1, "B", ALL)], to_team=True)
    assert list(parts[None]) == [callback, *waiting]
    assert {one.contact_id for one in parts[1]} == {3, 4}


def test_what_nobody_works_is_named() -> None:
    things = [client(1), Thing(What.DEAL, 7, 4, H)]
    assert uncovered(things, [Taker(1, "B", frozenset({S}))]) == (H, F)
    assert uncovered(things, [Taker(1, "B", frozenset({H})), Taker(2, "C", frozenset({F}))]) == ()


def test_work_is_counted_by_kind() -> None:
    things = [client(1), Thing(What.OWNER, 2, 2, H), Thing(What.DEAL, 5, 2, H), Thing(What.MESSAGE, 3, 1, F)]
    assert work_of(things) == OpenWork(contacts=2, clients=1, deals=1, messages=1)
    assert work_of([]).none
    assert not work_of(things).none


THINGS = st.lists(
    st.builds(
        Thing,
        st.sampled_from(What),
        st.integers(1, 30),
        st.integers(1, 12),
        st.sampled_from([S, H, F]),
        st.one_of(st.none(), st.integers(0, 40).map(lambda hours: NINE + timedelta(hours=hours))),
        st.one_of(st.none(), st.integers(1, 3)),
        st.sampled_from(["", "fr", "de"]),
    ),
    max_size=40,
)
TAKERS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from([S, H, F]), min_size=1), st.sampled_from([(), ("fr",), ("de", "fr")])
    ),
    min_size=1,
    max_size=4,
).map(lambda told: [Taker(at, f"T{at}", stages, spoken) for at, (stages, spoken) in enumerate(told, 1)])


@given(THINGS, TAKERS, st.booleans())
def test_nothing_is_lost_and_nothing_goes_to_who_does_not_work_it(
    things: list[Thing], takers: list[Taker], to_team: bool
) -> None:
    missing = uncovered(things, takers)
    shared = [one for one in things if one.stage not in missing]
    parts = share_out(shared, takers, to_team=to_team)
    assert sorted(map(repr, shared)) == sorted(repr(one) for part in parts.values() for one in part)
    for one in takers:
        assert {thing.stage for thing in parts[one.id]} <= one.stages
    whose: dict[tuple[int, Stage], set[int | None]] = {}
    for to, part in parts.items():
        assert to is not None or to_team
        for thing in part:
            whose.setdefault((thing.contact_id, thing.stage), set()).add(to)
    assert all(len(owners) == 1 for owners in whose.values())
