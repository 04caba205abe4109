"""One's own day: figures beside the usual ones, a picture of the hours, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.readings import today_of
from pipeline_tui.ui.formatting import fixed, join, say
from pipeline_tui.widgets.hours_picture import figures_page, heading
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.own_figures import OwnDay
    from pipeline_tui.screens.on_the_phone import OnThePhoneScreen
    from pipeline_tui.screens.session import Session


class FiguresScreen(Dialog[None]):
    """The page of one's own day; any way out goes back to the desk."""

    DEFAULT_CSS = """
    FiguresScreen > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; background: $background; }
    FiguresScreen > .sheet:ansi { background: ansi_default; color: ansi_default; }
    FiguresScreen .head { height: 1; padding: 0 1; }
    FiguresScreen .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, session: Session, own: OwnDay) -> None:
        """Take the day as it was read just now."""
        super().__init__()
        self._session, self._own = session, own

    def compose(self) -> ComposeResult:
        """Build the page."""
        with Vertical(classes="sheet"):
            head = heading(self._own, today_of(self._session), self._session.zone)
            yield Static(join(fixed(tr("My figures "), "bold $accent"), say(f"· {head}")), classes="head")
            yield Page(more=" · ↓")
            yield Static(
                join(
                    fixed(tr("Esc "), "bold $accent"),
                    tr("back to the desk"),
                    fixed(tr("  Your own figures only."), "$text-muted"),
                ),
                classes="ways",
            )

    def on_mount(self) -> None:
        """Draw the page for the size it has."""
        self.query_one(Page).show(self._draw)

    def _draw(self, width: int, height: int) -> list[Content]:
        page = [fixed(""), *figures_page(self._own, today_of(self._session), self._session.zone, width)]
        return page if len(page) <= height else [line for line in page if line.plain.strip()]

    def action_figures(self) -> None:
        """Go back by the key that came here."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        self.query_one(Page).turn(way)


def open_figures(desk: OnThePhoneScreen) -> None:
    """Read the operator's day and show it over their desk."""

    def show(own: OwnDay) -> None:
        desk.open(FiguresScreen(desk.session, own))

    desk.read("own-day", desk.session.doors.own_day, show)
