"""The only maker of ``Content`` from data: every text passes ``clean`` and never the markup parser.

Styles name theme variables, so that each theme decides the colours; a word or glyph stands beside each.
"""

from __future__ import annotations

from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.content import Content

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.text import clean
from pipeline_tui.ui.line_breaks import glued
from pipeline_tui.wording import grouped, mark, spoken, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

ACCENT = "$accent"
QUIET = "$text-muted"
STRONG = "bold"
WARNING = "$warning"
ERROR = "$error"
SUCCESS = "$success"

_HALF_A_YEAR = 183  # days; nearer ones are told by weekday and month, across New Year too

# Every state is a word with a glyph; colour only repeats it.
_STATES = MappingProxyType(
    {
        "planned": ("·", mark("planned"), ""),
        "overdue": ("!", mark("overdue"), WARNING),
        "done": ("✓", mark("done"), SUCCESS),
        "cancelled": ("-", mark("cancelled"), QUIET),
        "waiting": ("·", mark("waiting"), ""),
        "fresh": ("·", mark("waiting"), ""),
        "team": ("!", mark("open to the team"), WARNING),
        "red": ("!!", mark("past its limit"), ERROR),
        "accepted": ("✓", mark("accepted"), SUCCESS),
        "returned": ("↩", mark("returned"), WARNING),
        "undone": ("-", mark("taken back"), QUIET),
        "open": ("·", mark("open"), ""),
        "won": ("✓", mark("won"), SUCCESS),
        "lost": ("✗", mark("lost"), QUIET),
        "active": ("●", mark("active"), ""),
        "paused": ("-", mark("paused"), WARNING),
        "loading": ("…", mark("loading"), QUIET),
        "undoing": ("…", mark("undoing"), QUIET),
        "held": ("!", mark("held"), WARNING),
        "over": ("·", mark("over"), QUIET),
        "hunting": ("·", mark("hunting"), ""),
        "farming": ("·", mark("farming"), ""),
    }
)


def say(value: object, style: str = "", *, limit: int = 400, multiline: bool = False) -> Content:
    """Return data as it may be shown: cleaned, unparsed, in one style."""
    return Content.styled(clean(str(value), limit=limit, multiline=multiline), style)


def fixed(text: str, style: str = "") -> Content:
    """Return our own words in the language that is spoken, spaces kept; never for data."""
    return Content.styled(tr(text), style)


def join(*parts: Content | str) -> Content:
    """Return parts put together; a plain string must be our own words, never data."""
    return Content.assemble(*(tr(part) if isinstance(part, str) else part for part in parts))


def lines(parts: Iterable[Content]) -> Content:
    """Return parts one under the other."""
    return Content("\n").join(parts)


def column(value: object, width: int, style: str = "", *, right: bool = False) -> Content:
    """Return data cut or filled to exactly ``width`` cells, marked with … where cut."""
    content = say(value, style)
    if content.cell_length > width:
        return content.truncate(width, ellipsis=True, pad=True)
    gap = width - content.cell_length
    return content.pad_left(gap) if right else content.pad_right(gap)


def wrapped(text: str, width: int, style: str = "") -> tuple[Content, ...]:
    """Return our own words broken at spaces into lines of at most ``width`` cells."""
    return tuple(
        fixed(line, style) for line in wrap(glued(tr(text)), max(width, 1), break_on_hyphens=False)
    ) or (fixed(""),)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with ``left`` and ``right`` at its ends; ``left`` gives way when it is narrow."""
    room = max(width - right.cell_length - 1, 0)
    if left.cell_length > room:
        left = left.truncate(room, ellipsis=True)
    return join(left, " " * max(width - left.cell_length - right.cell_length, 0), right)


def state(code: str) -> Content:
    """Return a state as glyph and word."""
    glyph, word, style = _STATES.get(code, ("·", clean(code), ""))
    return Content.styled(f"{glyph} {tr(word)}", style)


def glyph(code: str) -> Content:
    """Return the glyph of a state alone, for a column whose heading names it."""
    mark, _, style = _STATES.get(code, ("·", "", ""))
    return Content.styled(mark, style)


def clock(at: datetime, zone: str) -> str:
    """Return a UTC time as the wall clock of a zone: ``14:03``."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def day(on: date, today: date) -> str:
    """Return a day shortly: ``today``, ``tomorrow``, ``Tue 24 Nov``, its year where that is far."""
    apart = (on - today).days
    if apart in (-1, 0, 1):
        return (tr("yesterday"), tr("today"), tr("tomorrow"))[apart + 1]
    year = "" if on.year == today.year or abs(apart) < _HALF_A_YEAR else f" {on.year}"
    return f"{day_name(on)} {on.day} {month_name(on)}{year}"


def short_day(on: date, today: date) -> str:
    """Return a day without its weekday: ``3 Nov``, or ``3 Nov 2025`` when the year is another."""
    return f"{on.day} {month_name(on)}" + ("" if on.year == today.year else f" {on.year}")


def moment(at: datetime, zone: str, now: datetime) -> str:
    """Return a UTC time shortly as seen in a zone: ``14:03`` today, else ``3 Nov 10:12``."""
    place = ZoneInfo(zone)
    there, today = at.astimezone(place), now.astimezone(place).date()
    if there.date() == today:
        return f"{there:%H:%M}"
    return f"{short_day(there.date(), today)} {there:%H:%M}"


def short_moment(at: datetime, zone: str, now: datetime) -> str:
    """Return a UTC time as seen in a zone with nothing to spare: ``14:03`` today, else ``3 Nov``."""
    there, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    return f"{there:%H:%M}" if there.date() == today else short_day(there.date(), today)


def planned(at: datetime, zone: str, now: datetime) -> str:
    """Return a UTC time to come with its day: ``today 16:00``, ``Tue 24 Nov 14:20``."""
    place = ZoneInfo(zone)
    there = at.astimezone(place)
    return f"{day(there.date(), now.astimezone(place).date())} {there:%H:%M}"


def distance(at: datetime, now: datetime) -> str:
    """Return how far away a time is: ``in 17 min``, ``4 min ago``, ``in 3 h``, ``now``."""
    seconds = (at - now).total_seconds()
    minutes = round(abs(seconds) / 60)
    if minutes == 0:
        return tr("now")
    amount = how_far(at, now)
    return tr("in {amount}", amount=amount) if seconds > 0 else tr("{amount} ago", amount=amount)


def how_far(at: datetime, now: datetime) -> str:
    """Return how far away a time is, before or after: ``17 min``, ``3 h``, ``2 days``."""
    minutes = round(abs((at - now).total_seconds()) / 60)
    if minutes < 90:
        amount = tr("{minutes} min", minutes=minutes)
    elif minutes < 36 * 60:
        amount = f"{round(minutes / 60)} h"
    else:
        amount = tr("{minutes} days", minutes=round(minutes / 1440))
    return amount


def for_long(minutes: int) -> str:
    """Return how long something lasts: ``47 min``, ``1 h 40``, ``3 days``."""
    if minutes < 100:
        return tr("{minutes} min", minutes=minutes)
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60:02}"
    return count(minutes // (24 * 60), "day")


def timer(seconds: float) -> str:
    """Return a running time: ``02:14``, ``1:02:14`` from an hour on."""
    whole = max(int(seconds), 0)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes:02}:{secs:02}"


def money(minor: int | None, currency: str, language: str) -> str:
    """Return an amount as written in a language, "" when there is none."""
    return "" if minor is None else format_money(minor, currency, language)


def full_money(minor: int, currency: str, language: str) -> str:
    """Return an amount with every decimal its currency has, as papers show them."""
    return format_money(minor, currency, language, cents=True)


def decimal(number: float) -> str:
    """Return a number with one decimal: ``1.5``, ``1,5``."""
    return f"{number:.1f}".replace(".", "," if spoken() == "fr" else ".")


def percent(share: float) -> str:
    """Return a share of one: ``42%``, ``42 %``."""
    return tr("{share:.0f}%", share=share * 100)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 call``, ``1,237 calls``."""
    return f"{grouped(number)} {trn(one, many or one + 's', number)}"


def sentence(code: str) -> str:
    """Return a code as words: ``no-answer`` becomes ``no answer``."""
    return clean(code.replace("-", " ").replace("_", " "))
