"""The structure over the manager's desk: the four of them, and what a change to the one chosen would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.shop_settings import SettingsDesk
from pipeline_tui.ui.formatting import QUIET, column, fixed, join
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.ui.presence import goes
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES, STRUCTURES, sections
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.widgets.ways import Ways
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.domain.restructuring import Restructuring
    from pipeline_tui.screens.base import DeskScreen

_ORDER = tuple(Structure)
_NAME = 17  # cells of the longest name, and two


class StructureSheet(Dialog[Structure]):
    """The four structures; the one under the cursor is looked at before anything is changed."""

    DEFAULT_CSS = """
    StructureSheet > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; }
    StructureSheet > .sheet { background: $background; }
    StructureSheet > .sheet:ansi { background: ansi_default; color: ansi_default; }
    StructureSheet .head { height: 1; padding: 0 1; }
    StructureSheet LineList { height: 4; }
    """

    def __init__(self, desk: DeskScreen, now: Structure) -> None:
        """Take the desk that reads for this sheet, and the structure that holds."""
        super().__init__()
        self._desk, self._now = desk, now
        self._plan: Restructuring | None = None
        self._refused: PipelineError | None = None

    def compose(self) -> ComposeResult:
        """Build the list and the page under it."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Structure: who works which stages"), "bold $accent"), classes="head")
            yield LineList(id="structures")
            yield Page(more=tr(" · PgDn"))
            yield Ways()

    def on_mount(self) -> None:
        """Stand on the structure that holds."""
        shown = self.query_one(LineList)
        shown.show([self._line(one) for one in _ORDER], cursor=_ORDER.index(self._now))
        self.watch(shown, "cursor", self._chosen)

    @property
    def chosen(self) -> Structure:
        """Return the structure under the cursor."""
        return _ORDER[max(self.query_one(LineList).cursor, 0)]

    def _line(self, one: Structure) -> Content:
        mark = fixed(tr("  ● now"), "$accent") if one is self._now else fixed("")
        return join(column(STRUCTURE_NAMES[one], _NAME), fixed(STRUCTURES[one], QUIET), mark)

    def _chosen(self, _cursor: int) -> None:
        self._plan = self._refused = None
        self.query_one(Page).turn_back()
        wanted = self.chosen
        if wanted is not self._now:
            plan = self._desk.session.doors.structure_plan
            self._desk.read("structure", lambda: plan(wanted), self._planned, self._not_planned)
        self._draw()

    def _planned(self, plan: Restructuring) -> None:
        if not goes(self) and plan.after is self.chosen:
            self._plan = plan
            self._draw()

    def _not_planned(self, error: PipelineError) -> None:
        if not goes(self):
            self._refused = error
            self._draw()

    def _draw(self) -> None:
        self.query_one(Page).show(self._lines)
        ways = [("↑ ↓", tr("choose"))]
        if self._plan is not None:
            name = STRUCTURE_NAMES[self._plan.after]
            ways.append((tr("PgUp PgDn"), tr("read on")))
            ways.append((tr("Enter"), tr("change to {structure}", structure=name)))
        ways.append((tr("Esc"), tr("back")))
        self.query_one(Ways).show(ways)

    def _lines(self, width: int, _height: int) -> list[Content]:
        if self._refused is not None:
            error = self._refused
            return [
                *wrapped(error.title, width, style="bold"),
                *wrapped(error.detail, width),
                *wrapped(error.next_step, width, style=QUIET),
            ]
        if self._plan is None:
            here = tr("The shop works so now. Choose another one to see what would change.")
            return [fixed(here if self.chosen is self._now else tr("One moment …"), QUIET)]
        return [
            line
            for section in sections(self._plan)
            for line in (
                rule(section.title, width),
                *(part for one in section.lines for part in wrapped(one, width, indent=2)),
            )
        ]

    def action_move(self, way: str) -> None:
        """Choose another structure, or read on in what it would do."""
        if way in ("up", "down"):
            self.query_one(LineList).move(way)
        else:
            self.query_one(Page).turn(way)

    def action_accept(self) -> None:
        """Change to the structure whose plan stands here."""
        if self._plan is not None:
            self.dismiss(self._plan.after)

    def on_line_opened(self, _: LineOpened) -> None:
        """Leave a click as a look: only Enter changes the shop."""


class RegroupingDesk(SettingsDesk):
    """A manager's desk on which the structure is changed."""

    def action_structure(self) -> None:
        """Show the four structures and change to the one chosen."""
        doors, act = self.session.doors, new_act()

        def chosen(structure: Structure | None) -> None:
            if structure is not None:
                self.act(lambda: doors.set_structure(structure, act=act), self._regrouped)

        self.open(StructureSheet(self, self.session.workspace.structure), chosen)

    def _regrouped(self, done: Restructuring) -> None:
        moved = sum(sum(one.counts.values()) for one in done.moves)
        words = tr("Open work moved: {moved}", moved=moved) if moved else tr("No work moved")
        self.session.workspace = replace(self.session.workspace, structure=done.after)
        now = tr("Now {structure}", structure=STRUCTURE_NAMES[done.after])
        self.say(tr("{moved}; u takes it back.", moved=words), now)
        self.reload()
