"""What is new in the playbook: for each operator from the version they know, until they say they read it."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.errors import NothingToDo, UsageTrouble
from pipeline_tui.domain.method_news import MethodNews
from pipeline_tui.services import adopting, attending, learning_method, staffing, undoing
from pipeline_tui.services.shop import open_shop
from tests.services.own_playbook import COLD_CALL, with_words
from tests.shops import Line, S


def adopt(line: Line, words: str) -> None:
    line.later(minutes=1)
    adopting.adopt(line.shop, line.viewer("Mona"), with_words(line, words), act=line.act())


def news(line: Line, name: str = "Sam") -> MethodNews:
    return learning_method.news(line.shop, line.viewer(name))


def read(line: Line, number: int, name: str = "Sam") -> None:
    learning_method.note_read(line.shop, line.viewer(name), number, act=line.act())


def test_everybody_reads_for_themselves(line: Line) -> None:
    assert news(line) == MethodNews(1, 1) and not news(line).unread
    adopt(line, "First.")
    assert news(line) == MethodNews(2, 1) == attending.on_the_floor(line.shop, line.viewer("Sam")).method
    new = learning_method.what_is_new(line.shop, line.viewer("Sam"))
    assert (new.number, new.known, new.by, new.at) == (2, 1, "Mona", line.at)
    (change,) = new.changes
    assert change.file == COLD_CALL and "First." in {one.text for one in change.lines}
    read(line, 2)
    assert not news(line).unread and news(line, "Paul").unread
    with pytest.raises(NothingToDo, match="Nothing is new"):
        learning_method.what_is_new(line.shop, line.viewer("Sam"))


def test_the_difference_is_told_from_what_one_knows(line: Line) -> None:
    adopt(line, "First.")
    read(line, 2)
    adopt(line, "Second.")
    adopt(line, "Third.")
    told = learning_method.what_is_new(line.shop, line.viewer("Sam"))
    texts = {one.mark.value: one.text for one in told.changes[0].lines if one.mark.value in "+-"}
    assert (told.known, told.number, texts) == (2, 4, {"+": "Third.", "-": "First."})


def test_what_was_taken_back_is_new_to_those_who_read_it_only(line: Line) -> None:
    adopt(line, "First.")
    read(line, 2)
    undoing.undo(line.shop, line.viewer("Mona"), act=line.act())
    assert news(line) == MethodNews(1, 2) and not news(line, "Paul").unread


def test_a_newcomer_has_nothing_to_unlearn(line: Line) -> None:
    adopt(line, "First.")
    line.later(minutes=1)
    staffing.add_person(line.shop, line.viewer("Mona"), "Neu", {S}, act=line.act())
    assert news(line, "Neu") == MethodNews(2, 2)
    adopt(line, "Second.")
    assert news(line, "Neu") == MethodNews(3, 2)


def test_a_program_that_runs_takes_it_up_with_what_is_in_hand(line: Line) -> None:
    line.contact()
    other = Line(open_shop(line.shop.store.path, now=line.at), line.at)
    other.claim(other.viewer("Sam"))
    adopt(line, "First.")
    assert other.shop.method_number == 1
    used = learning_method.take_up(other.shop, other.viewer("Sam"))
    assert (used.number, used.playbook.version) == (2, 2) and used.desk is not None
    assert other.shop.method.playbook is used.playbook
    other.shop.close()


def test_a_version_that_is_not_there_is_not_read(line: Line) -> None:
    with pytest.raises(UsageTrouble, match="no version 9"):
        read(line, 9)
