"""Messages and receipts of the inbox: as a line, and as a sheet."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.messages import Message
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    SUCCESS,
    column,
    fixed,
    join,
    moment,
    say,
    short_day,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import rule, wrapped

_WHEN = 9  # "22 Nov", "Nov 2025"

_BECAME = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "waiting": "waits to be accepted",
                "accepted": "accepted",
                "returned": "returned",
                "won": "won",
                "lost": "lost",
                "credit": "counts for you",
                "given": "handed on",
            }
        ),
        "fr": MappingProxyType(
            {
                "waiting": "en attente d'acceptation",
                "accepted": "accepté",
                "returned": "renvoyé",
                "won": "gagné",
                "lost": "perdu",
                "credit": "compté pour vous",
                "given": "transmis",
            }
        ),
    }
)


def message_line(message: Message, width: int) -> Content:
    """Return a message on one line: whether it is new, about whom, from whom."""
    mark = fixed("● ", ACCENT) if message.unread else fixed("  ")
    sender = f"from {message.sender}" if message.unread else f"read · {message.sender}"
    room = max(width - 18, 10)
    return join(
        mark, column(message.name, room - 2, STRONG if message.unread else ""), " ", say(sender, QUIET)
    )


def message_sheet(message: Message, zone: str, now: datetime, width: int) -> list[Content]:
    """Return what is known of a message; its words once somebody has opened it."""
    whose = "for you" if message.to_me else "for the team"
    head = [
        say(message.name, STRONG),
        say(f"from {message.sender}, {moment(message.at, zone, now)} · {whose}"),
    ]
    if message.unread:
        return [*head, fixed("new · Enter opens it", ACCENT)]
    read = say(f"opened by {message.read_by}", QUIET)
    return [*head, read, rule("Message", width), *wrapped(message.text, width, most=40)]


def receipt_line(
    receipt: Receipt, names: Names, language: str, zone: str, now: datetime, width: int
) -> Content:
    """Return on one line what became of a contact given on: initials, date, state."""
    return join(
        column(receipt.initials or "·", 6),
        " ",
        column(_day(receipt.given_at, zone, now), _WHEN, QUIET),
        " ",
        say(became(receipt, names, language), SUCCESS if receipt.state == "won" else ""),
    ).truncate(width, ellipsis=True)


def receipt_sheet(
    receipt: Receipt, names: Names, language: str, zone: str, now: datetime, width: int
) -> list[Content]:
    """Return all a giver keeps: initials, date, what became of it, credit."""
    words = _words(language)
    lines = [
        say(receipt.initials, STRONG),
        say(f"{words['given']}: {moment(receipt.given_at, zone, now)}"),
        *wrapped(became(receipt, names, language), width),
    ]
    return [*lines, fixed(words["credit"], SUCCESS)] if receipt.credit else lines


def became(receipt: Receipt, names: Names, language: str) -> str:
    """Return what became of a hand-off in the shop's words; a reason is named as the playbook does."""
    words = _words(language)
    if receipt.reason:
        return f"{words['returned']}: {names.reason(receipt.reason)}"
    return words.get(receipt.state, receipt.state)


def _day(at: datetime, zone: str, now: datetime) -> str:
    home = zone_named(zone)
    return short_day(at.astimezone(home).date(), now.astimezone(home).date())


def _words(language: str) -> MappingProxyType[str, str]:
    return _BECAME.get(language, _BECAME["en"])
