"""What codes are called on sheets, and how labelled text and history are laid out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import history, labelled_all, rule, side_by_side, wrapped
from tests.screens.fake_shop import NOW

EN = Names.of(load_shipped("florist"), "en")
FR = Names.of(load_shipped("florist"), "fr")


@pytest.mark.parametrize(
    ("what", "english", "french"),
    [
        ("no-answer", "no answer", "pas de réponse"),
        ("check-in ordered", "check-in: ordered again", "check-in: nouvelle commande"),
        ("hand-off", "handed over", "handed over"),
        ("long-gone-code", "long gone code", "long gone code"),
    ],
)
def test_events_are_named_in_the_language_of_the_shop(what: str, english: str, french: str) -> None:
    assert (EN.event(what), FR.event(what)) == (english, french)


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("step", "quote-sent", "Quote sent"),
        ("returned", "need-unclear which flowers?", "Need not clear: which flowers?"),
        ("returned", "need-unclear", "Need not clear"),
        ("returned", "by hand", "by hand"),
        ("note", "step quote-sent", "step quote-sent"),
    ],
)
def test_what_was_said_names_its_codes(what: str, text: str, said: str) -> None:
    assert EN.said(PastCall(NOW, "Paul", what, text)) == said


def test_a_label_has_its_text_beside_it_on_every_line() -> None:
    rows = [
        row.plain for row in labelled_all({"need": "a b " * 20, "budget": "?", "term": " "}, EN, 40, most=2)
    ]
    assert rows[0].startswith("Need  ")
    assert rows[1].startswith(" " * 8)
    assert rows[1].endswith("…")
    assert rows[2].split() == ["Budget", "not", "known"]
    assert len(rows) == 3, "what is empty has no line"


@pytest.mark.parametrize("width", [20, 37, 38, 60, 118])
def test_nothing_is_wider_than_its_place(width: int) -> None:
    before = (
        PastCall(datetime(2024, 5, 11, 10, tzinfo=UTC), "Jean-Baptiste de la Tour", "purchase", "x" * 300),
        PastCall(NOW, "", "step", "quote-sent"),
    )
    rows = history(before, EN, "Europe/Paris", NOW, width)
    assert all(row.truncate(width).cell_length <= width for row in rows)
    assert "11 May 2024 " in rows[0].plain
    assert rule("word " * 40, width).cell_length == width
    assert {row.cell_length <= width for row in side_by_side(rows, rows[:1], width)} == {True}


def test_wrapping_marks_what_it_leaves_out() -> None:
    assert [row.plain for row in wrapped("one two three", 5, most=2)] == ["one", "two…"]
    assert [row.plain.rstrip() for row in wrapped("一二三四五", 4)] == ["一二", "三四", "五"]
