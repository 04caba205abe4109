"""The calling rules of a country over the desk: what holds for calls there, and where each figure is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.readings import today_of
from pipeline_tui.ui.formatting import fixed, join
from pipeline_tui.ui.presence import goes
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rules_lines import countries_line, rules_lines
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.rules_page import RulesPage
    from pipeline_tui.screens.base import DeskScreen


class RulesScreen(Dialog[None]):
    """The page of a country's rules; Tab turns to the next country, any way out goes back to the desk."""

    DEFAULT_CSS = """
    RulesScreen > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; background: $background; }
    RulesScreen > .sheet:ansi { background: ansi_default; color: ansi_default; }
    RulesScreen .head { height: 1; padding: 0 1; }
    RulesScreen .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, desk: DeskScreen, page: RulesPage) -> None:
        """Take the desk that reads for this sheet, and the first page."""
        super().__init__()
        self._desk, self._page = desk, page

    def compose(self) -> ComposeResult:
        """Build the page."""
        with Vertical(classes="sheet"):
            yield Static(classes="head")
            yield Page(more=" · ↓")
            yield Static(
                join(
                    fixed(tr("Tab "), "bold $accent"),
                    tr("next country   "),
                    fixed("↑ ↓ ", "bold $accent"),
                    tr("scroll   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("back to the desk"),
                ),
                classes="ways",
            )

    def on_mount(self) -> None:
        """Draw the first page."""
        self._show(self._page)

    def _show(self, page: RulesPage) -> None:
        self._page = page
        self.query_one(".head", Static).update(
            join(fixed(tr("Calling rules  "), "bold $accent"), countries_line(page))
        )
        self.query_one(Page).turn_back()
        self.query_one(Page).show(self._draw)

    def _draw(self, width: int, _height: int) -> list[Content]:
        return rules_lines(self._page, today_of(self._desk.session), width)

    def action_field(self, way: str) -> None:
        """Turn to the next country, or the one before."""
        known = self._page.countries
        at = known.index(self._page.asked) if self._page.asked in known else 0
        wanted = known[(at + (1 if way == "down" else -1)) % len(known)]
        doors = self._desk.session.doors
        self._desk.read("rules", lambda: doors.rules_of(wanted), self._turned)

    def _turned(self, page: RulesPage) -> None:
        if not goes(self):
            self._show(page)

    def action_rules(self) -> None:
        """Go back by the key that came here."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        self.query_one(Page).turn(way)


def open_rules(desk: DeskScreen) -> None:
    """Read the rules of the shop's own country and show them over a desk."""

    def show(page: RulesPage) -> None:
        desk.open(RulesScreen(desk, page))

    desk.read("rules", lambda: desk.session.doors.rules_of(""), show)
