"""What open deals are expected to bring, month by month, by the playbook and by one's own history.

A deal is expected in the month of its next step; without one, when the days its step allows are over; never
before today. By the playbook it counts with its step's probability. Beside it stands the share of the closed
deals that were in that step and were won, with its interval: the sums by history are given once every step
with an open deal of known value has ``ENOUGH`` closed ones, and their bounds add the bounds of the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.shares import Share

ENOUGH = 10  # closed deals of a step, before its share is counted with
_NOTHING = Share(0, 0)


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """What a forecast needs of an open deal."""

    step: str
    value_minor: int | None
    currency: str
    next_at: datetime | None  # UTC
    step_since: datetime  # UTC


@dataclass(frozen=True, slots=True)
class StepChance:
    """How likely a deal in a step is won: by the playbook, and as it went with closed deals."""

    code: str
    probability: int  # per cent; 0 for a step the playbook dropped
    won: Share
    deals: int  # open ones in this step


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What is expected in a month, in one currency."""

    month: date  # its first day
    currency: str
    deals: int
    unvalued: int  # among them, without a value: in no sum
    total_minor: int
    weighted_minor: int  # by the playbook
    history_minor: int | None  # by own history; None while there is not enough of it
    low_minor: int | None
    high_minor: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of one hunter, or of all of them."""

    hunter: str  # "" for all
    months: tuple[MonthLine, ...]
    steps: tuple[StepChance, ...]

    @property
    def totals(self) -> tuple[MonthLine, ...]:
        """Return the sum of all months, one for each currency."""
        by_currency: dict[str, list[MonthLine]] = {}
        for line in self.months:
            by_currency.setdefault(line.currency, []).append(line)
        return tuple(_added(lines) for lines in by_currency.values())


def forecast(
    hunter: str,
    deals: Iterable[OpenDeal],
    steps: Sequence[DealStep],
    history: Mapping[str, Share],
    now: datetime,
    zone: str,
) -> Forecast:
    """Return what these deals are expected to bring; ``history`` holds the share won by step."""
    known = tuple(deals)
    by_code = {step.code: step for step in steps}
    codes = list(dict.fromkeys([*by_code, *sorted({deal.step for deal in known} - set(by_code))]))
    chances = {
        code: StepChance(
            code,
            by_code[code].probability if code in by_code else 0,
            history.get(code, _NOTHING),
            sum(deal.step == code for deal in known),
        )
        for code in codes
    }
    enough = all(chances[deal.step].won.of >= ENOUGH for deal in known if deal.value_minor is not None)
    months: dict[tuple[date, str], list[OpenDeal]] = {}
    for deal in known:
        on = expected_on(deal, by_code.get(deal.step), now, zone)
        months.setdefault((on.replace(day=1), deal.currency), []).append(deal)
    return Forecast(
        hunter,
        tuple(
            _month(month, currency, inside, chances, enough=enough)
            for (month, currency), inside in sorted(months.items(), key=lambda one: one[0])
        ),
        tuple(chances.values()),
    )


def expected_on(deal: OpenDeal, step: DealStep | None, now: datetime, zone: str) -> date:
    """Return the day, in a zone, on which a deal is expected to close; never before today."""
    allowed = timedelta(days=step.days_allowed if step is not None else 0)
    return local_day(max(deal.next_at or deal.step_since + allowed, now), zone)


def _month(
    month: date,
    currency: str,
    deals: Sequence[OpenDeal],
    chances: Mapping[str, StepChance],
    *,
    enough: bool,
) -> MonthLine:
    def summed(chance: Callable[[StepChance], float]) -> int:
        return round(sum((deal.value_minor or 0) * chance(chances[deal.step]) for deal in deals))

    hundredths = sum((deal.value_minor or 0) * chances[deal.step].probability for deal in deals)
    return MonthLine(
        month,
        currency,
        len(deals),
        sum(deal.value_minor is None for deal in deals),
        sum(deal.value_minor or 0 for deal in deals),
        (hundredths + 50) // 100,
        summed(lambda chance: chance.won.value or 0.0) if enough else None,
        summed(lambda chance: chance.won.interval[0]) if enough else None,
        summed(lambda chance: chance.won.interval[1]) if enough else None,
    )


def _added(lines: Sequence[MonthLine]) -> MonthLine:
    def of(pick: Callable[[MonthLine], int | None]) -> int | None:
        found = [pick(line) for line in lines]
        return None if None in found else sum(one for one in found if one is not None)

    return MonthLine(
        lines[0].month,
        lines[0].currency,
        sum(line.deals for line in lines),
        sum(line.unvalued for line in lines),
        sum(line.total_minor for line in lines),
        sum(line.weighted_minor for line in lines),
        of(lambda line: line.history_minor),
        of(lambda line: line.low_minor),
        of(lambda line: line.high_minor),
    )
