"""Replacing somebody: everything open goes over in one act, and comes back by undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.replacing import Alone
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    changing_stages,
    claiming,
    dialling,
    following_up,
    handing_off,
    leaving,
    negotiating,
    replacing,
    restructuring,
    staffing,
    taking_leave,
    undoing,
)
from pipeline_tui.services.signing_in import operators
from pipeline_tui.storage import check_ins, clients, deals, messages, open_work
from tests.services.secret_things import BRIEF
from tests.shops import Line

F, H = Role.FARMER, Role.HUNTER


def client(line: Line, farmer: Viewer, name: str = "Martin", **told: object) -> int:
    known = line.contact(name, stage=Stage.FARMING, owner=farmer, **told)  # type: ignore[arg-type]
    with line.shop.store.act() as tx:
        clients.note_contact(tx, known, line.at, segment="A", since=line.at.date())
        check_ins.plan(tx, known, farmer.operator_id, line.shop.today())
    return known


def deal(line: Line, hunter: Viewer, name: str = "Duval") -> int:
    known = line.contact(name, stage=Stage.HUNTING, owner=hunter)
    with line.shop.store.act() as tx:
        deals.open_deal(tx, hunter, known, step="brief-taken", currency="EUR", now=line.at)
    return known


def callback(line: Line, scout: str, name: str = "Petit") -> int:
    known = line.contact(name)
    line.end(line.viewer(scout), "callback", callback=line.at + timedelta(hours=2))
    return known


def open_for(line: Line, name: str) -> int:
    who = next(one for one in staffing.people(line.shop, line.viewer("Mona")) if one.name == name)
    with line.shop.store.read() as tx:
        return len(open_work.things_of(tx, who.id))


def added(line: Line, name: str, *roles: Role) -> Viewer:
    staffing.add_person(line.shop, line.viewer("Mona"), name, roles, act=line.act())
    return line.viewer(name)


STANDING = ("position", "deal", "check_in", "hand_off", "message", "operator", "operator_role")
PASSING = ("version",)


def stands(line: Line) -> dict[str, set[tuple[object, ...]]]:
    """Return what stands, without what every act moves along."""
    found = {}
    for table in STANDING:
        columns = [row[1] for row in line.all(f"PRAGMA table_info({table})") if row[1] not in PASSING]
        found[table] = {tuple(row) for row in line.all(f"SELECT {', '.join(columns)} FROM {table}")}
    return found


def test_a_farmer_s_clients_go_to_a_newcomer_and_come_back_by_undo(line: Line) -> None:
    fatou, mona = line.viewer("Fatou"), line.viewer("Mona")
    known = [client(line, fatou, f"Client{one}") for one in range(5)]
    nina = added(line, "Nina", F)
    before = stands(line)
    plan, today = replacing.plan(line.shop, mona, "Fatou", ["Nina"]), line.shop.today()
    assert stands(line) == before
    done = replacing.replace(line.shop, mona, "Fatou", ["Nina"], act=line.act())
    assert (plan.work, [one.work for one in plan.parts]) == (done.work, [one.work for one in done.parts])
    assert (done.left, done.work.clients, done.work.check_ins) == (True, 5, 5)
    assert {one.contact_id for one in following_up.check_ins(line.shop, nina, today, today)} == set(known)
    assert "Fatou" not in [one.name for one in operators(line.shop)]
    assert line.verbs()[-1] == "person_replaced"
    assert undoing.undo(line.shop, mona, act=line.act()).name == "Fatou"
    assert stands(line) == before
    assert line.broken() == ""


def test_every_kind_of_work_goes_over(line: Line) -> None:
    mona, hugo = line.viewer("Mona"), line.viewer("Hugo")
    deal(line, hugo)
    line.contact("Hot")
    sam = line.viewer("Sam")
    handing_off.hand_off(line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), to="Hugo")
    done = replacing.replace(line.shop, mona, "Hugo", ["Hana"], act=line.act())
    assert (done.work.deals, done.work.hand_offs, done.work.contacts) == (1, 1, 2)
    hana = line.viewer("Hana")
    assert len(negotiating.deals(line.shop, hana)) == 1
    assert [one.to_me for one in handing_off.inbox(line.shop, hana)] == [True]


def test_a_scout_s_callbacks_go_to_a_colleague_or_to_the_team(line: Line) -> None:
    mona = line.viewer("Mona")
    known = callback(line, "Sam")
    paul = line.viewer("Paul")
    replacing.replace(line.shop, mona, "Sam", ["Paul"], act=line.act(), stays=True)
    assert line.position(known)["promise_owner"] == paul.operator_id
    done = replacing.replace(line.shop, mona, "Paul", ["team"], act=line.act())
    assert [(one.name, one.work.callbacks) for one in done.parts] == [("the team", 1)]
    assert line.position(known)["promise_owner"] is None
    line.later(hours=2, minutes=1)
    assert line.claim(line.viewer("Sam")).contact_id == known


def test_parts_are_equal_among_several(line: Line) -> None:
    fatou, mona = line.viewer("Fatou"), line.viewer("Mona")
    for one in range(6):
        client(line, fatou, f"Client{one}")
    added(line, "Nina", F)
    added(line, "Otto", F)
    done = replacing.replace(line.shop, mona, "Fatou", ["Nina", "Otto"], act=line.act())
    assert [(one.name, one.work.clients) for one in done.parts] == [("Nina", 3), ("Otto", 3)]


def test_nothing_goes_to_who_does_not_work_it(line: Line) -> None:
    client(line, line.viewer("Fatou"))
    before = stands(line)
    with pytest.raises(Refused, match="Nobody named works farming") as told:
        replacing.replace(line.shop, line.viewer("Mona"), "Fatou", ["Hugo"], act=line.act())
    assert 'people add "NAME:farmer"' in told.value.next_step
    assert stands(line) == before


def test_while_somebody_is_on_a_call_nothing_is_changed(line: Line) -> None:
    line.contact("Talking")
    line.call(line.viewer("Sam"))
    with pytest.raises(Refused, match="Sam is on a call"):
        replacing.replace(line.shop, line.viewer("Mona"), "Sam", ["Paul"], act=line.act())
    assert "Sam" in [one.name for one in operators(line.shop)]


def test_a_contact_in_hand_that_was_not_dialled_goes_back(line: Line) -> None:
    known = line.contact("Waiting")
    line.claim(line.viewer("Sam"))
    replacing.replace(line.shop, line.viewer("Mona"), "Sam", ["Paul"], act=line.act())
    assert line.claim(line.viewer("Paul")).contact_id == known


def test_undo_stops_where_somebody_has_worked_on_it(line: Line) -> None:
    fatou, mona = line.viewer("Fatou"), line.viewer("Mona")
    client(line, fatou)
    nina = added(line, "Nina", F)
    replacing.replace(line.shop, mona, "Fatou", ["Nina"], act=line.act())
    (due,) = line.all("SELECT id, contact_id FROM check_in")
    desk = claiming.take(line.shop, nina, due[1], act=line.act())
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, mona, act=line.act())
    desk = dialling.dial(line.shop, nina, desk.token, act=line.act())
    dialling.record_outcome(line.shop, nina, desk.token, "no-answer", act=line.act())
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, mona, act=line.act())


def test_undo_gives_no_work_to_who_does_not_work_it_under_another_structure(line: Line) -> None:
    mona = line.viewer("Mona")
    restructuring.set_structure(line.shop, mona, Structure.TWO_TIER_FINDER, act=line.act())
    client(line, line.viewer("Hugo"))  # hunters keep their clients here
    other = added(line, "Max", Role.MANAGER)
    replacing.replace(line.shop, mona, "Hugo", ["Hana"], act=line.act(), stays=True)
    restructuring.set_structure(line.shop, other, Structure.THREE_TIER, act=line.act())
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, mona, act=line.act())
    owner = line.one("SELECT o.name FROM position p JOIN operator o ON o.id = p.owner_id")[0]
    assert owner == "Fatou"


def test_nobody_shows_themselves_out_and_one_manager_stays(line: Line) -> None:
    mona = line.viewer("Mona")
    with pytest.raises(Refused, match="by your own hand"):
        leaving.deactivate(line.shop, mona, "Mona", act=line.act())
    nina = added(line, "Nina", Role.MANAGER)
    leaving.deactivate(line.shop, nina, "Mona", act=line.act())
    with pytest.raises(Refused, match="only manager"):
        changing_stages.set_stages(line.shop, nina, "Nina", [Role.SCOUT], act=line.act())


def test_only_managers(line: Line) -> None:
    sam = line.viewer("Sam")
    for do in (
        lambda: replacing.plan(line.shop, sam, "Paul", ["team"]),
        lambda: replacing.replace(line.shop, sam, "Paul", ["team"], act=line.act()),
        lambda: leaving.deactivate(line.shop, sam, "Paul", act=line.act()),
        lambda: leaving.reactivate(line.shop, sam, "Paul", act=line.act()),
        lambda: changing_stages.plan_stages(line.shop, sam, "Paul", [H]),
        lambda: changing_stages.set_stages(line.shop, sam, "Sam", [Role.MANAGER], act=line.act()),
    ):
        with pytest.raises(Refused, match="For managers only"):
            do()


def test_whoever_has_open_work_does_not_leave_before_it_is_given(line: Line) -> None:
    mona = line.viewer("Mona")
    client(line, line.viewer("Fatou"))
    with pytest.raises(Refused, match="Work waits for Fatou") as told:
        leaving.deactivate(line.shop, mona, "Fatou", act=line.act())
    assert "1 client, 1 check-in" in told.value.detail
    assert told.value.data["open"].clients == 1
    leaving.deactivate(line.shop, mona, "Hugo", act=line.act())
    with pytest.raises(NothingToDo, match="left already"):
        leaving.deactivate(line.shop, mona, "Hugo", act=line.act())
    with pytest.raises(NothingToDo, match="works here"):
        leaving.reactivate(line.shop, mona, "Hana", act=line.act())
    assert leaving.reactivate(line.shop, mona, "Hugo", act=line.act()).active
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "person_returned"
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "person_left"
    assert "Hugo" in [one.name for one in operators(line.shop)]


def test_stages_change_and_what_waits_there_goes_over(line: Line) -> None:
    mona, hugo = line.viewer("Mona"), line.viewer("Hugo")
    deal(line, hugo)
    before = stands(line)
    with pytest.raises(Refused, match="Work waits for Hugo") as told:
        changing_stages.set_stages(line.shop, mona, "Hugo", [F], act=line.act())
    assert 'people stages "Hugo" farmer --by' in told.value.next_step
    plan = changing_stages.plan_stages(line.shop, mona, "Hugo", [F], ["Hana"])
    done = changing_stages.set_stages(line.shop, mona, "Hugo", [F], ["Hana"], act=line.act())
    assert [one.work for one in plan.parts] == [one.work for one in done.parts]
    assert done.stages == {Stage.FARMING}
    assert line.viewer("Hugo").stages == {Stage.FARMING}
    assert open_for(line, "Hugo") == 0
    assert open_for(line, "Hana") == 2
    with pytest.raises(NothingToDo, match="that already"):
        changing_stages.set_stages(line.shop, mona, "Hugo", [F], act=line.act())
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "person_stages"
    assert stands(line) == before


def test_a_stage_that_is_added_moves_nothing(line: Line) -> None:
    mona = line.viewer("Mona")
    deal(line, line.viewer("Hugo"))
    done = changing_stages.set_stages(line.shop, mona, "Hugo", [H, F], act=line.act())
    assert (done.work.none, done.parts) == (True, ())
    with pytest.raises(UsageTrouble, match="What does Hugo do"):
        changing_stages.set_stages(line.shop, mona, "Hugo", [], act=line.act())


def test_a_plan_tells_of_languages_diaries_and_absences(line: Line) -> None:
    mona, paul = line.viewer("Mona"), line.viewer("Paul")
    callback(line, "Sam")
    callback(line, "Paul", "Grand")
    staffing.change_person(line.shop, mona, "Paul", act=line.act(), languages=("de",))
    today = line.shop.today()
    taking_leave.be_absent(line.shop, paul, "Paul", today, today + timedelta(days=3), act=line.act())
    with line.shop.store.act() as tx:
        tx.run("UPDATE contact SET language = 'fr'")
    (part,) = replacing.plan(line.shop, mona, "Sam", ["Paul"]).parts
    assert (part.agreed, part.clashes, part.foreign, part.away) == (1, 1, 1, True)
    assert part.away_until == today + timedelta(days=3)


def test_a_stage_that_is_left_to_nobody_is_named_with_what_waits_there(line: Line) -> None:
    mona, sam = line.viewer("Mona"), line.viewer("Sam")
    line.contact("Hot")
    handing_off.hand_off(line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), to="team")
    assert replacing.plan(line.shop, mona, "Hugo", ["team"]).alone == ()
    assert leaving.deactivate(line.shop, mona, "Hugo", act=line.act()).alone == ()
    told = (Alone(Stage.HUNTING, 1),)
    assert replacing.plan(line.shop, mona, "Hana", ["team"]).alone == told
    assert changing_stages.plan_stages(line.shop, mona, "Hana", [F]).alone == told
    act = line.act()
    done = leaving.deactivate(line.shop, mona, "Hana", act=act)
    assert done.alone == told
    leaving.reactivate(line.shop, mona, "Hugo", act=line.act())
    assert leaving.deactivate(line.shop, mona, "Hana", act=act) == done, "the same answer to the same act"


def words_for(line: Line, receiver: Viewer) -> None:
    known = line.contact("Message", stage=Stage.FARMING, owner=receiver)
    with line.shop.store.act() as tx:  # only the words are theirs, as after a second hand-over
        messages.store(tx, line.viewer("Sam"), known, "rang back", line.at)
        tx.run("UPDATE position SET owner_id = :fatou", {"fatou": line.viewer("Fatou").operator_id})


def check_in_for(line: Line, receiver: Viewer) -> None:
    known = line.contact("Repeat", stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    with line.shop.store.act() as tx:
        clients.note_contact(tx, known, line.at, segment="A", since=line.at.date())
        check_ins.plan(tx, known, receiver.operator_id, line.shop.today())


@pytest.mark.parametrize("waits", [words_for, check_in_for])
def test_nobody_is_taken_out_again_while_anything_waits_for_them(
    line: Line, waits: Callable[[Line, Viewer], None]
) -> None:
    mona = line.viewer("Mona")
    waits(line, added(line, "Nina", F))
    before = line.image()
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, mona, act=line.act())
    assert line.image() == before
    leaving.deactivate(line.shop, mona, "Nina", ["Fatou"], act=line.act())
    leaving.reactivate(line.shop, mona, "Nina", act=line.act())
    waits(line, line.viewer("Nina"))
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, mona, act=line.act())


def test_a_newcomer_gets_what_is_given_by_name_and_the_plan_says_that_it_waits(line: Line) -> None:
    mona, fatou = line.viewer("Mona"), line.viewer("Fatou")
    for one in range(2):
        client(line, fatou, f"Client{one}")
    staffing.add_person(line.shop, mona, "Nina", [F], act=line.act(), newcomer=True)
    (part,) = replacing.plan(line.shop, mona, "Fatou", ["Nina"]).parts
    assert (part.newcomer, part.work.clients) == (True, 2)
    with pytest.raises(Refused, match="Nobody named works farming"):
        replacing.plan(line.shop, mona, "Fatou", ["team"])
    added(line, "Otto", F)
    (part,) = replacing.plan(line.shop, mona, "Fatou", ["team"]).parts
    assert (part.name, part.newcomer) == ("Otto", False)


def test_a_change_of_structure_gives_a_newcomer_nothing_while_others_work_the_stage(line: Line) -> None:
    mona = line.viewer("Mona")
    staffing.add_person(line.shop, mona, "Nina", [F], act=line.act(), newcomer=True)
    restructuring.set_structure(line.shop, mona, Structure.TWO_TIER_FINDER, act=line.act())
    for one in range(4):
        client(line, line.viewer("Hugo"), f"Client{one}")
    restructuring.set_structure(line.shop, mona, Structure.THREE_TIER, act=line.act())
    assert {row[0] for row in line.all("SELECT owner_id FROM position")} == {line.viewer("Fatou").operator_id}


@pytest.mark.parametrize(
    ("by", "trouble"),
    [(["Sam"], "cannot replace"), (["Nobody"], "No operator"), (["team", "Paul"], "team, or")],
)
def test_receivers_that_are_none(line: Line, by: list[str], trouble: str) -> None:
    callback(line, "Sam")
    with pytest.raises(UsageTrouble, match=trouble):
        replacing.replace(line.shop, line.viewer("Mona"), "Sam", by, act=line.act())
