"""What stands on a desk without a contact: what to press, or why nothing can be called."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.ui.formatting import ACCENT, QUIET, distance, fixed, join, lines, planned, say
from pipeline_tui.ui.words import BLOCKERS


class Resting(Widget):
    """Says what to do; after an empty queue it counts the reasons and says when the next one opens."""

    DEFAULT_CSS = """
    Resting { height: 1fr; padding: 3 6; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Start with the invitation."""
        super().__init__(id=id)
        self._queue: EmptyQueue | None = None
        self._zone, self._now = "UTC", datetime.min.replace(tzinfo=UTC)
        self._word = ""

    def show(self, queue: EmptyQueue | None, zone: str, now: datetime, word: str = "") -> None:
        """Show why nothing can be called, or with None that the next contact may be asked for."""
        self._queue, self._zone, self._now, self._word = queue, zone, now, word
        self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        if self._queue is None:
            return lines(
                (
                    say(self._word or "No contact in hand.", "bold"),
                    fixed(""),
                    join(fixed("Enter ", f"bold {ACCENT}"), "brings the next contact."),
                )
            )
        queue = self._queue
        counted = [
            join(fixed(f"{count:>8} ", "bold"), fixed(BLOCKERS[blocker]))
            for blocker, count in sorted(queue.blockers.items(), key=lambda entry: -entry[1])
            if count
        ]
        return lines(
            (
                fixed("Nothing can be called now.", "bold"),
                fixed(""),
                *(counted or [fixed("No contact waits on any active list.", QUIET)]),
                fixed(""),
                self._opening(queue.opens_at),
                join(fixed("Enter ", f"bold {ACCENT}"), fixed("looks again.", QUIET)),
            )
        )

    def _opening(self, opens_at: datetime | None) -> Content:
        if opens_at is None:
            return fixed("Waiting will not change that: a manager has to add or open a list.")
        when = planned(opens_at, self._zone, self._now)
        return join("The next one opens ", say(when, "bold"), fixed(f" · {distance(opens_at, self._now)}"))
