"""Dialling: the gate at the key, attempts that count, and what every outcome leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, drafting
from pipeline_tui.services.claiming import NothingToCall
from tests.shops import Line


def attempts(line: Line) -> int:
    return int(line.one("SELECT COUNT(*) FROM call WHERE counts = 1")[0])


def test_the_attempt_is_stored_before_the_phone_rings(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    desk, act = line.claim(sam), line.act()
    with pytest.raises(Refused, match="Nothing was dialled"):
        dialling.record_outcome(line.shop, sam, desk.token, "busy", act=line.act())
    dialled = dialling.dial(line.shop, sam, desk.token, act=act)
    assert dialled.call is not None and dialled.call.mode == "handset"
    stored = line.one("SELECT contact_id, operator_id, stage, purpose, counts, outcome, script FROM call")
    assert tuple(stored) == (
        contact,
        sam.operator_id,
        "scouting",
        "prospecting",
        1,
        "",
        "florist/cold-call/1",
    )
    image = line.image()
    assert dialling.dial(line.shop, sam, desk.token, act=act) == dialled
    assert line.image() == image
    with pytest.raises(Refused, match="awaits its outcome"):
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert line.image() == image


def test_an_id_spent_on_another_act_dials_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    act = line.act()
    desk = claiming.claim_next(line.shop, sam, act=act)
    with pytest.raises(UsageTrouble, match="id is taken"):
        dialling.dial(line.shop, sam, desk.token, act=act)
    assert attempts(line) == 0


def test_an_outcome_s_id_of_a_colleague_shows_nothing(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Secretname")
    act = line.end(sam, "busy")
    line.contact("Other")
    desk = line.call(paul)
    with pytest.raises(UsageTrouble):
        dialling.record_outcome(line.shop, paul, desk.token, "busy", act=act)


def test_the_gate_at_the_key(line: Line) -> None:
    sam = line.viewer("Sam")
    line.at = line.at.replace(hour=18, minute=59, second=45)
    line.contact()
    desk = line.claim(sam)
    line.later(seconds=15)
    before = line.image()
    with pytest.raises(Refused) as no:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert no.value.data["rule"] == "outside-window"
    assert no.value.data["until"] == line.at.replace(hour=9) + timedelta(days=1)
    assert line.image() == before


def test_a_number_of_somebody_else_is_not_dialled(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    line.contact("Other")
    desk = line.claim(sam)
    foreign = line.one("SELECT id FROM number WHERE contact_id <> :mine", mine=desk.contact_id)[0]
    with pytest.raises(UsageTrouble):
        dialling.dial(line.shop, sam, desk.token, act=line.act(), number_id=foreign)
    assert attempts(line) == 0


def test_the_last_attempt_is_taken_once(line: Line) -> None:
    """Two desks hold two contacts of one household: the cap of the line is counted in the act that dials."""
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    shared = line.number(holder="household")
    line.contact("One", numbers=[shared])
    for _ in range(3):
        line.end(sam, "busy")
        line.later(minutes=20)
    line.contact("Two", numbers=[shared])
    mine, theirs = line.claim(sam), line.claim(paul)
    assert mine.contact_id != theirs.contact_id
    assert mine.verdict.allowed and theirs.verdict.allowed
    dialling.dial(line.shop, paul, theirs.token, act=line.act())
    before = line.image()
    with pytest.raises(Refused) as capped:
        dialling.dial(line.shop, sam, mine.token, act=line.act())
    assert capped.value.data["rule"] == "capped"
    assert line.image() == before
    claiming.release(line.shop, sam, mine.token, act=line.act())
    dialling.record_outcome(line.shop, paul, theirs.token, "no-answer", act=line.act())
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"] == {"capped": 2}


def test_a_switchboard_has_no_cap_of_its_own(line: Line) -> None:
    sam = line.viewer("Sam")
    board = line.number(holder="switchboard")
    for name in "ABCDEF":
        line.contact(name, numbers=[board], audience=Audience.BUSINESS)
        line.end(sam, "no-answer")
    assert attempts(line) == 6


def test_a_consumer_s_line_is_no_switchboard(line: Line) -> None:
    sam = line.viewer("Sam")
    board = line.number(holder="switchboard")
    for name in "ABCD":
        line.contact(name, numbers=[board])
        line.end(sam, "no-answer")
    line.contact("E", numbers=[board])
    with pytest.raises(NothingToCall):
        line.claim(sam)


def test_a_redial_after_a_dropped_talk_is_the_same_attempt(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    line.later(seconds=50)
    desk = dialling.dial(line.shop, sam, line.claim(sam).token, act=line.act())
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    assert attempts(line) == 1
    line.later(minutes=2, seconds=1)
    dialling.dial(line.shop, sam, line.claim(sam).token, act=line.act())
    assert attempts(line) == 2


def full_cap(line: Line, name: str) -> str:
    """Use up the attempts the rules allow, the last one a talk; returns the token of the hold."""
    sam = line.viewer(name)
    for _ in range(3):
        line.end(sam, "busy")
        line.later(minutes=20)
    desk = line.call(sam)
    assert (desk.verdict.attempts, desk.verdict.cap) == (4, 4)
    for _ in range(7):  # a long talk; it drops
        line.later(seconds=50)
        claiming.renew(line.shop, sam, desk.token)
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    return desk.token


@pytest.mark.parametrize(("seconds", "allowed"), [(0, True), (119, True), (120, True), (121, False)])
def test_a_dropped_talk_is_rung_again_though_the_cap_is_full(line: Line, seconds: int, allowed: bool) -> None:
    sam = line.viewer("Sam")
    line.contact()
    token = full_cap(line, "Sam")
    for _ in range(seconds // 50):  # the desk renews its lease
        line.later(seconds=50)
        claiming.renew(line.shop, sam, token)
    line.later(seconds=seconds % 50)
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None and desk.verdict.allowed is allowed, "the desk shows what the key would do"
    if allowed:
        dialling.dial(line.shop, sam, token, act=line.act())
        assert attempts(line) == 4
        return
    with pytest.raises(Refused) as capped:
        dialling.dial(line.shop, sam, token, act=line.act())
    assert capped.value.data["rule"] == "capped"


def test_a_dropped_talk_opens_the_cap_to_nobody_else(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    claiming.release(line.shop, sam, full_cap(line, "Sam"), act=line.act())
    assert line.position(contact)["blocker"] == "capped", "the queue offers it to nobody"
    with pytest.raises(NothingToCall):
        line.claim(paul)


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


def test_a_closed_contact_is_never_rung(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(stage=Stage.CLOSED)
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"] == {}
