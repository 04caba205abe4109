"""What a call needs to know of the contact in hand, a fact at a time, each worded for a width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from textual.content import Content

from pipeline_tui.domain.desk import Desk, NumberLine
from pipeline_tui.ui.formatting import (
    ACCENT,
    ERROR,
    QUIET,
    WARNING,
    clock,
    fixed,
    join,
    planned,
    say,
    short_moment,
)
from pipeline_tui.ui.lost_words import lost_words
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import kind_name, language_name
from pipeline_tui.widgets.sheet_parts import wrapped
from pipeline_tui.wording import tr, tr_as

FIRM_ROWS = 2
OFFER_ROWS = 2
NOTICE_ROWS = 4


class Weight(IntEnum):
    """How long a fact stays while room is short; the heaviest stay whatever happens."""

    ALWAYS = 9
    CALL = 5  # on what ground, the how many-th time
    PERSON = 4
    OFFER = 3
    NUMBERS = 2
    ORIGIN = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact over one or more rows."""

    weight: Weight
    rows: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose clock and language the facts are worded for, and what the playbook calls things."""

    names: Names
    zone: str
    language: str


def facts(desk: Desk, reader: Reader, now: datetime, width: int, *, most: int = 1) -> list[Fact]:
    """Return what is known, in the order it is read; ``most`` multiplies the rows a text may take."""
    told: list[tuple[Weight, Sequence[Content]]] = [
        (Weight.ALWAYS, _name(desk, width, most)),
        (Weight.PERSON, _firm(desk, width, most)),
        (Weight.ALWAYS, _chosen_number(desk, width)),
        (Weight.NUMBERS, _other_numbers(desk, width)),
        (Weight.ALWAYS, (_place(desk, reader, now, width),)),
        (Weight.ALWAYS, _notice(desk, reader, now, width)),
        (Weight.PERSON, _labelled(tr("Prefers"), desk.preferred_hours, width, most)),
        (Weight.PERSON, _custom(desk, width, most)),
        (Weight.PERSON, _language(desk, reader)),
        (Weight.CALL, _basis(desk, width, most)),
        (Weight.CALL, wrapped_row(join(tr("Attempt "), attempt(desk, reader, now)), width)),
        (Weight.OFFER, _labelled(tr_as("contact", "Offer"), desk.offer, width, OFFER_ROWS * most)),
        (Weight.PERSON, _lost(desk, reader, now, width, most)),
        (Weight.OFFER, _labelled(tr("Bought"), " · ".join(desk.bought), width, most)),
        (Weight.ORIGIN, _labelled(tr("From"), origin(desk), width, most)),
    ]
    return [Fact(weight, tuple(rows)) for weight, rows in told if rows]


def attempt(desk: Desk, reader: Reader, now: datetime) -> Content:
    """Return the one count of attempts that pane and reasons show, with how the last one ended."""
    allowed = (
        tr(" of {attempts_allowed}", attempts_allowed=desk.attempts_allowed) if desk.attempts_allowed else ""
    )
    last = next((one for one in desk.before if reader.names.is_call(one.what)), None)
    ended = f"· {reader.names.event(last.what)} {short_moment(last.at, reader.zone, now)}" if last else ""
    return join(say(f"{desk.attempt}{allowed}"), " " if ended else "", say(ended, QUIET))


def origin(desk: Desk) -> str:
    """Return where the contact comes from: its source, and the list it came in when that is another."""
    return " · ".join(dict.fromkeys(part for part in (desk.source, desk.list_name) if part))


def wrapped_row(row: Content, width: int) -> tuple[Content, ...]:
    """Return a row broken at spaces where it is longer than the width."""
    return tuple(row.wrap(max(width, 1))) if row.cell_length > width else (row,)


def _name(desk: Desk, width: int, most: int) -> Sequence[Content]:
    name = say(desk.name, "bold")
    spoken = desk.spoken if desk.spoken.casefold() != desk.name.casefold() else ""
    both = join(name, "  ", say(spoken, ACCENT)) if spoken else name
    if both.cell_length <= width:
        return (both,)
    rows = wrapped(desk.name, width, most=2 * most, style="bold")
    return [*rows, *wrapped(spoken, width, most=most, style=ACCENT)] if spoken else rows


def _firm(desk: Desk, width: int, most: int) -> Sequence[Content]:
    firm = desk.firm if desk.firm.casefold() != desk.name.casefold() else ""
    text = " · ".join(part for part in (desk.role, firm) if part)
    return wrapped(text, width, most=FIRM_ROWS * most, style=QUIET) if text else ()


def _chosen_number(desk: Desk, width: int) -> Sequence[Content]:
    number = desk.number
    if number is None:
        return (fixed(tr("no number that may be rung"), WARNING),)
    at = desk.numbers.index(number) + 1
    count = tr("{at} of {numbers}", at=at, numbers=len(desk.numbers)) if len(desk.numbers) > 1 else ""
    return _number(number, width, count, "bold")


def _other_numbers(desk: Desk, width: int) -> Sequence[Content]:
    others = [one for one in desk.numbers if one.id != desk.number_id]
    return [row for one in others for row in _number(one, width, "", QUIET)]


def _number(number: NumberLine, width: int, count: str, style: str) -> Sequence[Content]:
    """Return number, kind and place on one row, or the words under the number; what is odd is said last."""
    holder = "" if number.holder == "personal" else kind_name(number.holder)
    extension = tr("ext. {extension}", extension=number.extension) if number.extension else ""
    kind = " ".join(part for part in (kind_name(number.kind), holder) if part)
    about = say(" · ".join(part for part in (extension, kind, count) if part), QUIET)
    odd = [
        *([tr("looks mistyped")] if number.unusual else []),
        *([tr("must not be called")] if number.suppressed else []),
    ]
    rows = [say(number.shown, style)]
    for part, gap in ((about, "  "), *((fixed(word, WARNING), " · ") for word in odd)):
        if rows[-1].cell_length + len(gap) + part.cell_length <= width:
            rows[-1] = join(rows[-1], gap, part)
        else:
            rows.append(join("  ", part))
    return rows


def _place(desk: Desk, reader: Reader, now: datetime, width: int) -> Content:
    """Return city, clock and closing time; a narrow line shortens the words first, then the city."""
    if not desk.zone:
        return join(
            say(desk.city), fixed(tr(" · zone unknown") if desk.city else tr("Zone unknown"), WARNING)
        )
    there, ours = clock(now, desk.zone), clock(now, reader.zone)
    closes = desk.verdict.open_until if desk.verdict.allowed else None
    until = clock(closes, desk.zone) if closes is not None else ""
    bare = there if there == ours else tr("{there} there", there=there)
    worded = [
        (tr("{there} there", there=there), tr("open until {until}", until=until)),
        (tr("{there} there", there=there), tr("until {until}", until=until)),
    ]
    if not until:
        worded = [(tr("{there} there", there=there), "")]
    worded.append((bare, tr("until {until}", until=until) if until else ""))
    city = say(desk.city)
    rest = fixed("")
    for time, open_until in worded:
        first = fixed(f" · {time}" if desk.city else time)
        rest = join(first, fixed(f" · {open_until}" if open_until else "", QUIET))
        if city.cell_length + rest.cell_length <= width:
            return join(city, rest)
    return join(city.truncate(max(width - rest.cell_length, 0), ellipsis=True), rest)


def _notice(desk: Desk, reader: Reader, now: datetime, width: int) -> Sequence[Content]:
    """Return why this number may not be rung now, when it may not."""
    if desk.verdict.allowed or desk.call is not None:
        return ()
    refused = wrapped(f"✗ {desk.verdict.reason}", width, most=NOTICE_ROWS, style=ERROR)
    until = desk.verdict.until
    if until is None:
        return refused
    return (
        *refused,
        *wrapped(tr("Not before {planned}.", planned=planned(until, reader.zone, now)), width, style=ERROR),
    )


def _custom(desk: Desk, width: int, most: int) -> Sequence[Content]:
    """Return the shop's own fields that say something, one a row."""
    rows: list[Content] = []
    for one in desk.custom:
        rows += _labelled(one.name, one.words, width, most)
    return rows


def _language(desk: Desk, reader: Reader) -> Sequence[Content]:
    other = desk.language and desk.language[:2] != reader.language[:2]
    return (join(fixed(tr("Speaks "), QUIET), say(language_name(desk.language))),) if other else ()


def _lost(desk: Desk, reader: Reader, now: datetime, width: int, most: int) -> Sequence[Content]:
    """Return why the deal with somebody to be won back was lost."""
    if desk.lost is None:
        return ()
    words = lost_words(desk.lost, reader.names, reader.language, now.date())
    return wrapped(f"↩ {words}", width, most=2 * most, style=WARNING)


def _basis(desk: Desk, width: int, most: int) -> Sequence[Content]:
    if not desk.basis:
        return (fixed(tr("No basis recorded"), WARNING),)
    text = (
        tr("Basis {basis}", basis=desk.basis) if desk.basis[:1].islower() else desk.basis
    )  # "none needed" is no ground
    return wrapped(text, width, most=2 * most)


def _labelled(label: str, text: str, width: int, most: int) -> Sequence[Content]:
    if not text.strip():
        return ()
    rows = wrapped(f"{label} {text}", width, most=most)
    return (rows[0].stylize(QUIET, 0, len(label)), *rows[1:])
