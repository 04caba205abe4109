"""The base of the desks that show lists: names, the clock, looking again when colleagues may have acted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.readings import today_of
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import clock
from pipeline_tui.ui.names import Names

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk

LOOK_AGAIN = 10.0  # seconds between two looks at what colleagues did
_IN_ANY_CASE = 6  # looks; what is late or due is so by the time alone
WIDE = 120


class ListDesk(DeskScreen):
    """A desk that reads its lists when it comes to the front, after every act, and now and then."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.names = Names.of(session.playbook, session.language)
        self._seen_version, self._looks = -1, 0

    def method_changed(self, in_hand: Desk | None) -> None:
        """Name everything by the version that holds now, and read the lists again."""
        super().method_changed(in_hand)
        self.names = Names.of(self.session.playbook, self.session.language)
        if self.is_current:
            self.reload()

    @property
    def now(self) -> datetime:
        """Return the shop's clock (UTC)."""
        return self.session.now()

    @property
    def today(self) -> date:
        """Return the date in the shop's zone."""
        return today_of(self.session)

    @property
    def wide(self) -> bool:
        """Return whether there is room for more at once."""
        return self.size.width >= WIDE

    def header_right(self) -> tuple[str, ...]:
        """Return who works here, the time, and the desk's own figures."""
        return (self.session.viewer.name, clock(self.now, self.session.zone), *self.own_figures())

    def own_figures(self) -> tuple[str, ...]:
        """Return the desk's own figures for the header."""
        return ()

    def on_mount(self) -> None:
        """Look again now and then."""
        self.set_interval(LOOK_AGAIN, self._look_again)

    def on_screen_resume(self) -> None:
        """Show what is true now when the desk comes to the front."""
        self.reload()

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.repaint()

    def point_at(self, ref: int) -> None:
        """Put the cursor on a line, by the id of what stands there."""

    def repaint(self) -> None:
        """Draw what is known again; nothing is read."""

    def waiting_changed(self) -> None:
        """Read the lists at once when more or less waits in the inbox."""
        super().waiting_changed()
        if self.is_current and not self._acting:
            self.reload()

    def _look_again(self) -> None:
        """Read again when somebody has committed since; now and then also because time has passed."""
        version, self._looks = self.session.doors.changes(), self._looks + 1
        if (
            self.is_current
            and not self._acting
            and (version != self._seen_version or self._looks >= _IN_ANY_CASE)
        ):
            self._seen_version, self._looks = version, 0
            self.reload()
