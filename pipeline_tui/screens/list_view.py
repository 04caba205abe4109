"""The lists on the manager's desk: how each stands, what holds its contacts back, and loading another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pipeline_tui.domain.shop import ListLine
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.pick_file import PickFile, TypeFile
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.line_sheet import blocked_lines, list_head, list_line
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.wording import mark, tr

if TYPE_CHECKING:
    from pipeline_tui.domain.list_files import FileLine
    from pipeline_tui.screens.import_state import Wanted

_NO_LISTS = mark(
    "No list is loaded yet.\n\n"
    "F loads one from a file: you see what becomes of every row before anything is stored.\n"
    'From the shell: pipeline-tui lists import FILE --list "Spring fair".'
)
TABLE = 116  # columns beyond which a table's figures would stand too far from their names


class ListsView(Vertical):
    """The lists, and what holds back the contacts of the one under the cursor."""

    DEFAULT_CSS = """
    ListsView { height: 1fr; }
    ListsView #heads { height: 1; padding: 0 0 0 2; }
    ListsView LineList.empty { padding: 1 2; }
    ListsView #under-way { height: 1; }
    ListsView #blocked { height: 9; }
    """

    def compose(self) -> ComposeResult:
        """Build the table and the page under it."""
        yield Page(id="heads")
        yield LineList(id="lists", empty=tr(_NO_LISTS))
        under_way = Page(id="under-way")
        under_way.display = False
        yield under_way
        yield Rule(tr("What holds its contacts back"), id="blocked-rule")
        yield Page(id="blocked")


class ListingDesk(ListDesk):
    """A manager's desk with the lists; a subclass reads them, and says when their view is shown."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.lists: tuple[ListLine, ...] = ()
        self._kept: dict[str, Wanted] = {}  # what was chosen for files that were left
        self._point_at = 0  # the list that was loaded last, until it is shown

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one("#lists", LineList), "cursor", self._moved, init=False)

    def compose_lists(self) -> ComposeResult:
        """Build the view of the lists."""
        yield ListsView(id="lists-view")

    @property
    def by_list(self) -> bool:
        """Return whether the lists are in view."""
        return False

    @property
    def chosen(self) -> ListLine | None:
        """Return the list under the cursor."""
        at = self.query_one("#lists", LineList).cursor
        return self.lists[at] if self.by_list and 0 <= at < len(self.lists) else None

    def show_lists(self) -> None:
        """Bring the lists into view."""

    def take_lists(self, lists: tuple[ListLine, ...]) -> None:
        """Take the lists as they were read; the cursor stays on the same one, wherever it went."""
        under = self._point_at or (self.chosen.id if self.chosen is not None else 0)
        self.lists = lists
        at = next((place for place, one in enumerate(lists) if one.id == under), None)
        if at is not None:
            self._point_at = 0
            self._draw_lists(at)

    def draw_lists(self) -> None:
        """Draw the lists."""
        self._draw_lists(max(self.query_one("#lists", LineList).cursor, 0))

    def _draw_lists(self, cursor: int) -> None:
        width = min(self.size.width - 4, TABLE)
        shown = self.query_one("#lists", LineList)
        shown.set_class(not self.lists, "empty")
        rows = [list_line(one, width) for one in self.lists]
        shown.show(rows, cursor=min(cursor, max(len(rows) - 1, 0)))
        heads = [list_head(width)] if rows else []
        self.query_one("#heads", Page).show(lambda _width, _height: heads)
        self._moved(shown.cursor)

    def _moved(self, _cursor: int) -> None:
        one = self.chosen
        told = blocked_lines(one) if one is not None else []
        self.query_one("#blocked-rule").display = bool(told)
        self.query_one("#blocked", Page).show(lambda _width, _height: told)
        self.refresh_chrome()

    # loading another

    def action_import_list(self) -> None:
        """Choose a file: among those of this computer, or by its path from another one."""
        if self.session.remote:
            self.read("folder", self.session.doors.allowed_folder, self._type_file)
        else:
            self.app.push_screen(PickFile(self), self._open_file)

    def _type_file(self, folder: Path) -> None:
        self.open(TypeFile(folder, self.session), self._open_file)

    def _open_file(self, file: FileLine | None) -> None:
        if file is None:
            return
        from pipeline_tui.screens.import_screen import ImportScreen
        from pipeline_tui.screens.import_state import Wanted

        wanted = self._kept.pop(file.path, Wanted.of(file.name))
        sheet = ImportScreen(self.session, file, wanted)

        def left(_: None) -> None:
            if sheet.loaded is not None:
                self._point_at = sheet.loaded
            elif sheet.corrected:
                self._kept[file.path] = sheet.wanted
            self.show_lists()
            self.reload()

        self.app.push_screen(sheet, left)
