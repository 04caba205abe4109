"""The contact in hand: who, which number, the clock there, on what ground we call, which attempt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from pipeline_tui.domain.desk import Desk
from pipeline_tui.ui.formatting import QUIET, fixed, join, lines, say
from pipeline_tui.widgets.contact_facts import Fact, Reader, Weight, facts
from pipeline_tui.wording import tr

# Rows of a desk that are not the contact's: header, call line, keys, two rules, note and what was before.
_OTHERS = 13
_FEWEST = 6
_ROOMY = 45  # from this width on a text may take twice its rows


class ContactPane(Widget):
    """What is known about the person; where room is short the lightest facts give way, counted."""

    DEFAULT_CSS = """
    ContactPane { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, more: str = "↓") -> None:
        """Make an empty pane; ``more`` is the key that reads all of it."""
        super().__init__(id=id)
        self._desk: Desk | None = None
        self._now: datetime | None = None
        self._reader: Reader | None = None
        self._more = more
        self._told: tuple[int, list[Fact]] | None = None  # a width, and the facts worded for it

    def show(self, desk: Desk, now: datetime, reader: Reader) -> None:
        """Show a contact as it is now (UTC)."""
        minute = now.replace(second=0, microsecond=0)
        if (desk, minute, reader) != (self._desk, self._now, self._reader):
            self._desk, self._now, self._reader, self._told = desk, minute, reader, None
            viewport = self.app.size
            height = self.get_content_height(viewport, viewport, self.size.width)
            self.refresh(layout=not self.size.width or height != self.size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows wanted, as far as the window has them to give."""
        return min(self._height(width), max(viewport.height - _OTHERS, _FEWEST))

    def _height(self, width: int) -> int:
        return sum(len(fact.rows) for fact in self._facts(width))

    def _facts(self, width: int) -> list[Fact]:
        if self._desk is None or self._now is None or self._reader is None:
            return []
        if self._told is None or self._told[0] != width:
            most = 2 if width >= _ROOMY else 1
            self._told = width, facts(self._desk, self._reader, self._now, max(width, 1), most=most)
        known = self._told[1]
        if self.screen.has_class("-huge"):  # a column of its own tells what is lightest
            return [fact for fact in known if fact.weight not in (Weight.OFFER, Weight.ORIGIN)]
        return known

    def render(self) -> Content:
        """Return the rows."""
        width, height = max(self.size.width, 1), self.size.height
        shown, left = fitting(self._facts(width), height)
        rows = [row.truncate(width, ellipsis=True) for fact in shown for row in fact.rows][: height or None]
        if left:
            rows = [
                *rows[: height - 1],
                join(fixed(tr("… {left} more · ", left=left), QUIET), say(self._more, QUIET)),
            ]
        return lines(rows)


def fitting(known: Sequence[Fact], height: int) -> tuple[list[Fact], int]:
    """Return the facts that fit, in their order, and how many are left out; a row is kept to say so."""
    if sum(len(fact.rows) for fact in known) <= height:
        return list(known), 0
    room = height - 1
    chosen: set[int] = set()
    for at in sorted(range(len(known)), key=lambda at: (-known[at].weight, at)):
        rows = len(known[at].rows)
        if rows <= room or known[at].weight is Weight.ALWAYS:
            chosen.add(at)
            room -= rows
    return [fact for at, fact in enumerate(known) if at in chosen], len(known) - len(chosen)
