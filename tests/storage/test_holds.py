"""Claims: the order of the queue, and leases that lapse, renew and come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import HoldLost
from pipeline_tui.services import claiming, dialling, drafting, handing_off
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import moves
from pipeline_tui.storage.settling import settle
from tests.shops import Line

BRIEF = {"need": "roses", "next": "quote"}


def order(line: Line, name: str, most: int = 20) -> list[int]:
    """Return the contacts that come up one after the other, each put out of the way by a refusal."""
    viewer = line.viewer(name)
    seen: list[int] = []
    while len(seen) < most:
        try:
            desk = line.call(viewer)
        except NothingToCall:
            break
        seen.append(desk.contact_id)
        dialling.record_outcome(line.shop, viewer, desk.token, "refused", act=line.act())
    return seen


def promise(line: Line, contact_id: int, owner: str | None, minutes: int, kind: str = "callback") -> None:
    due = line.at + timedelta(minutes=minutes)
    with line.shop.store.act() as tx:
        moves.promise(tx, contact_id, kind, line.viewer(owner).operator_id if owner else None, due)
        settle(tx, (contact_id,), line.shop.method, line.at)


def test_the_whole_order(line: Line) -> None:
    cold, hot = line.contact("Cold"), line.contact("Hot", hot=True)
    retry, other_retry = line.contact("Retry"), line.contact("Later retry")
    team, own, returned = line.contact("Team"), line.contact("Own"), line.contact("Returned")
    coming, others = line.contact("Coming"), line.contact("Others")
    with line.shop.store.act() as tx:
        for minutes, contact_id in ((30, retry), (20, other_retry)):
            tx.run(
                "UPDATE position SET band = 1, rank = (1 << 40) | :due WHERE contact_id = :contact",
                {"due": int(line.at.timestamp()) - minutes * 60, "contact": contact_id},
            )
    promise(line, returned, "Sam", -1, "returned")
    promise(line, own, "Sam", -2)
    promise(line, team, None, -90)
    promise(line, coming, "Sam", 5)
    promise(line, others, "Paul", -9)
    assert order(line, "Sam") == [own, returned, team, hot, retry, other_retry, cold]


def test_priority_counts_inside_a_band_only(line: Line) -> None:
    first, last = line.a_list("First", priority=1), line.a_list("Last", priority=9)
    cold_last, cold_first = line.contact(list_id=last), line.contact(list_id=first)
    hot_last = line.contact(list_id=last, hot=True)
    line.later(seconds=5)
    young_first = line.contact(list_id=first)
    assert order(line, "Sam") == [hot_last, cold_first, young_first, cold_last]


@pytest.mark.parametrize("state", ["paused", "loading"])
def test_a_list_that_is_not_active_gives_nothing(line: Line, state: str) -> None:
    stopped = line.a_list("Stopped", priority=1)
    line.contact(list_id=stopped, hot=True)
    running = line.contact()
    line.a_list("Stopped", priority=1, state=state)
    assert order(line, "Sam") == [running]
    line.a_list("Stopped", priority=1)
    assert len(order(line, "Sam")) == 1


def test_a_closed_window_keeps_its_bucket_out(line: Line) -> None:
    line.contact(zone="Indian/Reunion", hot=True)  # 17:03 there
    tokyo = line.contact(zone="Asia/Tokyo", hot=True)  # 22:03
    paris = line.contact()
    sam = line.viewer("Sam")
    assert tokyo not in order(line, "Sam")
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"]["outside-window"] == 1
    line.at = line.at.replace(hour=6)
    assert paris != line.position(tokyo)["contact_id"] == tokyo


def test_windows_are_looked_at_again_every_minute(line: Line) -> None:
    line.at = line.at.replace(hour=18, minute=59, second=30)  # 19:59:30 in Paris; closes at 20:00
    first = line.contact()
    line.contact()
    assert line.claim(line.viewer("Sam")).contact_id == first
    line.later(seconds=30)
    with pytest.raises(NothingToCall):
        line.claim(line.viewer("Paul"))


def test_nobody_else_of_the_firm_while_a_colleague_is_in_hand(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    one = line.contact("One", firm="Bellevue", audience=Audience.BUSINESS)
    colleague = line.contact("Two", firm="Bellevue", audience=Audience.BUSINESS)
    stranger = line.contact("Three", firm="Miramar", audience=Audience.BUSINESS)
    desk = line.claim(sam)
    assert desk.contact_id == one
    assert line.claim(paul).contact_id == stranger
    claiming.release(line.shop, paul, line.claim(paul).token, act=line.act())
    promise(line, colleague, None, -1)
    assert line.claim(paul).contact_id == stranger  # a promise waits for the colleague's call as well
    claiming.release(line.shop, paul, line.claim(paul).token, act=line.act())
    claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.claim(paul).contact_id == colleague


@pytest.mark.parametrize(("kind", "lasts"), [("desk", 60), ("shell", 15 * 60)])
def test_a_lease_lasts(line: Line, kind: str, lasts: int) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    only = line.contact()
    token = line.claim(sam, kind).token
    line.later(seconds=lasts)
    assert claiming.in_hand(line.shop, sam) is not None
    with pytest.raises(NothingToCall):
        line.claim(paul)
    line.later(seconds=1)
    assert claiming.in_hand(line.shop, sam) is None
    assert line.claim(paul).contact_id == only
    assert line.verbs() == ["claimed", "lapsed", "claimed"]
    with pytest.raises(HoldLost):
        claiming.release(line.shop, sam, token, act=line.act())


def test_a_desk_renews_and_a_late_renewal_is_refused(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    token = line.claim(sam).token
    for _ in range(20):
        line.later(seconds=50)
        claiming.renew(line.shop, sam, token)
    assert line.verbs() == ["claimed"]
    line.later(seconds=61)
    with pytest.raises(HoldLost):
        claiming.renew(line.shop, sam, token)


def test_a_shell_s_lease_is_neither_prolonged_nor_cut_by_a_heartbeat(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    token = line.claim(sam, "shell").token
    before = line.position(contact)
    claiming.renew(line.shop, sam, token)
    assert line.position(contact) == before


def test_a_desk_that_comes_back_gets_the_same_contact_with_its_draft(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Other")
    desk = line.call(sam)
    drafting.keep_draft(line.shop, sam, desk.token, Draft(note="three rooms", path=("need",)))
    line.later(minutes=5)
    again = line.claim(sam)
    assert (again.contact_id, again.draft.note, again.draft.path) == (
        desk.contact_id,
        "three rooms",
        ("need",),
    )
    assert again.call is not None and desk.call is not None and again.call.id == desk.call.id
    assert again.token != desk.token
    with pytest.raises(HoldLost):
        dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    dialling.record_outcome(line.shop, sam, again.token, "no-answer", act=line.act())
    assert line.verbs() == ["claimed", "dialled", "resumed", "outcome"]
    assert not line.broken()


def test_a_claim_gives_back_what_is_in_hand(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    line.contact()
    desk, before = line.claim(sam), line.image()
    assert line.claim(sam) == desk
    assert line.image() == before


@pytest.mark.parametrize("promised", [False, True])
def test_a_contact_rests_when_its_desk_dies_after_dialling(line: Line, promised: bool) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    if promised:
        promise(line, contact, None, -1)
    line.call(sam)
    lapse = line.at + timedelta(seconds=60)
    line.later(minutes=2)
    with pytest.raises(NothingToCall):
        line.claim(paul)
    line.at = lapse + timedelta(minutes=59)
    with pytest.raises(NothingToCall):
        line.claim(paul)
    line.at = lapse + timedelta(minutes=60)
    assert line.claim(paul).contact_id == contact
    detail = line.one("SELECT detail FROM journal WHERE verb = 'lapsed'")[0]
    assert f'"holder":{sam.operator_id}' in detail


def test_released_contacts_keep_their_turn(line: Line) -> None:
    sam = line.viewer("Sam")
    first, second = line.contact("First"), line.contact("Second")
    for code in ("busy", "busy"):
        line.end(sam, code)
        line.later(minutes=1)
    line.later(minutes=30)
    desk = line.claim(sam)
    assert desk.contact_id == first
    claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.claim(line.viewer("Paul")).contact_id == first
    assert line.claim(sam).contact_id == second


def test_a_claim_retried_after_its_contact_was_let_go(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    act = line.act()
    desk = claiming.claim_next(line.shop, sam, act=act)
    claiming.release(line.shop, sam, desk.token, act=line.act())
    again = claiming.claim_next(line.shop, sam, act=act)
    assert again.token != desk.token  # a spent token never comes back
    line.later(minutes=2)
    assert claiming.claim_next(line.shop, sam, act=act).token not in (desk.token, again.token)
    assert not line.broken()


def test_escalation_to_the_team(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    called, busy = line.contact("Called"), line.contact("Other", hot=True)
    promise(line, called, "Sam", 2)
    talk = line.call(sam)
    assert talk.contact_id == busy
    start = line.at
    for minutes in range(1, 13):
        line.at = start + timedelta(minutes=minutes)
        claiming.renew(line.shop, sam, talk.token)
        with pytest.raises(NothingToCall):  # from the twelfth minute on it is late, but its owner is talking
            line.claim(paul)
    dialling.record_outcome(line.shop, sam, talk.token, "no-answer", act=line.act())
    line.at = start + timedelta(minutes=11, seconds=59)
    with pytest.raises(NothingToCall):
        line.claim(paul)
    line.at = start + timedelta(minutes=12)
    desk = line.claim(paul)
    assert desk.contact_id == called
    assert desk.why.startswith("callback of Sam")


@pytest.mark.parametrize(("late", "given"), [(0, True), (14, True), (15, False), (60, False)])
def test_an_exact_promise_opens_its_slot_only(line: Line, late: int, given: bool) -> None:
    """After the slot a closed window holds again, or one missed promise would block every claim."""
    sam = line.viewer("Sam")
    asked = line.contact("Late evening")
    open_one = line.contact("Open", zone="America/Guadeloupe")
    desk = line.call(sam)
    assert desk.contact_id == asked
    due = line.at.replace(hour=20, minute=30)
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due, exact=True)
    line.at = due + timedelta(minutes=late)
    desk = line.claim(sam)
    assert desk.contact_id == (asked if given else open_one)
    assert dialling.dial(line.shop, sam, desk.token, act=line.act()).call is not None


def test_a_hand_off_in_hand_cannot_be_claimed_by_another(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    with pytest.raises(NothingToCall):
        line.claim(paul)
    assert line.position(contact)["rank"] is None


def test_settling_again_changes_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    for name in ("A", "B", "C", "D", "E", "F"):
        line.contact(name)
    line.end(sam, "no-answer")
    line.end(sam, "callback", callback=line.at + timedelta(hours=2))
    line.end(sam, "refused")
    line.end(sam, "busy")
    line.claim(sam)
    line.later(minutes=30)
    line.claim(line.viewer("Paul"))  # promotes what came due
    before = line.all("SELECT * FROM position ORDER BY contact_id")
    with line.shop.store.act() as tx:
        settle(tx, [row[0] for row in before], line.shop.method, line.at)
    assert line.all("SELECT * FROM position ORDER BY contact_id") == before
