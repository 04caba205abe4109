"""Objection and technique cards, found by a word of what the other side just said."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from pipeline_tui.domain.objection_cards import matching
from pipeline_tui.domain.playbook import Card
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import QUIET, fixed, join, say
from pipeline_tui.widgets.line_list import LineList


class Objections(Dialog[None]):
    """A search line, the titles found, and the card under the cursor; the call goes on meanwhile."""

    DEFAULT_CSS = """
    Objections > .sheet { width: 100%; height: 20; }
    Objections LineList { height: 5; margin: 1 0; }
    Objections VerticalScroll { height: 1fr; }
    """

    def __init__(self, cards: Sequence[Card]) -> None:
        """Take the cards of the stage."""
        super().__init__()
        self._cards = tuple(cards)
        self._found = self._cards

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Input(placeholder="what did they say?")
            yield LineList(empty="No card has these words.")
            body = VerticalScroll()
            body.can_focus = False
            with body:
                yield Static(id="card")
            yield Static(
                join(fixed("↑ ↓ ", "bold $accent"), "other card   ", fixed("Esc ", "bold $accent"), "close")
            )

    def on_mount(self) -> None:
        """Show every title."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Move to another card."""
        self.query_one(LineList).move(way)
        self._show_card()

    def _show(self, typed: str) -> None:
        self._found = matching(self._cards, typed)
        titles = [
            join(say(card.title), say("" if card.kind == "objection" else "  technique", QUIET))
            for card in self._found
        ]
        self.query_one(LineList).show(titles)
        self._show_card()

    def _show_card(self) -> None:
        cursor = self.query_one(LineList).cursor
        text = self._found[cursor].text if 0 <= cursor < len(self._found) else ""
        self.query_one("#card", Static).update(say(text, multiline=True, limit=4000))
        self.query_one(VerticalScroll).scroll_home(animate=False)
