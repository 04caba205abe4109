"""The people of the shop on the manager's desk: who does what, who is there, and what waits for each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.screens.found_on_line import found_colleagues
from pipeline_tui.screens.people_keys import Beside
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.structure import RegroupingDesk
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.staff_lines import person_lines, staff_head, staff_line, structure_line
from pipeline_tui.wording import tr

TABLE = 116  # columns beyond which figures would stand too far from their names


class StaffView(Vertical):
    """The structure, the people, and what is told of the one under the cursor."""

    DEFAULT_CSS = """
    StaffView { height: 1fr; }
    StaffView #structure { height: 1; padding: 0 0 0 2; }
    StaffView #staff-heads { height: 1; padding: 0 0 0 2; }
    StaffView #person { height: 6; }
    """

    def compose(self) -> ComposeResult:
        """Build the table and the page under it."""
        yield Page(id="structure")
        yield Page(id="staff-heads")
        yield LineList(id="staff", empty=tr("Nobody works here yet: A adds a person."))
        yield Rule(tr("Who is this"), id="person-rule")
        yield Page(id="person")


class StaffDesk(RegroupingDesk):
    """A manager's desk with the people; a subclass says when their view is shown."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.staff: tuple[OnStaff, ...] = ()
        self._sought = 0  # an operator to stand on once the people are read

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one("#staff", LineList), "cursor", self._on_person, init=False)

    @property
    def shows_staff(self) -> bool:
        """Return whether the people are in view."""
        return False

    @property
    def person(self) -> OnStaff | None:
        """Return the person under the cursor."""
        at = self.query_one("#staff", LineList).cursor
        return self.staff[at] if self.shows_staff and 0 <= at < len(self.staff) else None

    def read_staff(self) -> None:
        """Read who works here, while that is looked at."""
        if self.shows_staff:
            self.read("staff", self.session.doors.staff, self._take_staff)

    def action_view_people(self) -> None:
        """Bring the people into view; a subclass has the views."""

    def colleagues_found(self, typed: str, crew: Sequence[Operator]) -> tuple[Beside, ...]:
        """Return who of the shop's own people the words mean: those in view, else those at work."""
        known = [one.operator for one in self.staff] if self.shows_staff else crew
        return found_colleagues(typed, known, self._stand_on, at_once=self.shows_staff)

    def _stand_on(self, operator_id: int) -> None:
        self._sought = operator_id
        if self.shows_staff:
            self.read_staff()
        else:
            self.action_view_people()

    def _take_staff(self, staff: tuple[OnStaff, ...]) -> None:
        under = self._sought or (self.person.operator.id if self.person is not None else 0)
        self._sought = 0
        self.staff = staff
        at = next((place for place, one in enumerate(staff) if one.operator.id == under), 0)
        self._draw_staff(at)

    def draw_staff(self) -> None:
        """Draw the people."""
        self._draw_staff(max(self.query_one("#staff", LineList).cursor, 0))

    def _draw_staff(self, cursor: int) -> None:
        width, today = min(self.size.width - 4, TABLE), self.today
        shown = self.query_one("#staff", LineList)
        rows = [staff_line(one, today, width) for one in self.staff]
        shown.show(rows, cursor=min(cursor, max(len(rows) - 1, 0)))
        heads, structure = [staff_head(width)], [structure_line(self.session.workspace.structure)]
        self.query_one("#staff-heads", Page).show(lambda _width, _height: heads)
        self.query_one("#structure", Page).show(lambda _width, _height: structure)
        self._on_person(shown.cursor)

    def _on_person(self, _cursor: int) -> None:
        one, today = self.person, self.today
        self.query_one("#person-rule", Rule).display = one is not None
        page = self.query_one("#person", Page)
        page.show((lambda width, _height: person_lines(one, today, width)) if one is not None else None)
        self.refresh_chrome()
