"""A client on one screen: complaint, rhythm, needs, promises, dates, purchases, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.farming import ClientCard
from pipeline_tui.ui.formatting import (
    QUIET,
    STRONG,
    WARNING,
    count,
    day,
    fixed,
    join,
    money,
    say,
    spread,
)
from pipeline_tui.widgets.client_parts import (
    brought_rows,
    complaint_rows,
    habit_words,
    known_needs,
    occasion_rows,
    promise_rows,
    purchase_rows,
)
from pipeline_tui.widgets.deal_lines import Setting
from pipeline_tui.widgets.sheet_parts import (
    columns_of,
    history,
    labelled_all,
    numbers,
    rule,
    side_by_side,
)
from pipeline_tui.widgets.years_picture import score_line, year_bars
from pipeline_tui.wording import tr

_TWO_COLUMNS = 76
_MOST_PURCHASES = 8
_EVERY_LINE = 400
_RULE = 4  # its dash in front, and the blanks around the words
_LEAST_FIRM = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a rule; ``least`` of them stay when there is little room, none of an empty part."""

    title: str
    rows: Sequence[Content]
    least: int = 1


def client_sheet(card: ClientCard, at: Setting, height: int) -> list[Content]:
    """Return the card of a client, as much of each part as the height allows."""
    width = at.width
    two = width >= _TWO_COLUMNS
    left, right = columns_of(width) if two else (width, width)
    head = _head(card, at)
    room = max(height - len(head), 4)
    said, before = _left(card, at, left), _right(card, at, right)
    if not two:
        return [*head, *_fitted([*said, *before], width, room)]
    return [*head, *side_by_side(_fitted(said, left, room), _fitted(before, right, room), width)]


def whole_sheet(card: ClientCard, at: Setting, height: int) -> list[Content]:
    """Return the card on one screen; where that leaves lines out, all of it follows below, to scroll to."""
    whole = client_sheet(card, at, _EVERY_LINE)
    if len(whole) <= height:
        return whole
    return [*client_sheet(card, at, height - 1), rule(tr("All of it"), at.width), *whole]


def client_title(card: ClientCard, at: Setting) -> str:
    """Return who the client is and what they are worth, for the rule above the card."""
    since = tr("client since {year}", year=card.since.year) if card.since else tr("client")
    worth = money(card.total_minor, card.currency, at.language)
    bought = count(len(card.purchases), "purchase")
    told = " · ".join((since, bought, worth))
    # What they are worth is not cut off: where room is short, the firm gives way.
    room = at.width - _RULE - cell_len(f"{card.name} ·  · {told}")
    firm = say(card.firm).truncate(room, ellipsis=True).plain if room >= _LEAST_FIRM else ""
    return " · ".join(part for part in (card.name, firm, told) if part)


def _head(card: ClientCard, at: Setting) -> list[Content]:
    today = local_day(at.now, at.zone)
    place = join(numbers(card.numbers), " ", say(f"· {card.city}" if card.city else "", QUIET))
    by_hand = tr(" by hand") if card.segment_by_hand else ""
    rhythm = say(
        tr(
            "{segment}{by_hand} · every {count}",
            segment=card.segment,
            by_hand=by_hand,
            count=count(card.days, "day"),
        ),
        QUIET,
    )
    last = (
        tr("last talked {day}", day=day(local_day(card.last_contact, at.zone), today))
        if card.last_contact is not None
        else tr("not talked to yet")
    )
    planned = card.next_check_in
    if planned is None:
        coming = fixed(tr("? no check-in planned"), WARNING)
    elif planned.overdue:
        coming = say(tr("! check-in overdue since {day}", day=day(planned.due_on, today)), WARNING)
    else:
        coming = say(tr("· check-in {day}", day=day(planned.due_on, today)), STRONG)
    rows = complaint_rows(card.complaint, at, at.width) if card.complaint is not None else []
    rows += [spread(place, rhythm, at.width), spread(coming, say(last, QUIET), at.width)]
    habit = habit_words(card, today)
    if card.satisfaction or card.habit is not None:
        scores = score_line(card.satisfaction, at.width // 2) if card.satisfaction else fixed("")
        both = (scores, habit) if card.satisfaction else (habit, fixed(""))
        rows.append(spread(*both, at.width))
    return rows


def _left(card: ClientCard, at: Setting, width: int) -> list[Part]:
    known = sum(bool(one.words) for one in card.needs)
    asked = {one.key for one in card.needs}
    told = {**card.brief, **card.answers}
    others = labelled_all(
        {key: text for key, text in told.items() if key not in asked and key != "next"},
        at.names,
        width,
        most=1,
    )
    needs = tr("Needs · {known} of {needs} known", known=known, needs=len(card.needs))
    return [
        Part(tr("Promised"), promise_rows(card.promises, at, width), 2),
        Part(needs if card.needs else tr("Needs"), known_needs(card.needs, width), 4),
        Part(tr("Also said"), others, 0),
    ]


def _right(card: ClientCard, at: Setting, width: int) -> list[Part]:
    today = local_day(at.now, at.zone)
    bought = [
        *year_bars(card.years, card.currency, at.language, width),
        *purchase_rows(card, at, width, _MOST_PURCHASES),
    ]
    named = tr("Named by {named_by} · brought", named_by=card.named_by) if card.named_by else tr("Brought us")
    return [
        Part(tr("Dates"), occasion_rows(card.occasions, width), 2),
        Part(tr("Bought"), bought or [fixed(tr("Nothing yet."), QUIET)], 4),
        Part(named, brought_rows(card.brought, today, width), 1),
        Part(tr("Before"), history(card.before, at.names, at.zone, at.now, width, most=2), 3),
    ]


def _fitted(parts: Sequence[Part], width: int, room: int) -> list[Content]:
    """Return parts under their rules in so many lines; the longest gives way, empty ones are left out."""
    shown = [one for one in parts if one.rows]
    sizes = [len(one.rows) for one in shown]
    while sum(sizes) + sum(1 for size in sizes if size) > room:
        spare = [size - one.least for size, one in zip(sizes, shown, strict=True)]
        longest = max(range(len(shown)), key=lambda index: spare[index], default=-1)
        if longest < 0 or spare[longest] <= 0:
            break
        sizes[longest] -= 1
    rows: list[Content] = []
    for one, size in zip(shown, sizes, strict=True):
        if not size:
            continue
        rows.append(rule(one.title, width))
        left = len(one.rows) - size
        rows += (
            one.rows[:size]
            if not left
            else [*one.rows[: size - 1], say(tr("… {left} more lines", left=left + 1), QUIET)]
        )
    return rows[:room] if len(rows) > room else rows
