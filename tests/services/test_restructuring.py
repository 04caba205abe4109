"""Grouping the stages anew: every move is told before, done in one act, and taken back by one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import LineChanged, NothingToDo, Refused
from pipeline_tui.domain.restructuring import Restructuring, Work
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    changing_stages,
    claiming,
    dialling,
    handing_off,
    messaging,
    negotiating,
    restructuring,
)
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import loads
from tests.services.ground import Ground
from tests.shops import Line, opened_line

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
THREE, FINDER, CLOSER, ONE = (
    Structure.THREE_TIER,
    Structure.TWO_TIER_FINDER,
    Structure.TWO_TIER_CLOSER,
    Structure.ONE_TIER,
)
BRIEF = {"need": "roses", "next": "quote"}
WHERE = """SELECT p.contact_id, p.stage, p.owner_id, p.promise_owner, p.held_by,
  (SELECT GROUP_CONCAT(owner_id) FROM deal d WHERE d.contact_id = p.contact_id AND d.state = 'open'),
  (SELECT GROUP_CONCAT(owner_id) FROM check_in k WHERE k.contact_id = p.contact_id AND k.state = 'planned'),
  (SELECT GROUP_CONCAT(COALESCE(receiver_id, 0)) FROM hand_off h
   WHERE h.contact_id = p.contact_id AND h.state = 'waiting')
  FROM position p ORDER BY p.contact_id"""


def change(line: Line, to: Structure, by: str = "Mona") -> Restructuring:
    return restructuring.set_structure(line.shop, line.viewer(by), to, act=line.act())


def hand(line: Line, to: str | None) -> int:
    """Have Sam hand a contact of his own over; returns the contact."""
    contact = line.contact()
    desk = line.call(line.viewer("Sam"))
    handing_off.hand_off(line.shop, line.viewer("Sam"), desk.token, BRIEF, act=line.act(), to=to)
    return contact


def accept_as(line: Line, name: str) -> None:
    viewer = line.viewer(name)
    (waiting,) = handing_off.inbox(line.shop, viewer)
    handing_off.accept(line.shop, viewer, waiting.id, act=line.act())


def test_merging_tiers_moves_nothing_and_says_who_sees_more(line: Line) -> None:
    line.contact()
    line.contact(stage=H, owner=line.viewer("Hugo"))
    before = line.all(WHERE)
    plan = restructuring.preview(line.shop, line.viewer("Mona"), ONE)
    assert line.all(WHERE) == before
    assert not plan.applied
    assert plan.moves == ()
    seen = {one.name: one for one in plan.people}
    assert seen["Sam"].after == (S, H, F)
    assert seen["Sam"].gains == {}, "a stage without anybody to take up shows nobody"
    assert seen["Hugo"].gains == {S: 1}
    assert not seen["Mona"].changes
    assert {(one.from_stage, one.to_stage) for one in plan.joints if not one.ceremony} >= {(S, H), (H, F)}
    done = change(line, ONE)
    assert done.applied
    assert line.all(WHERE) == before
    assert line.viewer("Sam").stages == {S, H, F}


def test_parting_tiers_gives_open_work_to_who_works_the_stage(line: Line) -> None:
    change(line, ONE)
    sam, fatou = line.viewer("Sam"), line.viewer("Fatou")
    for name in ("Eins", "Zwei", "Drei"):
        line.contact(name)
        desk = line.call(sam)
        handing_off.hand_off(line.shop, sam, desk.token, {}, act=line.act())
        claiming.release(line.shop, sam, held(line, sam), act=line.act())
    assert len(negotiating.deals(line.shop, sam)) == 3
    line.contact("Vier")
    line.end(fatou, "callback", callback=line.at + timedelta(days=1))
    plan = restructuring.preview(line.shop, line.viewer("Mona"), THREE)
    moved = {(one.giver, one.receiver, one.stage): dict(one.counts) for one in plan.moves}
    assert sum(one[Work.DEAL] for who, one in moved.items() if who[0] == "Sam") == 3
    assert {who[1] for who in moved if who[0] == "Sam"} == {"Hugo", "Hana"}
    assert moved["Fatou", "the team", S] == {Work.PROMISE: 1}
    done = change(line, THREE)
    assert done.moves == plan.moves, "the act does what the preview said"
    assert negotiating.deals(line.shop, line.viewer("Hugo"))
    apart = "SELECT 1 FROM position p JOIN deal d USING (contact_id) WHERE d.owner_id <> p.owner_id"
    assert line.all(apart) == []
    assert line.all("SELECT promise_owner FROM position WHERE promise <> ''") == [(None,)]


def held(line: Line, viewer: object) -> str:
    (row,) = line.all("SELECT token FROM position WHERE held_by IS NOT NULL")
    return str(row[0])


def test_a_change_is_taken_back_whole(line: Line) -> None:
    change(line, ONE)
    sam = line.viewer("Sam")
    line.contact("Eins")
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, {}, act=line.act())
    claiming.release(line.shop, sam, held(line, sam), act=line.act())
    line.contact("Zwei")
    line.end(line.viewer("Hugo"), "callback", callback=line.at + timedelta(days=1))
    before = line.all(WHERE)
    change(line, THREE)
    assert line.all(WHERE) != before
    done = undo(line.shop, line.viewer("Mona"), act=line.act())
    assert done.verb == "structure_set"
    assert line.all(WHERE) == before
    assert line.shop.workspace.structure is ONE
    assert line.broken() == ""


def test_what_others_worked_on_stays_with_them_when_it_is_taken_back(line: Line) -> None:
    change(line, ONE)
    sam = line.viewer("Sam")
    line.contact("Eins")
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, {}, act=line.act())
    claiming.release(line.shop, sam, held(line, sam), act=line.act())
    change(line, THREE)
    hugo = line.viewer("Hugo")
    (deal,) = negotiating.deals(line.shop, hugo)
    negotiating.lose_deal(line.shop, hugo, deal.id, "price", act=line.act())
    undo(line.shop, line.viewer("Mona"), act=line.act())
    assert negotiating.deals(line.shop, line.viewer("Sam")) == ()
    assert line.one("SELECT state FROM deal WHERE id = :id", id=deal.id)[0] == "lost"


@pytest.mark.parametrize("to", [FINDER, CLOSER, ONE])
def test_a_hand_off_under_way_stays_with_its_receiver_while_they_may(line: Line, to: Structure) -> None:
    contact = hand(line, "Hugo")
    plan = change(line, to)
    assert (plan.hand_offs.stay, plan.hand_offs.to_team) == (1, 0)
    accept_as(line, "Hugo")
    assert line.position(contact)["owner_id"] == line.viewer("Hugo").operator_id


def test_a_hand_off_whose_receiver_loses_the_stage_is_the_team_s(line: Line) -> None:
    change(line, FINDER)  # Fatou hunts as well
    contact = hand(line, "Fatou")
    plan = change(line, THREE)
    assert (plan.hand_offs.stay, plan.hand_offs.to_team) == (0, 1)
    assert handing_off.inbox(line.shop, line.viewer("Hugo"))[0].contact_id == contact
    assert line.position(contact)["owner_id"] is None
    undo(line.shop, line.viewer("Mona"), act=line.act())
    assert line.position(contact)["owner_id"] == line.viewer("Fatou").operator_id


def test_what_is_in_hand_and_not_dialled_goes_back(line: Line) -> None:
    change(line, ONE)
    contact, hugo = line.contact(), line.viewer("Hugo")
    desk = line.claim(hugo)
    plan = change(line, THREE)
    assert (plan.let_go, plan.calling) == (1, 0)
    assert line.claim(line.viewer("Sam")).contact_id == contact
    with pytest.raises(Refused):
        dialling.dial(line.shop, hugo, desk.token, act=line.act())


def test_a_call_ends_as_it_began_and_its_promise_is_the_team_s(line: Line) -> None:
    change(line, ONE)
    contact, hugo = line.contact(), line.viewer("Hugo")
    desk = line.call(hugo)
    assert change(line, THREE).calling == 1
    recorded = dialling.record_outcome(
        line.shop,
        hugo,
        desk.token,
        "callback",
        act=line.act(),
        callback=line.at + timedelta(days=1),
        then_next=True,
    )
    assert recorded.desk is None, "nothing new of a stage that is gone"
    assert line.position(contact)["promise"] == "callback"
    assert line.position(contact)["promise_owner"] is None
    with pytest.raises(Refused):
        undo(line.shop, line.viewer("Hugo"), act=line.act())


def test_a_hot_call_begun_alone_is_handed_over_with_its_brief_when_the_tiers_part(line: Line) -> None:
    change(line, ONE)
    contact, sam = line.contact(), line.viewer("Sam")
    desk = line.call(sam)
    change(line, THREE)
    handed = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo")
    assert (handed.kept, handed.to) == (False, "Hugo")
    assert line.position(contact)["stage"] == "hunting"


def test_who_acts_on_rights_that_are_gone_is_refused_and_told(line: Line) -> None:
    change(line, ONE)
    sam = line.viewer("Sam")
    contact = line.contact("Eins")
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, {}, act=line.act())
    claiming.release(line.shop, sam, held(line, sam), act=line.act())
    (deal,) = negotiating.deals(line.shop, sam)
    change(line, THREE)
    before = line.image()
    for door in (
        lambda: negotiating.lose_deal(line.shop, sam, deal.id, "price", act=line.act()),
        lambda: claiming.take(line.shop, sam, contact, act=line.act()),
        lambda: claiming.claim_next(line.shop, line.viewer("Hugo"), act=line.act()),
    ):
        with pytest.raises(Refused):
            door()
    with pytest.raises(LineChanged) as told:
        negotiating.lose_deal(line.shop, sam, deal.id, "price", act=line.act())
    assert "scouting" in told.value.detail
    assert line.image() == before


def test_words_for_somebody_who_left_the_stage_are_the_team_s(line: Line) -> None:
    change(line, FINDER)
    contact = hand(line, "Fatou")
    accept_as(line, "Fatou")
    messaging.send(line.shop, line.viewer("Sam"), contact, "rang back", act=line.act())
    plan = change(line, THREE)
    assert sum(one.counts.get(Work.MESSAGE, 0) for one in plan.moves) == 1
    assert [one.to_me for one in messaging.messages(line.shop, line.viewer("Hana"))] == [False]


def test_a_stage_that_nobody_would_work_is_named_and_nothing_is_changed(tmp_path: object) -> None:
    people = (("Sam", frozenset({Role.SCOUT, Role.MANAGER})), ("Hugo", frozenset({Role.HUNTER})))
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    with opened_line(tmp_path, FINDER, people) as line:
        before = line.image()
        with pytest.raises(Refused) as told:
            change(line, THREE, by="Sam")
        assert told.value.data == {"lacking": ["farming"]}
        assert line.image() == before


def test_the_structure_it_has_is_no_change_and_only_managers_change_it(line: Line) -> None:
    with pytest.raises(NothingToDo):
        change(line, THREE)
    with pytest.raises(Refused):
        change(line, ONE, by="Sam")
    with pytest.raises(Refused):
        restructuring.preview(line.shop, line.viewer("Hugo"), ONE)


def test_a_stage_that_somebody_works_by_now_is_not_taken_from_under_them(line: Line) -> None:
    mona = line.viewer("Mona")
    roles = frozenset({Role.SCOUT, Role.HUNTER})
    changing_stages.set_stages(line.shop, mona, "Paul", roles, act=line.act())
    hand(line, "Paul")
    accept_as(line, "Paul")
    before = line.image()
    with pytest.raises(Refused):
        undo(line.shop, mona, act=line.act())
    assert line.image() == before


def test_while_a_list_is_loaded_the_structure_stays(line: Line) -> None:
    change(line, ONE)
    list_id, mona = line.a_list("Salon"), line.viewer("Mona").operator_id
    with line.shop.store.act() as tx:
        load = loads.begin(tx, list_id, mona, line.act(), line.at)
    before = line.image()
    for door in (
        lambda: restructuring.preview(line.shop, line.viewer("Mona"), THREE),
        lambda: change(line, THREE),
        lambda: undo(line.shop, line.viewer("Mona"), act=line.act()),
    ):
        with pytest.raises(Refused):
            door()
    assert line.image() == before
    with line.shop.store.act() as tx:
        tx.run("UPDATE load SET state = 'done' WHERE id = :load", {"load": load})
    change(line, THREE)


def test_a_change_made_again_since_is_not_taken_back(line: Line) -> None:
    with line.shop.store.act() as tx:
        tx.run("INSERT INTO operator_role (operator_id, role) VALUES (1, 'manager')")
    change(line, ONE)
    change(line, FINDER, by="Sam")
    with pytest.raises(Refused):
        undo(line.shop, line.viewer("Mona"), act=line.act())


def test_the_journal_keeps_ids_and_counts(each: Ground) -> None:
    to = ONE if each.shop.workspace.structure is not ONE else THREE
    manager = next(each.viewer(name) for name in ("Mona", "Zoé") if name in {one[0] for one in names(each)})
    restructuring.set_structure(each.shop, manager, to, act=each.act())
    (detail,) = each.one("SELECT detail FROM journal WHERE verb = 'structure_set'")
    assert json.loads(str(detail))["after"] == to.value
    assert each.whole()


def names(each: Ground) -> list[tuple[str]]:
    with each.shop.store.read() as tx:
        return [(str(row[0]),) for row in tx.all("SELECT name FROM operator")]
