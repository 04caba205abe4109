"""A hunter's open deals as a list: what each wants now, in which order, and which hold the words typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.text import fold


class Due(StrEnum):
    """When a deal wants something, in the order in which it is worked off."""

    NONE = "none"  # it has no next step: that comes first
    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    SNOOZED = "snoozed"


class Order(StrEnum):
    """What a list of deals is sorted by."""

    NEXT = "next step"
    VALUE = "value"
    AGE = "age"

    @property
    def following(self) -> Order:
        """Return the order that comes after this one."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


def due(deal: Deal, now: datetime, zone: str) -> Due:
    """Return when a deal wants something, on the calendar of a zone."""
    return due_on(deal, now, zone, now.astimezone(zone_named(zone)).date())


def due_on(deal: Deal, now: datetime, zone: str, today: date) -> Due:
    """Return when a deal wants something; ``today`` is the day of ``now`` in the zone."""
    if deal.snoozed_until is not None and deal.snoozed_until > now:
        return Due.SNOOZED
    if deal.next_at is None or not deal.next_do.strip():
        return Due.NONE
    if deal.next_at <= now:
        return Due.OVERDUE
    same = deal.next_at.astimezone(zone_named(zone)).date() == today
    return Due.TODAY if same else Due.COMING


def arranged(deals: Iterable[Deal], order: Order) -> tuple[Deal, ...]:
    """Return deals in an order: soonest next step, largest value, or oldest first; the unknown come last."""
    match order:
        case Order.NEXT:
            return tuple(sorted(deals, key=lambda deal: (deal.next_at is None, deal.next_at, deal.id)))
        case Order.VALUE:
            return tuple(sorted(deals, key=lambda deal: (-(deal.value_minor or 0), deal.id)))
        case Order.AGE:
            return tuple(sorted(deals, key=lambda deal: (deal.opened_at, deal.id)))


def holding(deals: Sequence[Deal], typed: str, text_of: Callable[[Deal], str]) -> tuple[Deal, ...]:
    """Return the deals whose folded text holds every word typed; accents and capitals do not count."""
    words = fold(typed).split()
    if not words:
        return tuple(deals)
    return tuple(deal for deal in deals if _holds(text_of(deal), words))


def searched(deal: Deal, step: str) -> str:
    """Return what a deal is found by, folded: name, firm, title and the name of its step."""
    return fold(f"{deal.name} {deal.firm} {deal.title} {step}")


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


class DealList:
    """The open deals of one hunter, sorted and filtered; what is asked often is worked out once."""

    def __init__(self, step_name: Callable[[str], str]) -> None:
        """Take what names a step, since deals are found by it too."""
        self._step_name = step_name
        self._by_id: dict[int, Deal] = {}
        self._texts: dict[int, str] = {}
        self._sorted: tuple[Deal, ...] | None = None
        self._shown: tuple[Deal, ...] | None = None
        self._counted: tuple[datetime, Counter[Due]] | None = None
        self.order = Order.NEXT
        self.typed = ""

    def __len__(self) -> int:
        """Return how many deals are open, whatever the filter."""
        return len(self._by_id)

    def __contains__(self, deal_id: object) -> bool:
        """Return whether a deal is among the open ones."""
        return deal_id in self._by_id

    def get(self, deal_id: int | None) -> Deal | None:
        """Return one deal."""
        return self._by_id.get(deal_id or 0)

    def take(self, deals: Iterable[Deal]) -> None:
        """Take what was read."""
        self._by_id, self._texts = {deal.id: deal for deal in deals}, {}
        self._sorted = self._shown = self._counted = None

    def put(self, deal: Deal) -> None:
        """Take one deal as it is after an act; nothing else is read."""
        self._by_id[deal.id] = deal
        self._texts.pop(deal.id, None)
        self._sorted = self._shown = self._counted = None

    def drop(self, deal_id: int) -> None:
        """Leave out a deal that is no longer open."""
        self._by_id.pop(deal_id, None)
        self._sorted = self._shown = self._counted = None

    def sort(self, order: Order) -> None:
        """Sort by something else."""
        self.order, self._sorted, self._shown = order, None, None

    def filter(self, typed: str) -> None:
        """Keep in sight only what holds these words."""
        self.typed, self._shown = typed, None

    @property
    def shown(self) -> tuple[Deal, ...]:
        """Return the deals in order that hold the words typed."""
        if self._sorted is None:
            self._sorted = arranged(self._by_id.values(), self.order)
        if self._shown is None:
            self._shown = holding(self._sorted, self.typed, self._text)
        return self._shown

    def counts(self, now: datetime, zone: str) -> Counter[Due]:
        """Return how many deals want something when, counted anew once a minute."""
        if self._counted is None or not 0 <= (now - self._counted[0]).total_seconds() < 60:
            today = now.astimezone(zone_named(zone)).date()
            self._counted = now, Counter(due_on(deal, now, zone, today) for deal in self._by_id.values())
        return self._counted[1]

    def _text(self, deal: Deal) -> str:
        if deal.id not in self._texts:
            self._texts[deal.id] = searched(deal, self._step_name(deal.step))
        return self._texts[deal.id]
