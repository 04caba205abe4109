"""A lived-in shop without a file for the hunter's, farmer's and manager's desks and the inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Event
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.acts import Accepted, Undone, Won
from pipeline_tui.domain.agenda import Agenda, Appointment
from pipeline_tui.domain.caring import Cares
from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.desk import Desk, EmptyQueue, Figures
from pipeline_tui.domain.farming import CheckIn, CheckInLogged, ClientCard, ClientSegment, DayCount, Purchase
from pipeline_tui.domain.forecast import Forecast, OpenDeal, forecast
from pipeline_tui.domain.hunting import Deal, DealCard, HandOff, Involved
from pipeline_tui.domain.line_counts import LineCounts
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.domain.rhythm import Proposal
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.shop import FunnelRow, ListLine
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Kind, Task, Today, today_of
from pipeline_tui.playbooks.reading import load_shipped
from tests.screens.fake_shop import AMELIE, CLAIRE, EMPTY_QUEUE, NOW, PAUL, FakeDoors
from tests.screens.selling_records import (
    APPOINTMENTS,
    BEFORE,
    BRIEF,
    CHECK_INS,
    CLIENT,
    CLOSED_DEALS,
    DEALS,
    FATOU,
    FUNNEL,
    LISTS,
    MARTHE,
    TODAY,
    check_in,
    hand_off,
)


class SellingDoors(FakeDoors):
    """The lived-in shop; every act is written down and changes what is read afterwards."""

    counting: Event | None = None  # the whole line is counted only once it is set

    def __init__(self, *, empty: bool = False) -> None:
        super().__init__()
        soon, late, red = timedelta(minutes=47), -timedelta(minutes=12), -timedelta(hours=2)
        self.waiting_here: tuple[HandOff, ...] = (
            ()
            if empty
            else (
                hand_off(1, "MARTIN Claire", left=soon),
                hand_off(2, "NGUYEN Van An", late="team", left=late, to_me=False),
                hand_off(3, "PETIT Jeanne-Marie", late="red", left=red, to_me=False),
                hand_off(4, "ROY Olivier", left=timedelta(hours=20), to_me=False),
            )
        )
        self.open_deals: tuple[Deal, ...] = () if empty else DEALS
        self.planned: tuple[CheckIn, ...] = () if empty else CHECK_INS
        self.has_lists = not empty
        self.closed_deals: dict[str, Share] = {} if empty else CLOSED_DEALS
        self.undoes: dict[str, Any] = {}
        self.proposals: dict[str, Proposal] = {}
        self.appointments: tuple[Appointment, ...] = () if empty else APPOINTMENTS
        self.closed: dict[date, str] = {}
        self.away: dict[date, str] = {}
        self.more: dict[date, int] = {}  # check-ins planned that no list is handed

    def figures(self) -> Figures:
        return Figures(12, 6, 2, inbox=len(self.waiting_here))

    # hand-offs

    def waits(self) -> Waiting:
        return Waiting(len(self.waiting_here))

    def inbox(self) -> tuple[HandOff, ...]:
        return self.waiting_here

    def accept(self, hand_off_id: int, *, act: str) -> Accepted:
        self._note("accept", hand_off_id=hand_off_id)
        found = next(one for one in self.waiting_here if one.id == hand_off_id)
        self.waiting_here = tuple(one for one in self.waiting_here if one is not found)
        return Accepted(replace(found, state="accepted"), DEALS[2])

    def give_back(self, hand_off_id: int, *, reason: str, note: str, act: str) -> HandOff:
        self._note("give_back", hand_off_id=hand_off_id, reason=reason, note=note)
        found = next(one for one in self.waiting_here if one.id == hand_off_id)
        self.waiting_here = tuple(one for one in self.waiting_here if one is not found)
        return replace(found, state="returned")

    # deals

    def deals(self) -> tuple[Deal, ...]:
        return self.open_deals

    def forecast(self) -> Forecast:
        self._note("forecast")
        steps = load_shipped("florist").deal_steps
        known = [
            OpenDeal(one.step, one.value_minor, one.currency, one.next_at, one.step_since)
            for one in self.open_deals
        ]
        return forecast("Paul", known, steps, self.closed_deals, NOW, "Europe/Paris")

    def deal_card(self, deal_id: int) -> DealCard:
        found = self._deal(deal_id)
        answers = MappingProxyType({"need": "Weekly bouquet", "places": "Reception, waiting room"})
        people = (
            Involved("Amélie", "gave", at=NOW - timedelta(hours=3)),
            Involved("Jeanne", "talked", at=NOW - timedelta(days=26)),
            Involved("PETIT Olivier", "same-firm", "buyer"),
        )
        return DealCard(
            found, BRIEF, "Amélie", CLAIRE.numbers, "Lyon", "Europe/Paris", BEFORE, answers, people
        )

    def _deal(self, deal_id: int) -> Deal:
        return next(one for one in self.open_deals if one.id == deal_id)

    def _put(self, changed: Deal) -> Deal:
        self.open_deals = tuple(changed if one.id == changed.id else one for one in self.open_deals)
        return changed

    def move_deal(self, deal_id: int, step: str, *, act: str) -> Deal:
        self._note("move_deal", deal_id=deal_id, step=step)
        return self._put(replace(self._deal(deal_id), step=step, step_since=NOW))

    def plan_next(self, deal_id: int, do: str, at: datetime, *, act: str) -> Deal:
        self._note("plan_next", deal_id=deal_id, do=do, at=at)
        return self._put(replace(self._deal(deal_id), next_do=do, next_at=at))

    def snooze_deal(self, deal_id: int, until: date, reason: str, *, act: str) -> Deal:
        self._note("snooze_deal", deal_id=deal_id, until=until, reason=reason)
        end = datetime(until.year, until.month, until.day, 8, tzinfo=UTC)
        return self._put(replace(self._deal(deal_id), snoozed_until=end, snooze_reason=reason, overdue=False))

    def set_value(self, deal_id: int, value_minor: int | None, *, act: str, title: str) -> Deal:
        self._note("set_value", deal_id=deal_id, value_minor=value_minor, title=title)
        return self._put(replace(self._deal(deal_id), value_minor=value_minor, title=title))

    def win_deal(self, deal_id: int, said: Winning, *, act: str) -> Won:
        self._note("win_deal", deal_id=deal_id, said=said)
        found = self._deal(deal_id)
        self.open_deals = tuple(one for one in self.open_deals if one.id != deal_id)
        bought = Purchase(1, TODAY, said.what, said.amount_minor, "EUR")
        return Won(replace(found, state="won"), bought, "Fatou", check_in(50, found.name, 2))

    def win_contact(self, contact_id: int, said: Winning, *, act: str) -> Won:
        self._note("win_contact", contact_id=contact_id, amount_minor=said.amount_minor)
        self.held = None
        bought = Purchase(1, TODAY, said.what, said.amount_minor, "EUR")
        return Won(replace(DEALS[0], state="won"), bought, "Fatou", check_in(50, DEALS[0].name, 2))

    def lose_deal(self, deal_id: int, reason: str, *, act: str, **given: Any) -> Deal:
        self._note("lose_deal", deal_id=deal_id, reason=reason, **given)
        found = self._deal(deal_id)
        self.open_deals = tuple(one for one in self.open_deals if one.id != deal_id)
        return replace(found, state="lost", win_back_on=date(2027, 10, 19))

    # check-ins

    def agenda(self, start: date, end: date, *, most: int = 200) -> Agenda:
        return Agenda(start, end, self.appointments, MappingProxyType(self.closed))

    def overdue(self, *, most: int = 200) -> tuple[CheckIn, ...]:
        return tuple(one for one in self.planned if one.overdue and one.state == "planned")

    def check_ins(self, start: date, end: date, *, most: int = 200) -> tuple[CheckIn, ...]:
        return tuple(one for one in self.planned if start <= (one.done_on or one.due_on) <= end)

    def month(self, year: int, month: int) -> tuple[DayCount, ...]:
        first = date(year, month, 1)
        days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == month]
        return tuple(self._count(on) for on in days) if self.planned else tuple(DayCount(on) for on in days)

    def days(self, start: date, end: date) -> tuple[DayCount, ...]:
        every = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        return tuple(self._count(on) if self.planned else DayCount(on) for on in every)

    def _count(self, on: date) -> DayCount:
        closed = public_holiday(on, "FR") or ""
        mine = [one for one in self.planned if (one.done_on or one.due_on) == on]
        late = sum(one.overdue for one in mine)
        coming = sum(one.state == "planned" and not one.overdue for one in mine)
        gone = on.day % 4 + 2 if on < TODAY - timedelta(days=3) and on.weekday() < 5 and not closed else 0
        done = gone + sum(one.state == "done" for one in mine)
        return DayCount(on, coming + self.more.get(on, 0), late, done, closed, self.away.get(on, ""))

    def client_card(self, contact_id: int) -> ClientCard:
        found = next(one for one in self.planned if one.contact_id == contact_id)
        return replace(CLIENT, contact_id=contact_id, name=found.name, next_check_in=found)

    def cares(self) -> Cares:
        return Cares()

    def proposed_next(self, check_in_id: int, outcome: str) -> Proposal:
        on = TODAY + timedelta(days=1 if outcome == "nobody-reached" else 30)
        return self.proposals.get(outcome, Proposal(on, on))

    def log_check_in(self, check_in_id: int, outcome: str, *, act: str, **given: Any) -> CheckInLogged:
        self._note("log_check_in", check_in_id=check_in_id, outcome=outcome, **given)
        found = next(one for one in self.planned if one.id == check_in_id)
        done = replace(found, state="done", outcome=outcome, done_on=TODAY, overdue=False)
        self.planned = tuple(done if one.id == check_in_id else one for one in self.planned)
        self.held = None
        coming = given.get("next_on") or self.proposed_next(check_in_id, outcome).day
        return CheckInLogged(done, replace(found, id=99, due_on=coming, overdue=False))

    def move_check_in(self, check_in_id: int, to: date, *, act: str, at: datetime | None = None) -> CheckIn:
        self._note("move_check_in", check_in_id=check_in_id, to=to, at=at)
        found = next(one for one in self.planned if one.id == check_in_id)
        moved = replace(found, due_on=to, due_at=at, overdue=False)
        self.planned = tuple(moved if one.id == check_in_id else one for one in self.planned)
        return moved

    def set_segment(self, contact_id: int, segment: str, *, act: str) -> ClientSegment:
        self._note("set_segment", contact_id=contact_id, segment=segment)
        found = next(one for one in self.planned if one.contact_id == contact_id)
        by_hand = segment != "auto"
        return ClientSegment(contact_id, found.name, segment if by_hand else "C", 14, by_hand)

    # calls

    def take(self, contact_id: int, *, act: str) -> Desk:
        self._note("take", contact_id=contact_id)
        farming = contact_id > 300
        check_in_id = next((one.id for one in self.planned if one.contact_id == contact_id), None)
        self.held = replace(
            CLAIRE,
            contact_id=contact_id,
            stage=Stage.FARMING if farming else Stage.HUNTING,
            deal_id=None if farming else contact_id - 200,
            check_in_id=check_in_id if farming else None,
            script_id="check-in" if farming else "hot-call",
            list_name="",
            draft=replace(CLAIRE.draft, note=""),
            brief=BRIEF,
        )
        return self.held

    def release(self, token: str, *, act: str) -> None:
        self._note("release", token=token)
        self.held = None

    def undo(self, *, act: str) -> Undone:
        self._note("undo", act=act)
        verb, contact_id = self.undoes.get("verb", "deal_moved"), self.undoes.get("contact_id", 201)
        return Undone(verb, contact_id, "NGO Minh", self.held)

    def today(self) -> Today:
        """Return a day on which nothing but the queue is left."""
        return today_of((Task(Kind.QUEUE, Stage.SCOUTING, what="next new contact"),), NOW, "Europe/Paris")

    # the line

    def people(self) -> tuple[Operator, ...]:
        return (AMELIE, FATOU, MARTHE, PAUL)

    def crew(self) -> tuple[AtWork, ...]:
        return (
            AtWork(AMELIE, "calling", NOW - timedelta(minutes=2), 37, 12, 4),
            AtWork(PAUL, "idle", NOW - timedelta(minutes=18), 9, 6, won=1),
            AtWork(FATOU, "in-hand", NOW - timedelta(minutes=4), 14, 11, checked_in=10),
            AtWork(MARTHE, "away"),
        )

    def lists(self) -> tuple[ListLine, ...]:
        return self.as_they_stand(LISTS) if self.has_lists else ()

    def listed(self) -> tuple[ListLine, ...]:
        return tuple(
            replace(one, contacts=0, ready=0, called=0, handed_off=0, blockers=(), counted=False)
            for one in self.lists()
        )

    def count_line(self, *, overtaken: Callable[[], bool]) -> LineCounts:
        if self.counting is not None:
            self.counting.wait()
        return LineCounts(self.lists(), self.funnel(), self.blockers())

    def funnel(self) -> tuple[FunnelRow, ...]:
        return FUNNEL if self.has_lists else ()

    def blockers(self) -> EmptyQueue:
        return EMPTY_QUEUE if self.has_lists else EmptyQueue(MappingProxyType({}), None)
