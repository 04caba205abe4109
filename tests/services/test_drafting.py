"""Drafts and holds that broke: what comes back by itself, what is only offered, what is never lost."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import pytest

from pipeline_tui.domain.desk import Desk, Draft, KeptDraft
from pipeline_tui.domain.errors import HoldLost, NothingToDo
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import claiming, dialling, drafting, undoing
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line

TYPED = Draft(
    note="wants lilies\nfor the 3rd",
    path=("opening", "need"),
    answers=MappingProxyType({"need": "lilies"}),
    brief=MappingProxyType({"next_step": "ring on Tuesday"}),
    unsaid=("opening/1",),
)
OTHER = Draft(note="typed later")


def keep(line: Line, viewer: Viewer, desk: Desk, draft: Draft = TYPED) -> None:
    drafting.keep_draft(line.shop, viewer, desk.token, draft)


def back_in_hand(line: Line, viewer: Viewer, contact_id: int) -> Desk:
    """Claim until the contact is in hand: what else is due rests meanwhile."""
    desk = line.claim(viewer)
    assert desk.contact_id == contact_id
    return desk


def worked_on(line: Line, colleague: Viewer) -> None:
    """A colleague takes what lapsed, rings and gets no answer; an hour and a half later it is due again."""
    line.later(minutes=2)
    desk = line.call(colleague)
    dialling.record_outcome(line.shop, colleague, desk.token, "busy", act=line.act())
    line.later(minutes=16)


@pytest.mark.parametrize("minutes", [0, 3, 60 * 24])
def test_nothing_happened_and_the_draft_comes_back_by_itself(line: Line, minutes: int) -> None:
    sam = line.viewer("Sam")
    line.contact()
    keep(line, sam, line.claim(sam))
    line.later(minutes=minutes)
    again = line.claim(sam)
    assert (again.draft, again.kept) == (TYPED, None)


def test_what_is_typed_now_stands_although_the_clock_was_set_back(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    first = line.claim(sam)
    keep(line, sam, first)
    claiming.release(line.shop, sam, first.token, act=line.act())
    line.later(hours=-2)
    second = line.claim(sam)
    for _ in range(2):
        keep(line, sam, second, OTHER)
    again = line.claim(sam)
    assert (again.draft, again.kept) == (OTHER, None)


def test_a_colleague_who_only_had_a_look_changes_nothing(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact()
    keep(line, sam, line.claim(sam))
    line.later(minutes=2)
    claiming.release(line.shop, paul, line.claim(paul).token, act=line.act())
    again = line.claim(sam)
    assert (again.draft, again.kept) == (TYPED, None)


def test_worked_on_by_a_colleague_it_is_offered_and_never_merged(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact, typed_at = line.contact(), line.at
    keep(line, sam, line.claim(sam))
    worked_on(line, paul)
    again = line.call(sam)
    assert (again.draft, again.kept) == (Draft(), KeptDraft(TYPED, typed_at))
    dialling.record_outcome(line.shop, sam, again.token, "no-answer", act=line.act())
    assert line.all("SELECT note FROM call WHERE outcome = 'no-answer'") == [("",)]
    line.later(days=1)
    assert back_in_hand(line, sam, contact).kept == KeptDraft(TYPED, typed_at), "an outcome drops no offer"


def test_an_act_that_stored_the_draft_leaves_nothing_behind(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    keep(line, sam, desk)
    line.later(seconds=20)
    dialling.record_outcome(line.shop, sam, desk.token, "busy", act=line.act())
    assert line.all("SELECT * FROM draft") == []
    assert line.all("SELECT note FROM call") == [(TYPED.note,)]


def test_use_keep_aside_drop(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact()
    typed_at = line.at
    keep(line, sam, line.claim(sam))
    worked_on(line, paul)
    desk = line.claim(sam)
    keep(line, sam, desk, OTHER)
    both = claiming.in_hand(line.shop, sam)
    assert both is not None and (both.draft, both.kept) == (OTHER, KeptDraft(TYPED, typed_at)), "kept aside"
    typed_at = line.at
    used = drafting.use_kept(line.shop, sam, desk.token)
    assert (used.draft, used.kept) == (TYPED, KeptDraft(OTHER, typed_at)), "nothing typed is lost by using it"
    drafting.drop_kept(line.shop, sam, desk.token)
    left = claiming.in_hand(line.shop, sam)
    assert left is not None and (left.draft, left.kept) == (TYPED, None)
    for door in (drafting.use_kept, drafting.drop_kept):
        with pytest.raises(NothingToDo):
            door(line.shop, sam, desk.token)


def test_the_last_words_before_the_lease_ran_out(line: Line) -> None:
    """The desk was frozen with words not yet kept; a colleague took the contact and ended a call."""
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact()
    desk, typed_at = line.claim(sam), line.at
    worked_on(line, paul)
    with pytest.raises(HoldLost):
        keep(line, sam, desk)
    entries = line.entries()
    left = drafting.keep_late(line.shop, sam, desk.token, TYPED, typed_at=typed_at)
    assert (left.kept, left.worked_on, left.in_another_hand) == (True, True, False)
    assert line.entries() == entries, "drafts are never journalled"
    again = line.claim(sam)
    assert (again.draft, again.kept) == (Draft(), KeptDraft(TYPED, typed_at))


def test_late_words_while_nobody_had_it(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.claim(sam)
    line.later(minutes=2)
    left = drafting.keep_late(line.shop, sam, desk.token, TYPED, typed_at=line.at)
    assert (left.worked_on, left.in_another_hand) == (False, False)
    assert line.claim(sam).draft == TYPED


def test_late_words_tell_that_a_colleague_has_it(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    desk = line.claim(sam)
    line.later(minutes=2)
    assert line.claim(paul).contact_id == contact
    left = drafting.keep_late(line.shop, sam, desk.token, Draft(), typed_at=line.at)
    assert (left.kept, left.in_another_hand) == (False, True)
    assert line.all("SELECT * FROM draft") == []


def test_late_words_of_an_old_hold_never_stand_before_newer_ones(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    old, typed_at = line.claim(sam), line.at
    line.later(minutes=2)
    new = line.claim(sam)
    keep(line, sam, new, OTHER)
    drafting.keep_late(line.shop, sam, old.token, TYPED, typed_at=typed_at)
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None and (desk.draft, desk.kept) == (OTHER, KeptDraft(TYPED, typed_at))


def _unknown(line: Line, token: str) -> tuple[Viewer, str]:
    return line.viewer("Sam"), "f" * 32


def _colleague_s(line: Line, token: str) -> tuple[Viewer, str]:
    return line.viewer("Paul"), token


@pytest.mark.parametrize("whose", [_unknown, _colleague_s])
def test_late_words_need_a_hold_that_was_one_s_own(
    line: Line, whose: Callable[[Line, str], tuple[Viewer, str]]
) -> None:
    line.contact()
    viewer, token = whose(line, line.claim(line.viewer("Sam")).token)
    before = line.image()
    with pytest.raises(HoldLost, match="never yours"):
        drafting.keep_late(line.shop, viewer, token, TYPED, typed_at=line.at)
    assert line.image() == before


@pytest.mark.parametrize("colleague", [False, True])
def test_a_hold_that_an_undo_brought_back_is_a_hold_like_another(line: Line, colleague: bool) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact()
    line.end(sam, "no-answer", note="first words")
    back = undoing.undo(line.shop, sam, act=line.act()).desk
    assert back is not None and back.draft.note == "first words"
    typed_at = line.at
    if colleague:
        worked_on_after_rest(line, paul)
    else:
        line.later(minutes=2)
    drafting.keep_late(line.shop, sam, back.token, TYPED, typed_at=typed_at)
    line.later(minutes=90)
    again = line.claim(sam)
    assert (again.draft == TYPED) is not colleague
    assert ((again.kept or KeptDraft(Draft(), line.at)).draft == TYPED) is colleague


def worked_on_after_rest(line: Line, colleague: Viewer) -> None:
    """A dialled contact whose desk fell asleep rests an hour before a colleague may ring it."""
    line.later(minutes=2)
    with pytest.raises(NothingToCall):
        line.claim(colleague)
    line.later(minutes=61)
    desk = line.call(colleague)
    dialling.record_outcome(line.shop, colleague, desk.token, "busy", act=line.act())
