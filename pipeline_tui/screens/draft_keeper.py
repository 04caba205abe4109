"""Keeps what is typed: half a second after the last key, at once when a field is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.timer import Timer

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import HoldLost, PipelineError
from pipeline_tui.screens.working import WorkingScreen

if TYPE_CHECKING:
    from pipeline_tui.screens.doors import Doors

PAUSE = 0.5  # seconds without a key


class DraftKeeper:
    """Writes drafts in the order they were typed, so that an older one never overwrites a newer."""

    def __init__(
        self,
        screen: WorkingScreen,
        doors: Doors,
        lost: Callable[[PipelineError, str], None],
        now: Callable[[], datetime],
    ) -> None:
        """Take the screen whose workers write, the services, who hears that the hold is lost, and a clock."""
        self._screen, self._doors, self._lost, self._now = screen, doors, lost, now
        self._typed: tuple[str, Draft] | None = None
        self._timer: Timer | None = None
        self._writing = False
        self._token = ""
        self._kept = Draft()
        self._last: tuple[str, Draft] = ("", Draft())
        self.typed_at: datetime | None = None  # UTC; of the newest letter in this hold

    def begin(self, token: str, draft: Draft) -> None:
        """Start with another contact and what is kept for it."""
        self.forget()
        self._token, self._kept = token, draft
        if token != self._last[0]:
            self._last, self.typed_at = (token, draft), None

    def forget(self) -> None:
        """Drop what is not written yet: an act has stored it, or the contact is gone."""
        self._typed, self._token = None, ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def typed(self, token: str, draft: Draft, *, now: bool = False) -> None:
        """Take a newer draft; ``now`` writes it without waiting for a pause."""
        if (token, draft) != self._last:
            self._last, self.typed_at = (token, draft), self._now()
        if token != self._token or draft == self._kept:
            return
        self._typed = token, draft
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if now:
            self.write()
        else:
            self._timer = self._screen.set_timer(PAUSE, self.write)

    def write(self) -> None:
        """Write what is typed, unless a write is under way; then it follows that one."""
        if self._typed is None or self._writing:
            return
        (token, draft), self._typed = self._typed, None
        self._writing, self._kept = True, draft
        self._screen.read(
            "draft",
            lambda: self._doors.keep_draft(token, draft),
            self._written,
            lambda error: self._refused(token, error),
        )

    def flush(self) -> None:
        """Write what is typed before the program leaves, on this thread."""
        if self._typed is not None:
            (token, draft), self._typed = self._typed, None
            try:
                self._doors.keep_draft(token, draft)
            except HoldLost:
                # The contact has left the desk; what was typed about it waits for its writer.
                self._doors.keep_late(token, draft, typed_at=self.typed_at or self._now())

    def _written(self, _: None) -> None:
        self._writing = False
        self.write()

    def _refused(self, token: str, error: PipelineError) -> None:
        self._writing = False
        if token == self._token:
            self._lost(error, token)
