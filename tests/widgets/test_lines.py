"""Lines with a cursor, and the footer's keys, by what they draw."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from pipeline_tui.ui.commands import COMMANDS
from pipeline_tui.ui.formatting import say
from pipeline_tui.ui.keymap import settle
from pipeline_tui.widgets.footer import Footer
from pipeline_tui.widgets.line_list import LineList

KEYS = settle(COMMANDS)


class Stage(App[None]):
    """One widget alone."""

    CSS = "LineList { height: 5; }"

    def __init__(self, widget: Any) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "#333333", "field": "#222222", "field-focus": "#222222"}


def _shown(lines: LineList) -> list[str]:
    return [line.rstrip() for line in lines.render().plain.split("\n")]


@pytest.mark.parametrize(
    ("ways", "cursor"),
    [
        ((), 1),
        (("down",), 2),
        (("down", "down"), 4),
        (("up",), 1),
        (("last",), 9),
        (("last", "down"), 9),
        (("last", "up", "first"), 1),
        (("page-down",), 5),
        (("page-down", "page-up"), 1),
        (("sideways",), 1),
    ],
)
async def test_the_cursor_passes_over_headings_and_stays_inside(ways: tuple[str, ...], cursor: int) -> None:
    lines = LineList()
    async with Stage(lines).run_test():
        lines.show([say(f"line {number}") for number in range(10)], headings=frozenset({0, 3}))
        for way in ways:
            lines.move(way)
        assert lines.cursor == cursor
        assert f"› line {cursor}" in _shown(lines)
        assert len(_shown(lines)) == 5


async def test_an_empty_list_says_what_it_would_hold() -> None:
    lines = LineList(empty="Nobody waits here.")
    async with Stage(lines).run_test():
        lines.show([])
        assert _shown(lines) == ["Nobody waits here."]
        lines.move("down")
        assert lines.cursor == -1


async def test_headings_alone_hold_no_cursor() -> None:
    lines = LineList()
    async with Stage(lines).run_test():
        lines.show([say("a"), say("b")], headings=frozenset({0, 1}))
        assert lines.cursor == -1


async def test_a_long_list_draws_what_is_seen_only() -> None:
    lines = LineList()
    async with Stage(lines).run_test():
        lines.show([say(f"line {number}") for number in range(100_000)])
        lines.move("last")
        assert _shown(lines)[-1] == "› line 99999"
        assert len(_shown(lines)) == 5


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
async def test_the_footer_cuts_by_whole_keys_and_keeps_the_way_to_the_rest(width: int) -> None:
    footer = Footer()
    commands = [command for command in KEYS.commands if command.keys and "." in command.id][:20]
    palette = KEYS.find("program.palette")
    assert palette is not None
    async with Stage(footer).run_test(size=(width, 5)):
        footer.show((), (*commands, palette))
        _, below = footer.render().plain.split("\n")
        assert len(below) <= width
        assert below.endswith(": more")
