"""One Today: everything due across the stages an operator works; ``Enter`` opens the most urgent thing."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Due, Kind, Task, Today
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.filtering import FilteringDesk
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.look_up import show_taken
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import DESK_OF, Command, Place
from pipeline_tui.ui.formatting import QUIET, fixed, join, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.ui.words import STAGES_IN_SHORT
from pipeline_tui.widgets.filter_line import FilterLine
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.today_lines import ORDER, due_lines, why_lines
from pipeline_tui.wording import mark, tr

_EMPTY = mark(
    "Nothing is due at any of your stages.\n\n"
    "F3 has your deals, F4 your clients; + adds somebody new.\n"
    "A manager loads a list: F on the manager desk (F5)."
)
# Opened by taking the contact in hand: no list of its desk holds a line for it.
_IN_HAND = frozenset({Kind.OCCASION, Kind.REORDER, Kind.COMPLAINT})
_FROM_THE_QUEUE = frozenset({Kind.QUEUE, Kind.PROMISE, Kind.RETURNED})


class TodayScreen(FilteringDesk):
    """One queue across stages, by time and weight."""

    PLACE = Place.TODAY
    TITLE_WORD: ClassVar[str] = mark("Today")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.open",
        "today.why",
        "list.filter",
        "desk.scout",
        "desk.hunter",
        "desk.farmer",
        "desk.inbox",
        "program.undo",
        "program.help",
        "program.palette",
    )
    DEFAULT_CSS = """
    TodayScreen #due { height: 1fr; }
    TodayScreen #due.empty { padding: 1 2; }
    TodayScreen #why { height: 2; }
    """

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.known = Today((), MappingProxyType({}))
        self.loaded = False
        self._rows: tuple[Due | None, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Build the list, and under it why its line stands where it stands."""
        yield FilterLine(tr("name, or what is to be done"))
        yield LineList(id="due", empty=tr(_EMPTY))
        yield Rule("", id="why-rule")
        yield Page(id="why")

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one(LineList), "cursor", self._moved, init=False)

    def own_figures(self) -> tuple[str, ...]:
        """Return how much is due at each stage."""
        stages = (stage for stage in DESK_OF if self.session.viewer.covers(stage))
        return tuple(f"{STAGES_IN_SHORT[stage]} {self.known.counts.get(stage, 0)}" for stage in stages)

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; opening needs a line."""
        if command.call in ("open_this", "today_why"):
            return self.chosen is not None
        return super().allows(command)

    @property
    def chosen(self) -> Due | None:
        """Return what stands under the cursor."""
        cursor = self.query_one(LineList).cursor if self.is_mounted else -1
        return self._rows[cursor] if 0 <= cursor < len(self._rows) else None

    # reading

    def reload(self) -> None:
        """Read what is due; the cursor goes to the most urgent thing."""
        self.read("today", self.session.doors.today, self._show)

    def _show(self, known: Today) -> None:
        fresh = known != self.known or not self.loaded
        self.known, self.loaded = known, True
        if fresh:
            self.repaint()

    def repaint(self) -> None:
        """Draw the list again."""
        listed = self.query_one(LineList)
        listed.display = self.loaded
        shown = [one for one in self.known.due if self._kept(one)]
        self.show_filter(listed, len(shown), tr(_EMPTY))
        self._rows, lines = due_lines(shown, self.session.zone, self.now, self.size.width - 4)
        headings = frozenset(index for index, row in enumerate(self._rows) if row is None)
        listed.set_class(not lines, "empty")
        listed.show(lines, headings=headings)
        self._moved(listed.cursor)

    def _kept(self, due: Due) -> bool:
        return self.holds(due.task.name, due.task.what, *due.beside)

    @property
    def filterable(self) -> int:
        """Return how much is due."""
        return len(self.known.due)

    def _moved(self, _cursor: int) -> None:
        chosen = self.chosen
        self.query_one("#why-rule", Rule).display = chosen is not None
        self.query_one("#why-rule", Rule).show(tr("Why"))
        self.query_one("#why", Page).show(lambda width, _height: self._why(chosen, width) if chosen else [])
        self.refresh_chrome()

    def _why(self, due: Due, width: int) -> list[Content]:
        return why_lines(due, width)

    # commands

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_today_why(self) -> None:
        """Say why the line stands where it stands, and the whole rule."""
        due = self.chosen
        if due is not None:
            rule = [join(fixed("  "), say(tr(line), QUIET)) for line in ORDER]
            self.app.push_screen(Tell(due.task.name or due.task.what, [say(due.why), fixed(""), *rule]))

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_open_this()

    def action_open_this(self) -> None:
        """Open the task on its desk, with the contact in hand or under the cursor."""
        due = self.chosen
        if due is None:
            return
        task, doors, act = due.task, self.session.doors, new_act()
        if task.kind in _FROM_THE_QUEUE and task.stage is Stage.SCOUTING:
            if task.at is not None and task.agreed and task.at > self.now:
                self.say(tr("The queue brings it at its time; Enter on another line goes on."), tr("Not yet"))
                return
            self.act(lambda: doors.claim_next(act=act), lambda held: show_taken(self, held), self._nothing)
        elif task.kind in _IN_HAND or not task.ref:
            self.act(lambda: doors.take(task.contact_id, act=act), lambda held: show_taken(self, held))
        else:
            self.run_worker(self._go_to(task), group="go")

    def _nothing(self, error: PipelineError) -> None:
        """Go to the scout desk, which says why nothing can be called."""
        self.fail(error)
        if isinstance(error, NothingToDo):
            self.run_worker(self.app.run_action(f"go('{Place.SCOUT.value}')"), group="go")

    async def _go_to(self, task: Task) -> None:
        place = Place.INBOX if task.kind is Kind.HAND_OFF else DESK_OF[task.stage]
        await self.app.run_action(f"go('{place.value}')")
        front = self.app.screen
        if isinstance(front, ListDesk) and front.PLACE is place:
            front.point_at(task.ref)
