"""The parts sheets are put together from: rules with a word, labelled text, history, two columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.desk import NumberLine, PastCall
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, moment, say, short_day, short_moment
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import kind_name
from pipeline_tui.wording import tr

LABEL = 12
_WHEN = 12  # "28 Oct 17:40"
_HANGING = 4  # a note hangs under its call


def rule(word: str, width: int) -> Content:
    """Return a rule with a word in it."""
    start = join(fixed("─ ", "$rule"), say(word, QUIET), " ")
    return join(start, fixed("─" * max(width - start.cell_length, 0), "$rule")).truncate(width)


def wrapped(text: object, width: int, *, indent: int = 0, most: int = 4, style: str = "") -> list[Content]:
    """Return data over several lines, the last one marked with … when there is more."""
    room = max(width - indent, 1)
    folded = [
        line for part in str(text).splitlines() or [""] for line in say(part, style, limit=1000).wrap(room)
    ]
    kept = folded[:most]
    if len(folded) > most:
        kept[-1] = join(kept[-1].rstrip().truncate(room - 1), fixed("…", QUIET))
    return [join(fixed(" " * indent), line) for line in kept]


def labelled(label: object, text: object, width: int, *, most: int = 3, room: int = LABEL) -> list[Content]:
    """Return a label with its text beside it; ``room`` is what the label may take."""
    rows = wrapped(text, width, indent=room, most=most)
    return [join(column(label, room - 1, QUIET), " ", rows[0].divide([room])[-1]), *rows[1:]]


def labelled_all(texts: Mapping[str, str], names: Names, width: int, *, most: int = 3) -> list[Content]:
    """Return every field that holds something, under its own name; "?" reads as not known."""
    told = {names.field(key): text.strip() for key, text in texts.items() if text.strip()}
    room = min(max((len(label) for label in told), default=LABEL) + 2, max(width * 2 // 5, LABEL))
    rows: list[Content] = []
    for label, text in told.items():
        rows += labelled(label, tr("not known") if text == "?" else text, width, most=most, room=room)
    return rows


def history(
    before: Iterable[PastCall], names: Names, zone: str, now: datetime, width: int, *, most: int = 2
) -> list[Content]:
    """Return a line per event, newest first, with what was said under it."""
    rows: list[Content] = []
    who = min(10, max(width - 29, 6))
    for event in before:
        rows.append(
            join(
                column(event_time(event, zone, now), 13, QUIET),
                column(names.event(event.what), max(width - 14 - who, 8)),
                " ",
                column(event.who, who, QUIET, right=True),
            )
        )
        if event.text:
            rows += wrapped(names.said(event), width, indent=_HANGING, most=most, style=QUIET)
    return rows or [fixed(tr("Nothing yet."), QUIET)]


def event_time(event: PastCall, zone: str, now: datetime) -> str:
    """Return when something happened; of another year, or where no hour is known, the day is enough."""
    if event.by_day:
        return short_day(event.at.date(), local_day(now, zone))
    full = moment(event.at, zone, now)
    return full if len(full) <= _WHEN else short_moment(event.at, zone, now)


def numbers(shown: Sequence[NumberLine]) -> Content:
    """Return the first number with its kind, and how many more there are."""
    if not shown:
        return fixed(tr("no number"), "$warning")
    first = shown[0]
    holder = "" if first.holder == "personal" else f" {kind_name(first.holder)}"
    more = tr(" · {shown} more", shown=len(shown) - 1) if len(shown) > 1 else ""
    stopped = fixed(tr(" · must not be called"), "$warning") if first.suppressed else fixed("")
    return join(say(first.shown), "  ", say(f"{kind_name(first.kind)}{holder}{more}", QUIET), stopped)


def side_by_side(left: Sequence[Content], right: Sequence[Content], width: int) -> list[Content]:
    """Return two columns with a rule between them."""
    half = (width - 3) // 2
    other = width - 3 - half
    blank = fixed("")
    return [
        join(
            (one or blank).truncate(half, ellipsis=True, pad=True),
            fixed(" │ ", "$rule"),
            (two or blank).truncate(other, ellipsis=True),
        )
        for one, two in zip_longest(left, right)
    ]


def columns_of(width: int) -> tuple[int, int]:
    """Return the widths of the two columns that ``side_by_side`` makes."""
    half = (width - 3) // 2
    return half, width - 3 - half
