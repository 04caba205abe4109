"""Consents given, taken back and run out; numbers that nobody may ring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline_tui.domain.calling import Audience, Blocker
from pipeline_tui.domain.consents import ConsentWording, GroundState
from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble, WorkspaceTrouble
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    changing,
    claiming,
    consenting,
    dialling,
    following_up,
    knowing_clients,
    suppressing,
    undoing,
    whose_number,
    winning,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import check_ins, clients
from tests.shops import Line

NUMBER, OTHER = "+33199007771", "+33199007772"


def blocker(line: Line, contact: int) -> object:
    return line.position(contact)["blocker"]


def test_without_consent_a_consumer_in_france_is_not_offered_and_with_it_is(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    contact = line.contact(consent=False)
    with pytest.raises(NothingToCall) as empty:
        line.claim(sam)
    assert {one.value: count for one, count in empty.value.queue.blockers.items()} == {"no-basis": 1}
    ledger = consenting.give_consent(line.shop, mona, contact, act=line.act(), evidence="form 12")
    (one,) = ledger.grounds
    assert (one.state, one.channel, one.evidence, one.recorded_by) == (
        GroundState.IN_FORCE,
        "telephone",
        "form 12",
        "Mona",
    )
    assert one.wording == "florist/en/1"
    desk = line.call(sam)
    assert desk.contact_id == contact
    used = consenting.consents(line.shop, sam, contact).grounds[0].used_at
    assert used == line.at
    gate = line.one("SELECT json_extract(gate, '$.basis_id') FROM call")
    assert gate == (one.id,)


def test_a_consent_taken_back_holds_no_longer_and_its_row_is_as_it_was(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    contact = line.contact()
    before = line.all("SELECT * FROM basis")
    token = line.claim(sam).token
    ledger = consenting.revoke_consent(line.shop, mona, contact, act=line.act(), evidence="by letter")
    assert [one.state for one in ledger.grounds] == [GroundState.REVOKED]
    with pytest.raises(Refused, match="not allowed"):
        dialling.dial(line.shop, sam, token, act=line.act())
    assert line.all("SELECT * FROM basis")[: len(before)] == before
    with pytest.raises(NothingToDo):
        consenting.revoke_consent(line.shop, mona, contact, act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
    assert [one.state for one in consenting.consents(line.shop, mona, contact).grounds] == [
        GroundState.IN_FORCE
    ]
    assert dialling.dial(line.shop, sam, token, act=line.act()).call is not None
    assert line.all("SELECT * FROM basis WHERE revokes IS NULL AND used_at IS NULL") == []


def test_the_fields_of_the_contact_in_hand_take_a_word_about_consent(line: Line) -> None:
    sam, contact = line.viewer("Sam"), line.contact()
    token = line.call(sam).token
    assert changing.contact_fields(line.shop, sam, token).consent == "2026-10-24 · web form"
    assert changing.contact_fields(line.shop, sam, token).asked.startswith("May we ring you again")
    act = line.act()
    for _ in range(2):
        changed = changing.change_contact(
            line.shop, sam, token, ContactChanges(consent="n, telephone, said so"), act=act
        )
        assert changed.what == ("consent taken back",)
    assert changing.contact_fields(line.shop, sam, token).consent == ""
    with pytest.raises(NothingToDo):
        changing.change_contact(line.shop, sam, token, ContactChanges(consent="n"), act=line.act())
    changes = ContactChanges(role="aunt", consent="y, paper, form 12")
    assert changing.change_contact(line.shop, sam, token, changes, act=line.act()).what == ("role", "consent")
    (new, *_) = consenting.consents(line.shop, sam, contact).grounds
    assert (new.state, new.channel, new.evidence, new.wording) == (
        GroundState.IN_FORCE,
        "paper",
        "form 12",
        "florist/en/1",
    )
    undoing.undo(line.shop, sam, act=line.act())
    assert changing.contact_fields(line.shop, sam, token).consent == ""
    undoing.undo(line.shop, sam, act=line.act())
    assert changing.contact_fields(line.shop, sam, token).consent == "2026-10-24 · web form"
    assert line.broken() == ""


def test_the_file_itself_refuses_that_a_ground_is_edited(line: Line) -> None:
    line.contact()
    for change in ("evidence = 'better'", "expires_at = NULL, given_at = '2020-01-01T00:00:00.000000Z'"):
        with pytest.raises(WorkspaceTrouble) as refused, line.shop.store.act() as tx:
            tx.run(f"UPDATE basis SET {change}")
        assert "never edited" in refused.value.data["engine"]
    with line.shop.store.act() as tx:
        assert tx.run("UPDATE basis SET used_at = '2026-11-24T09:00:00.000000Z'") == 1


def test_a_consent_runs_out(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    contact = line.contact(consent=False)
    today = line.shop.today()
    consenting.give_consent(
        line.shop, mona, contact, act=line.act(), given_on=today - timedelta(days=9), expires_on=today
    )
    assert line.claim(sam).verdict.allowed
    claiming.release(line.shop, sam, line.claim(sam).token, act=line.act())
    line.later(days=1)
    with pytest.raises(NothingToCall):
        line.claim(sam)
    assert blocker(line, contact) == "no-basis"
    assert consenting.consents(line.shop, mona, contact).grounds[0].state is GroundState.EXPIRED


def test_the_playbook_says_how_long_it_lasts(line: Line) -> None:
    line.shop.playbook = replace(line.shop.playbook, consent=ConsentWording("7", months=3))
    mona, contact = line.viewer("Mona"), line.contact(consent=False)
    given = date(2026, 8, 31)
    (one,) = consenting.give_consent(line.shop, mona, contact, act=line.act(), given_on=given).grounds
    assert one.wording == "florist/en/7"
    assert one.expires_at is not None
    assert one.expires_at.astimezone(line.shop.zone).date() == date(2026, 12, 1)  # the last of November holds
    own = consenting.give_consent(line.shop, mona, contact, act=line.act(), wording="fair 2026").grounds[0]
    assert (own.wording, own.expires_at) == ("fair 2026", None)


def test_days_that_make_no_sense_are_refused(line: Line) -> None:
    mona, contact, today = line.viewer("Mona"), line.contact(consent=False), line.shop.today()
    day = timedelta(days=1)
    for told in ({"given_on": today + day}, {"expires_on": today - day}, {"channel": " "}):
        with pytest.raises(UsageTrouble):
            consenting.give_consent(line.shop, mona, contact, act=line.act(), **told)
    assert consenting.consents(line.shop, mona, contact).grounds == ()


def test_an_undone_consent_is_gone_from_the_gate_but_not_from_the_ledger(line: Line) -> None:
    mona, contact = line.viewer("Mona"), line.contact(consent=False)
    consenting.give_consent(line.shop, mona, contact, act=line.act())
    assert blocker(line, contact) == ""
    undoing.undo(line.shop, mona, act=line.act())
    assert blocker(line, contact) == "no-basis"
    assert [one.state for one in consenting.consents(line.shop, mona, contact).grounds] == [
        GroundState.REVOKED
    ]


def test_a_suppressed_number_is_nobody_s_to_ring_and_the_undo_gives_promises_back(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    first = line.contact(numbers=(line.number(NUMBER),))
    line.end(sam, "callback", callback=line.at + timedelta(hours=1))
    second = line.contact("Durand", numbers=(line.number(NUMBER),), stage=Stage.SCOUTING)
    promised = line.position(first)["promise_due"]
    done = suppressing.suppress(line.shop, paul, "01 99 00 77 71", reason="asked by letter", act=line.act())
    assert not done.before
    assert NUMBER[-6:] not in repr(done)
    assert [blocker(line, one) for one in (first, second)] == ["suppressed", "suppressed"]
    assert line.position(first)["promise_due"] is None
    assert suppressing.suppress(line.shop, sam, NUMBER, reason="again", act=line.act()).before
    undoing.undo(line.shop, sam, act=line.act())
    assert blocker(line, second) == "suppressed"
    undoing.undo(line.shop, paul, act=line.act())
    assert blocker(line, second) == ""
    assert line.position(first)["promise_due"] == promised
    assert line.broken() == ""


def test_a_number_nobody_has_yet_is_kept_from_whoever_comes_with_it(line: Line) -> None:
    suppressing.suppress(line.shop, line.viewer("Mona"), OTHER, reason="asked", act=line.act())
    contact = line.contact(numbers=(line.number(OTHER),))
    assert blocker(line, contact) == "suppressed"
    with pytest.raises(UsageTrouble):
        suppressing.suppress(line.shop, line.viewer("Mona"), OTHER, reason=" ", act=line.act())


def test_whose_number_it_is(line: Line) -> None:
    sam, hugo, mona = (line.viewer(name) for name in ("Sam", "Hugo", "Mona"))
    one = line.contact(numbers=(line.number(NUMBER),), stage=Stage.HUNTING, owner=hugo)
    two = line.contact("Durand", numbers=(line.number(NUMBER),))
    assert whose_number.contact_of(line.shop, hugo, NUMBER) == one
    with pytest.raises(UsageTrouble, match="Several") as several:
        whose_number.contact_of(line.shop, mona, NUMBER)
    assert several.value.data["contacts"] == [one, two]
    assert whose_number.contact_of(line.shop, mona, NUMBER, two) == two
    for viewer, number in ((sam, NUMBER), (sam, OTHER), (mona, OTHER)):
        with pytest.raises(Refused) as refused:
            whose_number.contact_of(line.shop, viewer, number)
        assert refused.value.title == "Nobody has this number"


def test_a_check_in_asks_whether_we_may_ring_again(line: Line) -> None:
    fatou = line.viewer("Fatou")
    contact = line.contact(consent=False, stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, contact, line.at, segment="A", since=line.at.date())
        check_in = check_ins.plan(tx, contact, fatou.operator_id, line.shop.today())
    assert knowing_clients.client_card(line.shop, fatou, contact).consent_wanted.startswith("May we ring")
    for consent, outcome in (("perhaps", "reached"), ("y", "nobody-reached")):
        with pytest.raises(UsageTrouble):
            following_up.log_check_in(line.shop, fatou, check_in, outcome, act=line.act(), consent=consent)
    following_up.log_check_in(line.shop, fatou, check_in, "reached", act=line.act(), consent="y")
    (given,) = consenting.consents(line.shop, fatou, contact).grounds
    assert (given.channel, given.wording) == ("telephone", "florist/en/1")
    assert knowing_clients.client_card(line.shop, fatou, contact).consent_wanted == ""
    undoing.undo(line.shop, fatou, act=line.act())
    assert knowing_clients.client_card(line.shop, fatou, contact).consent_wanted
    firm = line.contact(consent=False, stage=Stage.FARMING, owner=fatou, audience=Audience.BUSINESS)
    assert knowing_clients.client_card(line.shop, fatou, firm).consent_wanted == ""


def test_who_agrees_when_buying_agreed_to_the_playbook_s_words(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = line.contact(consent=False, stage=Stage.HUNTING, owner=hugo)
    said = Winning(4500, follow_up_consent=True)
    winning.win_contact(line.shop, hugo, contact, said, act=line.act())
    (given,) = consenting.consents(line.shop, line.viewer("Mona"), contact).grounds
    assert (given.wording, given.expires_at, given.recorded_by) == ("florist/en/1", None, "Hugo")


def test_a_call_without_ground_says_so_and_what_helps_where_there_is_no_next_contact(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = line.contact(consent=False, stage=Stage.HUNTING, owner=hugo, numbers=(line.number(NUMBER),))
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    assert (desk.verdict.blocker, desk.basis) == (Blocker.NO_BASIS, "")
    with pytest.raises(Refused) as caught:
        dialling.dial(line.shop, hugo, desk.token, act=line.act())
    assert "a yes is kept under" in caught.value.next_step
    suppressing.suppress(line.shop, line.viewer("Mona"), NUMBER, reason="asked", act=line.act())
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    assert (desk.verdict.blocker, desk.basis) == (Blocker.SUPPRESSED, "not looked at")
