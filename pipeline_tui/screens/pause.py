"""A pause: its reason, and how long it has lasted."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import fixed, join, say, timer


class Pause(Dialog[float]):
    """Stands before the desk until Esc or Enter; answers how many seconds it lasted."""

    def __init__(self, reason: str, clock: Callable[[], float] = monotonic) -> None:
        """Take the reason as it is shown."""
        super().__init__()
        self._reason, self._clock = reason, clock
        self._since = clock()

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(join(fixed("Pause · ", "bold"), say(self._reason)), classes="question")
            yield Static(id="timer")
            yield Static(join(fixed("Enter ", "bold $accent"), "back to work"), classes="answers")

    def on_mount(self) -> None:
        """Run the timer."""
        self._tick()
        self.set_interval(1.0, self._tick)

    def _tick(self) -> None:
        self.query_one("#timer", Static).update(say(timer(self._clock() - self._since)))

    def action_accept(self) -> None:
        """Go back to work."""
        self.dismiss(self._clock() - self._since)

    def action_close(self) -> None:
        """Go back to work."""
        self.action_accept()
