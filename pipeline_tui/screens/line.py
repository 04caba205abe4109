"""The manager's desk: people, funnel, lists and what holds contacts back; what waits for a yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.red_list import Red, RedList
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.screens.approvals import ApprovalsView
from pipeline_tui.screens.found_on_line import APPROVALS, LISTS, PEOPLE, RED, found_on_line
from pipeline_tui.screens.people_keys import Beside
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.staff_acts import StaffActs
from pipeline_tui.screens.staff_view import StaffView
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.formatting import QUIET, fixed
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.line_sheet import (
    UNKNOWN,
    counting,
    funnel_lines,
    health,
    list_head,
    list_line,
    people_lines,
    waiting_lines,
)
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.red_list import other_lines, red_counts, red_lines
from pipeline_tui.widgets.sheet_parts import columns_of, rule, side_by_side
from pipeline_tui.wording import mark, tr, tr_as

_VIEWS = (mark("the line"), LISTS, APPROVALS, RED, PEOPLE)
_OVERVIEW, _LISTS, _APPROVALS, _RED, _PEOPLE = _VIEWS
_CURSORS = {_LISTS: "#lists", _APPROVALS: "#asking", _PEOPLE: "#staff"}
_TABLE = 116  # columns beyond which a table's figures would stand too far from their names


@dataclass(frozen=True, slots=True)
class TheLine:
    """What is read of the whole line at once; what takes a walk through all contacts is counted apart."""

    crew: tuple[AtWork, ...] = ()
    listed: tuple[ListLine, ...] = ()
    late: tuple[PromisedCall, ...] = ()
    red: RedList = field(default_factory=RedList)
    read: bool = False  # whether it was


class LineScreen(StaffActs):
    """Running the line: looked at, and asked about what is above somebody's limit."""

    PLACE = Place.MANAGER
    TITLE_WORD: ClassVar[str] = mark("Manager")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "approval.approve",
        "approval.refuse",
        "list.import",
        "list.pause",
        "list.sooner",
        "list.later",
        "list.undo",
        "list.view",
        "staff.view",
        "structure.change",
        "contact.find",
        "program.undo",
        "program.help",
        "playbook.open",
        "desk.scout",
        "desk.hunter",
        "desk.farmer",
        "program.palette",
    )

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.known = TheLine()
        self.view = _OVERVIEW

    def compose_body(self) -> ComposeResult:
        """Build both views; one is shown."""
        yield Page(id="overview", more=" · ↓")
        yield from self.compose_lists()
        yield ApprovalsView(id="approvals-view")
        yield Page(id="red", more=" · ↓")
        yield StaffView(id="staff-view")

    @property
    def by_list(self) -> bool:
        """Return whether the lists are in view."""
        return self.view == _LISTS

    @property
    def shows_approvals(self) -> bool:
        """Return whether the offers that wait are in view."""
        return self.view == _APPROVALS

    @property
    def shows_staff(self) -> bool:
        """Return whether the people are in view."""
        return self.view == _PEOPLE

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; an answer needs something that is asked."""
        if command.call in ("approve_this", "refuse_this"):
            return self.asked is not None
        return super().allows(command)

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the view."""
        return (self.TITLE_WORD, self.view)

    def own_figures(self) -> tuple[str, ...]:
        """Return how much is late, how many offers wait, and how many contacts may be called now."""
        ready = sum(one.ready for one in self.lists) if self.counts.known else UNKNOWN
        red = len(self.known.late) + self.known.red.without(Red.CALLBACK).total
        late = (tr("!! {red} late", red=red),) if red else ()
        asked = (tr("? {waiting} to approve", waiting=len(self.waiting)),) if self.waiting else ()
        crew = len(self.known.crew)
        noun = tr_as("header", "person") if crew == 1 else tr_as("header", "people")
        people = (f"{crew} {noun}",) if self.known.read else ()
        return (*late, *asked, " · ".join((*people, tr("{ready} ready", ready=ready))))

    # reading

    def reload(self) -> None:
        """Read the line."""
        doors = self.session.doors

        def work() -> TheLine:
            red, late = doors.red_list(), doors.late_callbacks()
            return TheLine(doors.crew(), doors.listed(), late, red, read=True)

        self.read("line", work, self._show)
        self.read_approvals()
        self.read_staff()
        self.count_soon()

    def _show(self, known: TheLine) -> None:
        self.known = known
        self.draw_counts()

    def draw_counts(self) -> None:
        """Draw the lists as they stand, with what was counted of them last."""
        self.take_lists(self.counts.on(self.known.listed))
        self.repaint()

    def repaint(self) -> None:
        """Draw the view that is shown."""
        self.query_one("#overview").display = self.view == _OVERVIEW
        self.query_one("#approvals-view").display = self.shows_approvals
        self.query_one("#lists-view").display = self.by_list
        self.query_one("#red").display = self.view == _RED
        self.query_one("#staff-view").display = self.shows_staff
        self.query_one("#overview", Page).show(self._overview)
        self.query_one("#red", Page).show(self._everything_red)
        if self.by_list:
            self.draw_lists()
        if self.shows_staff:
            self.draw_staff()
        self.draw_approvals()
        self.refresh_chrome()

    def _overview(self, width: int, height: int) -> list[Content]:
        known, now = self.known, self.now
        left, right = columns_of(width)
        structure = self.session.workspace.structure
        table = min(width, _TABLE)
        people = [rule(tr("Today"), width), *people_lines(known.crew, structure, now, table)]
        if known.late:
            red = red_lines(known.late, self.session.zone, now, table)
            people += [rule(tr("Red list: callbacks an hour late"), width), *red]
        others = known.red.without(Red.CALLBACK)  # those stand above with their own words
        if others.total:
            told = other_lines(others, self.names, self.session.zone, now, table)
            people += [rule(tr("Red list: {red_counts}", red_counts=red_counts(others)), width), *told]
        counted, ready = self.counts, sum(one.ready for one in self.lists)
        steps = funnel_lines(counted.funnel, left) if counted.known else [counting()]
        funnel = [rule(tr("Funnel"), left), *steps]
        waits = [health(counted.queue, ready), *waiting_lines(counted.queue, self.session.zone, now)]
        held = [rule(tr("Why contacts wait"), right), *(waits if counted.known else [counting()])]
        below = side_by_side(funnel, held, width)
        room = max(height - len(people) - len(below) - 2, 1)
        listed = [rule(tr("Lists"), width), *self._list_lines(table, room)]
        apart = [fixed("")] if len(people) + len(listed) + len(below) + 2 <= height else []
        return [*people, *apart, *listed, *apart, *below]

    def _everything_red(self, width: int, _height: int) -> list[Content]:
        red, table = self.known.red, min(width, _TABLE)
        if not red.total:
            return [fixed(tr("Nothing is past its time. What is stands here, with who has to act."), QUIET)]
        head = rule(tr("Red list: {red_counts}", red_counts=red_counts(red)), width)
        return [head, *other_lines(red, self.names, self.session.zone, self.now, table, len(red.lines))]

    def _list_lines(self, width: int, room: int) -> list[Content]:
        lists = self.lists
        if not self.known.read:
            return [counting()]
        if not lists:
            return [fixed(tr("No list is loaded yet: F loads one from a file."), QUIET)]
        most = len(lists) if len(lists) <= room else max(room - 1, 1)
        more = len(lists) - most
        tail = [fixed(tr("… {more} more: v", more=more), QUIET)] if more else []
        return [list_head(width), *(list_line(one, width) for one in lists[:most]), *tail]

    def show_lists(self) -> None:
        """Bring the lists into view."""
        self.view = _LISTS
        self.repaint()

    # commands

    def action_move(self, way: str) -> None:
        """Move the cursor of the lists, or scroll the line."""
        if self.view in _CURSORS:
            self.query_one(_CURSORS[self.view], LineList).move(way)
        else:
            self.query_one("#red" if self.view == _RED else "#overview", Page).turn(way)

    def action_view(self) -> None:
        """Change between the line, its lists, the offers that wait, what is red, and the people."""
        self._look_at(_VIEWS[(_VIEWS.index(self.view) + 1) % len(_VIEWS)])

    def action_view_people(self) -> None:
        """Bring the people into view, or the line back."""
        self._look_at(_OVERVIEW if self.shows_staff else _PEOPLE)

    def _look_at(self, view: str) -> None:
        self.view = view
        self.repaint()
        self.read_staff()

    def beside_found(self, typed: str) -> tuple[Beside, ...]:
        """Return colleagues, lists, offers that wait and what is red, as far as they hold the words typed."""
        colleagues = self.colleagues_found(typed, [one.operator for one in self.known.crew])
        return (*colleagues, *found_on_line(typed, self.lists, self.waiting, self.known.red, self._go_to))

    def _go_to(self, view: str, at: int) -> None:
        self.view = view
        self.repaint()
        if view == _RED:
            red = self.query_one("#red", Page)
            red.turn("first")
            for _ in range(at):
                red.turn("down")
        else:
            self.query_one(_CURSORS[view], LineList).stand_on(at, 1)
