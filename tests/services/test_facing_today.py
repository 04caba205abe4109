"""One Today from a real shop: everybody's own, at every stage they work, in the order of the rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Band, Kind
from pipeline_tui.services import (
    adding,
    claiming,
    dialling,
    facing_today,
    handing_off,
    hearing_complaints,
    negotiating,
    writing_to,
)
from pipeline_tui.storage import clients, deals
from tests.services.ground import TODAY, Ground

BRIEF = {"need": "roses", "next": "quote"}


@pytest.fixture
def zoe(alone: Ground) -> Viewer:
    return alone.viewer("Zoé")


def kinds(ground: Ground, viewer: Viewer) -> list[tuple[Band, Kind]]:
    return [(one.band, one.task.kind) for one in facing_today.today(ground.shop, viewer).due]


def promised(ground: Ground, viewer: Viewer, **later: int) -> int:
    """Let somebody of the queue be promised a call."""
    contact = ground.contact()
    desk = claiming.claim_next(ground.shop, viewer, act=ground.act())
    desk = dialling.dial(ground.shop, viewer, desk.token, act=ground.act())
    at = ground.at + timedelta(**later)
    dialling.record_outcome(
        ground.shop, viewer, desk.token, "callback", act=ground.act(), callback=at, then_next=False
    )
    return contact


def test_a_person_alone_has_everything_in_one_order(alone: Ground, zoe: Viewer) -> None:
    promised(alone, zoe, minutes=10)
    alone.later(minutes=12)
    late = alone.deal(zoe)
    with alone.shop.store.act() as tx:
        tx.run("UPDATE deal SET next_at = '2026-11-20T09:00:00.000000Z' WHERE id = :id", {"id": late})
    client, check_in = alone.client(zoe)
    unhappy, _ = alone.client(zoe, due=TODAY + timedelta(days=20), last_name="Roux")
    hearing_complaints.open_complaint(alone.shop, zoe, unhappy, "wilted", act=alone.act())
    found = facing_today.today(alone.shop, zoe)
    assert [(one.band, one.task.kind) for one in found.due] == [
        (Band.NOW, Kind.PROMISE),
        (Band.WAITING, Kind.COMPLAINT),
        (Band.LATE, Kind.STEP),
        (Band.TODAY, Kind.CHECK_IN),
        (Band.QUEUE, Kind.QUEUE),
    ]
    assert [one.task.ref for one in found.due][2:4] == [late, check_in]
    assert dict(found.counts) == {Stage.SCOUTING: 1, Stage.HUNTING: 1, Stage.FARMING: 2}
    assert client in {one.task.contact_id for one in found.due}


def test_what_is_promised_for_later_waits_at_the_end(alone: Ground, zoe: Viewer) -> None:
    promised(alone, zoe, hours=3)
    assert kinds(alone, zoe) == [(Band.QUEUE, Kind.QUEUE), (Band.LATER, Kind.PROMISE)]
    alone.later(hours=3)
    assert kinds(alone, zoe)[0] == (Band.NOW, Kind.PROMISE)


def test_an_agreed_visit_and_a_new_client_are_there_too(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe, due=TODAY + timedelta(days=9))
    at = alone.at + timedelta(hours=1)
    writing_to.write_to(alone.shop, zoe, client, Channel.VISIT, "visit", act=alone.act(), at=at)
    assert (Band.LATER, Kind.CHECK_IN) in kinds(alone, zoe)
    alone.later(minutes=58)
    assert kinds(alone, zoe)[0] == (Band.NOW, Kind.CHECK_IN)
    adding.add_contact(alone.shop, zoe, NewPerson("Neu"), act=alone.act(), stage=Stage.FARMING, take=False)
    assert (Band.TODAY, Kind.CHECK_IN) in kinds(alone, zoe)


def test_a_hand_off_waits_with_its_limit_for_who_receives(three: Ground) -> None:
    sam, hugo, fatou = (three.viewer(name) for name in ("Sam", "Hugo", "Fatou"))
    three.contact()
    desk = claiming.claim_next(three.shop, sam, act=three.act())
    desk = dialling.dial(three.shop, sam, desk.token, act=three.act())
    handing_off.hand_off(three.shop, sam, desk.token, BRIEF, act=three.act(), to="Hugo")
    assert kinds(three, hugo) == [(Band.WAITING, Kind.HAND_OFF)]
    assert kinds(three, fatou) == []
    assert kinds(three, three.viewer("Mona")) == []
    (waits,) = facing_today.today(three.shop, hugo).due
    assert waits.task.what == "from Sam"
    handing_off.accept(three.shop, hugo, waits.task.ref, act=three.act())
    assert [kind for _, kind in kinds(three, hugo)] in ([Kind.STEP], [])


def test_a_deal_without_a_next_step_wants_one_one_for_tomorrow_not(alone: Ground, zoe: Viewer) -> None:
    contact = alone.contact(stage=Stage.HUNTING, owner=zoe)
    with alone.shop.store.act() as tx:
        deal = deals.open_deal(tx, zoe, contact, step="brief-taken", currency="EUR", now=alone.at)
    assert (Band.TODAY, Kind.STEP) in kinds(alone, zoe)
    tomorrow = alone.at + timedelta(days=1)
    negotiating.plan_next(alone.shop, zoe, deal, "ring", tomorrow, act=alone.act())
    assert kinds(alone, zoe) == [(Band.QUEUE, Kind.QUEUE)]


def test_whom_one_turned_to_today_is_not_first_again(alone: Ground, zoe: Viewer) -> None:
    unhappy, _ = alone.client(zoe, due=TODAY + timedelta(days=20), last_name="Roux")
    hearing_complaints.open_complaint(alone.shop, zoe, unhappy, "wilted", act=alone.act())
    assert kinds(alone, zoe)[0] == (Band.WAITING, Kind.COMPLAINT)
    desk = claiming.take(alone.shop, zoe, unhappy, act=alone.act())
    dialling.dial(alone.shop, zoe, desk.token, act=alone.act())
    assert Kind.COMPLAINT not in [kind for _, kind in kinds(alone, zoe)]
    alone.later(days=1)
    assert (Band.WAITING, Kind.COMPLAINT) in kinds(alone, zoe), "tomorrow it is, while it is open"


def test_who_buys_no_more_is_asked_once_in_two_weeks(alone: Ground, zoe: Viewer) -> None:
    silent, _ = alone.client(zoe, due=TODAY + timedelta(days=40))
    with alone.shop.store.act() as tx:
        tx.run("DELETE FROM purchase")
        for days in (400, 370, 340, 310):
            on = TODAY - timedelta(days=days)
            clients.add_purchase(tx, silent, zoe.operator_id, on, 4500, "EUR")
    assert (Band.TODAY, Kind.REORDER) in kinds(alone, zoe)
    with alone.shop.store.act() as tx:
        clients.note_contact(tx, silent, alone.at)
    assert Kind.REORDER not in [kind for _, kind in kinds(alone, zoe)]
    alone.later(days=15)
    assert (Band.TODAY, Kind.REORDER) in kinds(alone, zoe)


def test_a_deal_put_aside_says_nothing_until_its_day(alone: Ground, zoe: Viewer) -> None:
    deal = alone.deal(zoe)
    with alone.shop.store.act() as tx:
        tx.run(
            "UPDATE deal SET next_at = :late, snoozed_until = :then WHERE id = :id",
            {"late": "2026-11-20T09:00:00.000000Z", "then": "2026-11-24T09:00:00.000000Z", "id": deal},
        )
    assert Kind.STEP not in [kind for _, kind in kinds(alone, zoe)]
    alone.later(days=1)
    assert (Band.LATE, Kind.STEP) in kinds(alone, zoe)


def test_an_offer_that_was_answered_comes_back(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    (contact,) = three.one("SELECT contact_id FROM deal WHERE id = :id", id=deal)
    with three.shop.store.act() as tx:
        tx.run(
            "INSERT INTO offer (number, deal_id, contact_id, currency) VALUES ('2026-1', :deal, :who, 'EUR')",
            {"deal": deal, "who": contact},
        )
        tx.run(
            """INSERT INTO offer_version (offer_id, version, state, writer_id, discount, words, gross_minor,
                 written_at, answered_at, answer)
               VALUES (1, 1, 'approved', :me, 0, '', 0, :at, :at, '')""",
            {"me": hugo.operator_id, "at": "2026-11-23T12:00:00.000000Z"},
        )
    (one,) = facing_today.today(three.shop, hugo).due
    assert (one.task.kind, one.task.what, one.task.ref) == (
        Kind.OFFER,
        "offer 2026-1 approved: send it",
        deal,
    )
    assert facing_today.today(three.shop, three.viewer("Hana")).due == ()
