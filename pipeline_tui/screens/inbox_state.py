"""What the inbox knows: what waits in it, and what stands under the cursor."""

from __future__ import annotations

from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.answering import AnsweringDesk
from pipeline_tui.screens.inbox_views import Contents, Thing, key_of
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command
from pipeline_tui.wording import tr


class InboxState(AnsweringDesk):
    """The contents of the inbox and the one cursor."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.contents = Contents()
        self.loaded = False
        self._chosen: tuple[type[Thing], int] | None = None
        self._rows: tuple[Thing | None, ...] = ()  # None: a heading
        self._empty = ""

    @property
    def receives(self) -> bool:
        """Return whether hand-offs arrive here."""
        viewer = self.session.viewer
        return viewer.covers(Stage.HUNTING) or viewer.covers(Stage.FARMING)

    def own_figures(self) -> tuple[str, ...]:
        """Return how many wait, how many of them are late, and how many messages are new."""
        offered, unread = self.contents.offered, sum(one.unread for one in self.contents.messages)
        late = sum(one.waiting in ("team", "red") for one in offered)
        waiting = tr("{offered} waiting", offered=len(offered)) + (
            tr(" · {late} late", late=late) if late else ""
        )
        back = len(self.contents.came_back)
        return (
            *((waiting,) if self.receives else ()),
            *((tr("{back} came back", back=back),) if back else ()),
            *((tr("{unread} new", unread=unread),) if unread else ()),
        )

    def waiting_words(self) -> tuple[str, ...]:
        """Return nothing: the inbox itself stands here."""
        return ()

    def waiting_changed(self) -> None:
        """Read again: something came, was taken by a colleague, or has passed its limit."""
        self.reload()

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a line under the cursor."""
        if command.id in ("hand-off.accept", "hand-off.return"):
            return super().allows(command) and self.offer is not None
        if command.id == "hand-off.again":
            return super().allows(command) and self.back is not None
        return super().allows(command) and (self.chosen is not None or command.id != "list.open")

    @property
    def chosen(self) -> Thing | None:
        """Return what stands under the cursor."""
        return next((one for one in self.contents.things if key_of(one) == self._chosen), None)

    @property
    def filterable(self) -> int:
        """Return how much is here."""
        return len(self.contents.things)

    @property
    def offer(self) -> HandOff | None:
        """Return the hand-off under the cursor, if it is one."""
        chosen = self.chosen
        return chosen if isinstance(chosen, HandOff) and chosen.state == "waiting" else None

    @property
    def back(self) -> HandOff | None:
        """Return what came back and stands under the cursor, if it is that."""
        chosen = self.chosen
        return chosen if isinstance(chosen, HandOff) and chosen.state == "returned" else None
