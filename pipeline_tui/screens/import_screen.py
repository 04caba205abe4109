"""A file on its way to being a list: looked at, corrected, loaded, told about, taken back."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.domain.import_choices import FileChanged, ImportCancelled
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.screens.ask import Ask, Reading
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.import_corrections import ImportCorrections
from pipeline_tui.screens.import_sheet import ACCOUNT, COLUMNS, REJECTED, ROWS
from pipeline_tui.screens.import_state import Wanted
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import count
from pipeline_tui.ui.toasts import toast_error
from pipeline_tui.wording import grouped, tr


class ImportScreen(ImportCorrections):
    """One file of a manager."""

    def __init__(self, session: Session, file: FileLine, wanted: Wanted) -> None:
        """Take the session, the file, and what was chosen for it before."""
        super().__init__(session, file, wanted)
        self._asking: Confirm | None = None

    def allows(self, command: Command) -> bool:
        """Return whether the sheet has use for a command."""
        match command.call:
            case "load_this":
                return self._may_load
            case "view":
                return not self.under_load
            case "change_this":
                return self.view == COLUMNS and not self.under_load and self.loaded is None
            case "print_rejects":
                return not self.under_load and self.report is not None and self.report.rejected > 0
            case "undo":
                return not self.under_load
        return super().allows(command)

    @property
    def unsaved(self) -> str:
        """Return what leaving the program would stop."""
        return (
            tr("A list is being loaded: leaving stops it, and nothing of it stays.")
            if self.under_load
            else ""
        )

    @property
    def _may_load(self) -> bool:
        report = self.report
        return (
            self.run is None
            and self.trouble is None
            and report is not None
            and report.dry_run
            and report.rejected < report.rows
        )

    # loading

    def action_load_this(self) -> None:
        """Load the file as it stands."""
        doors, wanted, act, path = self.session.doors, self.wanted, new_act(), Path(self.file.path)
        seen = self.report.content if self.report is not None else ""
        run = self.begin(loads=True)
        self.read(
            "load",
            lambda: doors.import_list(
                path,
                list_name=wanted.list_name,
                choices=wanted.choices,
                progress=run.tell,
                cancelled=run.stop.is_set,
                seen=seen,
                act=act,
            ),
            self._loaded,
            self._not_loaded,
        )
        self.repaint()

    def _loaded(self, report: ImportReport) -> None:
        self._over()
        self.report, self.uses, self.view = report, report.columns, ACCOUNT
        self.repaint()
        left = tr(", {count} rejected", count=count(report.rejected, "row")) if report.rejected else ""
        self.say(
            tr("{taken} new contacts{left}.", taken=grouped(report.taken), left=left),
            tr("{name} is loaded", name=report.list_name),
        )

    def _not_loaded(self, error: PipelineError) -> None:
        self._over()
        self.repaint()
        if isinstance(error, ImportCancelled):
            self.say(error.detail, error.title)
        elif isinstance(error, FileChanged):
            self._see_again(error)
        elif self.is_active:
            self.fail(error)
        else:
            self.trouble = error
            self.repaint()

    def _see_again(self, error: FileChanged) -> None:
        """Say that the file is another one, and show what would become of its rows now."""
        if self.is_active:
            self.fail(error)
        else:
            toast_error(self.app, error)
        self.view = ROWS
        self.look()

    def _over(self) -> None:
        self.run = self.progress = None
        if self._asking is not None:
            self._asking.dismiss(None)

    # the way back

    def action_back(self) -> None:
        """Ask before a load is stopped; else go back to the rows, then to the desk."""
        if self.under_load:
            self._ask_to_stop()
        elif self.view in (COLUMNS, REJECTED) or (self.view == ACCOUNT and self.loaded is None):
            self.view = ROWS
            self.repaint()
        else:
            self.stop_run()
            self.dismiss(None)

    def _ask_to_stop(self) -> None:
        run = self.run
        detail = tr("Nothing of it stays: no contact of it is seen by anybody yet.")
        question = Confirm(tr("Stop loading this list?"), detail, yes=tr("stop"), no=tr("go on"))

        def answered(sure: bool | None) -> None:
            self._asking = None
            if sure and run is not None and run is self.run:
                run.stop.set()
                self.say(tr("What is stored is taken away again."), tr("Stopping"))

        self._asking = question
        self.app.push_screen(question, answered)

    # what was not taken

    def action_print_rejects(self) -> None:
        """Ask where to, then write the rejected rows."""
        report = self.report
        if report is None:
            return
        hint = (tr("Row, reason and the cells as they came; mend them there and load that file."),)
        title = tr("Write {count} to", count=count(report.rejected, "rejected row"))
        ask = Ask(title, hint=hint, value=str(self._first_place()), read=_reads_place)

        def given(typed: str | None) -> None:
            if typed is not None:
                self._write(report, Path(typed.strip()).expanduser())

        self.app.push_screen(ask, given)

    def _first_place(self) -> Path:
        path = Path(self.file.path)
        stem, folder = path.stem, path.parent
        names = (f"{stem}-rejected{again}.csv" for again in ("", *(f"-{n}" for n in range(2, 1000))))
        return next((folder / name for name in names if not (folder / name).exists()), folder)

    def _write(self, report: ImportReport, place: Path) -> None:
        doors = self.session.doors

        def written(number: int) -> None:
            self.say(place, f"{count(number, 'row')} written")

        self.act(lambda: doors.write_rejects(report, place), written)

    def action_undo(self) -> None:
        """Take the last correction back; once the list is loaded, the last act."""
        if self.loaded is not None:
            super().action_undo()
        elif not self.take_back():
            self.fail(NothingToDo(tr("Nothing to take back"), tr("You have changed nothing on this sheet.")))


def _reads_place(text: str) -> Reading:
    """Read the name of a file to write into."""
    place = Path(text.strip()).expanduser()
    if place.suffix.casefold() != ".csv":
        return Reading(trouble=tr("its name ends in .csv"))
    if not place.absolute().parent.is_dir():
        return Reading(trouble=tr("there is no folder {parent}", parent=place.parent))
    if place.exists():
        return Reading(trouble=tr("there is such a file already: give another name"))
    return Reading(tr("into {parent}", parent=place.absolute().parent))
