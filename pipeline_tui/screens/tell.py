"""Something to read: an error with its next step, or an answer of the desk; any way out closes it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import fixed, join, lines, say
from pipeline_tui.wording import tr


class Tell(Dialog[None]):
    """Shows lines under a title until Esc or Enter."""

    def __init__(self, title: str, body: Iterable[Content]) -> None:
        """Take the title and ready lines."""
        super().__init__()
        self._title, self._body = title, tuple(body)

    @classmethod
    def error(cls, error: PipelineError) -> Tell:
        """Return the sheet that says what was not done, why, and what to do next."""
        body = [say(error.detail, limit=1200, multiline=True)] if error.detail else []
        if error.next_step:
            body += [fixed(""), join(fixed("→ ", "$accent"), say(error.next_step, limit=600))]
        return cls(error.title, body)

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            with VerticalScroll(classes="body"):
                yield Static(lines(self._body))
            yield Static(join(fixed(tr("Esc "), "bold $accent"), tr("close")), classes="answers")

    def forget(self) -> None:
        """Take back what the sheet tells, while another question stands before it."""
        self._title, self._body = "", ()
        self.query_one(".question", Static).update(fixed(""))
        self.query_one(".body Static", Static).update(fixed(""))

    def action_accept(self) -> None:
        """Close the sheet."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        body = self.query_one(VerticalScroll)
        (body.scroll_up if way == "up" else body.scroll_down)(animate=False)
