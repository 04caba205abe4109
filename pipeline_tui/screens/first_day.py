"""A newcomer's first day: what stands in the place of the desks until a manager releases them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.domain.first_days import FirstDay
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.quiz import QuizSheet
from pipeline_tui.screens.regulation import RegulationSheet
from pipeline_tui.screens.tell import Tell
from pipeline_tui.screens.working import WorkingScreen
from pipeline_tui.ui.bindings import bindings_of
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import ACCENT, fixed, join, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.ui.presence import built
from pipeline_tui.ui.toasts import toast
from pipeline_tui.widgets.first_day_lines import first_day_lines
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.domain.first_questions import FirstQuestion
    from pipeline_tui.screens.session import Session

_LOOKS_EVERY = 10.0  # seconds: a manager may release them meanwhile
_RELEASED = 3  # the last of the four


class FirstDayScreen(WorkingScreen):
    """Four things, one after the other; the cursor stands on the first that is not done, Enter does it."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FirstDayScreen > Vertical { padding: 1 2; }
    FirstDayScreen Static { height: auto; margin: 0 0 1 0; }
    FirstDayScreen LineList { height: 4; margin: 0 0 1 0; }
    """

    def __init__(self, session: Session, practises: Callable[[], None], released: Callable[[], None]) -> None:
        """Take the session, what begins a practice, and what opens the desks."""
        super().__init__()
        self.session = session
        self._practises, self._released = practises, released
        self._bindings = bindings_of(session.keys, Place.DIALOG)
        self._day: FirstDay | None = None
        self._opened = False

    def compose(self) -> ComposeResult:
        """Build the page."""
        with Vertical():
            yield Static(
                join(fixed(tr("First day "), f"bold {ACCENT}"), say(f"· {self.session.viewer.name}"))
            )
            yield Static(
                tr("Nobody is rung yet. You read, answer and practise; then a manager releases you.")
            )
            yield LineList()
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("do this   "),
                    fixed("↑ ↓ ", f"bold {ACCENT}"),
                    tr("choose, also once more   "),
                    fixed(tr("ctrl+q "), f"bold {ACCENT}"),
                    tr("leave; all of it is kept"),
                )
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether this page knows the action."""
        return action == "quit_guarded" or (built(self) and hasattr(self, f"action_{action}"))

    def on_mount(self) -> None:
        """Read how far it is, and look now and then whether a manager has released them."""
        self._look()
        self.set_interval(_LOOKS_EVERY, self._look)

    def fail(self, error: PipelineError) -> None:
        """Say what was not done."""
        self.app.push_screen(Tell.error(error))

    # what is done

    def action_move(self, way: str) -> None:
        """Move to another of the four."""
        self.query_one(LineList).move(way)

    def on_line_opened(self, _message: LineOpened) -> None:
        """Do what was clicked."""
        self.action_accept()

    def action_accept(self) -> None:
        """Do what stands under the cursor."""
        day = self._day
        if day is None:
            return
        match self.query_one(LineList).cursor:
            case 0:
                self.read("regulation", self.session.doors.regulation, self._open_regulation)
            case 1 if day.read_at is None:
                toast(self.app, tr("The questions are drawn from it."), tr("Read the regulation first"))
            case 1:
                self.read("questions", self.session.doors.questions, self._ask)
            case 2:
                self._practises()
            case _:
                missing = (
                    tr("Before that: {things}.", things=", ".join(day.missing))
                    if day.missing
                    else tr("Ask your manager for it.")
                )
                toast(self.app, missing, tr("Not yet released"))
                self._look()

    def _open_regulation(self, page: str) -> None:
        def read(done: bool | None) -> None:
            if done and self._day is not None and self._day.read_at is None:
                act = new_act()
                self.act(lambda: self.session.doors.read_regulation(act=act), self._done)

        self.app.push_screen(RegulationSheet(page), read)

    def _ask(self, questions: tuple[FirstQuestion, ...]) -> None:
        def answered(given: Mapping[str, frozenset[int]] | None) -> None:
            if given:
                act = new_act()
                self.act(lambda: self.session.doors.answer_questions(given, act=act), self._done)

        if questions:
            self.app.push_screen(QuizSheet(questions), answered)
        else:
            toast(
                self.app,
                tr("The regulation has no list of rules; your manager may waive it."),
                tr("Nothing is asked"),
            )

    # showing

    def _look(self) -> None:
        self.read("first-day", self.session.doors.first_day, self._show)

    def _done(self, day: FirstDay) -> None:
        self._day = None  # the cursor goes on to what comes next
        self._show(day)

    def _show(self, day: FirstDay) -> None:
        rows = self.query_one(LineList)
        done = (day.read_at, day.answered_at, day.practised_enough, day.released_at)
        following = next((place for place, one in enumerate(done) if not one), _RELEASED)
        cursor = following if self._day is None else rows.cursor
        self._day = day
        rows.show(first_day_lines(day, self.session.zone, self.session.now()), cursor=cursor)
        if not day.waits and not self._opened:
            self._opened = True
            self._released()
