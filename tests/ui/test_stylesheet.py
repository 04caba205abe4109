"""Styles that are read once say what Textual's own stylesheet makes of the same pieces."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet

from pipeline_tui.ui.stylesheet import ParsedOnce

DAY, NIGHT = {"accent": "#ff0000", "surface": "#ffffff"}, {"accent": "#00ff00", "surface": "#000000"}
PIECES = {
    ("day", "one"): "Static { color: $accent; &:hover { background: $surface; } }",
    ("day", "two"): "#here Static { height: 1; }",
}


def filled(sheet: Stylesheet) -> Stylesheet:
    for place, css in PIECES.items():
        sheet.add_source(css, place)
    return sheet


def test_every_theme_gets_its_own_colours_and_the_first_one_back() -> None:
    sheet = filled(ParsedOnce(variables=DAY))
    for variables in (DAY, NIGHT, DAY):
        sheet.set_variables(variables)
        sheet.reparse()
        assert sheet.css == filled(Stylesheet(variables=variables)).css


def test_a_piece_that_comes_later_is_read_and_the_others_are_the_same_rules() -> None:
    sheet = filled(ParsedOnce(variables=DAY))
    before = list(sheet.rules)
    sheet.add_source("Static.late { width: 3; }", ("day", "late"))
    assert sheet.rules[: len(before)] == before
    assert all(a is b for a, b in zip(sheet.rules, before, strict=False)), "read again"
    assert "late" in sheet.css


def test_more_pieces_than_textual_keeps_are_kept() -> None:
    sheet = ParsedOnce(variables=DAY)
    for number in range(200):
        sheet.add_source(f"Static.c{number} {{ width: 3; }}", ("many", str(number)))
    first = list(sheet.rules)
    sheet.reparse()
    assert all(a is b for a, b in zip(sheet.rules, first, strict=True))
