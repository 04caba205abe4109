"""The score of a practice: a line for each call, and what each one taught where something was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.domain.practice_calls import HOT, Score, average
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import ACCENT, fixed, join, say
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.score_lines import score_lines
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from pipeline_tui.domain.playbook import Playbook


class PracticeSheet(Dialog[bool]):
    """Enter leaves the practice, Esc stays and goes on."""

    DEFAULT_CSS = """
    PracticeSheet > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; background: $background; }
    PracticeSheet > .sheet:ansi { background: ansi_default; color: ansi_default; }
    PracticeSheet .head, PracticeSheet .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, scores: Sequence[Score], playbook: Playbook, language: str) -> None:
        """Take the scores in the order of the calls, and the names of outcomes."""
        super().__init__()
        self._scores, self._playbook, self._language = scores, playbook, language

    def compose(self) -> ComposeResult:
        """Build the page."""
        with Vertical(classes="sheet"):
            whole, calls = average(self._scores), len(self._scores)
            made = trn("{number} calls", "{number} calls", calls)
            yield Static(
                join(fixed(tr("Practice "), f"bold {ACCENT}"), say(f"· {made} · {whole} %")),
                classes="head",
            )
            yield Page(more=" · ↓")
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("leave the practice shop   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("stay and go on"),
                ),
                classes="ways",
            )

    def on_mount(self) -> None:
        """Draw the page for the size it has."""
        self.query_one(Page).show(self._draw)

    def _draw(self, width: int, _height: int) -> list[Content]:
        name = name_of(self._playbook, self._language)
        return [fixed(""), *(line for one in self._scores for line in score_lines(one, name, width))]

    def action_accept(self) -> None:
        """Leave."""
        self.dismiss(True)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        self.query_one(Page).turn(way)


def name_of(playbook: Playbook, language: str) -> Callable[[str], str]:
    """Return how an outcome, or the hand-off, is called."""

    def name(code: str) -> str:
        if code == HOT:
            return tr("hand-off")
        names = {one.code: one.name(language) for one in playbook.check_in_outcomes}
        names |= {one.code: one.name(language) for one in playbook.outcomes}
        return names.get(code, code)

    return name
