"""A file before it is loaded, as it is drawn: rows with their verdicts, columns and choices, the account."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.import_choices import Progress
from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_report import FIRST_ROWS, ImportReport, RowVerdict
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.screens.import_questions import choices_of
from pipeline_tui.screens.import_state import Run, Wanted
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.formatting import QUIET, STRONG, WARNING, count, fixed, join, say, spread
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.file_lines import file_size
from pipeline_tui.widgets.import_lines import (
    account_lines,
    choice_line,
    column_line,
    read_as,
    row_cells,
    row_line,
    rows_head,
    sums,
)
from pipeline_tui.widgets.lazy_lines import LazyLines
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.load_bar import load_lines, load_words, phase_word
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import mark, tr

ROWS, REJECTED, COLUMNS, ACCOUNT = VIEWS = (
    *(mark("rows"), mark("rejected")),
    *(mark("columns and choices"), mark("account")),
)
_MOST_REJECTED = 500
_ASIDE = 46  # columns of the account beside the rows, in a wide terminal


class ImportFace(Vertical):
    """The sheet: the file and its sums above, one view below."""

    DEFAULT_CSS = """
    ImportFace #what, ImportFace #sums { height: 1; }
    ImportFace #heads { height: 1; padding: 0 0 0 2; }
    ImportFace #cells { height: 5; }
    ImportFace #aside { width: 46; border-left: solid $rule; padding: 0 0 0 1; }
    ImportFace LineList.empty { padding: 1 2; }
    """

    def compose(self) -> ComposeResult:
        """Build every view; one is shown."""
        yield Page(id="what")
        yield Page(id="sums")
        with Horizontal(id="rows-view"):
            with Vertical():
                yield Page(id="heads")
                yield LineList(id="rows")
                yield Rule(tr("As it stands in the file"), id="cells-rule")
                yield Page(id="cells")
            yield Page(id="aside")
        yield LineList(id="choices")
        yield Page(id="account", more=" · ↓")


class ImportViews(ListDesk):
    """The sheet as it is read and drawn."""

    PLACE = Place.IMPORT
    TITLE_WORD: ClassVar[str] = mark("Load a list")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "import.change",
        "import.load",
        "import.view",
        "import.rejects",
        "program.back",
        "program.undo",
        "program.help",
        "program.palette",
    )

    def __init__(self, session: Session, file: FileLine, wanted: Wanted) -> None:
        """Take the session, the file, and what was chosen for it before."""
        super().__init__(session)
        self.file, self.wanted = file, wanted
        self.view = ROWS
        self.report: ImportReport | None = None  # of the last look, or of the load
        self.trouble: PipelineError | None = None  # why the file could not be looked at
        self.uses: tuple[ColumnUse, ...] = ()
        self.run: Run | None = None  # a look or a load under way
        self.progress: Progress | None = None  # of it

    def compose_body(self) -> ComposeResult:
        """Build the sheet."""
        yield ImportFace()

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one("#rows", LineList), "cursor", self._moved, init=False)

    # what is known

    @property
    def under_load(self) -> bool:
        """Return whether the load is under way."""
        return self.run is not None and self.run.loads

    @property
    def loaded(self) -> int | None:
        """Return the list that was loaded, None before."""
        return self.report.list_id if self.report is not None and not self.report.dry_run else None

    @property
    def rows(self) -> tuple[RowVerdict, ...]:
        """Return the rows in view."""
        if self.report is None:
            return ()
        if self.view == REJECTED:
            rejected = (one for one in self.report.verdicts if one.verdict == "rejected")
            return tuple(one for one, _ in zip(rejected, range(_MOST_REJECTED), strict=False))
        return self.report.verdicts[:FIRST_ROWS]

    def header_left(self) -> tuple[str, ...]:
        """Return the sheet and the view."""
        return (self.TITLE_WORD, self.view)

    def available(self, command: Command) -> bool:
        """Return whether a command can be given now; the desk beneath is reached by going back."""
        beneath = command.call == "go" and command.args == (Place.MANAGER.value,)
        return not beneath and super().available(command)

    def kept_commands(self) -> frozenset[str]:
        """Return what stays in a narrow footer: the way back."""
        return super().kept_commands() | {"program.back"}

    # drawing

    def repaint(self) -> None:
        """Draw the view that is shown."""
        rows = self.view in (ROWS, REJECTED) and not self.under_load and self.trouble is None
        self.query_one("#rows-view").display = rows
        self.query_one("#choices").display = self.view == COLUMNS and not self.under_load
        told = not rows and (self.view != COLUMNS or self.under_load)
        self.query_one("#account").display = told
        self.query_one("#what", Page).show(lambda width, _: [self._what(width)])
        self.query_one("#sums", Page).show(lambda _width, _height: [self._sums()])
        if rows:
            self._draw_rows()
        elif told:
            self.query_one("#account", Page).show(self._told)
        else:
            self.draw_choices()
        self.refresh_chrome()

    def _what(self, width: int) -> Content:
        size = read_as(self.report) if self.report is not None else file_size(self.file.size)
        name = join(say(self.file.name, STRONG), fixed(" → ", QUIET), say(self.wanted.list_name, STRONG))
        return spread(name, say(size, QUIET), width)

    def _sums(self) -> Content:
        if self.run is not None and not self.run.loads:
            if self.progress is None:
                return fixed(tr("… looking at every row"), QUIET)
            return load_words(phase_word(self.progress.phase), self.run.pace(self.progress))
        if self.trouble is not None:
            return fixed(tr("! It cannot be loaded as it stands"), WARNING)
        return sums(self.report) if self.report is not None else fixed("")

    def _draw_rows(self) -> None:
        shown, rows, aside = self.query_one("#rows", LineList), self.rows, self.query_one("#aside", Page)
        aside.display = self.wide and self.report is not None
        width = self.size.width - 4 - (_ASIDE if aside.display else 0)
        aside.show(lambda wide, _height: account_lines(self.report, wide) if self.report is not None else [])
        nothing = tr("No row is rejected.") if self.view == REJECTED else ""
        shown.say_when_empty(tr("Reading the file …") if self.report is None else nothing)
        shown.set_class(not rows, "empty")
        at = min(max(shown.cursor, 0), max(len(rows) - 1, 0))
        shown.show(LazyLines(rows, lambda one: row_line(one, width)), cursor=at)
        heads = [rows_head(width)] if rows else []
        self.query_one("#heads", Page).show(lambda _width, _height: heads)
        self._moved(shown.cursor)

    def _moved(self, cursor: int) -> None:
        rows = self.rows
        one = rows[cursor] if 0 <= cursor < len(rows) else None
        self.query_one("#cells-rule").display = one is not None
        uses = self.uses

        def told(width: int, _height: int) -> list[Content]:
            return row_cells(one, uses, width) if one is not None else []

        self.query_one("#cells", Page).show(told)

    def _told(self, width: int, _height: int) -> list[Content]:
        if self.under_load and self.run is not None:
            if self.progress is None:
                return [fixed(tr("Beginning …"), QUIET)]
            drawn = load_lines(self.progress.phase, self.run.pace(self.progress), width)
            calm = tr(
                "Desks go on calling meanwhile; nobody sees the new contacts before the last one is in."
            )
            return [fixed(""), *drawn, fixed(""), *wrapped(calm, width, style=QUIET)]
        if self.trouble is not None and self.view != ACCOUNT:
            error = self.trouble
            words = [part for part in (error.title + ".", error.detail, *self.way_out(error)) if part]
            return [fixed(""), *(line for part in words for line in wrapped(part, width))]
        return account_lines(self.report, width) if self.report is not None else []

    def way_out(self, error: PipelineError) -> tuple[str, ...]:
        """Return what to do about a file that cannot be looked at."""
        return (error.next_step,)

    def draw_choices(self) -> None:
        """Draw what is chosen for the whole file, then its columns."""
        width, shown = self.size.width - 4, self.query_one("#choices", LineList)
        choices = choices_of(self.wanted, self.report, self.session)
        rows = [rule(tr("The whole list"), width)]
        rows += [choice_line(one.label, one.value, width, chosen=one.chosen) for one in choices]
        rows.append(
            rule(tr("{count}: what each of them holds", count=count(len(self.uses), "column")), width)
        )
        headings = frozenset({0, len(rows) - 1})
        rows += [column_line(use, self.sample(at), width) for at, use in enumerate(self.uses)]
        shown.show(rows, headings=headings, cursor=max(shown.cursor, 0) or len(choices) + 2)

    def sample(self, at: int) -> str:
        """Return the first thing that stands in a column."""
        verdicts = self.report.verdicts[:FIRST_ROWS] if self.report is not None else ()
        cells = (one.cells[at].strip() for one in verdicts if at < len(one.cells))
        return next((cell for cell in cells if cell), "")

    # moving about

    def action_move(self, way: str) -> None:
        """Move the cursor, or scroll."""
        if self.query_one("#rows-view").display:
            self.query_one("#rows", LineList).move(way)
        elif self.query_one("#choices").display:
            self.query_one("#choices", LineList).move(way)
        else:
            self.query_one("#account", Page).turn(way)

    def action_view(self) -> None:
        """Show the next view."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self.repaint()

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_change_this()

    def action_change_this(self) -> None:
        """Change what is under the cursor."""
