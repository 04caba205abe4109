"""Where the contacts of a list stand on the line, and on what ground: what is said of the whole list.

A base of hot contacts goes to the hunters, the clients somebody brings along to the farmers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.coming_along import Stays
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_cells import read_date, tidy
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_purchases import PastPurchase, PurchaseCell, Till, read_purchases
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import mark, tr

STANDING_FIELDS = ("owner", "last_contact", "purchases")  # columns that say where somebody stands
LONGEST_EVIDENCE = 200
_STAGES = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)
_NEEDS_A_DAY = frozenset({BasisKind.CONSENT, BasisKind.OWN_REQUEST})
_REQUEST_STANDS = timedelta(days=90)  # as of whoever asks for an offer
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")

NOT_UNDERSTOOD = mark('the last contact "{typed}" is no day')
AHEAD = mark("the last contact lies ahead: not counted")


@dataclass(frozen=True, slots=True)
class ListGround:
    """The ground on which everybody of a list may be called where a row says nothing of its own."""

    kind: BasisKind
    evidence: str
    given_on: date | None = None  # None: as the row's own date of consent says

    @property
    def stands_for(self) -> timedelta | None:
        """Return how long it stands from its day; None for as long as nobody revokes it."""
        return _REQUEST_STANDS if self.kind is BasisKind.OWN_REQUEST else None

    @property
    def needs_a_day(self) -> bool:
        """Return whether it proves nothing without the day it was given."""
        return self.kind in _NEEDS_A_DAY


@dataclass(frozen=True, slots=True)
class OfTheList:
    """What the manager says of every row of a file."""

    stage: Stage = Stage.SCOUTING
    audience: Audience | None = None
    ground: ListGround | None = None
    till: Till | None = None  # against which purchases are read; None at the scouts' stage


@dataclass(frozen=True, slots=True)
class RowStanding:
    """What a row says of somebody who is past the scouts."""

    owner: str = ""  # as written; "" for nobody
    last_contact: date | None = None
    bought: tuple[PastPurchase, ...] = ()
    since: date | None = None  # the first day anything was bought

    def joined(self, later: RowStanding) -> RowStanding:
        """Return this with what a later row of the same person adds: purchases add up."""
        days = [day for day in (self.last_contact, later.last_contact) if day is not None]
        firsts = [day for day in (self.since, later.since) if day is not None]
        return RowStanding(
            self.owner or later.owner,
            max(days, default=None),
            (*self.bought, *(one for one in later.bought if one not in self.bought)),
            min(firsts, default=None),
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a new contact of a list stands from the first day on."""

    owner_id: int | None  # None: the team is to pick
    last_contact: datetime | None = None  # UTC
    since: date | None = None
    bought: tuple[PastPurchase, ...] = ()
    segment: str = ""  # of a client
    check_in_on: date | None = None  # of a client
    wished_on: date | None = None  # by the rhythm, where that day was full
    next_do: str = ""  # of a deal
    next_at: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Where the contacts of a file arrive, the new ones in their order; nothing at the scouts' stage."""

    stage: Stage = Stage.SCOUTING
    each: tuple[Arrival, ...] = ()
    notes: Mapping[int, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by newcomer, of its owner
    shares: tuple[tuple[str, int], ...] = ()  # how many each owner has, by name; "" is the team
    known: Mapping[int, Arrival] = field(
        default_factory=lambda: MappingProxyType({})
    )  # of known contacts that come along, by id
    known_notes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    stays: Mapping[int, Stays] = field(
        default_factory=lambda: MappingProxyType({})
    )  # of those that do not, why

    @property
    def purchases(self) -> int:
        """Return how much is booked that was bought before."""
        return sum(len(one.bought) for one in (*self.each, *self.known.values()))


def of_the_list(
    choices: ImportChoices, *, country: str, language: str, currency: str, today: date
) -> OfTheList:
    """Return what is said of a whole list, checked; UsageTrouble says which choice makes no sense."""
    stage = choices.stage
    if stage not in _STAGES:
        raise UsageTrouble(
            tr("Lists are not loaded into {value}", value=tr(stage.value)),
            tr("Stages: {value}.", value=", ".join(one.value for one in _STAGES)),
            tr("Name one of these with --stage."),
        )
    typed = {name.strip().lower().replace("-", "_") for name, column in choices.columns.items() if column}
    if stage is Stage.SCOUTING and (wrong := sorted(typed & set(STANDING_FIELDS))):
        raise UsageTrouble(
            tr("{wrong} says nothing of somebody to be called first", wrong=wrong[0]),
            tr("Owner, last contact and purchases are of hot contacts and clients."),
            tr("Add --stage hunting or --stage farming."),
        )
    ground = _ground(choices, country)
    till = Till(country, language, currency, today) if stage is not Stage.SCOUTING else None
    return OfTheList(stage, choices.audience, ground, till)


def _ground(choices: ImportChoices, country: str) -> ListGround | None:
    evidence = clean(choices.evidence, limit=LONGEST_EVIDENCE)
    if choices.basis is None:
        if evidence:
            raise UsageTrouble(
                tr("Evidence needs a ground"),
                tr("--evidence says how a ground is proved."),
                tr("Add --basis KIND."),
            )
        return None
    if not evidence:
        raise UsageTrouble(
            tr("A ground needs its evidence"),
            tr("Nobody could show later on what {value} rests.", value=choices.basis.value),
            tr('Add --evidence "how and when it was given".'),
        )
    found = _DAY.search(evidence)
    given_on = read_date(found[0], country) if found else None
    ground = ListGround(choices.basis, evidence, given_on)
    if ground.kind is BasisKind.OWN_REQUEST and choices.stage is not Stage.HUNTING:
        raise UsageTrouble(
            tr("A wish to be called is the hunters' ground"),
            tr("It lets somebody be rung about an offer, and stands for 90 days."),
            tr("Add --stage hunting, or name another --basis."),
        )
    if ground.kind is BasisKind.CONTRACT and choices.stage is Stage.SCOUTING:
        raise UsageTrouble(
            tr("Somebody with a contract is no stranger"),
            tr("A contract lets its clients be rung about it, not found anew by the scouts."),
            tr("Add --stage farming, or name another --basis."),
        )
    return ground


def read_standing(
    cells: Sequence[Sequence[str]], said: OfTheList
) -> tuple[RowStanding | None, tuple[str, ...]]:
    """Return where a row's contact stands and what is noted; ``cells`` are those of ``STANDING_FIELDS``."""
    if said.till is None:
        return None, ()
    owner, days, purchases = cells
    notes: list[str] = []
    last_contact = None
    if typed := next((text for cell in days if (text := tidy(cell, limit=40))), ""):
        last_contact = read_date(typed, said.till.country)
        if last_contact is None:
            notes.append(tr(NOT_UNDERSTOOD, typed=typed))
        elif last_contact > said.till.today:
            last_contact, ahead = None, AHEAD
            notes.append(tr(ahead))
    cell = PurchaseCell()
    if said.stage is Stage.FARMING:
        joined = " ".join(one for one in purchases if one.strip())
        cell = read_purchases(joined, said.till, last_contact)
    name = next((text for one in owner if (text := tidy(one, limit=80))), "")
    standing = RowStanding(name, last_contact, cell.bought, cell.since)
    return standing, (*notes, *cell.notes)


def without_standing(choices: ImportChoices) -> ImportChoices:
    """Return the choices of a list for the scouts: who owns whom elsewhere is not read."""
    if choices.stage is not Stage.SCOUTING:
        return choices
    return replace(choices, columns={**choices.columns, **dict.fromkeys(STANDING_FIELDS, "")})
