"""Deals as lines: what is due by time, and the same grouped by step with sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from textual.content import Content

from pipeline_tui.domain.deal_list import Due, Order, due, due_on
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.ui.formatting import (
    QUIET,
    STRONG,
    WARNING,
    column,
    count,
    day,
    distance,
    fixed,
    join,
    money,
    say,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.lazy_lines import LazyLines
from pipeline_tui.widgets.list_parts import heading
from pipeline_tui.wording import WordTable, mark, tr


@dataclass(frozen=True, slots=True)
class Lines:
    """Ready lines; ``ids`` names the record under each, None for a heading or a word."""

    content: Sequence[Content]
    ids: tuple[int | None, ...]

    @property
    def headings(self) -> frozenset[int]:
        """Return which lines the cursor passes over."""
        return frozenset(index for index, one in enumerate(self.ids) if one is None)

    def place(self, record_id: int | None) -> int:
        """Return the line of a record, the first when it is gone."""
        return self.ids.index(record_id) if record_id in self.ids else 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What lines are drawn with: names, the shop's zone, language and clock, the width in cells."""

    names: Names
    zone: str
    language: str
    now: datetime
    width: int


_SECTIONS = (
    (Due.NONE, mark("Without a next step")),
    (Due.OVERDUE, mark("Overdue")),
    (Due.TODAY, mark("Today")),
    (Due.COMING, mark("Coming")),
    (Due.SNOOZED, mark("Snoozed")),
)
_SORTED = WordTable({Order.VALUE: "By value, largest first", Order.AGE: "By age, oldest first"})
_WHEN = 14
_ROT = 15  # "! 9 of 7 days"


def today_lines(deals: Sequence[Deal], at: Setting, order: Order = Order.NEXT) -> Lines:
    """Return deals by the time of their next step, what is late first; in another order as one list."""
    if order is not Order.NEXT:
        heading = _heading(_SORTED[order], len(deals), total(deals, at.language))
        return _lines([heading, *deals] if deals else [], at, with_step=True)
    today = at.now.astimezone(ZoneInfo(at.zone)).date()
    inside: dict[Due, list[Deal]] = {code: [] for code, _ in _SECTIONS}
    for deal in deals:
        inside[due_on(deal, at.now, at.zone, today)].append(deal)
    rows: list[Deal | Content] = []
    if deals and not any(inside[code] for code in (Due.NONE, Due.OVERDUE, Due.TODAY)):
        rows.append(fixed(tr("Nothing is due today."), QUIET))
    for code, title in _SECTIONS:
        if inside[code]:
            rows += [_heading(tr(title), len(inside[code])), *inside[code]]
    return _lines(rows, at, with_step=True)


def step_lines(deals: Sequence[Deal], steps: Iterable[str], at: Setting) -> Lines:
    """Return the deals grouped by step, each group with its count and sum."""
    rows: list[Deal | Content] = []
    for step, inside in by_step(deals, steps):
        rows.append(_heading(at.names.step(step), len(inside), total(inside, at.language)))
        rows += inside or [fixed(tr("  none"), QUIET)]
    return _lines(rows, at, with_step=False)


def by_step(deals: Sequence[Deal], steps: Iterable[str]) -> list[tuple[str, list[Deal]]]:
    """Return the deals of each step, in the playbook's order; steps it dropped come last."""
    groups: dict[str, list[Deal]] = {step: [] for step in steps}
    known = len(groups)
    for deal in deals:
        groups.setdefault(deal.step, []).append(deal)
    every = list(groups.items())
    return [*every[:known], *sorted(every[known:])]


def total(deals: Iterable[Deal], language: str) -> str:
    """Return the sum of what is known of the values, one per currency."""
    sums: dict[str, int] = {}
    for deal in deals:
        if deal.value_minor is not None:
            sums[deal.currency] = sums.get(deal.currency, 0) + deal.value_minor
    return " + ".join(money(minor, currency, language) for currency, minor in sorted(sums.items()))


def when(deal: Deal, at: Setting) -> Content:
    """Return when the next step is due, with a glyph and words for what is late or silent."""
    code = due(deal, at.now, at.zone)
    today = at.now.astimezone(ZoneInfo(at.zone)).date()
    if code is Due.SNOOZED and deal.snoozed_until is not None:
        return say(f"z {day(deal.snoozed_until.astimezone(ZoneInfo(at.zone)).date(), today)}", QUIET)
    if code is Due.NONE or deal.next_at is None:
        return fixed(tr("? no step"), WARNING)
    if code is Due.OVERDUE:
        return say(f"! {distance(deal.next_at, at.now)}", WARNING)
    there = deal.next_at.astimezone(ZoneInfo(at.zone))
    if code is Due.TODAY:
        return say(f"· {there:%H:%M}", STRONG)
    return say(f"· {day(there.date(), today)}")


def what(deal: Deal) -> str:
    """Return what is done next, or what a snoozed deal waits for."""
    return (
        tr("snoozed: {snooze_reason}", snooze_reason=deal.snooze_reason)
        if deal.snoozed_until
        else deal.next_do or tr("what next?")
    )


def rot(deal: Deal, now: datetime) -> str:
    """Return how long a deal has stood in its step beyond what is allowed, "" when it has not."""
    if not deal.overdue or not deal.days_allowed:
        return ""
    stood, allowed = max((now - deal.step_since).days, 0), count(deal.days_allowed, "day")
    return (
        tr("! {stood} of {allowed}", stood=stood, allowed=allowed)
        if stood > deal.days_allowed
        else tr("! over {allowed}", allowed=allowed)
    )


def _lines(rows: Sequence[Deal | Content], at: Setting, *, with_step: bool) -> Lines:
    draw = partial(_drawn, at=at, with_step=with_step)
    return Lines(LazyLines(rows, draw), tuple(one.id if isinstance(one, Deal) else None for one in rows))


def _drawn(row: Deal | Content, at: Setting, *, with_step: bool) -> Content:
    return _line(row, at, with_step=with_step) if isinstance(row, Deal) else row


def _heading(title: str, number: int, sum_of: str = "") -> Content:
    tail = " · ".join(part for part in (count(number, "deal"), sum_of) if part)
    return heading(title, f"· {tail}")


def _line(deal: Deal, at: Setting, *, with_step: bool) -> Content:
    name = 21 if at.width < 100 else 28
    step = 18 if with_step and at.width >= 90 else 0
    value = 10
    late = rot(deal, at.now)
    do = max(at.width - _WHEN - name - step - value - 1 - (_ROT if late else 0), 8)
    due_at = when(deal, at)
    return join(
        due_at.pad_right(max(_WHEN - due_at.cell_length, 0)),
        column(deal.name, name - 1, STRONG),
        " ",
        column(what(deal), do),
        *((" ", column(late, _ROT - 1, WARNING)) if late else ()),
        *((" ", column(at.names.step(deal.step), step - 1, QUIET)) if step else ()),
        " ",
        column(money(deal.value_minor, deal.currency, at.language), value, right=True),
    )
