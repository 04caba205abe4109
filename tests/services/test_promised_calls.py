"""Promises kept by their own people: what comes back to a scout, what a hunter or farmer promises."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import claiming, dialling, following_up, handing_off, negotiating, undoing
from pipeline_tui.storage.types import moment
from tests.shops import Line


def hot(line: Line) -> int:
    """Hand one contact from Sam to Hugo, who accepts; return the contact."""
    contact = line.contact("Hot")
    desk = line.call(line.viewer("Sam"))
    given = handing_off.hand_off(
        line.shop,
        line.viewer("Sam"),
        desk.token,
        {"need": "roses", "next": "call"},
        act=line.act(),
        to="Hugo",
    )
    handing_off.accept(line.shop, line.viewer("Hugo"), given.hand_off_id, act=line.act())
    return contact


def test_what_comes_back_waits_for_its_scout_and_a_day_later_for_anybody(line: Line) -> None:
    sam, paul, hugo = line.viewer("Sam"), line.viewer("Paul"), line.viewer("Hugo")
    contact = line.contact("Hot")
    desk = line.call(sam)
    given = handing_off.hand_off(line.shop, sam, desk.token, {"need": "?", "next": "?"}, act=line.act())
    reason = line.shop.playbook.return_reasons[0].code
    handing_off.give_back(line.shop, hugo, given.hand_off_id, reason=reason, act=line.act())
    line.contact("Other")
    line.later(minutes=30)
    desk = line.claim(paul)
    assert desk.contact_id != contact
    claiming.release(line.shop, paul, desk.token, act=line.act())
    line.later(hours=24)
    assert line.claim(paul).contact_id == contact


def test_a_hunter_s_callback_is_the_deal_s_next_step(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = hot(line)
    (deal,) = negotiating.deals(line.shop, hugo)
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    desk = dialling.dial(line.shop, hugo, desk.token, act=line.act())
    at = line.at + timedelta(hours=1)
    dialling.record_outcome(line.shop, hugo, desk.token, "callback", act=line.act(), callback=at)
    (moved,) = negotiating.deals(line.shop, hugo)
    assert (moved.next_at, moved.next_do) == (at, deal.next_do)
    undoing.undo(line.shop, hugo, act=line.act())
    (back,) = negotiating.deals(line.shop, hugo)
    assert back.next_at == deal.next_at


def test_a_farmer_s_callback_moves_the_check_in(line: Line) -> None:
    hugo, fay = line.viewer("Hugo"), line.viewer("Fatou")
    contact = hot(line)
    (deal,) = negotiating.deals(line.shop, hugo)
    won = negotiating.win_deal(line.shop, hugo, deal.id, Winning(4500, farmer="Fatou"), act=line.act())
    desk = claiming.take(line.shop, fay, contact, act=line.act())
    desk = dialling.dial(line.shop, fay, desk.token, act=line.act())
    at = line.at + timedelta(hours=1)
    dialling.record_outcome(line.shop, fay, desk.token, "callback", act=line.act(), callback=at)
    today = line.shop.today()
    (moved,) = following_up.check_ins(line.shop, fay, today, today)
    assert (moved.id, moved.due_at) == (won.check_in.id, at)
    undoing.undo(line.shop, fay, act=line.act())
    due_on, due_at = line.one("SELECT due_on, due_at FROM check_in WHERE id = :id", id=won.check_in.id)
    assert (due_on, due_at and moment(due_at)) == (won.check_in.due_on.isoformat(), None)


def test_a_hunter_may_ring_who_asked_for_an_offer(line: Line) -> None:
    """The cap binds selling calls; who said yes on the fourth is rung about the offer all the same."""
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    contact = line.contact("Late")
    for _ in range(3):
        line.end(sam, "no-answer")
        line.later(days=1)
    desk = line.call(sam)
    assert desk.contact_id == contact
    given = handing_off.hand_off(
        line.shop, sam, desk.token, {"need": "roses", "next": "call"}, act=line.act(), to="Hugo"
    )
    handing_off.accept(line.shop, hugo, given.hand_off_id, act=line.act())
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    desk = dialling.dial(line.shop, hugo, desk.token, act=line.act())
    assert line.one("SELECT purpose FROM call WHERE id = :id", id=desk.call.id if desk.call else 0) == (
        "own-request",
    )
