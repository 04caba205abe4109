"""Slots in a hunter's diary: free times only, agreed once, and never whose they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.diaries import Slot
from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.services import claiming, diaries, handing_off, negotiating, undoing
from pipeline_tui.services.shop import open_shop
from tests.shops import MONDAY, Line

BRIEF = {"need": "weekly roses", "next": "send the quote"}
TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)  # 14:30 in Paris


def hand(line: Line, name: str, slot: datetime, to: str | None = "Hugo") -> int:
    """Hand the next contact off into a slot; returns the hand-off."""
    viewer, act = line.viewer(name), line.act()
    desk = line.call(viewer)
    done = handing_off.hand_off(line.shop, viewer, desk.token, BRIEF, act=act, to=to, slot=slot)
    assert done.slot_at == slot
    return done.hand_off_id


def times(line: Line, hunter: str | None = "Hugo", name: str = "Sam") -> set[datetime]:
    return {slot.at for slot in diaries.free_slots(line.shop, line.viewer(name), hunter)}


def test_slots_lie_in_working_hours_of_five_working_days(line: Line) -> None:
    slots = diaries.free_slots(line.shop, line.viewer("Sam"), "hugo")
    local = [slot.at.astimezone(line.shop.zone) for slot in slots]
    assert slots[0] == Slot("Hugo", MONDAY + timedelta(minutes=27), 30)  # 14:30 in Paris
    assert {at.date().isoformat()[-2:] for at in local} == {"23", "24", "25", "26", "27"}
    assert all(line.shop.hours.on(at.date()) for at in local)
    for at in local:
        opens, closes = line.shop.hours.on(at.date())[0]
        assert opens <= at.hour * 60 + at.minute <= closes - 30
    assert len({slot.at for slot in slots}) == len(slots)


def test_a_holiday_and_a_day_without_hours_have_no_slots(line: Line) -> None:
    line.at = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)
    days = {at.astimezone(line.shop.zone).day for at in times(line)}
    assert 25 not in days
    assert 27 not in days  # a Sunday
    assert {26, 28} <= days


def test_only_times_at_which_the_contact_in_hand_may_be_rung(line: Line) -> None:
    everything = times(line)
    line.contact(zone="America/New_York", numbers=[line.number(zone="America/New_York")])
    line.at = MONDAY.replace(hour=16)
    line.call(line.viewer("Sam"))
    there = times(line)
    assert there
    assert there < everything
    assert min(at.hour for at in there) >= 14  # it is nine hours earlier in the day over there


def test_what_fills_a_diary_is_absent_and_unnamed(line: Line) -> None:
    for _ in range(2):
        line.contact("Geheim")
    hand_off = hand(line, "Sam", TUESDAY)
    assert TUESDAY not in times(line)
    assert TUESDAY in times(line, "Hana")
    assert TUESDAY in times(line, None)
    deal = handing_off.accept(line.shop, line.viewer("Hugo"), hand_off, act=line.act()).deal
    assert deal is not None
    assert (deal.next_at, deal.next_do) == (TUESDAY, "send the quote")  # the promise is the hunter's now
    later = TUESDAY + timedelta(minutes=45)
    negotiating.plan_next(line.shop, line.viewer("Hugo"), deal.id, "ring", later, act=line.act())
    free = times(line)
    assert TUESDAY in free
    assert {later - timedelta(minutes=15), later + timedelta(minutes=15)} & free == set()
    said = repr(diaries.free_slots(line.shop, line.viewer("Sam"), "Hugo"))
    assert "Geheim" not in said
    assert "GEHEIM" not in said


def test_a_slot_is_in_the_inbox_and_freed_by_undo(line: Line) -> None:
    line.contact()
    hand(line, "Sam", TUESDAY)
    (offered,) = handing_off.inbox(line.shop, line.viewer("Hugo"))
    assert offered.slot_at == TUESDAY
    undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
    assert TUESDAY in times(line)
    assert line.broken() == ""


def test_the_team_s_slot_names_a_hunter_who_is_free(line: Line) -> None:
    for _ in range(3):
        line.contact()
    hand(line, "Sam", TUESDAY, to=None)
    hand(line, "Sam", TUESDAY, to=None)
    names = {
        row[0] for row in line.all("SELECT o.name FROM hand_off h JOIN operator o ON o.id = h.receiver_id")
    }
    assert names == {"Hugo", "Hana"}
    with pytest.raises(Refused, match="Nobody is free"):
        hand(line, "Sam", TUESDAY, to=None)


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (MONDAY - timedelta(minutes=1), "passed"),
        (TUESDAY.replace(hour=2), "closed"),
        (datetime(2026, 12, 25, 13, 0, tzinfo=UTC), "closed"),
        (TUESDAY + timedelta(minutes=20), "taken"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_the_nearest(line: Line, at: datetime, why: str) -> None:
    line.contact()
    line.contact()
    hand(line, "Sam", TUESDAY)
    desk = line.call(line.viewer("Sam"))
    before = line.image()
    with pytest.raises(Refused, match=why) as refused:
        handing_off.hand_off(
            line.shop, line.viewer("Sam"), desk.token, BRIEF, act=line.act(), to="Hugo", slot=at
        )
    assert refused.value.data["needs"] == "slot"
    near = refused.value.data["nearest"]
    assert len(near) == 3
    assert set(near) <= times(line) | {one for one in near if one > MONDAY + timedelta(days=7)}
    assert line.image() == before


def test_two_scouts_agree_one_slot_and_the_second_loses_nothing(line: Line) -> None:
    line.contact("Un")
    line.contact("Deux")
    paul = line.viewer("Paul")
    desk = line.call(paul)
    other = open_shop(line.shop.store.path, now=MONDAY)
    try:
        draft = Draft(note="loves peonies")
        hand(line, "Sam", TUESDAY)
        with pytest.raises(Refused) as refused:
            handing_off.hand_off(
                other, paul, desk.token, BRIEF, act=line.act(), to="Hugo", slot=TUESDAY, draft=draft
            )
        again = refused.value.data["nearest"][0]
        assert claiming.in_hand(other, paul) is not None
        done = handing_off.hand_off(
            other, paul, desk.token, BRIEF, act=line.act(), to="Hugo", slot=again, draft=draft
        )
        assert done.slot_at == again
    finally:
        other.close()
    assert (
        line.one("SELECT note FROM call WHERE operator_id = :id", id=paul.operator_id)[0] == "loves peonies"
    )


def test_two_threads_want_one_slot_and_one_has_it(line: Line) -> None:
    tokens = {}
    for name in ("Sam", "Paul"):
        line.contact(name)
        tokens[name] = line.call(line.viewer(name)).token

    def ask(name: str) -> bool:
        shop = open_shop(line.shop.store.path, now=MONDAY)
        try:
            handing_off.hand_off(
                shop, line.viewer(name), tokens[name], BRIEF, act=name * 8, to="Hugo", slot=TUESDAY
            )
        except Refused as refused:
            assert refused.data["needs"] == "slot"
            return False
        finally:
            shop.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(ask, tokens)) == [False, True]
    assert line.one("SELECT COUNT(*) FROM hand_off WHERE slot_at IS NOT NULL")[0] == 1


def test_a_return_is_not_taken_back_once_its_time_is_given_to_another(line: Line) -> None:
    hugo = line.viewer("Hugo")
    line.contact("Un")
    first = hand(line, "Sam", TUESDAY)
    handing_off.give_back(line.shop, hugo, first, reason="need-unclear", act=line.act())
    undone = undoing.undo(line.shop, hugo, act=line.act())
    assert undone.verb == "returned"
    handing_off.give_back(line.shop, hugo, first, reason="need-unclear", act=line.act())
    line.contact("Deux")
    hand(line, "Paul", TUESDAY)
    before = line.image()
    with pytest.raises(Refused, match="taken back"):
        undoing.undo(line.shop, hugo, act=line.act())
    assert line.image() == before


def test_a_diary_is_for_who_hands_on(line: Line) -> None:
    for name in ("Hugo", "Fatou", "Mona"):
        with pytest.raises(PipelineError):
            diaries.free_slots(line.shop, line.viewer(name))
    with pytest.raises(Refused, match="does not work"):
        diaries.free_slots(line.shop, line.viewer("Sam"), "Fatou")


def test_a_retry_answers_with_the_slot_it_booked(line: Line) -> None:
    line.contact()
    sam, act = line.viewer("Sam"), line.act()
    desk = line.call(sam)
    given = {"act": act, "to": "Hugo", "slot": TUESDAY}
    first = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, **given)  # type: ignore[arg-type]
    before = line.image()
    assert handing_off.hand_off(line.shop, sam, desk.token, BRIEF, **given) == first  # type: ignore[arg-type]
    assert line.image() == before
