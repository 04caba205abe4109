"""People added by hand: where they stand, whether they may be rung, who comes next, and undoing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Audience, Blocker
from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.newcomers import Ground, How, NewPerson
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import adding, changing, claiming, dialling, reading, undoing
from tests.services.newcomer import ANNE, add
from tests.shops import F, H, Line, M, S, opened_line


def test_somebody_new_is_in_the_free_hand_and_may_be_rung(line: Line) -> None:
    sam = line.viewer("Sam")
    added = add(line, sam)
    assert (added.name, added.stage, added.in_hand, added.known) == (
        "Anne DURAND",
        Stage.SCOUTING,
        True,
        False,
    )
    desk = added.desk
    assert desk is not None
    assert (desk.civility, desk.city, desk.zone, desk.source) == (
        "ms",
        "Lyon",
        "Europe/Paris",
        "incoming call",
    )
    assert desk.list_name == "Walk-ins and own contacts"
    assert desk.verdict.allowed
    assert dialling.dial(line.shop, sam, desk.token, act=line.act()).call is not None


def test_while_another_is_in_hand_the_new_one_is_the_operator_s_own_next(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("First")
    line.contact("Waiting", hot=True)
    desk = line.call(sam)
    added = add(line, sam)
    assert (added.in_hand, added.next_up) == (False, True)
    assert line.claim(paul).name != "Anne DURAND", "ten minutes it is Sam's alone"
    done = dialling.record_outcome(
        line.shop, sam, desk.token, "busy", act=line.act(), then_next=True, next_act=line.act()
    )
    assert done.desk is not None
    assert done.desk.name == "Anne DURAND"
    assert done.desk.why.startswith("added by hand")


@pytest.mark.parametrize(
    ("person", "blocker"),
    [
        (replace(ANNE, ground=Ground.NONE), Blocker.NO_BASIS),
        (replace(ANNE, numbers=""), Blocker.NO_NUMBER),
        (replace(ANNE, ground=Ground.CLIENT), None),
        (replace(ANNE, ground=Ground.BUSINESS, firm="Petit SARL"), None),
        (replace(ANNE, name="", firm="Petit SARL", ground=Ground.NONE), None),
    ],
)
def test_the_rules_decide_whether_a_newcomer_may_be_rung(
    line: Line, person: NewPerson, blocker: Blocker | None
) -> None:
    sam = line.viewer("Sam")
    added = add(line, sam, person)
    assert added.verdict.blocker is blocker
    assert added.in_hand, "kept and in hand, whatever the gate says"
    assert added.desk is not None
    if blocker is not None:
        with pytest.raises(Refused):
            dialling.dial(line.shop, sam, added.desk.token, act=line.act())
        claiming.release(line.shop, sam, added.desk.token, act=line.act())
        assert line.position(added.contact_id)["rank"] is None, "not in the queue"


@pytest.mark.parametrize(
    ("structure", "name", "stage"),
    [
        (Structure.THREE_TIER, "Sam", Stage.SCOUTING),
        (Structure.THREE_TIER, "Hugo", Stage.HUNTING),
        (Structure.THREE_TIER, "Fatou", Stage.FARMING),
        (Structure.THREE_TIER, "Mona", Stage.SCOUTING),
        (Structure.TWO_TIER_FINDER, "Hugo", Stage.HUNTING),
        (Structure.TWO_TIER_CLOSER, "Sam", Stage.SCOUTING),
    ],
)
def test_a_newcomer_stands_at_the_first_stage_the_operator_works(
    tmp_path: Path, structure: Structure, name: str, stage: Stage
) -> None:
    with opened_line(tmp_path, structure) as line:
        viewer = line.viewer(name)
        added = add(line, viewer)
        position = line.position(added.contact_id)
        assert position["stage"] == stage.value
        assert position["owner_id"] == (None if stage is Stage.SCOUTING else viewer.operator_id)
        assert added.in_hand == (name != "Mona")
        assert added.verdict.allowed
        if name == "Mona":
            assert line.claim(line.viewer("Sam")).contact_id == added.contact_id
        deals = line.all("SELECT owner_id, next_do FROM deal WHERE contact_id = :c", c=added.contact_id)
        assert [row[0] for row in deals] == ([viewer.operator_id] if stage is Stage.HUNTING else [])
        planned = line.all("SELECT due_on FROM check_in WHERE contact_id = :c", c=added.contact_id)
        assert planned == ([("2026-11-23",)] if stage is Stage.FARMING else [])


def test_the_desk_s_own_stage_goes_before(tmp_path: Path) -> None:
    people = (("Zoé", frozenset({S, H, F, M})),)
    with opened_line(tmp_path, Structure.ONE_TIER, people) as line:
        zoe = line.viewer("Zoé")
        assert add(line, zoe, stage=Stage.FARMING).stage is Stage.FARMING
        other = replace(ANNE, name="Luc Petit", numbers="01 99 00 55 67")
        assert add(line, zoe, other).stage is Stage.SCOUTING


def test_an_undone_newcomer_leaves_no_word_of_a_change_that_was_undone_before(line: Line) -> None:
    sam, added = line.viewer("Sam"), add(line, line.viewer("Sam"))
    assert added.desk is not None
    fields = ContactChanges(last_name="Someone")
    changing.change_contact(line.shop, sam, added.desk.token, fields, act=line.act())
    undoing.undo(line.shop, sam, act=line.act())
    undoing.undo(line.shop, sam, act=line.act())
    assert line.all("SELECT image FROM contact_change") == []


def test_a_colleague_of_the_firm_in_hand_comes_next(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", firm="Petit SARL", audience=Audience.BUSINESS)
    desk = line.call(sam)
    person = replace(
        ANNE,
        firm="Petit SARL",
        how=How.REFERRED,
        ground=Ground.BUSINESS,
        referred_by=desk.contact_id,
    )
    added = add(line, sam, person)
    assert added.next_up
    assert line.one("SELECT referred_by FROM contact WHERE id = :c", c=added.contact_id)[0] == desk.contact_id
    after = dialling.record_outcome(
        line.shop, sam, desk.token, "busy", act=line.act(), then_next=True, next_act=line.act()
    )
    assert after.desk is not None
    assert after.desk.contact_id == added.contact_id


def test_nobody_is_referred_by_a_contact_of_another_desk(line: Line) -> None:
    theirs = line.contact(stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    with pytest.raises(Refused, match="Not on your desk"):
        add(line, line.viewer("Sam"), replace(ANNE, referred_by=theirs))


def test_undo_takes_a_newcomer_out_until_something_was_done(line: Line) -> None:
    sam = line.viewer("Sam")
    added = add(line, sam, replace(ANNE, email="anne@example.org", note="a word"))
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert (undone.verb, undone.name, undone.desk) == ("contact_added", "Anne DURAND", None)
    for table in ("number", "email", "basis", "note", "list_member"):
        assert line.all(f"SELECT 1 FROM {table} WHERE contact_id = :c", c=added.contact_id) == []
    assert line.one("SELECT last_name, folded, city FROM contact WHERE id = :c", c=added.contact_id) == (
        "",
        "",
        "",
    )
    assert line.position(added.contact_id)["stage"] == "closed"
    again = add(line, sam)
    assert again.contact_id != added.contact_id, "an id stands for one person for ever"
    assert again.desk is not None
    dialling.dial(line.shop, sam, again.desk.token, act=line.act())
    dialling.record_outcome(line.shop, sam, again.desk.token, "busy", act=line.act())
    undoing.undo(line.shop, sam, act=line.act())  # the outcome
    with pytest.raises(PipelineError):
        undoing.undo(line.shop, sam, act=line.act())


def test_a_retry_adds_nobody_twice(line: Line) -> None:
    sam, act = line.viewer("Sam"), line.act()
    first = adding.add_contact(line.shop, sam, ANNE, act=act)
    second = adding.add_contact(line.shop, sam, ANNE, act=act)
    assert (first.contact_id, second.in_hand) == (second.contact_id, True)
    assert len(line.all("SELECT id FROM contact")) == 1


@pytest.mark.parametrize(
    "person",
    [NewPerson("  "), replace(ANNE, numbers="12"), replace(ANNE, email="no"), replace(ANNE, language="xyz")],
)
def test_what_cannot_be_understood_is_refused(line: Line, person: NewPerson) -> None:
    with pytest.raises(UsageTrouble):
        add(line, line.viewer("Sam"), person)
    assert line.entries() == 0


def test_the_journal_holds_no_word_of_it(line: Line) -> None:
    sam = line.viewer("Sam")
    add(line, sam, replace(ANNE, email="anne@example.org", note="secret", firm="Petit"))
    said = " ".join(row[0] for row in line.all("SELECT detail FROM journal WHERE operator_id > 0"))
    for word in ("DURAND", "Anne", "secret", "Petit", "0055", "example"):
        assert word not in said
    assert line.broken() == ""


def test_the_card_shows_whom_was_added(line: Line) -> None:
    sam = line.viewer("Sam")
    added = add(line, sam)
    card = reading.contact_card(line.shop, sam, added.contact_id)
    assert card.lists == ("Walk-ins and own contacts",)
    assert card.grounds[0].startswith("consent")
