"""Where the new contacts of a list arrive past the scouts: whose they are, and what is planned for them.

An owner named in the file keeps their own. Everybody else is the team's: the only one who works the stage has
them, or they are shared out as the playbook says for the joint, or wait in the inbox for whoever takes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from types import MappingProxyType

from pipeline_tui.domain.briefs import UNKNOWN
from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.deal_steps import NextStep, default_next_step
from pipeline_tui.domain.distribution import Share, Way, choose_by_quota
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.full_days import FullDays
from pipeline_tui.domain.import_matching import Matched
from pipeline_tui.domain.import_rows import RowRead
from pipeline_tui.domain.import_standing import Arrival, Arrivals, RowStanding
from pipeline_tui.domain.money import minor_digits
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.queue_order import NEVER_CALLED
from pipeline_tui.domain.queue_place import Place
from pipeline_tui.domain.rhythm import Closed, open_day
from pipeline_tui.domain.segments import segment_by_rule
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services import proposing, receiving
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import calendars, lists, people
from pipeline_tui.storage.arrivals import ArrivalWriter, Terms
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import mark, tr

_BEFORE = {Stage.HUNTING: Stage.SCOUTING, Stage.FARMING: Stage.HUNTING}
_DEALS_A_DAY = 40  # next steps of one hunter: as many calls as a day has
_LOOK_AHEAD = timedelta(days=3 * 366)
_NOON = time(12)
_UNSEEN = Place(NEVER_CALLED, Blocker.LIST_PAUSED)


@dataclass(slots=True)
class _Owners:
    """Who is meant by the names in a file, and who has what nobody is named for."""

    shop: Shop
    stage: Stage
    known: Sequence[Operator]
    team: Sequence[Operator]
    way: Way
    weights: Mapping[int, int]
    load: Counter[int]
    names: dict[str, tuple[int | None, str]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[int | None, str]:
        """Return whose a contact is, None for the team's inbox, and what is told of it."""
        if name not in self.names:
            self.names[name] = self._named(name) if name else (None, "")
        owner, told = self.names[name]
        if owner is None:
            owner = self._shared_out()
        if owner is not None:
            self.load[owner] += 1
        return owner, told

    def _named(self, name: str) -> tuple[int | None, str]:
        try:
            one = called(self.known, name)
        except UsageTrouble:
            return None, tr('nobody here is called "{name}": the team takes it', name=name)
        if not one.active or self.stage not in stages_covered(self.shop.workspace.structure, one.roles):
            told = mark("{name} does not work {stage}: the team takes it")
            return None, tr(told, name=one.name, stage=tr(self.stage.value))
        return one.id, ""

    def _shared_out(self) -> int | None:
        if len(self.team) == 1:
            return self.team[0].id
        match self.way:
            case Way.TEAM:
                return None
            case Way.FAIR:
                return min((one.id for one in self.team), key=lambda at: (self.load[at], at))
            case Way.QUOTA:
                shares = [Share(one.id, self.weights.get(one.id, 1), self.load[one.id]) for one in self.team]
                return choose_by_quota(shares, seed=0)


def needs_same_stage(tx: Tx, list_id: int | None, name: str, stage: Stage) -> None:
    """Refuse to mix strangers, hot contacts and clients on one list: its figures would mean nothing."""
    stands = lists.stage_of(tx, list_id) if list_id is not None else stage
    if stands is not stage:
        raise UsageTrouble(
            tr("{name} is a list for {value}", name=name, value=tr(stands.value)),
            tr("The file is for {value}; nothing was changed.", value=tr(stage.value)),
            tr("Name another list, or leave the stage as it is."),
        )


def arrivals(tx: Tx, shop: Shop, stage: Stage, standings: Sequence[RowStanding]) -> Arrivals:
    """Return where each new contact arrives; Refused when nobody works the stage."""
    if stage is Stage.SCOUTING:
        return Arrivals()
    owners = _owners(tx, shop, stage)
    found = [owners.of(one.owner) for one in standings]
    plan = _clients if stage is Stage.FARMING else _deals
    each = plan(tx, shop, standings, [owner for owner, _ in found])
    counted = Counter(owner for owner, _ in found)
    shares = tuple((one.name, counted[one.id]) for one in owners.known if counted[one.id])
    return Arrivals(
        stage,
        tuple(each),
        MappingProxyType({at: told for at, (_, told) in enumerate(found) if told}),
        (*shares, *([("", counted[None])] if counted[None] else ())),
    )


def standings_of(
    reads: Sequence[RowRead], matched: Sequence[Matched | None], count: int
) -> tuple[RowStanding, ...]:
    """Return what the rows of each new contact say of where they stand, added up."""
    found: list[RowStanding] = [RowStanding()] * count
    for read, match in zip(reads, matched, strict=True):
        if match is not None and match.newcomer is not None and read.standing is not None:
            found[match.newcomer] = found[match.newcomer].joined(read.standing)
    return tuple(found)


def place_kept(stage: Stage, place: Place) -> Place:
    """Return how a new contact is stored while its list is not seen: past the scouts in nobody's queue."""
    return place if stage is Stage.SCOUTING else _UNSEEN


def terms(shop: Shop, stage: Stage) -> Terms:
    """Return what every arrival at a stage shares."""
    playbook = shop.playbook
    fields = playbook.sale_brief if stage is Stage.FARMING else playbook.brief
    unknown = {one.key: UNKNOWN for one in fields if one.required}
    return Terms(stage, playbook.deal_steps[0].code, shop.workspace.currency, unknown)


def writer(shop: Shop, viewer: Viewer, stage: Stage, act: str, now: datetime) -> ArrivalWriter:
    """Return what stores the arrivals of a load."""
    return ArrivalWriter(terms(shop, stage), viewer.operator_id, act, now)


def _owners(tx: Tx, shop: Shop, stage: Stage) -> _Owners:
    team = receiving.present(tx, shop, stage) or people.covering(tx, shop.workspace.structure, stage)
    if not team:
        raise receiving.nobody_works(stage)
    way = shop.playbook.ways.get((_BEFORE[stage], stage), Way.FAIR)
    return _Owners(
        shop, stage, people.operators(tx), team, way, people.shares(tx), Counter(people.load(tx, stage))
    )


def _deals(
    tx: Tx, shop: Shop, standings: Sequence[RowStanding], owners: Sequence[int | None]
) -> list[Arrival]:
    """Plan each deal's first step, so many a day for each hunter; who was spoken to last comes first."""
    first, language, now = shop.playbook.deal_steps[0], shop.workspace.language, shop.now()
    steps: dict[int, NextStep] = {}

    def step_in(days: int) -> NextStep:
        if days not in steps:
            at = now + timedelta(days=days)
            steps[days] = default_next_step(first, language, at, shop.hours, shop.workspace.zone, shop.closed)
        return steps[days]

    today = shop.today()
    days = {
        owner: FullDays({}, _DEALS_A_DAY, partial(_is_closed, shop)) for owner in owners if owner is not None
    }
    planned: dict[int, NextStep] = {}
    for at in sorted(range(len(owners)), key=lambda one: _lately(standings[one])):
        owner = owners[at]
        day = days[owner].take(today) if owner is not None else today
        planned[at] = step_in((day - today).days)
    return [
        Arrival(
            owner,
            last_contact=_noon(said.last_contact, shop),
            next_do=planned[at].text if owner is not None else "",
            next_at=planned[at].at if owner is not None else None,
        )
        for at, (owner, said) in enumerate(zip(owners, standings, strict=True))
    ]


def _is_closed(shop: Shop, day: date) -> bool:
    return shop.day_off(day)


def _lately(said: RowStanding) -> int:
    return -said.last_contact.toordinal() if said.last_contact is not None else 0


def _clients(
    tx: Tx, shop: Shop, standings: Sequence[RowStanding], owners: Sequence[int | None]
) -> list[Arrival]:
    """Plan every client's check-in by the rhythm from the last contact; whoever waits longest comes first."""
    today, unit = shop.today(), 10 ** minor_digits(shop.workspace.currency)
    playbook = shop.playbook
    days: dict[int | None, FullDays] = {}
    closed: dict[int | None, Closed] = {}
    segments = [
        segment_by_rule(
            playbook.segment_rules,
            playbook.default_segment,
            ((one.on, one.amount_minor) for one in said.bought),
            today,
            unit,
        )
        for said in standings
    ]
    wished = [
        _due(said, playbook.segment(segment).days, today)
        for said, segment in zip(standings, segments, strict=True)
    ]
    planned: dict[int, tuple[date, date]] = {}
    for at in sorted(range(len(owners)), key=lambda one: wished[one]):
        owner = owners[at]
        if owner not in days:
            closed[owner] = _closed_for(tx, shop, owner)
            days[owner] = _days_of(tx, shop, owner, closed[owner])
        by_rhythm = open_day(max(wished[at], today), closed[owner])
        planned[at] = days[owner].take(by_rhythm), by_rhythm
    return [
        Arrival(
            owner,
            last_contact=_noon(said.last_contact, shop),
            since=said.since or said.last_contact,
            bought=said.bought,
            segment=segment,
            check_in_on=planned[at][0],
            wished_on=planned[at][1] if planned[at][0] != planned[at][1] else None,
        )
        for at, (owner, said, segment) in enumerate(zip(owners, standings, segments, strict=True))
    ]


def _due(said: RowStanding, rhythm_days: int, today: date) -> date:
    """Return when a client is due: counted from the last contact, else the last purchase, else now."""
    last = said.last_contact or max((one.on for one in said.bought), default=said.since)
    return last + timedelta(days=rhythm_days) if last is not None else today


def _closed_for(tx: Tx, shop: Shop, owner: int | None) -> Closed:
    """Return the days a farmer does not work; of who is away without end, those the shop is closed on."""
    if owner is None:
        return shop.day_off
    closed = proposing.closed_for(tx, shop, owner)
    away_for_good = all(closed(shop.today() + timedelta(days=day)) for day in range(60))
    return shop.day_off if away_for_good else closed


def _days_of(tx: Tx, shop: Shop, owner: int | None, closed: Closed) -> FullDays:
    today = shop.today()
    limit = shop.playbook.check_ins_a_day
    if owner is None:
        return FullDays({}, limit, closed)
    standing = calendars.standing(tx, owner, today, today + _LOOK_AHEAD, but_contact=0)
    return FullDays(standing, limit, closed)


def _noon(day: date | None, shop: Shop) -> datetime | None:
    return datetime.combine(day, _NOON, shop.zone).astimezone(UTC) if day is not None else None
