"""The brief on one screen: what the next stage must know, filled in from the script's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from pipeline_tui.domain.briefs import missing_fields
from pipeline_tui.domain.playbook import BriefField
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.form import LONGEST
from pipeline_tui.ui.formatting import QUIET, WARNING, column, fixed, join, say

TO_TEAM = "the team"


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as filled in and its receiver, None being the team; not ``given`` when the form was left."""

    fields: Mapping[str, str]
    to: str | None = None
    given: bool = True


class HandOffForm(Dialog[Brief]):
    """One line per field; ``•`` marks what is required, ``?`` stands for asked and not known."""

    DEFAULT_CSS = """
    HandOffForm > .sheet { width: 100%; }
    HandOffForm Horizontal { height: 1; margin: 0 0 1 0; }
    HandOffForm .label { width: 24; }
    HandOffForm Input { width: 1fr; }
    """

    def __init__(
        self,
        name: str,
        fields: Sequence[BriefField],
        filled: Mapping[str, str],
        receivers: Sequence[str],
        language: str,
    ) -> None:
        """Take who goes on, the playbook's fields, what is known of them, and who may receive."""
        super().__init__()
        self._name, self._fields = name, tuple(fields)
        self._filled = {key: clean(text, limit=LONGEST) for key, text in filled.items()}
        self._receivers, self._language = (TO_TEAM, *map(clean, receivers)), language

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(join(fixed("Hand off ", "bold"), say(self._name, "bold")), classes="question")
            for field in self._fields:
                with Horizontal():
                    mark = fixed(" •", WARNING) if field.required else fixed("")
                    yield Static(join(say(field.name(self._language)), mark), classes="label")
                    yield Input(self._filled.get(field.key, ""), name=field.key, select_on_focus=False)
            with Horizontal():
                yield Static(fixed("To"), classes="label")
                yield Input(TO_TEAM, name="", id="to")
            yield Static(id="word")
            yield Static(
                join(
                    fixed("Enter ", "bold $accent"),
                    "next, at the end hand off   ",
                    fixed("Tab ", "bold $accent"),
                    "field   ",
                    fixed("↑ ↓ ", "bold $accent"),
                    "receiver   ",
                    fixed("Esc ", "bold $accent"),
                    "not yet",
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Start in the first required field that is empty."""
        self._word()
        self._first(missing_fields(self._fields, self._filled)).focus()

    @property
    def filled(self) -> dict[str, str]:
        """Return the brief as it stands."""
        return {field.key: self._input(field.key).value.strip() for field in self._fields}

    def action_close(self) -> None:
        """Leave; what was typed is kept with the draft."""
        self.dismiss(Brief(self.filled, given=False))

    def action_move(self, way: str) -> None:
        """Choose another receiver."""
        to = self.query_one("#to", Input)
        at = self._receivers.index(to.value) if to.value in self._receivers else 0
        to.value = self._receivers[(at + (1 if way == "down" else -1)) % len(self._receivers)]

    def action_field(self, way: str) -> None:
        """Go to the field below or above."""
        (self.focus_next if way == "down" else self.focus_previous)(Input)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input.id != "to":
            self.focus_next(Input)
            return
        missing = missing_fields(self._fields, self.filled)
        if missing:
            self._word()
            self._first(missing).focus()
            return
        to = event.value.strip()
        self.dismiss(Brief(self.filled, None if to in ("", TO_TEAM) else to))

    @on(Input.Changed)
    def _changed(self) -> None:
        self._word()

    def _word(self) -> None:
        missing = missing_fields(self._fields, self.filled)
        names = [field.name(self._language) for field in self._fields if field.key in missing]
        word = (
            say(f"Still wanted: {', '.join(names)}. “?” means asked and not known.", WARNING)
            if names
            else column("Complete.", 40, QUIET)
        )
        self.query_one("#word", Static).update(word)

    def _first(self, missing: Sequence[str]) -> Input:
        return self._input(missing[0]) if missing else self.query_one("#to", Input)

    def _input(self, key: str) -> Input:
        return next(field for field in self.query(Input) if field.name == key and field.id != "to")
