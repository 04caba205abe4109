"""Two questions every desk asks: a line of text that is read back as it is typed, and a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from pipeline_tui.domain.text import clean
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import fixed, join, lines, say
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import mark, tr


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed line is understood; ``trouble`` is set instead of ``shown`` when it is not."""

    shown: str = ""
    trouble: str = ""


Read = Callable[[str], Reading]


class Ask(Dialog[str]):
    """Asks for one line; Enter gives it as soon as it is understood."""

    def __init__(
        self,
        title: str,
        *,
        hint: Sequence[str] = (),
        value: str = "",
        read: Read | None = None,
        secret: bool = False,
        required: bool = True,
        missing: str = mark("Something is wanted here."),
    ) -> None:
        """Take the question, lines of help under it, what stands there first, and how it is read back.

        ``missing`` is said when Enter finds nothing typed, unless nothing is an answer too.
        """
        super().__init__()
        self._title, self._hint, self._value = title, tuple(hint), value
        self._read, self._secret = read, secret
        self._required, self._missing = required, missing

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            yield Input(clean(self._value), password=self._secret, select_on_focus=False)
            yield Static(id="reading")
            if self._hint:
                yield Static(lines(say(line, "$text-muted") for line in self._hint), classes="detail")
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    tr("accept   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Read what stands there first."""
        self._show(self._value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not clean(event.value) and self._required:
            self.query_one("#reading", Static).update(say(self._missing, "$warning"))
            return
        if self._read is not None and self._read(event.value).trouble:
            return
        self.dismiss(event.value)

    def _show(self, text: str) -> None:
        reading = self._read(text) if self._read is not None and text.strip() else Reading()
        shown = say(reading.trouble, "$warning") if reading.trouble else say(reading.shown, "$success")
        self.query_one("#reading", Static).update(shown)


class Choose(Dialog[str]):
    """Asks for one of some codes; a digit takes it at once, arrows and Enter too."""

    AUTO_FOCUS = ""
    CURSOR: ClassVar[int] = 0  # where it stands first; -1: Enter takes nothing before it was moved

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], *, detail: str = "") -> None:
        """Take the question and pairs of code and name."""
        super().__init__()
        self._title, self._choices, self._detail = title, tuple(choices), detail

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            if self._detail:
                yield Static(say(self._detail, "$text-muted", multiline=True), classes="detail")
            choices = LineList()
            choices.styles.height = len(self._choices)
            yield choices
            yield Static(
                join(
                    fixed(tr("1-9 Enter "), "bold $accent"),
                    tr("take   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Show the choices."""
        self.query_one(LineList).show(
            [
                join(fixed(f"{number} " if number < 10 else "  ", "bold $accent"), say(name))
                for number, (_, name) in enumerate(self._choices, start=1)
            ]
        )
        self.query_one(LineList).cursor = self.CURSOR

    def action_choose(self, digit: str) -> None:
        """Take the choice with this digit."""
        if int(digit) <= len(self._choices):
            self.dismiss(self._choices[int(digit) - 1][0])

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_accept(self) -> None:
        """Take the choice under the cursor."""
        cursor = self.query_one(LineList).cursor
        if 0 <= cursor < len(self._choices):
            self.dismiss(self._choices[cursor][0])
