"""What an inbox holds, drawn in its sections: hand-offs, messages, receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.hunting import HandOff, Receipt
from pipeline_tui.domain.messages import Message
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import fixed
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.back_sheet import back_line, back_sheet
from pipeline_tui.widgets.hand_off_sheet import hand_off_line, hand_off_sheet
from pipeline_tui.widgets.inbox_lines import message_line, message_sheet, receipt_line, receipt_sheet
from pipeline_tui.widgets.sheet_parts import rule

Thing = HandOff | Message | Receipt


@dataclass(frozen=True, slots=True)
class Contents:
    """What an inbox holds."""

    offered: tuple[HandOff, ...] = ()
    came_back: tuple[HandOff, ...] = ()
    messages: tuple[Message, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    @property
    def things(self) -> tuple[Thing, ...]:
        """Return everything in the order it is shown."""
        return (*self.offered, *self.came_back, *self.messages, *self.receipts)


def draw_inbox(
    contents: Contents, names: Names, session: Session, now: datetime, width: int
) -> list[tuple[Thing | None, Content]]:
    """Return a line for each thing under the heading of its section; headings stand for nothing."""
    zone, language = session.zone, session.language
    sections: tuple[tuple[str, Sequence[tuple[Thing, Content]]], ...] = (
        ("Hand-offs", [(one, hand_off_line(one, zone, now, width)) for one in contents.offered]),
        ("Came back to you", [(one, back_line(one, names, width)) for one in contents.came_back]),
        ("Messages", [(one, message_line(one, width)) for one in contents.messages]),
        (
            "What became of yours",
            [(one, receipt_line(one, names, language, zone, now, width)) for one in contents.receipts],
        ),
    )
    rows: list[tuple[Thing | None, Content]] = []
    for word, drawn in sections:
        if drawn:
            if rows:
                rows.append((None, fixed("")))
            rows.append((None, rule(word, width)))
            rows += drawn
    return rows


def sheet_of(thing: Thing, names: Names, session: Session, now: datetime, width: int) -> list[Content]:
    """Return all there is to read about one thing."""
    zone = session.zone
    if isinstance(thing, HandOff) and thing.state == "returned":
        return back_sheet(thing, names, zone, now, width)
    if isinstance(thing, HandOff):
        return hand_off_sheet(thing, names, zone, now, width)
    if isinstance(thing, Message):
        return message_sheet(thing, zone, now, width)
    return receipt_sheet(thing, names, session.language, zone, now, width)
