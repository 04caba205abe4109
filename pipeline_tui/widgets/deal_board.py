"""The deals board of a wide terminal: a column per step with count and sum, a card per deal."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pipeline_tui.domain.hunting import Deal
from pipeline_tui.ui.formatting import ACCENT, QUIET, column, count, fixed, join, lines, money, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.deal_lines import Setting, by_step, total, when
from pipeline_tui.wording import tr

_CARD = 4  # lines of a card with the gap under it
_HEAD = 2


class DealBoard(Widget):
    """Columns side by side; the cursor keeps its line when it changes the column."""

    DEFAULT_CSS = """
    DealBoard { height: 1fr; padding: 0 1; }
    """
    ALLOW_SELECT = False

    deal_id: reactive[int] = reactive(0)
    """Id of the deal under the cursor, 0 when there is none."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty board."""
        super().__init__(id=id)
        self._columns: list[tuple[str, list[Deal]]] = []
        self._at: Setting | None = None
        self._top = 0

    def show(self, deals: Sequence[Deal], steps: Sequence[str], at: Setting, deal_id: int) -> None:
        """Show deals by step, with the cursor on one of them."""
        self._columns, self._at = by_step(deals, steps), at
        ids = [deal.id for _, inside in self._columns for deal in inside]
        self.deal_id = deal_id if deal_id in ids else (ids[0] if ids else 0)
        self.refresh()

    def move(self, way: str) -> None:
        """Move the cursor within the column, or to the next column that holds a deal."""
        found = self._cursor()
        if found is None:
            return
        at, row = found
        if way in ("left", "right"):
            step = 1 if way == "right" else -1
            order = range(at + step, len(self._columns) if step > 0 else -1, step)
            target = next((index for index in order if self._columns[index][1]), at)
            inside = self._columns[target][1]
            self.deal_id = inside[min(row, len(inside) - 1)].id
            return
        inside = self._columns[at][1]
        page = max((self.size.height - _HEAD) // _CARD, 1)
        ways = {"up": row - 1, "down": row + 1, "page-up": row - page, "page-down": row + page, "first": 0}
        self.deal_id = inside[min(max(ways.get(way, len(inside) - 1), 0), len(inside) - 1)].id

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the card that was clicked; a second click opens it."""
        width = self._width()
        at, row = (event.x - 1) // max(width + 1, 1), (event.y - _HEAD) // _CARD + self._top
        if 0 <= at < len(self._columns) and 0 <= row < len(self._columns[at][1]) and event.y >= _HEAD:
            deal = self._columns[at][1][row]
            if deal.id == self.deal_id:
                self.post_message(LineOpened(row))
            self.deal_id = deal.id

    def render(self) -> Content:
        """Return the columns."""
        height, width = self.content_size.height, self._width()
        if self._at is None or not self._columns or width < 4:
            return fixed("")
        cards = max((height - _HEAD) // _CARD, 1)
        found = self._cursor()
        row = found[1] if found else 0
        self._top = min(max(self._top, row - cards + 1), row)
        drawn = [self._column(step, inside, width, cards, self._at) for step, inside in self._columns]
        blank = fixed(" " * width)
        gap = fixed("│", "$rule")
        return lines(
            gap.join([one[index] if index < len(one) else blank for one in drawn]) for index in range(height)
        )

    def _column(self, step: str, inside: list[Deal], width: int, cards: int, at: Setting) -> list[Content]:
        sums = " · ".join(part for part in (count(len(inside), "deal"), total(inside, at.language)) if part)
        rows = [
            join("  ", column(at.names.step(step), width - 2, f"bold {ACCENT}")),
            join("  ", column(sums, width - 2, QUIET)),
        ]
        for deal in inside[self._top : self._top + cards]:
            rows += self._card(deal, width, at)
        left = len(inside) - self._top - cards
        if left > 0:
            rows[-1] = join("  ", column(tr("… {left} more", left=left), width - 2, QUIET))
        return rows

    def _card(self, deal: Deal, width: int, at: Setting) -> list[Content]:
        here = deal.id == self.deal_id
        mark = fixed("› " if here else "  ", ACCENT)
        value = money(deal.value_minor, deal.currency, at.language)
        name = column(deal.name, width - 4 - len(value), "bold reverse" if here else "bold")
        late = when(deal, at).truncate(width - 2, ellipsis=True, pad=True)
        return [
            join(mark, name, " ", say(value)).truncate(width, pad=True),
            join("  ", column(deal.next_do or tr("what next?"), width - 2)),
            join("  ", late),
            fixed(" " * width),
        ]

    def _width(self) -> int:
        number = max(len(self._columns), 1)
        return (self.content_size.width - number + 1) // number

    def _cursor(self) -> tuple[int, int] | None:
        for at, (_, inside) in enumerate(self._columns):
            for row, deal in enumerate(inside):
                if deal.id == self.deal_id:
                    return at, row
        return None
