"""The line over a list that says which of it is shown."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from pipeline_tui.ui.formatting import QUIET, say
from pipeline_tui.widgets.text_field import TextField
from pipeline_tui.wording import tr


class FilterField(TextField):
    """A field that Enter leaves at once, so that the next key is the desk's again."""

    async def action_submit(self) -> None:
        """Leave the field; what stands in it goes on filtering."""
        self.screen.set_focus(None)


class FilterLine(Horizontal):
    """A field for words, and how many lines hold them; not there until it is wanted."""

    DEFAULT_CSS = """
    FilterLine { height: 1; padding: 0 1; display: none; }
    FilterLine Static { width: 2; color: $accent; }
    FilterLine #found { width: auto; color: $text-muted; }
    FilterLine #filter { width: 1fr; height: 1; border: none; padding: 0; }
    """

    def __init__(self, hint: str) -> None:
        """Take the words that say what is looked at."""
        super().__init__(id="words")
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Build the line."""
        yield Static("/")
        yield FilterField(id="filter", placeholder=self._hint, select_on_focus=False)
        yield Static(id="found")

    def tell(self, shown: int, of: int) -> None:
        """Say how many are shown."""
        self.query_one("#found", Static).update(say(tr("{shown} of {of}", shown=shown, of=of), QUIET))
