"""The regulation to be read: it counts as read once its end was in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import ACCENT, fixed, join
from pipeline_tui.widgets.method_lines import page_lines
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content


class RegulationSheet(Dialog[bool]):
    """Enter turns the page, and at the end says that it was read; Esc answers nothing."""

    DEFAULT_CSS = """
    RegulationSheet > .sheet { width: 100%; height: 100%; border: none; background: $background; }
    RegulationSheet > .sheet:ansi { background: ansi_default; color: ansi_default; }
    RegulationSheet .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, text: str) -> None:
        """Take the text as it is written."""
        super().__init__()
        self._text = text
        self._seen = 0  # the last line that was in sight
        self._drawn = 0

    def compose(self) -> ComposeResult:
        """Build the page."""
        with Vertical(classes="sheet"):
            yield Page(more=tr(" · Enter"))
            yield Static(classes="ways")

    def on_mount(self) -> None:
        """Draw it for the size it has."""
        self.query_one(Page).show(self._draw)
        self.call_after_refresh(self._ways)

    def action_accept(self) -> None:
        """Turn the page; at the end, it was read."""
        if self._at_end:
            self.dismiss(True)
        else:
            self.action_move("page-down")

    def action_move(self, way: str) -> None:
        """Scroll."""
        self.query_one(Page).turn(way)
        self.call_after_refresh(self._ways)

    @property
    def _at_end(self) -> bool:
        page = self.query_one(Page)
        return page.last_in_sight >= self._drawn

    def _ways(self) -> None:
        enter = tr("I have read it") if self._at_end else tr("next page")
        self.query_one(".ways", Static).update(
            join(
                fixed(tr("Enter "), f"bold {ACCENT}"),
                fixed(f"{enter}   "),
                fixed("↑ ↓ ", f"bold {ACCENT}"),
                tr("scroll   "),
                fixed(tr("Esc "), f"bold {ACCENT}"),
                tr("later"),
            )
        )

    def _draw(self, width: int, _height: int) -> list[Content]:
        drawn = page_lines(self._text, width)
        self._drawn = len(drawn)
        return drawn
