"""Keeps what is typed: half a second after the last key, at once when a field is left."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import HoldLost, PipelineError
from pipeline_tui.screens.working import WorkingScreen

PAUSE = 0.5  # seconds without a key


class DraftKeeper:
    """Writes drafts in the order they were typed, so that an older one never overwrites a newer."""

    def __init__(
        self,
        screen: WorkingScreen,
        keep: Callable[[str, Draft], None],
        lost: Callable[[PipelineError], None],
    ) -> None:
        """Take the screen whose workers write, the service, and who hears that the hold is lost."""
        self._screen, self._keep, self._lost = screen, keep, lost
        self._typed: tuple[str, Draft] | None = None
        self._timer: Timer | None = None
        self._writing = False
        self._token = ""
        self._kept = Draft()

    def begin(self, token: str, draft: Draft) -> None:
        """Start with another contact and what is kept for it."""
        self.forget()
        self._token, self._kept = token, draft

    def forget(self) -> None:
        """Drop what is not written yet: an act has stored it, or the contact is gone."""
        self._typed, self._token = None, ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def typed(self, token: str, draft: Draft, *, now: bool = False) -> None:
        """Take a newer draft; ``now`` writes it without waiting for a pause."""
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
            lambda: self._keep(token, draft),
            self._written,
            lambda error: self._refused(token, error),
        )

    def flush(self) -> None:
        """Write what is typed before the program leaves, on this thread."""
        if self._typed is not None:
            (token, draft), self._typed = self._typed, None
            try:
                self._keep(token, draft)
            except HoldLost:
                return  # somebody else has the contact; there is nobody left to tell

    def _written(self, _: None) -> None:
        self._writing = False
        self.write()

    def _refused(self, token: str, error: PipelineError) -> None:
        self._writing = False
        if token == self._token:
            self._lost(error)
