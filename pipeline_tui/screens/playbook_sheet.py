"""The shop's method over the manager's desk: its versions, the draft of the next, what each would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.method_drafts import Workbench
from pipeline_tui.domain.method_fit import AdoptionPlan, Weight
from pipeline_tui.domain.method_versions import NONE, MethodVersion
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.handing_terminal import hand_terminal_over
from pipeline_tui.screens.pick_page import PickPage
from pipeline_tui.ui.formatting import QUIET, fixed
from pipeline_tui.ui.presence import goes
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.playbook_lines import draft_line, fault_lines, page_lines, version_line
from pipeline_tui.widgets.sheet_parts import wrapped
from pipeline_tui.widgets.ways import Ways
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.domain.method_changes import FileChange
    from pipeline_tui.screens.base import DeskScreen


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a manager said yes to: a version, or NONE for the draft."""

    number: int
    over: bool = False  # a version adopted since the draft was begun
    accept: bool = False  # what would lose its place


class PlaybookReading(Dialog[Adoption]):
    """The draft and the versions, and what the one under the cursor would do."""

    DEFAULT_CSS = """
    PlaybookReading > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; }
    PlaybookReading > .sheet { background: $background; }
    PlaybookReading > .sheet:ansi { background: ansi_default; color: ansi_default; }
    PlaybookReading .head { height: 1; padding: 0 1; }
    PlaybookReading LineList { height: 5; }
    """

    def __init__(self, desk: DeskScreen, bench: Workbench) -> None:
        """Take the desk that reads for this sheet, and what there is."""
        super().__init__()
        self._desk, self._bench = desk, bench
        self._plan: AdoptionPlan | None = None
        self._refused: PipelineError | None = None
        self._changes: tuple[FileChange, ...] | None = None

    def compose(self) -> ComposeResult:
        """Build the list and the page under it."""
        with Vertical(classes="sheet"):
            yield Static(
                fixed(tr("Playbook: how the shop works, version by version"), "bold $accent"), classes="head"
            )
            yield LineList(id="versions")
            yield Page(more=tr(" · PgDn"))
            yield Ways()

    def on_mount(self) -> None:
        """Stand on the draft, or on the version that holds."""
        super().on_mount()
        self.watch(self.query_one(LineList), "cursor", self._chosen, init=False)
        self._list(0 if self._bench.draft is not None else 1)

    @property
    def chosen(self) -> MethodVersion | None:
        """Return the version under the cursor, None for the draft."""
        at = self.query_one(LineList).cursor - 1
        versions = self._newest_first
        return versions[at] if 0 <= at < len(versions) else None

    @property
    def _newest_first(self) -> tuple[MethodVersion, ...]:
        return tuple(reversed(self._bench.versions))

    def _list(self, cursor: int) -> None:
        session = self._desk.session
        rows = [draft_line(self._bench)]
        rows += [version_line(one, session.zone, session.now()) for one in self._newest_first]
        shown = self.query_one(LineList)
        shown.show(rows, cursor=min(cursor, len(rows) - 1))
        self._chosen(shown.cursor)

    def _chosen(self, _cursor: int) -> None:
        self._plan = self._refused = self._changes = None
        self.query_one(Page).turn_back()
        self._draw()
        one, draft, doors = self.chosen, self._bench.draft, self._desk.session.doors
        if one is None and draft is None:
            return
        number = one.number if one is not None else NONE
        if one is not None and one.holds:
            self._desk.read("playbook-plan", lambda: (None, None), lambda _: None)  # overtakes an older one
        elif one is not None or (draft is not None and draft.sound and draft.changed):
            plan = doors.adoption_plan
            self._desk.read("playbook-plan", lambda: plan(number), self._planned, self._not_planned)
        differs = doors.playbook_changes
        self._desk.read("playbook-changes", lambda: (number, differs(number)), self._compared, lambda _: None)

    def _planned(self, plan: AdoptionPlan) -> None:
        if not goes(self):
            self._plan = plan
            self._draw()

    def _not_planned(self, error: PipelineError) -> None:
        if not goes(self):
            self._refused = error
            self._draw()

    def _compared(self, found: tuple[int, tuple[FileChange, ...]]) -> None:
        number, changes = found
        if not goes(self) and number == (self.chosen.number if self.chosen is not None else NONE):
            self._changes = changes
            self._draw()

    # drawing

    def _draw(self) -> None:
        self.query_one(Page).show(self._lines)
        ways = [("↑ ↓", tr("choose"))]  # how to read on stands under a page that is longer
        if self._adoptable:
            ways.append((tr("Enter"), self._adopts))
        if not self._bench.barred:
            ways.append((self.shown_key("playbook.edit"), tr("write")))
        if self._bench.draft is not None and self.chosen is None and not self._bench.barred:
            ways.append((self.shown_key("playbook.drop"), tr("throw away")))
        ways.append((tr("Esc"), tr("back")))
        self.query_one(Ways).show(ways)

    @property
    def _adoptable(self) -> bool:
        return self._plan is not None and not self._plan.of(Weight.REFUSED)

    @property
    def _adopts(self) -> str:
        one = self.chosen
        return tr("adopt the draft") if one is None else tr("back to version {number}", number=one.number)

    def _lines(self, width: int, _height: int) -> list[Content]:
        one, draft = self.chosen, self._bench.draft
        if one is None and draft is None:
            return self._beginning(width)
        if one is None and draft is not None and draft.faults:
            return fault_lines(draft.faults, width)
        found = page_lines(self._plan, self._refused, self._changes, self._desk.session.language, width)
        if found:
            return found
        if one is None and draft is not None and not draft.changed:
            return [fixed(tr("Nothing differs yet from what holds. e opens a page."), QUIET)]
        if one is not None and self._changes is not None:
            return [fixed(tr("The first version: there is none before it to compare."), QUIET)]
        return [fixed(tr("One moment …"), QUIET)]

    def _beginning(self, width: int) -> list[Content]:
        key = self.shown_key("playbook.edit")
        told = tr(
            "Nobody writes a new version now. {key} takes what holds as a draft and opens one of its pages "
            "in your editor ($EDITOR); nothing holds before you adopt it here.",
            key=key,
        )
        return wrapped(self._bench.barred or told, width, style=QUIET)


class PlaybookSheet(PlaybookReading):
    """Adopts what was looked at, and opens pages of the draft in an editor."""

    def action_move(self, way: str) -> None:
        """Choose another line."""
        self.query_one(LineList).move(way)

    def action_turn(self, way: str) -> None:
        """Read on in the page."""
        self.query_one(Page).turn(way)

    def action_accept(self) -> None:
        """Adopt what is planned here; ask first where something would lose its place."""
        plan, one = self._plan, self.chosen
        if plan is None or not self._adoptable:
            return
        asked, over = plan.of(Weight.ASKED), one is None and self._bench.overtaken
        answer = Adoption(one.number if one is not None else NONE, over=over, accept=bool(asked))
        if not asked and not over:
            self.dismiss(answer)
            return
        told = [f"{gap.words} {gap.next_step}" for gap in asked]
        if over:
            told.insert(0, tr("Another version was adopted since this draft was begun; its words would go."))
        ask = Confirm(tr("Adopt it all the same?"), "\n".join(told), yes=tr("adopt it"), no=tr("not yet"))

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(answer)

        self.app.push_screen(ask, answered)

    def action_edit_page(self) -> None:
        """Choose a page and open it in the editor."""
        bench = self._bench
        if not bench.barred:
            changed = bench.draft.changed if bench.draft is not None else ()
            self.app.push_screen(PickPage(bench.pages, bench.language, changed), self._picked)

    def action_drop_draft(self) -> None:
        """Ask, then take the draft away."""
        draft = self._bench.draft
        if draft is None or self.chosen is not None or self._bench.barred:
            return
        number = len(draft.changed)
        detail = trn(
            "{number} changed file goes, and cannot be brought back.",
            "{number} changed files go, and cannot be brought back.",
            number,
        )
        ask = Confirm(tr("Throw the draft away?"), detail, yes=tr("throw it away"), no=tr("keep the draft"))
        doors = self._desk.session.doors
        self.app.push_screen(ask, lambda sure: self._again(doors.drop_draft) if sure else None)

    # the editor

    def _picked(self, name: str | None) -> None:
        if name is not None:
            doors = self._desk.session.doors
            self._desk.read("playbook-page", lambda: doors.page_to_write(name), self._write, self._desk.fail)

    def _write(self, file: Path) -> None:
        doors = self._desk.session.doors
        hand_terminal_over(self.app, lambda: doors.open_editor(file), self._desk.fail)
        self._again(lambda: None)

    def _again(self, first: Callable[[], None]) -> None:
        """Read the workbench anew, after something was done to the draft."""
        doors = self._desk.session.doors

        def work() -> Workbench:
            first()
            return doors.workbench()

        self._desk.read("workbench", work, self._show_again, self._desk.fail)

    def _show_again(self, bench: Workbench) -> None:
        if not goes(self):
            self._bench = bench
            self._list(0 if bench.draft is not None else 1)
