"""Eight questions about the regulation: several answers may be right, and what was wrong is asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Vertical
from textual.widgets import Static

from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import ACCENT, QUIET, SUCCESS, WARNING, fixed, join, lines, wrapped
from pipeline_tui.widgets.ways import Ways
from pipeline_tui.wording import tr, tr_as

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from pipeline_tui.domain.first_questions import FirstQuestion


class QuizSheet(Dialog[Mapping[str, frozenset[int]]]):
    """Digits choose, Enter answers and goes on; it ends once every question was answered right.

    The answer is what was given at first to each question.
    """

    DEFAULT_CSS = """
    QuizSheet > .sheet { width: 100%; height: 100%; border: none; padding: 1 2; background: $background; }
    QuizSheet > .sheet:ansi { background: ansi_default; color: ansi_default; }
    QuizSheet #question { height: 1fr; }
    QuizSheet Ways { padding: 0; }
    """

    def __init__(self, questions: Sequence[FirstQuestion]) -> None:
        """Take the questions in the order they are asked."""
        super().__init__()
        self._left = list(questions)
        self._of = len(questions)
        self._first: dict[str, frozenset[int]] = {}
        self._chosen: set[int] = set()
        self._told = False  # whether the one in front was answered wrong, and is explained

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(id="question")
            yield Ways()

    def on_mount(self) -> None:
        """Ask the first."""
        self._ask()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._ask()

    def on_key(self, event: events.Key) -> None:
        """Choose an answer by its digit, or take the choice back."""
        place = int(event.key) - 1 if event.key.isdecimal() else -1
        if self._left and not self._told and 0 <= place < len(self._left[0].options):
            event.stop()
            self._chosen ^= {place}
            self._ask()

    def action_accept(self) -> None:
        """Answer; what was wrong is explained, and asked again at the end."""
        if not self._left:
            return
        question, given = self._left[0], frozenset(self._chosen)
        if self._told:
            self._left = [*self._left[1:], question]
            self._next()
        elif given:
            self._first.setdefault(question.key, given)
            if question.answered(given):
                self._left = self._left[1:]
                self._next()
            else:
                self._told = True
                self._ask()

    def _next(self) -> None:
        self._chosen, self._told = set(), False
        if self._left:
            self._ask()
        else:
            self.dismiss(dict(self._first))

    def _ask(self) -> None:
        if not self._left:
            return
        question, width = self._left[0], max(self.size.width - 8, 30)
        answered = self._of - len(self._left)
        shown = [
            join(
                fixed(tr("Regulation "), f"bold {ACCENT}"),
                fixed(tr("· {answered} of {total} right", answered=answered, total=self._of), QUIET),
            ),
            fixed(""),
            *wrapped(question.text, width, "bold"),
            fixed(""),
        ]
        for place, option in enumerate(question.options):
            shown += self._option(question, place, option, width)
        if self._told:
            shown += [fixed(""), *_because(question, width)]
        self.query_one("#question", Static).update(lines(shown))
        self.query_one(Ways).show(self._ways(len(question.options)))

    def _option(self, question: FirstQuestion, place: int, option: str, width: int) -> list[Content]:
        chosen, right = place in self._chosen, place in question.right
        mark = "[x]" if chosen else "[ ]"
        tail = fixed("")
        if self._told and right:
            tail = fixed(tr("  ✓ right"), SUCCESS)
        elif self._told and chosen:
            tail = fixed(tr("  ✗ not"), WARNING)
        first, *rest = wrapped(option, width - 8)
        head = join(
            fixed(f"{place + 1} ", f"bold {ACCENT}"), fixed(f"{mark} "), first, *(() if rest else (tail,))
        )
        body = [join("      ", one) for one in rest]
        if rest:
            body[-1] = join(body[-1], tail)
        return [head, *body]

    def _ways(self, options: int) -> tuple[tuple[str, str], ...]:
        if self._told:
            return (tr("Enter"), tr("go on; it comes again at the end")), (
                tr("Esc"),
                tr("leave the questions"),
            )
        return (
            (f"1–{options}", tr("choose, several may be right")),
            (tr("Enter"), tr_as("quiz", "answer")),
            (tr("Esc"), tr("leave")),
        )


def _because(question: FirstQuestion, width: int) -> list[Content]:
    said = wrapped(question.because, width - 4, "italic") if question.because else ()
    return [fixed(tr("The regulation says:"), QUIET), *(join("  » ", one) for one in said)]
