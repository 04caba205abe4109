"""Deals as lines: what is due by time, and the same grouped by step with sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from pipeline_tui.domain.hunting import Deal
from pipeline_tui.ui.formatting import (
    ACCENT,
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


@dataclass(frozen=True, slots=True)
class Lines:
    """Ready lines; ``ids`` names the record under each, None for a heading or a word."""

    content: tuple[Content, ...]
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


def due(deal: Deal, now: datetime, zone: str) -> str:
    """Return when a deal wants something: none, overdue, today or coming."""
    if deal.next_at is None or not deal.next_do.strip():
        return "none"
    if deal.next_at <= now:
        return "overdue"
    place = ZoneInfo(zone)
    same = deal.next_at.astimezone(place).date() == now.astimezone(place).date()
    return "today" if same else "coming"


_SECTIONS = (
    ("none", "Without a next step"),
    ("overdue", "Overdue"),
    ("today", "Today"),
    ("coming", "Coming"),
)


def today_lines(deals: Sequence[Deal], at: Setting) -> Lines:
    """Return the deals by the time of their next step, what is late first."""
    made: list[tuple[int | None, Content]] = []
    for code, title in _SECTIONS:
        inside = [deal for deal in deals if due(deal, at.now, at.zone) == code]
        if inside:
            made.append((None, _heading(title, len(inside))))
            made += [(deal.id, _line(deal, at, with_step=True)) for deal in inside]
    if made and not any(due(deal, at.now, at.zone) != "coming" for deal in deals):
        made.insert(0, (None, fixed("Nothing is due today.", QUIET)))
    return Lines(tuple(content for _, content in made), tuple(one for one, _ in made))


def step_lines(deals: Sequence[Deal], steps: Iterable[str], at: Setting) -> Lines:
    """Return the deals grouped by step, each group with its count and sum."""
    made: list[tuple[int | None, Content]] = []
    for step, inside in by_step(deals, steps):
        made.append((None, _heading(at.names.step(step), len(inside), total(inside, at.language))))
        made += [(deal.id, _line(deal, at, with_step=False)) for deal in inside]
        if not inside:
            made.append((None, fixed("  none", QUIET)))
    return Lines(tuple(content for _, content in made), tuple(one for one, _ in made))


def by_step(deals: Sequence[Deal], steps: Iterable[str]) -> list[tuple[str, list[Deal]]]:
    """Return the deals of each step, in the playbook's order; steps it dropped come last."""
    known = list(steps)
    dropped = sorted({deal.step for deal in deals} - set(known))
    return [(step, [deal for deal in deals if deal.step == step]) for step in (*known, *dropped)]


def total(deals: Iterable[Deal], language: str) -> str:
    """Return the sum of what is known of the values, one per currency."""
    sums: dict[str, int] = {}
    for deal in deals:
        if deal.value_minor is not None:
            sums[deal.currency] = sums.get(deal.currency, 0) + deal.value_minor
    return " + ".join(money(minor, currency, language) for currency, minor in sorted(sums.items()))


def when(deal: Deal, at: Setting) -> Content:
    """Return when the next step is due, with a glyph and words for what is late."""
    code = due(deal, at.now, at.zone)
    if code == "none" or deal.next_at is None:
        return fixed("? no step", WARNING)
    if code == "overdue":
        return say(f"! {distance(deal.next_at, at.now)}", WARNING)
    there = deal.next_at.astimezone(ZoneInfo(at.zone))
    if code == "today":
        return say(f"· {there:%H:%M}", STRONG)
    today = at.now.astimezone(ZoneInfo(at.zone)).date()
    return say(f"· {day(there.date(), today)}")


def _heading(title: str, number: int, sum_of: str = "") -> Content:
    tail = " · ".join(part for part in (count(number, "deal"), sum_of) if part)
    return join(say(title, f"bold {ACCENT}"), " ", say(f"· {tail}", QUIET))


def _line(deal: Deal, at: Setting, *, with_step: bool) -> Content:
    name = 21 if at.width < 100 else 28
    step = 18 if with_step and at.width >= 90 else 0
    value = 10
    do = max(at.width - 14 - name - step - value - 1, 8)
    late = when(deal, at)
    return join(
        late.pad_right(max(14 - late.cell_length, 0)),
        column(deal.name, name - 1, STRONG),
        " ",
        column(deal.next_do or "what next?", do),
        *((" ", column(at.names.step(deal.step), step - 1, QUIET)) if step else ()),
        " ",
        column(money(deal.value_minor, deal.currency, at.language), value, right=True),
    )
