"""What is new in the shop's method over a desk: read line by line, and said to be read with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import ACCENT, QUIET, fixed, join, moment, say
from pipeline_tui.widgets.news_lines import change_lines
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.method_news import MethodNews, NewInMethod
    from pipeline_tui.screens.base import DeskScreen


class NewInMethodScreen(Dialog[bool]):
    """The page of changes; only y says that it was read, any other way out leaves it for later."""

    DEFAULT_CSS = """
    NewInMethodScreen > .sheet {
        width: 100%; height: 100%; border: none; padding: 0 1; background: $background;
    }
    NewInMethodScreen > .sheet:ansi { background: ansi_default; color: ansi_default; }
    NewInMethodScreen .head { height: 2; padding: 0 1; }
    NewInMethodScreen .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, desk: DeskScreen, new: NewInMethod) -> None:
        """Take the desk that asks for this sheet, and what is new."""
        super().__init__()
        self._desk, self._new = desk, new

    def compose(self) -> ComposeResult:
        """Build the page."""
        new, session = self._new, self._desk.session
        by = tr("by {name}, ", name=new.by) if new.by else ""
        at = moment(new.at, session.zone, session.now())
        with Vertical(classes="sheet"):
            yield Static(
                join(
                    fixed(tr("New in the playbook  "), f"bold {ACCENT}"),
                    say(tr("version {number}, {by}{at}", number=new.number, by=by, at=at)),
                    fixed("  "),
                    say(tr("you know version {number}", number=new.known), QUIET),
                ),
                classes="head",
            )
            yield Page(more=" · ↓")
            yield Static(
                join(
                    fixed(f"{self.shown_key('dialog.yes')} ", f"bold {ACCENT}"),
                    tr("I have read it   "),
                    fixed(tr("↑ ↓ PgUp PgDn "), f"bold {ACCENT}"),
                    tr("scroll   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("later"),
                ),
                classes="ways",
            )

    def on_mount(self) -> None:
        """Draw what is new."""
        self.query_one(Page).show(self._draw)

    def _draw(self, width: int, _height: int) -> list[Content]:
        drawn = change_lines(self._new.changes, self._desk.session.language, width)
        return drawn or [fixed(tr("No word of it differs from the version you know."))]

    def action_yes(self) -> None:
        """Say that it was read."""
        self.dismiss(True)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        self.query_one(Page).turn(way)


def open_news(desk: DeskScreen) -> None:
    """Read what is new and show it over a desk; store that it was read when that is said."""
    doors = desk.session.doors

    def show(new: NewInMethod) -> None:
        def answered(read: bool | None) -> None:
            if read:
                act = new_act()
                desk.act(lambda: doors.note_read(new.number, act=act), stored)

        desk.open(NewInMethodScreen(desk, new), answered)

    def stored(news: MethodNews) -> None:
        known = tr("You know version {number}", number=news.known)
        desk.say(tr("The header says so when the playbook changes again."), known)

    desk.read("method-news", doors.what_is_new, show)
