"""Messages and receipts of the inbox: as a line, and as a sheet."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from textual.content import Content

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.messages import Message
from pipeline_tui.ui.formatting import (
    ACCENT,
    ERROR,
    QUIET,
    STRONG,
    SUCCESS,
    WARNING,
    column,
    fixed,
    for_long,
    join,
    moment,
    say,
    short_day,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import WordTable, tr

_KINDS = WordTable({"sale": "a sale", "repeat": "a repeat deal"}, "receipt")
_WHEN = 9  # "22 Nov", "Nov 2025"

_BECAME = WordTable(
    {
        "waiting": "waits to be accepted",
        "accepted": "accepted",
        "returned": "returned",
        "won": "won",
        "lost": "lost",
        "repeat": "bought again",
    },
    "receipt",
)


def message_line(message: Message, width: int) -> Content:
    """Return a message on one line: whether it is new, about whom, from whom."""
    mark = fixed("● ", ACCENT) if message.unread else fixed("  ")
    sender = (
        tr("from {sender}", sender=message.sender)
        if message.unread
        else tr("read · {sender}", sender=message.sender)
    )
    room = max(width - 18, 10)
    return join(
        mark, column(message.name, room - 2, STRONG if message.unread else ""), " ", say(sender, QUIET)
    )


def message_sheet(message: Message, zone: str, now: datetime, width: int) -> list[Content]:
    """Return what is known of a message; its words once somebody has opened it."""
    whose = tr("for you") if message.to_me else tr("for the team")
    head = [
        say(message.name, STRONG),
        say(
            tr(
                "from {sender}, {moment} · {whose}",
                sender=message.sender,
                moment=moment(message.at, zone, now),
                whose=whose,
            )
        ),
    ]
    if message.unread:
        return [*head, fixed(tr("new · Enter opens it"), ACCENT)]
    read = say(tr("opened by {read_by}", read_by=message.read_by), QUIET)
    return [*head, read, rule(tr("Message"), width), *wrapped(message.text, width, most=40)]


def receipt_line(receipt: Receipt, names: Names, zone: str, now: datetime, width: int) -> Content:
    """Return on one line what became of a contact given on: initials, date, state."""
    return join(
        column(receipt.initials or "·", 6),
        " ",
        column(_day(receipt.given_at, zone, now), _WHEN, QUIET),
        " ",
        say(_shortly(receipt, names, now), _colour(receipt)),
    ).truncate(width, ellipsis=True)


def receipt_sheet(receipt: Receipt, names: Names, zone: str, now: datetime, width: int) -> list[Content]:
    """Return all a giver keeps: initials, date, what became of it, credit."""
    lines = [
        say(receipt.initials, STRONG),
        say(tr("handed on: {at}", at=moment(receipt.given_at, zone, now))),
        *([say(kind)] if (kind := _KINDS.get(receipt.kind, "")) else []),
        *wrapped(became(receipt, names, now), width),
    ]
    return [*lines, fixed(tr("counts for you"), SUCCESS)] if receipt.credit else lines


def became(receipt: Receipt, names: Names, now: datetime) -> str:
    """Return what became of a hand-off; a reason is named as the playbook does.

    While it waits: for whom and how long it still may, then that it is the team's, then the manager's.
    """
    if receipt.state == "waiting":
        return _waits(receipt, now)
    if receipt.reason:
        return tr("returned: {reason}", reason=names.reason(receipt.reason))
    return _BECAME.get(receipt.state, receipt.state)


def _shortly(receipt: Receipt, names: Names, now: datetime) -> str:
    """Return what became of it for a narrow line: while it waits, the time that is left comes first."""
    if receipt.late != "fresh" or receipt.limit_at is None:
        return became(receipt, names, now)
    return f"{_left(receipt.limit_at, now)} · {receipt.to or tr('the team')}"


def _waits(receipt: Receipt, now: datetime) -> str:
    if receipt.late == "red":
        return f"!! {tr('red for the manager')}"
    if receipt.late == "team":
        return f"! {tr('offered to the team')}"
    whom = tr("waits for {to}", to=receipt.to) if receipt.to else tr("waits for the team")
    return whom if receipt.limit_at is None else f"{whom}, {_left(receipt.limit_at, now)}"


def _left(limit_at: datetime, now: datetime) -> str:
    return tr("{left} left", left=for_long(ceil((limit_at - now).total_seconds() / 60)))


def _colour(receipt: Receipt) -> str:
    if receipt.late in ("team", "red"):
        return ERROR if receipt.late == "red" else WARNING
    return SUCCESS if receipt.state in ("won", "repeat") else ""


def _day(at: datetime, zone: str, now: datetime) -> str:
    home = zone_named(zone)
    return short_day(at.astimezone(home).date(), now.astimezone(home).date())
