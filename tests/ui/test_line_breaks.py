"""A mark that French sets apart stays on the line of its word, however narrow the screen is."""

from __future__ import annotations

import pytest
from rich import _wrap

from pipeline_tui.ui.formatting import fixed, say, wrapped
from pipeline_tui.ui.line_breaks import glued, keep_marks_with_their_words

_MARKS = (
    "Prendre l'appel ; le premier l'a.",
    "Il a dit « oui » ; et après ? Rien : 40 % de moins !",
    "Budget 14 000 € ou 3 500 : on verra",
    "a : b",
)


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_wrap, "re_word", _wrap.re_word)
    keep_marks_with_their_words()


def _torn(lines: list[str]) -> list[str]:
    return [
        line
        for line in lines
        if line.lstrip()[:1] in tuple(":;?!»%€")
        or line.rstrip(" \u00a0").endswith("«")
        or line.lstrip()[:3] in ("000", "500")
    ]


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize("text", [*_MARKS, *(glued(text) for text in _MARKS)])
def test_no_line_begins_with_a_mark_or_ends_in_an_open_quote(text: str) -> None:
    for width in range(12, 40):
        for made in (say(text).wrap(width), fixed(text).wrap(width), wrapped(text, width)):
            shown = [line.plain for line in made]
            assert _torn(shown) == [], (width, shown)
            assert "".join("".join(shown).split()) == "".join(text.split())


def test_english_and_codes_are_left_as_they_are() -> None:
    for text in ("It is so: wait; is it? Yes!", "a :hover b", "12 %x", "«"):
        assert glued(text) == text
