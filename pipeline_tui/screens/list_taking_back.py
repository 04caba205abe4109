"""Taking back what was loaded last into a list, whatever its size, while the desk goes on."""

from __future__ import annotations

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.import_choices import Phase, Progress
from pipeline_tui.domain.list_states import ListState
from pipeline_tui.domain.loads import ImportUndone
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.import_state import Advanced, Run
from pipeline_tui.screens.list_acts import ListActs
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import count
from pipeline_tui.widgets.load_bar import load_words
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr


class ListTakingBack(ListActs):
    """A manager's desk on which loads are taken back, one at a time."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self._undoing: Run | None = None
        self._undone_so_far: Progress | None = None

    def on_mount(self) -> None:
        """Go on with a load, or with the taking back of one, that a killed program left half-way."""
        self.read("resume-loads", self.session.doors.resume_loads, self._resumed)

    def _resumed(self, went_on: bool) -> None:
        if went_on:
            self.say(tr("A load that was cut off has been brought to its end."), tr("Lists"))
            self.reload()

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command."""
        if command.call == "undo_import":
            one = self.chosen
            return one is not None and one.state != ListState.LOADING and self._undoing is None
        return super().allows(command)

    @property
    def unsaved(self) -> str:
        """Return what leaving the program would leave half done."""
        half = tr("A list is being taken back: the rest goes when somebody loads or takes back the next one.")
        return half if self._undoing is not None else super().unsaved

    def action_undo_import(self) -> None:
        """Ask, then take back what was loaded last into the list under the cursor."""
        one = self.chosen
        if one is None:
            return
        detail = tr(
            "Its new contacts go, and known ones are put back as they were.\nWhom somebody has "
            "worked on since stays, and is counted."
        )
        question = Confirm(
            tr("Take back what was loaded last into {name}?", name=one.name),
            detail,
            yes=tr("take it back"),
            no=tr("leave it"),
        )
        self.app.push_screen(question, lambda sure: self._take_back(one) if sure else None)

    def _take_back(self, one: ListLine) -> None:
        doors, act, run = self.session.doors, new_act(), Run(False, self.post_message)
        self._undoing, self._undone_so_far = run, None
        self.read(
            "undo-import",
            lambda: doors.undo_import(one.name, progress=run.tell, act=act),
            self._taken_back,
            self._not_taken_back,
        )
        self._draw_undoing()

    def on_advanced(self, message: Advanced) -> None:
        """Show how far it is."""
        message.stop()
        if message.run is self._undoing:
            self._undone_so_far = message.progress
            self._draw_undoing()

    def _draw_undoing(self) -> None:
        run, so_far = self._undoing, self._undone_so_far
        page = self.query_one("#under-way", Page)
        page.display = run is not None
        if run is not None:
            so_far = so_far or Progress(Phase.LOADING, 0, 0)
            words = load_words(tr("taking it back"), run.pace(so_far))
            page.show(lambda _width, _height: [words])
        else:
            page.show(None)

    def _taken_back(self, done: ImportUndone) -> None:
        self._undoing = None
        self._draw_undoing()
        parts = [tr("{count} taken out", count=count(done.removed, "contact"))]
        if done.restored:
            parts.append(tr("{restored} put back", restored=done.restored))
        if done.kept:
            parts.append(tr("{kept} stay: somebody has worked on them", kept=done.kept))
        self.say(" · ".join(parts), f"{done.list_name}: taken back")
        self.reload()

    def _not_taken_back(self, error: PipelineError) -> None:
        self._undoing = None
        self._draw_undoing()
        self._late(error)
