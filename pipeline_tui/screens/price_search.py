"""The price list searched as one types; the last line found takes the words as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from pipeline_tui.domain.offers import OfferLine
from pipeline_tui.domain.price_list import PriceItem, search
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import ACCENT, QUIET, fixed, full_money, join, say
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.offer_lines import found_rows
from pipeline_tui.wording import tr

_FOUND = 8  # lines of the search
_WIDE = 64


@dataclass(frozen=True, slots=True)
class Picked:
    """What a line is about: an item of the price list, else words of one's own."""

    item: PriceItem | None
    words: str = ""

    def line(self, usual_tax: int | None = None) -> OfferLine:
        """Return the line it begins; own words are taxed as the line before, where there is one."""
        item = self.item
        if item is None:
            return OfferLine(self.words, tax=usual_tax or 0)
        return OfferLine(
            item.name,
            price_minor=item.price_minor,
            tax=item.tax,
            unit=item.unit,
            code=item.code,
            list_minor=item.price_minor,
        )


class PickPrice(Dialog[Picked]):
    """Searches the price list as one types; the last line takes what is typed as it stands."""

    def __init__(self, items: Sequence[PriceItem], session: Session) -> None:
        """Take the price list and the operator's session."""
        super().__init__()
        self._items, self._session = tuple(items), session
        self._found: tuple[Picked, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("What is offered?"), "bold"), classes="question")
            hint = tr("code or words of the price list, or your own") if self._items else tr("your own words")
            yield Input(placeholder=hint, select_on_focus=False)
            found = LineList(empty=tr("The price list is empty: type what is offered."))
            found.styles.height = _FOUND + 1
            yield found
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("this one   "),
                    fixed("↑ ↓ ", f"bold {ACCENT}"),
                    tr("another   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Show the beginning of the list."""
        self._search("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Take what stands under the cursor."""
        cursor = self.query_one(LineList).cursor
        if 0 <= cursor < len(self._found):
            self.dismiss(self._found[cursor])

    def action_move(self, way: str) -> None:
        """Move among what was found."""
        self.query_one(LineList).move(way)

    def _search(self, words: str) -> None:
        items = search(self._items, words, _FOUND)
        own = (Picked(None, words.strip()),) if words.strip() else ()
        self._found = (*(Picked(item) for item in items), *own)
        currency, language = self._session.workspace.currency, self._session.language
        rows = [
            (one.code, one.name, one.unit, full_money(one.price_minor, currency, language)) for one in items
        ]
        shown = found_rows(rows, _WIDE)
        if own:
            shown.append(join(fixed(tr("own words: "), QUIET), say(words.strip())))
        self.query_one(LineList).show(shown)
