"""Messages and receipts of the inbox: as a line, and as a sheet."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from types import MappingProxyType

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

_KINDS = WordTable({"sale": "sale", "repeat": "again"})
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
                "repeat": "bought again",
                "credit": "counts for you",
                "given": "handed on",
                "for": "waits for {to}",
                "team": "waits for the team",
                "them": "the team",
                "left": "{left} left",
                "offered": "offered to the team",
                "red": "red for the manager",
                "sale": "a sale",
                "again": "a repeat deal",
            }
        ),
        "fr": MappingProxyType(
            {
                "waiting": "en attente d'acceptation",
                "accepted": "accepté",
                "returned": "renvoyé",
                "won": "gagné",
                "lost": "perdu",
                "repeat": "a racheté",
                "credit": "compté pour vous",
                "given": "transmis",
                "for": "attend {to}",
                "team": "attend l'équipe",
                "them": "l'équipe",
                "left": "encore {left}",
                "offered": "proposé à l'équipe",
                "red": "signalé au responsable",
                "sale": "une vente",
                "again": "une nouvelle affaire",
            }
        ),
    }
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


def receipt_line(
    receipt: Receipt, names: Names, language: str, zone: str, now: datetime, width: int
) -> Content:
    """Return on one line what became of a contact given on: initials, date, state."""
    return join(
        column(receipt.initials or "·", 6),
        " ",
        column(_day(receipt.given_at, zone, now), _WHEN, QUIET),
        " ",
        say(_shortly(receipt, names, language, now), _colour(receipt)),
    ).truncate(width, ellipsis=True)


def receipt_sheet(
    receipt: Receipt, names: Names, language: str, zone: str, now: datetime, width: int
) -> list[Content]:
    """Return all a giver keeps: initials, date, what became of it, credit."""
    words = _words(language)
    lines = [
        say(receipt.initials, STRONG),
        say(f"{words['given']}: {moment(receipt.given_at, zone, now)}"),
        *([say(words[kind])] if (kind := _KINDS.get(receipt.kind, "")) else []),
        *wrapped(became(receipt, names, language, now), width),
    ]
    return [*lines, fixed(words["credit"], SUCCESS)] if receipt.credit else lines


def became(receipt: Receipt, names: Names, language: str, now: datetime) -> str:
    """Return what became of a hand-off in the shop's words; a reason is named as the playbook does.

    While it waits: for whom and how long it still may, then that it is the team's, then the manager's.
    """
    words = _words(language)
    if receipt.state == "waiting":
        return _waits(receipt, words, now)
    if receipt.reason:
        return f"{words['returned']}: {names.reason(receipt.reason)}"
    return words.get(receipt.state, receipt.state)


def _shortly(receipt: Receipt, names: Names, language: str, now: datetime) -> str:
    """Return what became of it for a narrow line: while it waits, the time that is left comes first."""
    if receipt.late != "fresh" or receipt.limit_at is None:
        return became(receipt, names, language, now)
    words = _words(language)
    minutes = ceil((receipt.limit_at - now).total_seconds() / 60)
    return f"{words['left'].format(left=for_long(minutes))} · {receipt.to or words['them']}"


def _waits(receipt: Receipt, words: MappingProxyType[str, str], now: datetime) -> str:
    if receipt.late == "red":
        return f"!! {words['red']}"
    if receipt.late == "team":
        return f"! {words['offered']}"
    whom = words["for"].format(to=receipt.to) if receipt.to else words["team"]
    if receipt.limit_at is None:
        return whom
    minutes = ceil((receipt.limit_at - now).total_seconds() / 60)
    return f"{whom}, {words['left'].format(left=for_long(minutes))}"


def _colour(receipt: Receipt) -> str:
    if receipt.late in ("team", "red"):
        return ERROR if receipt.late == "red" else WARNING
    return SUCCESS if receipt.state in ("won", "repeat") else ""


def _day(at: datetime, zone: str, now: datetime) -> str:
    home = zone_named(zone)
    return short_day(at.astimezone(home).date(), now.astimezone(home).date())


def _words(language: str) -> MappingProxyType[str, str]:
    return _BECAME.get(language, _BECAME["en"])
