"""The third column of a very wide desk: what was learned so far, what is offered, why this contact."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import Desk
from pipeline_tui.ui.formatting import QUIET, fixed, lines
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.contact_facts import origin
from pipeline_tui.widgets.sheet_parts import labelled_all, rule, wrapped
from pipeline_tui.wording import tr, tr_as

_TEXT_ROWS = 6


class KnownPane(Widget):
    """Answers by the name of their field, as they are given; shown where there is room for it only."""

    DEFAULT_CSS = """
    KnownPane { height: 1fr; width: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id)
        self._desk: Desk | None = None
        self._names: Names | None = None
        self._known: dict[str, str] = {}

    def show(self, desk: Desk, known: Mapping[str, str], names: Names) -> None:
        """Show a contact with the answers and the brief as they stand now, by field."""
        if (desk, dict(known), names) != (self._desk, self._known, self._names):
            self._desk, self._known, self._names = desk, dict(known), names
            self.refresh()

    def render(self) -> Content:
        """Return the lines that fit; the last one says when there are more."""
        desk, names = self._desk, self._names
        if desk is None or names is None:
            return fixed("")
        width, height = max(self.size.width, 1), max(self.size.height, 1)
        rows = [rule(tr("Learned so far"), width)]
        rows += labelled_all(self._known, names, width) or [fixed(tr("nothing yet"), QUIET)]
        for word, text in (
            (tr_as("contact", "Offer"), desk.offer),
            (tr("Bought"), "\n".join(desk.bought)),
            (tr("Why this contact"), desk.why),
            (tr("Comes from"), origin(desk)),
        ):
            if text:
                rows += [fixed(""), rule(word, width), *wrapped(text, width, most=_TEXT_ROWS)]
        if len(rows) > height:
            rows = [*rows[: height - 1], fixed(tr("… {rows} more lines", rows=len(rows) - height + 1), QUIET)]
        return lines(rows)
