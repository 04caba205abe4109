"""A desk whose list ``/`` filters by the words that are typed; accents and capitals do not count."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from pipeline_tui.domain.text import fold
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.ui.command import Command
from pipeline_tui.widgets.filter_line import FilterLine
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import mark, tr

NONE_HOLDS = mark("Nothing here has these words.\n\nEsc shows all.")


class FilteringDesk(ListDesk):
    """Keeps the words; subclasses hold their lines against ``holds`` and say how many there are."""

    typed = ""

    @property
    def filterable(self) -> int:
        """Return how many lines there are without a filter."""
        return 0

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; filtering needs a list, Esc a filter."""
        if command.call == "filter":
            return self.filterable > 0
        return super().allows(command)

    def holds(self, *texts: str) -> bool:
        """Return whether texts hold every word typed."""
        folded = fold(" ".join(texts))
        return all(word in folded for word in fold(self.typed).split())

    @property
    def filtering(self) -> bool:
        """Return whether the cursor is in the filter, or words keep lines out of sight."""
        return bool(self.typed) or (self.focused is not None and self.focused.id == "filter")

    def show_filter(self, listed: LineList, shown: int, empty: str) -> None:
        """Show the line of the filter where it is in use, and why a list may be empty."""
        line = self.query_one(FilterLine)
        line.display = self.filtering
        line.tell(shown, self.filterable)
        listed.say_when_empty(tr(NONE_HOLDS) if self.typed else empty)

    def action_filter(self) -> None:
        """Put the cursor into the line that says what is shown."""
        line = self.query_one(FilterLine)
        line.display = True
        line.query_one("#filter", Input).focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        if event.value != self.typed:
            self.typed = event.value
            self.repaint()

    def leave_filter(self) -> None:
        """Show every line again."""
        self.typed = ""
        self.query_one("#filter", Input).value = ""
        self.set_focus(None)
        self.repaint()

    def action_back(self) -> None:
        """Leave the filter first, where one stands before the list."""
        if self.filtering:
            self.leave_filter()
        else:
            super().action_back()
