"""Objection and technique cards, found by a word of what the other side just said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.objection_cards import NO_FIGURES, CardFigures, matching, ranked
from pipeline_tui.domain.playbook import Card
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.card_words import figure_words
from pipeline_tui.ui.formatting import QUIET, fixed, join, say, spread
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr

_MARGIN = 10  # the sheet's frame, its padding and the cursor's mark


class Objections(Dialog[Card]):
    """A search line, the titles found, and the card under the cursor; the call goes on meanwhile.

    Enter says that the card was said, and answers it; Esc answers nothing. To read only, Enter closes too.
    """

    DEFAULT_CSS = """
    Objections > .sheet { width: 100%; height: 20; }
    Objections LineList { height: 5; margin: 1 0; }
    Objections VerticalScroll { height: 1fr; }
    """

    def __init__(
        self,
        cards: Sequence[Card],
        figures: Mapping[str, CardFigures] = NO_FIGURES,
        *,
        read_only: bool = False,
    ) -> None:
        """Take the cards of the stage, how they did as far as that is known, and whether nobody is rung."""
        super().__init__()
        self._read_only = read_only
        self._cards, self._figures = ranked(cards, figures), figures
        self._found = self._cards

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Input(placeholder=tr("what do they say?") if self._read_only else tr("what did they say?"))
            yield LineList(empty=tr("No card has these words."))
            body = VerticalScroll()
            body.can_focus = False
            with body:
                yield Static(id="card")
            yield Static(
                join(
                    *(() if self._read_only else (fixed(tr("Enter "), "bold $accent"), tr("said it   "))),
                    fixed("↑ ↓ ", "bold $accent"),
                    tr("other card   "),
                    fixed(tr("Enter Esc ") if self._read_only else tr("Esc "), "bold $accent"),
                    tr("close"),
                )
            )

    def on_mount(self) -> None:
        """Show every title."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        cursor = self.query_one(LineList).cursor
        chosen = 0 <= cursor < len(self._found) and not self._read_only
        self.dismiss(self._found[cursor] if chosen else None)

    def take_figures(self, figures: Mapping[str, CardFigures]) -> None:
        """Show how the cards did once that is read; the card that is being read stays under the cursor."""
        if figures != self._figures:
            self._cards, self._figures = ranked(self._cards, figures), figures
            if not self.is_mounted:  # its list is not there yet, and mounting fills it
                return
            at = self.query_one(LineList).cursor
            reading = self._found[at].id if at > 0 else ""  # the first is nobody's choice yet
            self._show(self.query_one(Input).value, reading)

    def action_move(self, way: str) -> None:
        """Move to another card."""
        self.query_one(LineList).move(way)
        self._show_card()

    def _show(self, typed: str, reading: str = "") -> None:
        self._found = matching(self._cards, typed)
        places = [card.id for card in self._found]
        titles = [self._title(card) for card in self._found]
        self.query_one(LineList).show(titles, cursor=places.index(reading) if reading in places else 0)
        self._show_card()

    def _title(self, card: Card) -> Content:
        told = figure_words(self._figures.get(card.id))
        kind = fixed("") if card.kind == "objection" else fixed(f"  {tr('technique')}", QUIET)
        return spread(join(say(card.title), kind), say(told, QUIET), max(self.size.width - _MARGIN, 40))

    def _show_card(self) -> None:
        cursor = self.query_one(LineList).cursor
        text = self._found[cursor].text if 0 <= cursor < len(self._found) else ""
        self.query_one("#card", Static).update(say(text, multiline=True, limit=4000))
        self.query_one(VerticalScroll).scroll_home(animate=False)
