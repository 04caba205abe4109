"""Absences: noted for oneself or by the manager, ended, taken back; read by day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.services import taking_leave, undoing
from pipeline_tui.storage import absences
from tests.shops import Line


def away(line: Line, day: int = 0) -> set[str]:
    """Return who is away so many days from now."""
    with line.shop.store.read() as tx:
        ids = absences.absent_on(tx, line.shop.today() + timedelta(days=day))
        return {str(tx.value("SELECT name FROM operator WHERE id = :id", {"id": one})) for one in ids}


def leave(line: Line, asks: str, name: str, first: int, last: int | None, reason: str = "ill") -> str:
    act, today = line.act(), line.shop.today()
    taking_leave.be_absent(
        line.shop,
        line.viewer(asks),
        name,
        today + timedelta(days=first),
        None if last is None else today + timedelta(days=last),
        act=act,
        reason=reason,
    )
    return act


def test_days_are_counted_with_both_ends(line: Line) -> None:
    leave(line, "Mona", "Hugo", 1, 2)
    assert [away(line, day) for day in range(4)] == [set(), {"Hugo"}, {"Hugo"}, set()]
    leave(line, "Hana", "Hana", 2, None)
    assert away(line, 2) == {"Hugo", "Hana"}
    assert away(line, 300) == {"Hana"}


def test_only_oneself_and_the_manager(line: Line) -> None:
    with pytest.raises(Refused, match="For managers only"):
        leave(line, "Hugo", "Hana", 0, 1)
    with pytest.raises(Refused, match="For managers only"):
        taking_leave.be_back(line.shop, line.viewer("Hugo"), "Hana", act=line.act())
    assert away(line) == set()


def test_never_twice_at_once_and_never_backwards(line: Line) -> None:
    leave(line, "Mona", "Hugo", 1, 3)
    for first, last in ((0, None), (3, 4), (0, 1), (2, 2)):
        with pytest.raises(Refused, match="away then already"):
            leave(line, "Mona", "Hugo", first, last)
    with pytest.raises(UsageTrouble):
        leave(line, "Mona", "Hugo", 9, 8)
    leave(line, "Mona", "Hugo", 4, None)


def test_back_ends_today_s_else_the_next(line: Line) -> None:
    mona = line.viewer("Mona")
    leave(line, "Mona", "Hugo", -2, 3)
    leave(line, "Mona", "Hugo", 7, 9)
    ended = taking_leave.be_back(line.shop, mona, "Hugo", act=line.act())
    assert ended.to_on == line.shop.today() - timedelta(days=1)
    assert (away(line), away(line, -1), away(line, 8)) == (set(), {"Hugo"}, {"Hugo"})
    taking_leave.be_back(line.shop, mona, "Hugo", act=line.act())
    assert away(line, 8) == set()
    with pytest.raises(NothingToDo):
        taking_leave.be_back(line.shop, mona, "Hugo", act=line.act())


def test_both_are_taken_back_and_retried_without_effect(line: Line) -> None:
    mona = line.viewer("Mona")
    act = leave(line, "Mona", "Hugo", 0, 3)
    image = line.image()
    again = taking_leave.be_absent(line.shop, mona, "Hugo", line.shop.today(), act=act)
    assert (again.name, line.image()) == ("Hugo", image)
    taking_leave.be_back(line.shop, mona, "Hugo", act=line.act())
    assert away(line) == set()
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "absence_ended"
    assert away(line) == {"Hugo"}
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "absence_noted"
    assert away(line) == set()


def test_what_was_changed_since_stays(line: Line) -> None:
    leave(line, "Mona", "Hugo", 0, 3)
    taking_leave.be_back(line.shop, line.viewer("Hugo"), "Hugo", act=line.act())
    with pytest.raises(Refused, match="can no longer be taken back"):
        undoing.undo(line.shop, line.viewer("Mona"), act=line.act())


def test_the_reason_is_told_to_managers_and_oneself(line: Line) -> None:
    leave(line, "Mona", "Hugo", 0, 3, "operation")
    told = {
        name: taking_leave.absences(line.shop, line.viewer(name))[0].reason
        for name in ("Mona", "Hugo", "Hana", "Sam")
    }
    assert told == {"Mona": "operation", "Hugo": "operation", "Hana": "", "Sam": ""}
