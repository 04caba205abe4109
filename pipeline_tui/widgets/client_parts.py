"""The parts of a client's card, a few lines each: needs, promises, dates, purchases, who was named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from pipeline_tui.domain.caring import Brought, Complaint, Promise
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.farming import ClientCard, Purchase
from pipeline_tui.domain.needs import NeedLine
from pipeline_tui.domain.occasions import Coming
from pipeline_tui.ui.formatting import (
    ACCENT,
    ERROR,
    QUIET,
    WARNING,
    column,
    count,
    day,
    decimal,
    fixed,
    join,
    money,
    planned,
    say,
    sentence,
    short_day,
)
from pipeline_tui.widgets.deal_lines import Setting
from pipeline_tui.widgets.sheet_parts import labelled, wrapped
from pipeline_tui.wording import tr

_NAME = 17
_ROOM_FOR_WHO = 45  # columns from which on it is told who promised


def complaint_rows(one: Complaint, at: Setting, width: int) -> list[Content]:
    """Return the open complaint, on top of everything: nothing is sold until it is solved."""
    since = day(local_day(one.opened_at, at.zone), local_day(at.now, at.zone))
    head = join(
        fixed(tr("!! COMPLAINT "), f"bold {ERROR}"),
        say(tr("since {since}, {opened_by}", since=since, opened_by=one.opened_by), WARNING),
        fixed(tr(" · nothing is sold until C solves it"), QUIET),
    )
    return [head, *wrapped(" ".join(one.words.split()), width, indent=3, most=2)]


def known_needs(needs: Sequence[NeedLine], width: int) -> list[Content]:
    """Return what to ask next, then what is known; other unknowns are counted."""
    rows = [
        join(fixed("? ", ACCENT), column(one.name, max(width - 12, 8)), fixed(tr(" ask next"), ACCENT))
        for one in needs
        if one.ask_next
    ]
    for one in needs:
        if one.words:
            rows += [
                join(fixed("✓ ", QUIET), line)
                for line in labelled(one.name, one.words, width - 2, most=1, room=_NAME)
            ]
    rest = sum(not one.words and not one.ask_next for one in needs)
    return [*rows, say(tr("… {rest} more unknown", rest=rest), QUIET)] if rest else rows


def promise_rows(promises: Iterable[Promise], at: Setting, width: int) -> list[Content]:
    """Return what they wait for, the time it was promised for, and who promised it; late is marked."""
    rows = []
    for one in promises:
        late = one.at is not None and one.at <= at.now
        mark = fixed("! " if late else "· ", WARNING if late else "")
        when = planned(one.at, at.zone, at.now) if one.at is not None else ""
        who = one.who if width >= _ROOM_FOR_WHO else ""
        room = width - 2 - len(when) - bool(when) - len(who) - bool(who)
        rows.append(
            join(
                mark,
                say(when, WARNING if late else ""),
                " " if when else "",
                column(one.text, max(room, 6)),
                " " if who else "",
                say(who, QUIET),
            )
        )
    return rows


def occasion_rows(coming: Iterable[Coming], width: int) -> list[Content]:
    """Return the yearly dates, nearest first; one that is due to be rung about is marked."""
    return [
        join(
            fixed("! " if one.due else "· ", WARNING if one.due else ""),
            column(occasion_words(one), max(width - 2, 8)),
        )
        for one in coming
    ]


def occasion_words(one: Coming) -> str:
    """Return "in 9 days: birthday of Anna, last year: 40 roses"."""
    kept = one.occasion
    when = {0: tr("today"), 1: tr("tomorrow")}.get(
        one.days_left, tr("in {days_left} days", days_left=one.days_left)
    )
    whom = tr(" of {recipient}", recipient=kept.recipient) if kept.recipient else ""
    relation = f" ({kept.relation})" if kept.relation else ""
    gift = tr(", last: {last_gift}", last_gift=kept.last_gift) if kept.last_gift else ""
    return tr("{label}: {text}", label=when, text=f"{kept.what}{whom}{relation}{gift}")


def purchase_rows(card: ClientCard, at: Setting, width: int, most: int) -> list[Content]:
    """Return what was bought, newest first."""
    today = local_day(at.now, at.zone)
    rows = [_purchase(one, at, width, short_day(one.on, today)) for one in card.purchases[:most]]
    left = len(card.purchases) - most
    return [*rows, say(tr("… {left} more", left=left), QUIET)] if left > 0 else rows


def brought_rows(brought: Iterable[Brought], today: date, width: int) -> list[Content]:
    """Return whom they named to us, and what became of each."""
    return [
        join(
            column(one.name, max(width - 26, 8)),
            " ",
            column(short_day(one.on, today), 12, QUIET),
            column(sentence(one.became), 12, QUIET),
        )
        for one in brought
    ]


def habit_words(card: ClientCard, today: date) -> Content:
    """Return how often they buy by their own habit, and what it means today; empty for too few purchases."""
    own = card.habit
    if own is None:
        return fixed("")
    every = tr("buys every {count}", count=count(own.gap, "day"))
    if own.silent(today):
        return join(
            say(every, QUIET),
            fixed(" · ", QUIET),
            say(tr("! silent for {times} × that", times=decimal(own.times(today))), WARNING),
        )
    left = own.days_left(today)
    due = (
        tr("due today")
        if not left
        else tr("due in {count}", count=count(left, "day"))
        if left > 0
        else tr("{count} late", count=count(-left, "day"))
    )
    return say(f"{every} · {due}", QUIET)


def _purchase(one: Purchase, at: Setting, width: int, on: str) -> Content:
    amount = money(one.amount_minor, one.currency, at.language)
    return join(
        column(on, 12, QUIET),
        column(one.what or tr("purchase"), max(width - 13 - len(amount), 4)),
        " ",
        say(amount),
    )
