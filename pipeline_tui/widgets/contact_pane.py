"""The contact in hand: who, which number, the clock there, on what ground we call, which attempt."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import Desk
from pipeline_tui.ui.formatting import (
    ERROR,
    QUIET,
    WARNING,
    clock,
    fixed,
    join,
    lines,
    moment,
    say,
    short_moment,
)
from pipeline_tui.ui.words import PAST


class ContactPane(Widget):
    """Six lines about the person; a seventh when there is something to know before dialling."""

    DEFAULT_CSS = """
    ContactPane { height: auto; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id)
        self._desk: Desk | None = None
        self._now: datetime | None = None
        self._own_zone = ""

    def show(self, desk: Desk, now: datetime, own_zone: str) -> None:
        """Show a contact as it is now (UTC)."""
        minute = now.replace(second=0, microsecond=0)
        if (desk, minute, own_zone) != (self._desk, self._now, self._own_zone):
            self._desk, self._now, self._own_zone = desk, minute, own_zone
            self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines."""
        desk, now = self._desk, self._now
        if desk is None or now is None:
            return fixed("")
        width = max(self.size.width, 1)
        shown = [line.truncate(width, ellipsis=True) for line in _lines(desk, now, self._own_zone, width)]
        return lines(shown)


def _lines(desk: Desk, now: datetime, own_zone: str, width: int) -> list[Content]:
    name = say(desk.name, "bold")
    firm = " · ".join(part for part in (desk.role, desk.firm) if part)
    return [
        join(name, fixed("  "), say(firm, QUIET)) if firm else name,
        _number(desk),
        _place(desk, now, width),
        say(desk.basis) if desk.basis else fixed("No basis recorded", WARNING),
        _attempt(desk, now, own_zone),
        *_notice(desk, now, own_zone),
    ]


def _number(desk: Desk) -> Content:
    number = desk.number
    if number is None:
        return fixed("no number that may be rung", WARNING)
    at = next(index for index, one in enumerate(desk.numbers, start=1) if one.id == number.id)
    holder = "" if number.holder == "personal" else f" {number.holder}"
    extension = f"ext. {number.extension}" if number.extension else ""
    count = f" · {at} of {len(desk.numbers)}" if len(desk.numbers) > 1 else ""
    odd = fixed(" ?", WARNING) if number.unusual else fixed("")
    return join(
        say(number.shown, "bold"), " ", say(extension), " ", say(f"{number.kind}{holder}{count}", QUIET), odd
    )


def _place(desk: Desk, now: datetime, width: int) -> Content:
    """Return city, clock and closing time; a narrow line shortens the words first, then the city."""
    if not desk.zone:
        return join(say(desk.city), fixed(" · zone unknown", WARNING))
    there = fixed(f"{' · ' if desk.city else ''}{clock(now, desk.zone)} there")
    closes = desk.verdict.open_until if desk.verdict.allowed else None
    if closes is None:
        return join(say(desk.city), there)
    city = say(desk.city)
    for words in ("open until", "until"):
        rest = join(there, fixed(f" · {words} {clock(closes, desk.zone)}", QUIET))
        if city.cell_length + rest.cell_length <= width:
            return join(city, rest)
    return join(city.truncate(max(width - rest.cell_length, 0), ellipsis=True), rest)


def _attempt(desk: Desk, now: datetime, own_zone: str) -> Content:
    allowed = f" of {desk.attempts_allowed}" if desk.attempts_allowed else ""
    last = next((one for one in desk.before if one.what not in PAST), None)
    said = f"· {_last(last.what)} {short_moment(last.at, own_zone, now)}" if last is not None else ""
    return join(say(f"Attempt {desk.attempt}{allowed}"), " ", say(said, QUIET))


def _last(what: str) -> str:
    return what.replace("-", " ").replace("_", " ")


def _notice(desk: Desk, now: datetime, own_zone: str) -> list[Content]:
    if desk.verdict.allowed or desk.call is not None:
        return [say(f"Prefers {desk.preferred_hours}", QUIET)] if desk.preferred_hours else []
    until = f", until {moment(desk.verdict.until, own_zone, now)}" if desk.verdict.until else ""
    return [say(f"✗ {desk.verdict.reason}{until}", ERROR)]
