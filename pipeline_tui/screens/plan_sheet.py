"""Who takes over what, shown before anything is done; y does it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.ui.formatting import ACCENT, fixed, join, lines, say
from pipeline_tui.wording import mark, tr


class PlanSheet(Confirm):
    """A plan of any length with its question; leaving is no."""

    DEFAULT_CSS = """
    PlanSheet .plan { height: auto; max-height: 16; }
    """

    def __init__(self, title: str, plan: Sequence[Content], *, yes: str, no: str = mark("leave it")) -> None:
        """Take the question, the plan in ready lines, and the words of both answers."""
        super().__init__(title, yes=yes, no=no)
        self._plan = tuple(plan)

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            with VerticalScroll(classes="plan"):
                yield Static(lines(self._plan))
            yield Static(
                join(
                    *(fixed(f"{self.shown_key('dialog.yes')} ", f"bold {ACCENT}"), say(tr(self._yes))),
                    *(fixed(f"   {self.shown_key('dialog.no')} ", f"bold {ACCENT}"), say(tr(self._no))),
                    *(fixed("   ↑ ↓ ", f"bold {ACCENT}"), fixed(tr("scroll"))),
                ),
                classes="answers",
            )

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        plan = self.query_one(VerticalScroll)
        (plan.scroll_up if way in ("up", "page-up") else plan.scroll_down)(animate=False)
