"""Counting behind the manager's desk: shown when it is done, waited for by nobody.

Where a million contacts are walked through it takes seconds, so that it goes on seldom enough not to be felt:
after a long count comes a rest, unless the manager has changed something.
"""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import Any

from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.domain.line_counts import LineCounts
from pipeline_tui.screens.approvals import ApprovingDesk
from pipeline_tui.screens.session import Session

LONG = 0.5  # seconds; a shorter count is never rested from
REST = 9  # times as long as the count took: a tenth of one core at most


class CountingDesk(ApprovingDesk):
    """A manager's desk that counts; a subclass draws the counts."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.counts = LineCounts(known=False)
        self._left = Event()
        self._counting = self._wanted = self._acted = False
        self._not_before = 0.0  # by the machine's own clock

    def on_unmount(self) -> None:
        """Stop counting: nobody is there to hear of it."""
        self._left.set()

    def act(self, *given: Any, **more: Any) -> None:
        """Do one act; what it changed is counted without a rest."""
        self._acted = True
        super().act(*given, **more)

    def draw_counts(self) -> None:
        """Draw what was counted."""

    def count_soon(self) -> None:
        """Count now, or when the count under way is over, or after a rest."""
        self._wanted = True
        if self._counting:
            return
        rest = 0.0 if self._acted else self._not_before - monotonic()
        if rest > 0:
            self._count_after(rest)
            return
        self._counting, self._wanted, self._acted = True, False, False
        doors, overtaken = self.session.doors, self._left.is_set

        def work() -> tuple[LineCounts, float]:
            began = monotonic()
            return doors.count_line(overtaken=overtaken), monotonic() - began

        self.read("counts", work, self._counted, self._not_counted)

    def _count_after(self, rest: float) -> None:
        def again() -> None:
            if self._wanted and self.is_current:
                self.count_soon()

        self.set_timer(rest, again)

    def _counted(self, answer: tuple[LineCounts, float]) -> None:
        self.counts, took = answer
        self._over(took)
        self.draw_counts()

    def _not_counted(self, error: PipelineError) -> None:
        self._over(0.0)
        if not isinstance(error, NothingToDo):
            self.fail(error)

    def _over(self, took: float) -> None:
        self._counting = False
        self._not_before = monotonic() + took * REST if took >= LONG else 0.0
        if self._wanted:
            self.count_soon()
