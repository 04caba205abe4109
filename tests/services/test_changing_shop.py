"""Hours and goal after the set-up: set by a manager, followed by whoever is at work, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.shop_settings import ShopSettings
from pipeline_tui.services import attending, changing_shop, undoing
from pipeline_tui.services.shop import open_shop
from tests.shops import Line

OTHER = "lun-ven 9h-12h30, 14h-18h; sam 9h-12h"


def test_other_hours_and_another_goal_hold_at_once_for_who_is_at_work(line: Line) -> None:
    mona, with_other = line.viewer("Mona"), open_shop(line.shop.store.path, now=line.at)
    was = line.shop.workspace.hours
    done = changing_shop.change_shop(line.shop, mona, act=line.act(), hours=f"  {OTHER} ", goal=40)
    assert (done.before, done.after) == (ShopSettings(was, 0), ShopSettings(OTHER, 40))
    saturday = line.shop.today() + timedelta(days=5 - line.shop.today().weekday())
    assert line.shop.hours.on(saturday) == ((540, 720),)
    assert with_other.workspace.goal == 0
    floor = attending.on_the_floor(with_other, line.viewer("Sam"))
    assert floor.settings == done.after
    assert (with_other.workspace.goal, with_other.hours.on(saturday)) == (40, ((540, 720),))
    assert not with_other.day_off(saturday) and with_other.day_off(saturday + timedelta(days=1))
    with_other.close()


def test_one_is_given_and_the_other_stays_and_undo_gives_both_back(line: Line) -> None:
    mona, before = line.viewer("Mona"), line.shop.workspace.hours
    changing_shop.change_shop(line.shop, mona, act=line.act(), goal=25)
    assert changing_shop.settings(line.shop, line.viewer("Sam")) == ShopSettings(before, 25)
    changing_shop.change_shop(line.shop, mona, act=line.act(), hours=OTHER)
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "shop_changed"
    assert changing_shop.settings(line.shop, mona) == ShopSettings(before, 25)
    assert line.shop.workspace.hours == before, "this program follows its own undo"
    undoing.undo(line.shop, mona, act=line.act())
    assert changing_shop.settings(line.shop, mona) == ShopSettings(before, 0)


def test_what_somebody_set_otherwise_since_is_not_taken_back(line: Line) -> None:
    with line.shop.store.act() as tx:
        tx.run("INSERT INTO operator_role VALUES (:sam, 'manager')", {"sam": line.viewer("Sam").operator_id})
    changing_shop.change_shop(line.shop, line.viewer("Mona"), act=line.act(), goal=25)
    changing_shop.change_shop(line.shop, line.viewer("Sam"), act=line.act(), goal=30)
    with pytest.raises(Refused, match="taken back"):
        undoing.undo(line.shop, line.viewer("Mona"), act=line.act())
    assert changing_shop.settings(line.shop, line.viewer("Sam")).goal == 30


@pytest.mark.parametrize(
    ("hours", "goal", "told"),
    [("never", None, "never"), ("Mon 25-26", None, "25-26"), (None, 100_000, "100000"), (None, -1, "-1")],
)
def test_what_cannot_be_understood_changes_nothing(
    line: Line, hours: str | None, goal: int | None, told: str
) -> None:
    before = line.image()
    with pytest.raises(UsageTrouble) as trouble:
        changing_shop.change_shop(line.shop, line.viewer("Mona"), act=line.act(), hours=hours, goal=goal)
    assert told in f"{trouble.value.title} {trouble.value.detail}"
    assert line.image() == before


def test_nothing_to_do_and_managers_only(line: Line) -> None:
    with pytest.raises(NothingToDo):
        changing_shop.change_shop(line.shop, line.viewer("Mona"), act=line.act(), goal=0)
    with pytest.raises(Refused, match="managers"):
        changing_shop.change_shop(line.shop, line.viewer("Sam"), act=line.act(), goal=9)
