"""The joint back from farmer to hunter: a repeat deal accepted, given back, given again, won and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.red_list import Red
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    following_up,
    giving_again,
    handing_off,
    repeating_deals,
    reporting_joints,
    winning,
)
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import check_ins, clients
from tests.services.test_farmer_joint import owner, planned
from tests.shops import Line


def client(line: Line) -> int:
    """Return a client of Fatou's with a check-in planned for today."""
    fatou = line.viewer("Fatou")
    contact = line.contact("Petit", stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, contact, line.at - timedelta(days=30), segment="B", since=line.shop.today())
        clients.add_purchase(tx, contact, fatou.operator_id, line.shop.today(), 4500, "EUR", what="roses")
        check_ins.plan(tx, contact, fatou.operator_id, line.shop.today())
    return contact


def asked(line: Line, contact: int, to: str | None = "Hugo") -> int:
    """Hand a repeat deal to a hunter; returns the hand-off."""
    done = repeating_deals.repeat_deal(
        line.shop,
        line.viewer("Fatou"),
        contact,
        "Christmas tables",
        act=line.act(),
        to=to,
        next_step="a quote",
    )
    assert done.hand_off_id is not None
    return done.hand_off_id


def test_accepted_won_and_back_with_the_farmer_who_kept_them(line: Line) -> None:
    hugo, fatou, contact = line.viewer("Hugo"), line.viewer("Fatou"), client(line)
    hand_off = asked(line, contact)
    (offered,) = handing_off.inbox(line.shop, hugo)
    assert (offered.kind, offered.to_me, offered.giver) == ("repeat", True, "Fatou")
    assert dict(offered.brief) == {"need": "Christmas tables", "next": "a quote"}
    assert offered.limit_at == line.at + timedelta(minutes=120)
    assert following_up.check_ins(line.shop, fatou, line.shop.today(), line.shop.today()) == ()
    accepted = handing_off.accept(line.shop, hugo, hand_off, act=line.act())
    assert accepted.deal is not None
    assert (accepted.deal.title, accepted.deal.next_do) == ("Christmas tables", "a quote")
    (receipt,) = handing_off.receipts(line.shop, fatou)
    assert (receipt.kind, receipt.state, receipt.credit) == ("repeat", "accepted", True)
    done = winning.win_deal(line.shop, hugo, accepted.deal.id, Winning(9000), act=line.act())
    assert (done.farmer, owner(line, contact)) == ("Fatou", ("farming", "Fatou"))
    assert len(planned(line, contact)) == 1
    (receipt,) = handing_off.receipts(line.shop, fatou)
    assert receipt.state == "won"
    report = reporting_joints.joints(line.shop, line.viewer("Mona"))
    row = next(one for one in report if one.from_stage is Stage.FARMING)
    assert (row.giver, row.receiver, row.given, row.accepted, row.won) == ("Fatou", "Hugo", 1, 1, 1)


def test_given_back_to_the_farmer_with_the_check_in_as_it_was(line: Line) -> None:
    hugo, fatou, contact = line.viewer("Hugo"), line.viewer("Fatou"), client(line)
    before = planned(line, contact)
    hand_off = asked(line, contact)
    handing_off.give_back(line.shop, hugo, hand_off, reason="need-unclear", note="how many?", act=line.act())
    assert (owner(line, contact), planned(line, contact)) == (("farming", "Fatou"), before)
    (back,) = giving_again.came_back(line.shop, fatou)
    assert (back.reason, back.note, back.answered_by) == ("need-unclear", "how many?", "Hugo")
    giving_again.give_again(
        line.shop, fatou, back.id, {"need": "Christmas, 20 tables"}, act=line.act(), to="Hugo"
    )
    (offered,) = handing_off.inbox(line.shop, hugo)
    assert dict(offered.brief) == {"need": "Christmas, 20 tables", "next": "a quote"}
    assert planned(line, contact) == before
    assert undo(line.shop, fatou, act=line.act()).verb == "handed_again"
    assert len(giving_again.came_back(line.shop, fatou)) == 1
    (check_in,) = following_up.check_ins(line.shop, fatou, line.shop.today(), line.shop.today())
    following_up.log_check_in(line.shop, fatou, check_in.id, "reached", act=line.act())
    assert giving_again.came_back(line.shop, fatou) == ()  # they talked: it is settled
    with pytest.raises(Refused, match="Not on your desk"):
        giving_again.give_again(line.shop, fatou, back.id, {}, act=line.act())


def test_past_its_limit_it_is_the_hunters_and_then_red(line: Line) -> None:
    hana, contact = line.viewer("Hana"), client(line)
    hand_off = asked(line, contact)
    assert handing_off.inbox(line.shop, hana) == ()
    line.later(minutes=120)
    assert [one.id for one in handing_off.inbox(line.shop, hana)] == [hand_off]
    assert reporting_joints.red(line.shop, line.viewer("Mona")).count(Red.HAND_OFF) == 0
    line.later(minutes=60)
    assert reporting_joints.red(line.shop, line.viewer("Mona")).count(Red.HAND_OFF) == 1
    handing_off.accept(line.shop, hana, hand_off, act=line.act())
    assert owner(line, contact) == ("hunting", "Hana")
    assert reporting_joints.red(line.shop, line.viewer("Mona")).count(Red.HAND_OFF) == 0
