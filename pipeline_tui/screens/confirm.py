"""A question answered by y or n; Enter answers nothing, as it may have opened the question."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import fixed, join, say
from pipeline_tui.wording import mark, tr


class Confirm(Dialog[bool]):
    """Asks yes or no; leaving is no."""

    def __init__(self, title: str, detail: str = "", *, yes: str = mark("yes"), no: str = mark("no")) -> None:
        """Take the question, what follows from yes, and the words of both answers."""
        super().__init__()
        self._title, self._detail, self._yes, self._no = title, detail, yes, no

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            if self._detail:
                yield Static(say(self._detail, multiline=True), classes="detail")
            yield Static(
                join(
                    *(fixed(f"{self.shown_key('dialog.yes')} ", "bold $accent"), say(tr(self._yes))),
                    *(fixed(f"   {self.shown_key('dialog.no')} ", "bold $accent"), say(tr(self._no))),
                ),
                classes="answers",
            )

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)

    def action_close(self) -> None:
        """Answer no."""
        self.dismiss(False)
