"""What somebody half typed goes with their work: offered to who has the contact, never merged, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    changing_stages,
    claiming,
    drafting,
    leaving,
    replacing,
    restructuring,
    staffing,
    undoing,
)
from pipeline_tui.storage import drafts
from tests.services.test_replacing import client, deal
from tests.shops import Line, opened_line

WORDS = "likes peonies, not rose"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as line:
        yield line


def types(line: Line, viewer: Viewer, contact: int, words: str = WORDS) -> None:
    """Take a contact of one's own, type, and put it back without storing anything."""
    desk = claiming.take(line.shop, viewer, contact, act=line.act())
    drafting.keep_draft(line.shop, viewer, desk.token, Draft(note=words))
    claiming.release(line.shop, viewer, desk.token, act=line.act())


def takes(line: Line, name: str, contact: int) -> Desk:
    return claiming.take(line.shop, line.viewer(name), contact, act=line.act())


def offered(desk: Desk) -> tuple[str, str]:
    return (desk.kept.by, desk.kept.draft.note) if desk.kept is not None else ("", "")


def test_a_hunter_s_draft_goes_to_whoever_has_the_contact_and_the_plan_says_so(line: Line) -> None:
    hugo, mona = line.viewer("Hugo"), line.viewer("Mona")
    known = deal(line, hugo)
    types(line, hugo, known)
    plan = replacing.plan(line.shop, mona, "Hugo", ["Hana"])
    done = replacing.replace(line.shop, mona, "Hugo", ["Hana"], act=line.act())
    assert [one.drafts for one in plan.parts] == [one.drafts for one in done.parts] == [1]
    desk = takes(line, "Hana", known)
    assert (offered(desk), desk.draft.note) == (("Hugo", WORDS), "")
    used = drafting.use_kept(line.shop, line.viewer("Hana"), desk.token)
    assert (used.draft.note, used.kept) == (WORDS, None)
    assert line.all("SELECT operator_id FROM draft") == [(line.viewer("Hana").operator_id,)]


def test_the_receiver_s_own_words_stay_and_theirs_come_first(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    known = deal(line, hugo)
    types(line, hugo, known)
    replacing.replace(line.shop, line.viewer("Mona"), "Hugo", ["Hana"], act=line.act())
    desk = takes(line, "Hana", known)
    drafting.keep_draft(line.shop, hana, desk.token, Draft(note="mine"))
    used = drafting.use_kept(line.shop, hana, desk.token)
    assert used.draft.note == WORDS
    assert offered(used) == ("", "mine")


def test_what_is_dropped_is_gone_for_everybody(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    known = deal(line, hugo)
    types(line, hugo, known)
    replacing.replace(line.shop, line.viewer("Mona"), "Hugo", ["Hana"], act=line.act())
    drafting.drop_kept(line.shop, hana, takes(line, "Hana", known).token)
    assert line.all("SELECT 1 FROM draft") == []


def test_undo_gives_the_words_back_to_their_writer_alone(line: Line) -> None:
    hugo, mona = line.viewer("Hugo"), line.viewer("Mona")
    known = deal(line, hugo)
    types(line, hugo, known)
    before = line.all("SELECT * FROM draft")
    replacing.replace(line.shop, mona, "Hugo", ["Hana"], act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
    assert line.all("SELECT * FROM draft") == before
    assert takes(line, "Hugo", known).draft.note == WORDS


def test_a_scout_s_draft_for_the_queue_is_offered_to_whoever_is_next(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    known = line.contact()
    desk = line.claim(sam)
    drafting.keep_draft(line.shop, sam, desk.token, Draft(note=WORDS))
    done = leaving.deactivate(line.shop, mona, "Sam", act=line.act())
    assert [(one.name, one.work.none, one.drafts) for one in done.parts] == [("the team", True, 1)]
    taken = line.claim(line.viewer("Paul"))
    assert (taken.contact_id, offered(taken)) == (known, ("Sam", WORDS))
    with pytest.raises(Exception, match="Nothing to take back"):
        undoing.undo(line.shop, line.viewer("Paul"), act=line.act())
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "person_left"
    assert offered(line.claim(line.viewer("Paul"))) == ("", "")


def test_whoever_stays_keeps_what_they_typed_for_the_queue(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    own = line.contact("Own")
    line.end(sam, "callback", callback=line.at.replace(hour=15))
    line.contact("Queue")
    desk = line.claim(sam)
    drafting.keep_draft(line.shop, sam, desk.token, Draft(note=WORDS))
    done = replacing.replace(line.shop, mona, "Sam", ["Paul"], act=line.act(), stays=True)
    assert [one.drafts for one in done.parts] == [0]
    assert line.position(own)["promise_owner"] == line.viewer("Paul").operator_id
    assert line.claim(sam).draft.note == WORDS


def test_other_stages_and_a_second_leaver_pass_it_on(line: Line) -> None:
    hugo, mona = line.viewer("Hugo"), line.viewer("Mona")
    known = deal(line, hugo)
    types(line, hugo, known)
    changing_stages.set_stages(line.shop, mona, "Hugo", [Role.SCOUT], ["Hana"], act=line.act())
    staffing.add_person(line.shop, mona, "Nina", [Role.HUNTER], act=line.act())
    done = replacing.replace(line.shop, mona, "Hana", ["Nina"], act=line.act())
    assert [one.drafts for one in done.parts] == [1]
    assert offered(takes(line, "Nina", known)) == ("Hugo", WORDS)


def test_nobody_else_reads_it(line: Line) -> None:
    fatou, mona = line.viewer("Fatou"), line.viewer("Mona")
    known = client(line, fatou)
    types(line, fatou, known)
    staffing.add_person(line.shop, mona, "Nina", [Role.FARMER], act=line.act())
    staffing.add_person(line.shop, mona, "Otto", [Role.FARMER], act=line.act())
    replacing.replace(line.shop, mona, "Fatou", ["Nina"], act=line.act())
    with line.shop.store.act() as tx:  # however it came to be there
        otto = line.viewer("Otto").operator_id
        tx.run(
            "UPDATE position SET owner_id = :otto WHERE contact_id = :known", {"otto": otto, "known": known}
        )
    assert offered(takes(line, "Otto", known)) == ("", "")


def test_the_journal_holds_no_word_of_it(line: Line) -> None:
    hugo, mona = line.viewer("Hugo"), line.viewer("Mona")
    types(line, hugo, deal(line, hugo))
    replacing.replace(line.shop, mona, "Hugo", ["Hana"], act=line.act())
    assert not [row for row in line.all("SELECT detail FROM journal") if WORDS in row[0]]
    assert line.broken() == ""


def test_a_change_of_structure_takes_it_back_too(line: Line) -> None:
    mona = line.viewer("Mona")
    restructuring.set_structure(line.shop, mona, Structure.TWO_TIER_FINDER, act=line.act())
    hugo = line.viewer("Hugo")
    known = client(line, hugo)
    types(line, hugo, known)
    restructuring.set_structure(line.shop, mona, Structure.THREE_TIER, act=line.act())
    with line.shop.store.read() as tx:
        _, kept = drafts.standing(tx, line.viewer("Fatou").operator_id, known)
    assert kept is not None and (kept.by, kept.draft.note) == ("Hugo", WORDS)
    undoing.undo(line.shop, mona, act=line.act())
    with line.shop.store.read() as tx:
        assert drafts.standing(tx, line.viewer("Fatou").operator_id, known)[1] is None
    assert takes(line, "Hugo", known).draft.note == WORDS


def test_a_contact_in_hand_whose_owner_changes_too_takes_its_draft_along_once(line: Line) -> None:
    mona = line.viewer("Mona")
    restructuring.set_structure(line.shop, mona, Structure.TWO_TIER_FINDER, act=line.act())
    hugo = line.viewer("Hugo")
    known = client(line, hugo)
    desk = claiming.take(line.shop, hugo, known, act=line.act())
    drafting.keep_draft(line.shop, hugo, desk.token, Draft(note=WORDS))
    assert restructuring.set_structure(line.shop, mona, Structure.THREE_TIER, act=line.act()).let_go == 1
    assert offered(takes(line, "Fatou", known)) == ("Hugo", WORDS)
