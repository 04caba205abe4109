"""Has the desks work by a new version of the method between two calls, and says what is new in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea

from pipeline_tui.screens.method_news import open_news
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.ui.toasts import toast, toast_error
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.domain.method_news import MethodInUse
    from pipeline_tui.screens.base import DeskScreen
    from pipeline_tui.screens.session import Session
    from pipeline_tui.ui.keys_in_order import KeysInOrder


class MethodWatch:
    """Looks once a second, with what the floor last told: nothing is read for it."""

    def __init__(self, app: KeysInOrder, session: Session, desks: Callable[[], Sequence[DeskScreen]]) -> None:
        """Take the program, the operator's session and the open desks."""
        self._app, self._session, self._desks = app, session, desks
        self._not_readable = 0  # a version this program could not take up
        self._offered = 0  # a version whose news were opened by themselves

    def look(self, front: DeskScreen) -> None:
        """Take up the version that holds, when nobody is in the middle of anything; open what is new once."""
        news = self._session.heard.floor.method
        if news.holds not in (self._session.method_number, self._not_readable):
            if self._between_calls(front):
                front.act(self._session.doors.take_up_method, self._taken_up, self._refused)
        elif news.unread and self._offered == 0:
            # At the start of a day, before the first contact: later the header says it, and nothing opens
            # under somebody's fingers.
            self._offered = news.holds
            if self._between_calls(front) and all(desk.desk is None for desk in self._desks()):
                open_news(front)
        elif not self._offered:
            self._offered = news.holds

    def _between_calls(self, front: DeskScreen) -> bool:
        if front.acting or len(self._app.screen_stack) > 1:
            return False
        if isinstance(self._app.focused, Input | TextArea):
            return False
        return all(desk.untouched for desk in self._desks())

    def _taken_up(self, method: MethodInUse) -> None:
        session = self._session
        session.take_up(method.number, method.playbook)
        self._app.keys = session.keys
        for desk in self._desks():
            desk.method_changed(method.desk)
        if session.heard.floor.method.unread:
            command = session.keys.find("method.news")
            key = shown_key(command.keys[0]) if command is not None and command.keys else tr("All commands")
            title = tr("The playbook is version {number} now", number=method.number)
            toast(self._app, tr("{key} shows what is new.", key=key), title)

    def _refused(self, error: PipelineError) -> None:
        self._not_readable = self._session.heard.floor.method.holds
        toast_error(self._app, error)
