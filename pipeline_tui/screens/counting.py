"""A desk that counts the day: its figures, and the next promised call, which rings when it is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.content import Content

from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.screens.scripted import ScriptedScreen
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.working import Refusal
from pipeline_tui.ui.formatting import QUIET, WARNING, clock, distance, fixed, join, say
from pipeline_tui.widgets.own_line import day_words
from pipeline_tui.wording import tr

FIGURES_EVERY = 60.0  # seconds
NOT_READ = Figures()  # stands where the day's figures will: nothing is shown of them

T = TypeVar("T")


class CountingScreen(ScriptedScreen):
    """Counts the day anew with every act, and now and then without one."""

    CHANGED_BY_ACTS: ClassVar[tuple[str, ...]] = (*ScriptedScreen.CHANGED_BY_ACTS, "figures")

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.figures = NOT_READ

    def on_mount(self) -> None:
        """Count what others change, too."""
        self.set_interval(FIGURES_EVERY, self.read_figures)

    def tick(self) -> None:
        """Show the second that has come."""
        raise NotImplementedError

    def act(self, work: Callable[[], T], then: Callable[[T], None], refused: Refusal | None = None) -> None:
        """Do an act, and count the day anew in the same turn: what changed is painted once."""

        def both() -> tuple[T, Figures | None]:
            done = work()
            try:
                return done, self.session.doors.figures()
            except PipelineError:
                return done, None  # the act is stored all the same; the day is counted again in a minute

        def shown_together(answer: tuple[T, Figures | None]) -> None:
            done, figures = answer
            self.figures = figures or self.figures
            then(done)

        super().act(both, shown_together, refused)

    def read_figures(self) -> None:
        """Ask for the day's figures."""
        self.read("figures", self.session.doors.figures, self._figured)

    def _figured(self, figures: Figures) -> None:
        self.figures = figures
        self.tick()

    def waiting_changed(self) -> None:
        """Count what waits in the inbox anew, without reading the day's figures."""
        self.figures = replace(self.figures, inbox=self.session.heard.floor.waiting.hand_offs)
        super().waiting_changed()

    def promised(self) -> tuple[Content, Content]:
        """Return the next promised call, in full and as its time alone."""
        at, now = self.figures.next_callback_at, self.session.now()
        if at is None:
            return fixed(""), fixed("")
        style = WARNING if at <= now else QUIET
        when = clock(at, self.session.zone)
        named = join(say(tr("callback {when}", when=when), style), " ", say(self.figures.next_callback_name))
        away = tr("due now") if at <= now else distance(at, now)
        short = tr("! {when} due", when=when) if at <= now else f"☎ {when}"
        return join(named, " ", say(f"· {away}", style)), say(short, style)

    def ring_when_due(self) -> None:
        """Ring once for each promised call that has come due, in front or behind a sheet."""
        at, rung = self.figures.next_callback_at, self.session.rung_for
        if at is not None and at <= self.session.now() and at not in rung and self in self.app.screen_stack:
            rung.add(at)
            self.app.bell()

    @property
    def day_so_far(self) -> tuple[str, ...]:
        """Return the day's figures in words, as many as the width holds."""
        if self.figures is NOT_READ:
            return ()
        return day_words(self.figures, self.size.width, self.session.workspace.goal)
