"""Follows a change of the structure, or of one's own stages, at an open desk: between two calls, and said.

Whoever gains a stage has its desk at once; whoever loses one keeps what they typed, and goes on elsewhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES, you_work
from pipeline_tui.ui.toasts import toast
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import App

    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.screens.session import Session

Follow = Callable[["Viewer"], Awaitable[None]]


class LineChange:
    """What was heard of a change, until the desks can follow."""

    def __init__(
        self,
        app: App[Any],
        session: Session,
        desks: Callable[[], Sequence[DeskScreen]],
        follow: Follow,
    ) -> None:
        """Take the program, the operator's session, the open desks, and what has them follow."""
        self._app, self._session, self._desks, self._follow = app, session, desks, follow
        self._next: Viewer | None = None
        self._following = False

    def hear(self, viewer: Viewer | None) -> None:
        """Take in what the operator is by now; how the stages are grouped holds at once, even in a call.

        A hand-off asks for its brief by that, and the receiver is chosen by it.
        """
        if viewer is None or viewer == self._session.viewer:
            self._next = None
            return
        session = self._session
        same = (viewer.roles, viewer.stages) == (session.viewer.roles, session.viewer.stages)
        if same and viewer.structure is session.workspace.structure:
            session.become(viewer)  # it was their own act, and said already
            return
        session.group(viewer)
        new, self._next = viewer != self._next, viewer
        self.follow_when_free()
        if new and not self._following:
            toast(self._app, tr("Your desks follow when this is done."), _title(self._session.viewer, viewer))

    def follow_when_free(self) -> None:
        """Have the desks follow, unless a call awaits its outcome, or a question stands before a desk."""
        viewer = self._next
        if viewer is None or self._following or len(self._app.screen_stack) > 1:
            return
        if any(desk.awaits or desk.acting for desk in self._desks()):
            return
        self._following, self._next = True, None
        self._app.run_worker(self._have_them_follow(viewer), exit_on_error=True)

    async def _have_them_follow(self, viewer: Viewer) -> None:
        before = self._session.viewer
        try:
            await self._follow(viewer)
        finally:
            self._following = False
        if not viewer.roles:
            return  # they left the shop, and the program ends
        toast(self._app, _words(before, viewer), _title(before, viewer))


def _title(before: Viewer, now: Viewer) -> str:
    if before.structure is not now.structure:
        return tr("The structure is now {structure}", structure=STRUCTURE_NAMES[now.structure])
    return tr("Your stages were changed")


def _words(before: Viewer, now: Viewer) -> str:
    if before.stages == now.stages:
        return tr("Your stages are as before.")
    lost = [STAGES[stage] for stage in Stage if stage in before.stages - now.stages]
    gone = tr(" What you had in {stages} is with colleagues.", stages=tr(" and ").join(lost)) if lost else ""
    return f"{you_work(now.stages)}{gone}"
