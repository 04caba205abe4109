"""Choosing the file of a list: among what lies on this computer, or by its path from another one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.list_files import FileLine, FolderView
from pipeline_tui.screens.ask import Reading
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import QUIET, WARNING, fixed, join, lines, moment, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.ui.presence import goes
from pipeline_tui.widgets.file_lines import file_line, file_size, folder_words
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.text_field import TextField
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.widgets import Input

    from pipeline_tui.screens.base import DeskScreen

_AROUND = 9  # lines of the sheet that are no files


class PickFile(Dialog[FileLine]):
    """Shows folders and the files that may hold a list, the newest first; Enter opens or takes one."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    PickFile > .sheet { width: 76; }
    """

    def __init__(self, desk: DeskScreen) -> None:
        """Take the desk, whose doors are asked."""
        super().__init__()
        self._desk = desk
        self._view: FolderView | None = None
        self._rows: tuple[FileLine | None, ...] = ()  # None: the folder above

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Which file holds the list?"), "bold"), classes="question")
            yield Static(id="where")
            files = LineList(empty=tr("Looking …"))
            files.styles.height = max(self.app.size.height - _AROUND, 3)
            yield files
            yield Static(id="trouble")
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    tr("open or take   "),
                    fixed("← ", "bold $accent"),
                    tr("folder above   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Look where files arrive."""
        self._look("")

    def _look(self, at: str) -> None:
        doors, before = self._desk.session.doors, self._view.path if self._view is not None else ""
        self._desk.read("folder", lambda: doors.folder(at), lambda seen: self._show(seen, before), self._fail)

    def _show(self, seen: FolderView, before: str) -> None:
        if goes(self):
            return  # left before the folder was read
        session = self._desk.session
        self._view = seen
        self._rows = ((None,) if seen.above else ()) + seen.lines
        width = self.query_one(LineList).size.width - 2
        files = self.query_one(LineList)
        files.say_when_empty(tr("No list lies here: CSV, XLSX and vCard files are shown."))
        drawn = [file_line(one, session.zone, session.now(), width) for one in self._rows]
        came_from = next(
            (at for at, one in enumerate(self._rows) if one is not None and one.path == before), None
        )
        files.show(drawn, cursor=came_from if came_from is not None else self._first)
        self.query_one("#where", Static).update(folder_words(seen))
        self.query_one("#trouble", Static).update(fixed(""))

    @property
    def _first(self) -> int:
        """Return where the cursor begins: on the newest file, else on the first line."""
        return next((at for at, one in enumerate(self._rows) if one is not None and not one.folder), 0)

    def _fail(self, error: PipelineError) -> None:
        if not goes(self):
            words = " ".join(part for part in (error.title + ".", error.detail, error.next_step) if part)
            self.query_one("#trouble", Static).update(join(fixed("! ", WARNING), say(words, WARNING)))

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_turn(self, way: str) -> None:
        """Move the cursor far, or go to the folder above."""
        if way == "above":
            self._go_above()
        else:
            self.query_one(LineList).move(way)

    def action_accept(self) -> None:
        """Look into the folder under the cursor, or take the file."""
        at = self.query_one(LineList).cursor
        if not 0 <= at < len(self._rows):
            return
        one = self._rows[at]
        if one is None:
            self._go_above()
        elif one.folder:
            self._look(one.path)
        else:
            self.dismiss(one)

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_accept()

    def _go_above(self) -> None:
        if self._view is not None and self._view.above:
            self._look(self._view.above)


class TypeFile(Dialog[FileLine]):
    """Asks for the path of a file in the allowed folder, and says what stands there as it is typed."""

    def __init__(self, folder: Path, session: Session) -> None:
        """Take the allowed folder and the session."""
        super().__init__()
        self._folder, self._session = folder, session
        self._found: FileLine | None = None

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Which file holds the list?"), "bold"), classes="question")
            yield TextField()
            yield Static(id="reading")
            yield Static(
                lines(
                    (
                        say(tr("Its path, from {folder} on.", folder=self._folder), QUIET, limit=200),
                        fixed(tr("You work from another computer: copy the file there first."), QUIET),
                    )
                ),
                classes="detail",
            )
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    tr("look at it   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                ),
                classes="answers",
            )

    @on(TextField.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._read(event.value)

    @on(TextField.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self._read(event.value)
        if self._found is not None:
            self.dismiss(self._found)

    def _read(self, typed: str) -> None:
        self._found, reading = None, Reading()
        if typed.strip():
            try:
                self._found = self._session.doors.file_named(typed)
                reading = Reading(self._words(self._found, self._session.now()))
            except PipelineError as error:
                reading = Reading(trouble=f"{error.title}. {error.detail}")
        shown = say(reading.trouble, WARNING) if reading.trouble else say(reading.shown, "$success")
        self.query_one("#reading", Static).update(shown)

    def _words(self, file: FileLine, now: datetime) -> str:
        when = moment(file.changed_at, self._session.zone, now)
        return f"{file.name} · {file_size(file.size)} · {when}"
