"""Undo: every act of calling and handing on comes back, until somebody has built on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming, dialling, handing_off
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import holds
from pipeline_tui.storage.store import Row
from tests.shops import Line, opened_line

BRIEF = {"need": "roses", "next": "quote"}
# What an undo must give back; versions, tokens and leases move on.
FACTS = ("stage", "owner_id", "promise", "promise_owner", "promise_due", "rest_until", "blocker", "attempts")


def facts(line: Line, contact_id: int) -> dict[str, object]:
    stands = line.position(contact_id)
    return {name: stands[name] for name in FACTS}


def forbidden(line: Line) -> list[Row]:
    return line.all("SELECT hash FROM suppression WHERE lifted_at IS NULL")


CODES = [
    "no-answer",
    "busy",
    "voicemail",
    "wrong-number",
    "refused",
    "callback",
    "do-not-call",
    "talked",
    "not-now",
    "not-our-customer",
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("then_next", [False, True])
def test_every_outcome_comes_back(line: Line, code: str, then_next: bool) -> None:
    sam = line.viewer("Sam")
    contact, following = line.contact("A"), line.contact("B")
    household = line.number()
    with line.shop.store.act() as tx:
        tx.run("UPDATE number SET e164 = :e WHERE contact_id = :c", {"e": household.e164, "c": contact})
        tx.run("UPDATE number SET e164 = :e WHERE contact_id = :c", {"e": household.e164, "c": following})
    desk = line.call(sam)
    before, other = facts(line, contact), line.position(following)
    told = dialling.record_outcome(
        line.shop,
        sam,
        desk.token,
        code,
        act=line.act(),
        note="three rooms",
        callback=line.at + timedelta(hours=1) if code == "callback" else None,
        exact=code == "callback",
        reason="stranger" if code == "wrong-number" else "",
        then_next=then_next,
        next_act=line.act(),
    )
    if code == "do-not-call":
        assert line.position(following)["blocker"] == "suppressed"
    elif then_next:
        assert told.desk is not None and told.desk.contact_id == following
    act = line.act()
    undone = undo(line.shop, sam, act=act)
    assert (undone.verb, undone.contact_id) == ("outcome", contact)
    assert facts(line, contact) == before
    assert line.holders() == {sam.operator_id: contact}
    assert {**line.position(following), "version": 0} == {**other, "version": 0}
    assert undone.desk is not None and undone.desk.call is not None and desk.call is not None
    assert undone.desk.call.id == desk.call.id
    assert undone.desk.draft.note == "three rooms"
    assert undone.desk.token != desk.token
    assert forbidden(line) == []
    assert line.all("SELECT * FROM number WHERE wrong IS NOT NULL") == []
    image = line.image()
    assert undo(line.shop, sam, act=act) == undone
    assert line.image() == image
    assert line.verbs()[-1] == "undone" and line.verbs().count("undone") == 1
    dialling.record_outcome(line.shop, sam, undone.desk.token, "no-answer", act=line.act())
    assert line.one("SELECT COUNT(*) FROM call")[0] == 1
    assert not line.broken()


def test_a_stop_taken_back_returns_the_promise_made_to_another(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    shared = line.number(holder="household")
    promised = line.contact("Promised", numbers=[shared])
    line.end(paul, "callback", callback=line.at + timedelta(hours=2))
    line.contact("Stops", numbers=[shared])
    before = facts(line, promised)
    line.end(sam, "do-not-call")
    assert line.position(promised)["promise_due"] is None
    undo(line.shop, sam, act=line.act())
    assert facts(line, promised) == before
    line.later(hours=2)
    assert line.claim(paul).contact_id == promised


def test_a_callback_kept_comes_back_with_its_promise(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    line.end(sam, "callback", callback=line.at + timedelta(hours=1))
    line.later(hours=1)
    line.call(sam)
    before = facts(line, contact)
    desk = line.claim(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "refused", act=line.act())
    undo(line.shop, sam, act=line.act())
    assert facts(line, contact) == before


def test_undo_twice_takes_the_one_before(line: Line) -> None:
    sam = line.viewer("Sam")
    first, second = line.contact("A"), line.contact("B")
    line.end(sam, "busy")
    line.end(sam, "refused")
    assert undo(line.shop, sam, act=line.act()).contact_id == second
    with pytest.raises(Refused, match="awaits its outcome"):
        undo(line.shop, sam, act=line.act())
    dialling.record_outcome(line.shop, sam, line_token(line), "busy", act=line.act())
    assert undo(line.shop, sam, act=line.act()).contact_id == second
    dialling.record_outcome(line.shop, sam, line.claim(sam).token, "refused", act=line.act())
    for contact in (second, first):
        assert undo(line.shop, sam, act=line.act()).contact_id == contact
        with line.shop.store.act() as tx:  # as if the desk died after the undo
            holds.let_go(tx, contact, line.shop.method, line.at)
    with pytest.raises(NothingToDo):
        undo(line.shop, sam, act=line.act())
    with pytest.raises(NothingToDo):
        undo(line.shop, line.viewer("Paul"), act=line.act())


def test_a_skip_comes_back(line: Line) -> None:
    sam = line.viewer("Sam")
    contact, following = line.contact("A"), line.contact("B")
    desk = line.claim(sam)
    before = facts(line, contact)
    claiming.skip(line.shop, sam, desk.token, act=line.act(), next_act=line.act())
    undone = undo(line.shop, sam, act=line.act())
    assert (undone.verb, line.holders()) == ("skipped", {sam.operator_id: contact})
    assert facts(line, contact) == before
    assert f'"let_go":{following}' in line.one("SELECT detail FROM journal ORDER BY rowid DESC LIMIT 1")[0]


@pytest.mark.parametrize("to", [None, "Hugo"])
def test_a_hand_off_comes_back_until_it_is_answered(line: Line, to: str | None) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    contact = line.contact()
    desk = line.call(sam)
    before = facts(line, contact)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to=to, note="said so")
    undone = undo(line.shop, sam, act=line.act())
    assert facts(line, contact) == before
    assert undone.desk is not None and undone.desk.draft.note == "said so"
    assert handing_off.inbox(line.shop, hugo) == ()
    assert handing_off.receipts(line.shop, sam) == ()
    done = handing_off.hand_off(line.shop, sam, undone.desk.token, BRIEF, act=line.act(), to=to)
    handing_off.accept(line.shop, hugo, done.hand_off_id, act=line.act())
    image = line.image()
    with pytest.raises(Refused):
        undo(line.shop, sam, act=line.act())
    assert line.image() == image


def test_accepting_comes_back(line: Line) -> None:
    sam, hugo, hana = line.viewer("Sam"), line.viewer("Hugo"), line.viewer("Hana")
    contact = line.contact()
    desk = line.call(sam)
    done = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    before, offered = facts(line, contact), handing_off.inbox(line.shop, hana)
    handing_off.accept(line.shop, hugo, done.hand_off_id, act=line.act())
    assert undo(line.shop, hugo, act=line.act()).verb == "accepted"
    assert facts(line, contact) == before
    assert handing_off.inbox(line.shop, hana) == offered
    assert line.all("SELECT 1 FROM deal WHERE state <> 'undone'") == []
    accepted = handing_off.accept(line.shop, hana, done.hand_off_id, act=line.act())
    assert accepted.deal is not None
    claiming.take(line.shop, hana, contact, act=line.act())
    dialling.dial(line.shop, hana, line_token(line), act=line.act())
    with pytest.raises(Refused, match="awaits its outcome"):
        undo(line.shop, hana, act=line.act())


def line_token(line: Line) -> str:
    return str(line.one("SELECT token FROM position WHERE held_by IS NOT NULL")[0])


def test_returning_comes_back_until_the_giver_took_it_up(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    contact = line.contact()
    desk = line.call(sam)
    done = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    before = facts(line, contact)

    def back() -> None:
        handing_off.give_back(
            line.shop, hugo, done.hand_off_id, reason="need-unclear", note="?", act=line.act()
        )

    back()
    assert undo(line.shop, hugo, act=line.act()).verb == "returned"
    assert facts(line, contact) == before
    (offered,) = handing_off.inbox(line.shop, hugo)
    assert offered.state == "waiting"
    back()
    desk = line.claim(sam)
    image = line.image()
    with pytest.raises(Refused):
        undo(line.shop, hugo, act=line.act())
    assert line.image() == image
    dialling.dial(line.shop, sam, desk.token, act=line.act())
    dialling.record_outcome(line.shop, sam, desk.token, "busy", act=line.act())
    with pytest.raises(Refused):
        undo(line.shop, hugo, act=line.act())


FARMER = ("Fatou", frozenset({Role.FARMER}))
ONE = (("Zoé", frozenset({Role.SCOUT, Role.MANAGER})),)


def test_a_hand_off_to_oneself_comes_back(tmp_path: Path) -> None:
    with opened_line(tmp_path, Structure.ONE_TIER, ONE) as line:
        zoe, contact = line.viewer("Zoé"), line.contact()
        desk = line.call(zoe)
        before = facts(line, contact)
        done = handing_off.hand_off(line.shop, zoe, desk.token, {}, act=line.act(), note="hot")
        assert done.kept
        undone = undo(line.shop, zoe, act=line.act())
        assert facts(line, contact) == before
        assert undone.desk is not None and undone.desk.call is not None
        assert undone.desk.draft.note == "hot"
        assert line.all("SELECT 1 FROM deal WHERE state = 'open'") == []
        again = handing_off.hand_off(line.shop, zoe, undone.desk.token, {}, act=line.act())
        assert again.kept and not line.broken()


@pytest.mark.parametrize("act", ["dialled", "skipped"])
@pytest.mark.parametrize("later", [0, 5])
def test_what_a_colleague_worked_on_since_stays(line: Line, act: str, later: int) -> None:
    """Also when the clock stands still between the two acts."""
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    desk = line.call(sam)
    due = line.at + timedelta(hours=1)
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due)
    with line.shop.store.act() as tx:
        tx.run("UPDATE position SET promise_owner = NULL, promise_due = promise_due - 7200")
    line.later(minutes=later)
    taken = line.claim(paul)
    assert taken.contact_id == contact
    with pytest.raises(Refused, match="taken back"):  # in a colleague's hand
        undo(line.shop, sam, act=line.act())
    if act == "dialled":
        dialling.dial(line.shop, paul, taken.token, act=line.act())
        dialling.record_outcome(line.shop, paul, taken.token, "busy", act=line.act())
    else:
        claiming.skip(line.shop, paul, taken.token, act=line.act(), next_act=line.act())
    image = line.image()
    with pytest.raises(Refused, match="taken back"):
        undo(line.shop, sam, act=line.act())
    assert line.image() == image


def test_a_colleague_who_only_looked_hinders_nothing(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    line.end(sam, "busy")
    line.later(minutes=16)
    claiming.release(line.shop, paul, line.claim(paul).token, act=line.act())
    line.claim(paul)
    line.later(minutes=2)  # Paul's desk died
    assert undo(line.shop, sam, act=line.act()).contact_id == contact


def test_an_undo_from_the_shell_lasts_fifteen_minutes(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    line.end(sam, "busy")
    undone = undo(line.shop, sam, act=line.act(), lease="shell")
    line.later(minutes=14)
    assert undone.desk is not None
    dialling.record_outcome(line.shop, sam, undone.desk.token, "busy", act=line.act())


def test_an_undo_tells_what_left_the_hand(line: Line) -> None:
    """The journal alone says at any moment who has what in hand."""
    one_who_does_both = frozenset({Role.SCOUT, Role.HUNTER})
    with opened_line(line.shop.store.path.parent / "two", people=(("Zoé", one_who_does_both), FARMER)) as two:
        zoe, contact = two.viewer("Zoé"), two.contact()
        desk = two.call(zoe)
        done = handing_off.hand_off(two.shop, zoe, desk.token, BRIEF, act=two.act())
        handing_off.give_back(two.shop, zoe, done.hand_off_id, reason="need-unclear", act=two.act())
        assert two.claim(zoe).contact_id == contact
        assert undo(two.shop, zoe, act=two.act()).verb == "returned"
        assert two.holders() == {}
        newest = two.one("SELECT detail FROM journal ORDER BY rowid DESC LIMIT 1")[0]
        assert f'"let_go":{contact}' in newest


def test_an_undo_that_brings_nothing_back_leaves_the_hand_alone(line: Line) -> None:
    hugo = line.viewer("Hugo")
    line.contact()
    desk = line.call(line.viewer("Sam"))
    done = handing_off.hand_off(line.shop, line.viewer("Sam"), desk.token, BRIEF, act=line.act())
    other = line.contact(stage=Stage.HUNTING, owner=hugo)
    taken = claiming.take(line.shop, hugo, other, act=line.act())
    dialling.dial(line.shop, hugo, taken.token, act=line.act())
    handing_off.accept(line.shop, hugo, done.hand_off_id, act=line.act())
    undone = undo(line.shop, hugo, act=line.act())
    assert (undone.verb, line.holders()) == ("accepted", {hugo.operator_id: other})
