"""How calls end: what every outcome leads to, for the contact, the number and the words typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.services import claiming, dialling, drafting
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line


def test_an_outcome_s_id_of_a_colleague_shows_nothing(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Secretname")
    act = line.end(sam, "busy")
    line.contact("Other")
    desk = line.call(paul)
    with pytest.raises(UsageTrouble):
        dialling.record_outcome(line.shop, paul, desk.token, "busy", act=act)


@pytest.mark.parametrize("code", ["no-answer", "busy", "voicemail"])
def test_the_retry_plan_runs_out(line: Line, code: str) -> None:
    sam = line.viewer("Sam")
    contact = line.contact(audience=Audience.BUSINESS)
    outcome = line.shop.playbook.outcome(code)
    assert outcome is not None and outcome.retry is not None
    for attempt in range(outcome.retry.maximum):
        if attempt:
            due = line.position(contact)["due"]
            assert isinstance(due, int)
            line.at = max(line.at, line.at.fromtimestamp(due, line.at.tzinfo))
            for _ in range(40):  # the window may open later than the plan says
                try:
                    assert line.claim(sam).attempt == attempt + 1
                    break
                except NothingToCall:
                    line.later(hours=1)
        line.end(sam, code)
    assert line.position(contact)["blocker"] == "attempts-used"
    line.later(days=90)
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data == {"blockers": {"attempts-used": 1}, "opens_at": None}


def test_a_refusal_pauses_the_person_sixty_days(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    line.end(sam, "refused")
    line.at = line.at.replace(hour=10) + timedelta(days=60)
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"] == {"paused-after-refusal": 1}
    line.later(days=3)  # a Monday
    assert line.call(sam).contact_id == contact


def test_do_not_call_covers_every_contact_with_the_number(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    shared, board = line.number(holder="household"), line.number(holder="switchboard")
    person = line.contact("Person", numbers=[shared, board])
    wife = line.contact("Wife", numbers=[shared])
    clerk = line.contact("Clerk", numbers=[board])
    both = line.contact("Both", numbers=[shared, line.number()])
    stop = line.call(sam)
    in_hand = line.claim(paul)
    assert (stop.contact_id, in_hand.contact_id) == (person, wife)
    dialling.record_outcome(line.shop, sam, stop.token, "do-not-call", act=line.act())
    assert line.position(person)["stage"] == "closed"
    assert line.position(wife)["blocker"] == "suppressed"
    with pytest.raises(Refused) as no:
        dialling.dial(line.shop, paul, in_hand.token, act=line.act())
    assert no.value.data["rule"] == "suppressed"
    assert line.claim(paul).contact_id == clerk  # the suppressed one in hand is passed over
    desk = line.claim(sam)
    assert desk.contact_id == both and desk.number is not None and not desk.number.suppressed
    assert "+33" not in str(line.all("SELECT hash FROM suppression"))
    newcomer = line.contact("Newcomer", numbers=[shared])
    assert line.position(newcomer)["blocker"] == "suppressed"


def test_a_wrong_number_of_two_leaves_the_other(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact(numbers=[line.number(), line.number()])
    desk = line.call(sam)
    first = desk.number_id
    dialling.record_outcome(line.shop, sam, desk.token, "wrong-number", act=line.act(), reason="stranger")
    desk = line.call(sam)
    assert desk.contact_id == contact
    assert desk.number_id != first and len(desk.numbers) == 1
    with pytest.raises(UsageTrouble, match="Why wrong-number") as asked:
        dialling.record_outcome(line.shop, sam, desk.token, "wrong-number", act=line.act())
    assert "stranger" in asked.value.detail
    dialling.record_outcome(line.shop, sam, desk.token, "wrong-number", act=line.act(), reason="disconnected")
    assert line.position(contact)["stage"] == "closed"


@pytest.mark.parametrize("reason", ["deceased", "under-age"])
def test_nobody_here_ends_the_person_and_spares_the_line(line: Line, reason: str) -> None:
    sam = line.viewer("Sam")
    shared = line.number(holder="household")
    person = line.contact("Person", numbers=[shared, line.number()])
    other = line.contact("Other", numbers=[shared])
    line.end(sam, "wrong-number", reason=reason)
    assert line.position(person)["stage"] == "closed"
    assert line.call(sam).contact_id == other


def test_a_wrong_number_of_two_leaves_the_contact_in_the_queue_and_says_so(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(), line.number()])
    desk = line.call(sam)
    told = dialling.record_outcome(
        line.shop, sam, desk.token, "wrong-number", act=line.act(), reason="stranger"
    )
    assert told.follows == "still in the queue"


def test_staying_keeps_the_contact_unless_it_is_over(line: Line) -> None:
    sam = line.viewer("Sam")
    for code, kept in (("no-answer", True), ("refused", True), ("not-our-customer", False)):
        contact = line.contact(audience=Audience.BUSINESS)
        desk = line.call(sam)
        told = dialling.record_outcome(line.shop, sam, desk.token, code, act=line.act(), stay=True)
        assert (told.desk is not None) is kept
        assert (told.follows == "stays in hand") is kept
        assert (line.position(contact)["held_by"] == sam.operator_id) is kept
        if kept:
            claiming.release(line.shop, sam, desk.token, act=line.act())
            with pytest.raises(NothingToCall):
                line.claim(sam)


@pytest.mark.parametrize("code", ["talked", "refused", "callback", "not-now", "gatekeeper"])
def test_no_outcome_brings_the_same_contact_back_at_once(line: Line, code: str) -> None:
    sam = line.viewer("Sam")
    line.contact()
    due = line.at + timedelta(hours=1) if code == "callback" else None
    line.end(sam, code, callback=due)
    with pytest.raises(NothingToCall):
        line.claim(sam)


def test_outcome_and_next_are_one_commit_of_two_entries(line: Line) -> None:
    sam = line.viewer("Sam")
    first, second = line.contact(), line.contact()
    desk, act, next_act = line.call(sam), line.act(), line.act()

    def press() -> object:
        return dialling.record_outcome(
            line.shop,
            sam,
            desk.token,
            "busy",
            act=act,
            note="later",
            then_next=True,
            next_act=next_act,
        )

    told = press()
    assert line.holders() == {sam.operator_id: second}
    assert line.verbs() == ["claimed", "dialled", "outcome", "claimed"]
    image = line.image()
    assert press() == told
    assert line.image() == image
    assert line.one("SELECT note FROM call WHERE contact_id = :contact", contact=first)[0] == "later"


def test_words_typed_are_stored_with_the_outcome_and_the_draft_goes(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    desk = line.call(sam)
    entries = len(line.verbs())
    drafting.keep_draft(line.shop, sam, desk.token, Draft(note="kept\x1b[2J", path=("need",)))
    claiming.renew(line.shop, sam, desk.token)
    assert len(line.verbs()) == entries  # drafts and heartbeats are no acts
    dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    note, path = line.one("SELECT note, path FROM call WHERE contact_id = :contact", contact=contact)
    assert (note, path) == ("kept[2J", '["need"]')
    assert line.all("SELECT * FROM draft") == []


def test_an_unknown_outcome_or_reason_changes_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, before = line.call(sam), line.image()
    for code, reason in (("sold", ""), ("wrong-number", "boring")):
        with pytest.raises(UsageTrouble):
            dialling.record_outcome(line.shop, sam, desk.token, code, act=line.act(), reason=reason)
    assert line.image() == before
