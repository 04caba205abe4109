"""What an inbox holds, drawn in its sections: hand-offs, messages, receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from pipeline_tui.wording import tr

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

    def held(self, holds: Callable[..., bool]) -> Contents:
        """Return only what holds the words of a filter; ``holds`` is given the texts of one thing."""
        return Contents(
            tuple(one for one in self.offered if holds(*_hand_off_texts(one))),
            tuple(one for one in self.came_back if holds(*_hand_off_texts(one))),
            tuple(one for one in self.messages if holds(one.name, one.sender, one.text)),
            tuple(one for one in self.receipts if holds(one.initials, one.to, one.state)),
        )


def _hand_off_texts(one: HandOff) -> tuple[str, ...]:
    return (one.name, one.firm, one.giver, one.receiver, one.note, *one.brief.values())


def key_of(thing: Thing) -> tuple[type[Thing], int]:
    """Return what a thing is known by when the inbox is read again."""
    return type(thing), thing.id


def draw_inbox(
    contents: Contents, names: Names, session: Session, now: datetime, width: int
) -> list[tuple[Thing | None, Content]]:
    """Return a line for each thing under the heading of its section; headings stand for nothing."""
    zone = session.zone
    sections: tuple[tuple[str, Sequence[tuple[Thing, Content]]], ...] = (
        (
            _counted(tr("Hand-offs"), len(contents.offered), session.heard.floor.waiting.hand_offs),
            [(one, hand_off_line(one, zone, now, width)) for one in contents.offered],
        ),
        (tr("Came back to you"), [(one, back_line(one, names, width)) for one in contents.came_back]),
        (tr("Messages"), [(one, message_line(one, width)) for one in contents.messages]),
        (
            tr("What became of yours"),
            [(one, receipt_line(one, names, zone, now, width)) for one in contents.receipts],
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


def _counted(word: str, shown: int, waiting: int) -> str:
    """Return a heading, with how many wait where not all of them are shown."""
    return (
        tr("{word}: the first {shown} of {waiting}", word=word, shown=shown, waiting=waiting)
        if 0 < shown < waiting
        else word
    )


def sheet_of(thing: Thing, names: Names, session: Session, now: datetime, width: int) -> list[Content]:
    """Return all there is to read about one thing."""
    zone = session.zone
    if isinstance(thing, HandOff) and thing.state == "returned":
        return back_sheet(thing, names, zone, now, width)
    if isinstance(thing, HandOff):
        return hand_off_sheet(thing, names, zone, now, width)
    if isinstance(thing, Message):
        return message_sheet(thing, zone, now, width)
    return receipt_sheet(thing, names, zone, now, width)
