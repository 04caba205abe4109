"""Correcting what was found in a file: after each, every row is looked at again; each can be taken back."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.column_corrections import corrected
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.import_columns import NumbersWanted
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.domain.own_columns import OWN
from pipeline_tui.screens.import_questions import choices_of, question
from pipeline_tui.screens.import_sheet import ImportViews
from pipeline_tui.screens.import_state import Advanced, Run, Wanted
from pipeline_tui.screens.pick_field import PickField
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.import_lines import field_name
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr


class ImportCorrections(ImportViews):
    """The sheet with its looks at the file, and what is chosen between them."""

    def __init__(self, session: Session, file: FileLine, wanted: Wanted) -> None:
        """Take the session, the file, and what was chosen for it before."""
        super().__init__(session, file, wanted)
        self._before: list[tuple[Wanted, str]] = []  # what stood before each correction, and its word
        self._sample: tuple[tuple[str, ...], ...] = ()  # of a file whose rows cannot be looked at yet

    def on_mount(self) -> None:
        """Look at the file."""
        self.look()

    def on_unmount(self) -> None:
        """Stop what is under way: nobody is there to hear of it."""
        self.stop_run()

    @property
    def corrected(self) -> bool:
        """Return whether anything was chosen here."""
        return bool(self._before)

    # looking

    def begin(self, *, loads: bool) -> Run:
        """Begin a look or a load, in place of the look before."""
        self.stop_run()
        self.run, self.progress = Run(loads, self.post_message), None
        return self.run

    def stop_run(self) -> None:
        """Stop what is under way."""
        if self.run is not None:
            self.run.stop.set()

    def on_advanced(self, message: Advanced) -> None:
        """Show how far it is."""
        message.stop()
        if message.run is self.run:
            self.progress = message.progress
            self.repaint()

    def look(self) -> None:
        """Have every row looked at; nothing is changed by that."""
        doors, wanted, path = self.session.doors, self.wanted, Path(self.file.path)
        run = self.begin(loads=False)
        self.read(
            "look",
            lambda: doors.preview_list(
                path,
                list_name=wanted.list_name,
                choices=wanted.choices,
                progress=run.tell,
                cancelled=run.stop.is_set,
            ),
            self._looked,
            self._not_looked,
        )
        self.repaint()

    def _looked(self, report: ImportReport) -> None:
        self.run = self.progress = self.trouble = None
        self.report, self.uses, self._sample = report, report.columns, ()
        self.repaint()

    def _not_looked(self, error: PipelineError) -> None:
        self.run = self.progress = None
        self.trouble, self.report = error, None
        if isinstance(error, NumbersWanted):
            self.uses, self._sample = error.columns, error.sample
        self.repaint()

    def way_out(self, error: PipelineError) -> tuple[str, ...]:
        """Return what to do about it: what the shell calls --map is a key here."""
        if isinstance(error, NumbersWanted):
            return (tr("v shows the columns: Enter on one says what it holds."),)
        if "--" in error.next_step:  # how the shell would put it right
            return (tr("v shows the columns and choices: Enter changes what is under the cursor."),)
        return super().way_out(error)

    def sample(self, at: int) -> str:
        """Return the first thing that stands in a column."""
        cells = (row[at].strip() for row in self._sample if at < len(row))
        return next((cell for cell in cells if cell), "") or super().sample(at)

    # correcting

    def action_change_this(self) -> None:
        """Ask what the choice or the column under the cursor is to be."""
        choices = choices_of(self.wanted, self.report, self.session)
        at = self.query_one("#choices", LineList).cursor - 1  # under the first heading
        if 0 <= at < len(choices):
            self._ask_choice(choices[at].key, choices[at].label)
        elif 0 <= at - len(choices) - 1 < len(self.uses):
            self._ask_column(at - len(choices) - 1)

    def _ask_choice(self, key: str, label: str) -> None:
        dialog, made = question(key, self.wanted, self.session)

        def answered(answer: str | None) -> None:
            if answer is None:
                return
            wanted = made(answer)
            if key == "basis" and wanted.choices.basis is not None and not wanted.choices.evidence:
                self._ask_evidence(wanted, label)  # a ground without a proof is none
            else:
                self._correct(wanted, label)

        self.app.push_screen(dialog, answered)

    def _ask_evidence(self, wanted: Wanted, label: str) -> None:
        dialog, made = question("evidence", wanted, self.session)

        def answered(answer: str | None) -> None:
            if answer:
                self._correct(made(answer), label)

        self.app.push_screen(dialog, answered)

    def _ask_column(self, at: int) -> None:
        name = self.uses[at].column
        own = tuple(f"{OWN}{one.code}" for one in self.session.playbook.custom_fields)

        def answered(field: str | None) -> None:
            if field is not None and field != self.uses[at].field:
                holds = field_name(field) if field else tr("nothing")
                columns = corrected(self.uses, at, field)
                self._correct(
                    self.wanted.choose(columns=columns), tr("{name} holds {holds}", name=name, holds=holds)
                )

        self.app.push_screen(PickField(self.uses, at, self.sample(at), own), answered)

    def _correct(self, wanted: Wanted, word: str) -> None:
        if wanted != self.wanted:
            self._before.append((self.wanted, word))
            self.wanted = wanted
            self.look()

    def take_back(self) -> bool:
        """Take the last correction back; return whether there was one."""
        if not self._before:
            return False
        self.wanted, word = self._before.pop()
        self.say(word, tr("Taken back"))
        self.look()
        return True
