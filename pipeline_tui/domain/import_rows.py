"""One row of a list read into a contact, or rejected with the reason; a row never stops the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.country_names import country_named
from pipeline_tui.domain.csv_text import Record, miscounted
from pipeline_tui.domain.custom_fields import LONGEST
from pipeline_tui.domain.import_cells import (
    Said,
    audience_of,
    language_of,
    read_consent,
    read_date,
    read_postcode,
    tidy,
)
from pipeline_tui.domain.import_columns import Columns
from pipeline_tui.domain.import_standing import (
    STANDING_FIELDS,
    ListGround,
    OfTheList,
    RowStanding,
    read_standing,
)
from pipeline_tui.domain.names import PersonName, civility_code, split_name
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.own_columns import OwnFields, read_own
from pipeline_tui.domain.phones import (
    NumberRejected,
    ReadNumber,
    country_of,
    plain_reading,
    read_numbers,
    zones_of,
)
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.row_cells import LONGEST_NOTE, FileCells, RowCells
from pipeline_tui.wording import mark, spoken, tr

_NOTHING_SAID = OfTheList()
_NONE_OF_ITS_OWN = OwnFields()

UNDATED = mark("consent without a date is no proof and was not counted")
FUTURE = mark("the date of consent lies ahead: not counted")
NOT_SAID = mark("a date of consent, but nothing says it was given or how: not counted")

_Read = tuple[ReadNumber | NumberRejected, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are read against: the country of national numbers, the shop's clock and moment."""

    country: str  # ISO 3166
    zone: str  # IANA, of dates without a time
    now: datetime  # UTC
    country_first: bool = False  # the manager named the country: it goes before the row's own
    said: OfTheList = _NOTHING_SAID  # of every row, by the manager
    own: OwnFields = _NONE_OF_ITS_OWN


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row read; without a contact it is rejected for ``reason``, else ``notes`` say what was left out."""

    contact: NewContact | None
    name: str
    reason: str = ""
    notes: tuple[str, ...] = ()
    standing: RowStanding | None = None  # past the scouts: whose it is, and what was bought


class RowReader:
    """Reads the rows of one file; what its columns mean is settled once."""

    __slots__ = ("_file", "_ground", "_own", "_standing", "_usual")

    def __init__(self, columns: Columns, ground: Ground) -> None:
        """Take what each column holds, and what rows are read against."""
        self._file = FileCells(columns)
        self._own = [field for field in ground.own.columns if columns.has(field)]
        self._ground = ground
        self._standing = ground.said.till is not None
        self._usual = _countries("", ground)

    def read(self, record: Record) -> RowRead:
        """Return the contact of a row, or why it is rejected: nobody could ring or trust it."""
        ground, row = self._ground, RowCells(record.cells, self._file)
        text = row.text
        person, firm = _person(text), text["firm"]
        name = f"{person.first} {person.last}".strip() or firm
        if record.trouble:
            return RowRead(None, name[:80], record.trouble)
        if not any(map(str.strip, record.cells)):
            return RowRead(None, "", tr("the row is empty"))
        said = read_consent(text["consent"])
        if said.said is Said.STOP:
            return RowRead(None, name, tr("the list says they asked not to be called"))
        country_cell = text["country"]
        own_country = country_named(country_cell) if country_cell else ""
        read, refused = _numbers(row, _countries(own_country, ground) if own_country else self._usual)
        if row.short and (not read or not row.emails_in_place()):
            counted = miscounted(len(record.cells), self._file.width)
            unclear = tr("{counted}, and they cannot be told apart for certain", counted=counted)
            return RowRead(None, name, unclear)
        if not read:
            why = refused[0] if refused else tr("none given")
            return RowRead(None, name, tr("no number that can be dialled: {why}", why=why))
        if not name:
            return RowRead(None, "", tr("no name and no firm: nobody could be asked for"))
        notes = [record.note] if record.note else []
        notes += [tr("another number was left out: {why}", why=why) for why in refused]
        country = own_country or read[0].country or country_of(read[0].e164, ground.country) or ground.country
        if country_cell and not own_country:
            notes.append(tr('the country "{country}" is not known', country=country_cell))
        audience = audience_of(text["audience"]) if text["audience"] else None
        nobody = not (person.first or person.last)
        if audience is None and nobody:
            audience = Audience.BUSINESS  # a firm without a person is no consumer
        basis, why_not = _consent(text, ground)
        if basis is None and ground.said.ground is not None and said.said is not Said.NO:
            basis, why_not = _ground_of_the_list(text, ground.said.ground, ground)
        if why_not:
            notes.append(tr(why_not))
        notes += [_unusual(one) for one in read if one.unusual]
        postcode = read_postcode(text["postcode"], country)
        place = place_of(country, postcode)
        standing = None
        if self._standing:
            standing, told = read_standing([row.cells_of(field) for field in STANDING_FIELDS], ground.said)
            notes += told
        own: tuple[tuple[str, str], ...] = ()
        if self._own:
            own, told_of_own = read_own({field: _first(row, field) for field in self._own}, ground.own)
            notes += told_of_own
        contact = NewContact(
            last_name=person.last,
            first_name=person.first,
            civility=person.civility,
            language=language_of(text["language"]) if text["language"] else "",
            firm=firm,
            firm_role=text["role"],
            audience=audience or ground.said.audience,
            country=country,
            address=text["address"],
            postcode=postcode,
            city=text["city"],
            zone=place.zone,
            region=place.region,
            preferred_hours=text["hours"],
            source=text["source"],
            numbers=tuple([_new_number(one, country, switchboard=nobody) for one in read]),
            emails=row.emails(),
            bases=(basis,) if basis else (),
            note="\n".join(row.notes())[:LONGEST_NOTE],
            own=own,
        )
        return RowRead(contact, name, "", tuple(dict.fromkeys(notes)) if notes else (), standing)


def _first(row: RowCells, field: str) -> str:
    """Return the first cell of a field of the shop's own, clean."""
    return next((text for cell in row.cells_of(field) if (text := tidy(cell, limit=LONGEST))), "")


def _person(text: Mapping[str, str]) -> PersonName:
    civility = civility_code(text["civility"]) if text["civility"] else ""
    last, first, whole = text["last_name"], text["first_name"], text["name"]
    if whole and not last and not first:
        split = split_name(whole)
        return PersonName(civility or split.civility, split.first, split.last)
    return PersonName(civility, first, last)


def _countries(own: str, ground: Ground) -> tuple[str, ...]:
    both = (ground.country, own) if ground.country_first else (own, ground.country)
    return tuple(dict.fromkeys(country for country in both if country)) or ("",)


def _numbers(row: RowCells, countries: tuple[str, ...]) -> tuple[list[ReadNumber], list[str]]:
    """Return the numbers of a row, each once, and why others cannot be dialled."""
    taken: dict[str, ReadNumber] = {}
    refused: list[str] = []
    for cell in row.numbers():
        # Hardly any number comes twice: only what takes long is remembered.
        for found in plain_reading(cell, countries[0]) or _best_reading(cell, countries, spoken()):
            if isinstance(found, NumberRejected):
                refused.append(found.reason)
            else:
                taken.setdefault(found.e164, found)
    return list(taken.values()), refused


@lru_cache(maxsize=16384)
def _best_reading(cell: str, countries: tuple[str, ...], _language: str) -> _Read:
    """Return the reading, among several countries, with most numbers that fit the country's plan.

    What is remembered tells its reasons in one language.
    """
    best: _Read = ()
    best_score = (-1, 0)
    for country in countries:
        read = read_numbers(cell, country)
        good = [one for one in read if isinstance(one, ReadNumber)]
        score = (sum(not one.unusual for one in good), len(good))
        if score > best_score:
            best, best_score = read, score
        if len(good) == len(read) and best_score[0] == len(read):
            break
    return best


def _unusual(read: ReadNumber) -> str:
    shown = f"{read.e164[:3]}…{read.e164[-2:]}"
    return tr("{number} is unusual: {why}", number=shown, why=read.why_unusual)


def _new_number(read: ReadNumber, country: str, *, switchboard: bool) -> NewNumber:
    fixed = read.kind != "mobile"
    return NewNumber(
        e164=read.e164,
        kind=read.kind,
        holder="switchboard" if switchboard and fixed else "personal",
        extension=read.extension,
        unusual=read.unusual,
        zones=read.zones or zones_of(read.e164, country),
    )


def _consent(text: Mapping[str, str], ground: Ground) -> tuple[NewBasis | None, str]:
    """Return the consent a row proves: the list must say that it was given, or how, and since when."""
    proof, day_text = text["consent_evidence"], text["consent_date"]
    said = read_consent(text["consent"])
    if said.said is Said.NO or (said.said is Said.NOTHING and not proof):
        return None, NOT_SAID if day_text and said.said is Said.NOTHING else ""
    day = read_date(day_text, ground.country) if day_text else None
    if day is None:
        return None, UNDATED
    given_at = _midnight(day, ground.zone)
    if given_at > ground.now:
        return None, FUTURE
    evidence = "; ".join(dict.fromkeys(part for part in (said.evidence, proof) if part))
    return NewBasis(BasisKind.CONSENT, given_at, evidence=evidence or "the list says yes"), ""


def _ground_of_the_list(
    text: Mapping[str, str], said: ListGround, ground: Ground
) -> tuple[NewBasis | None, str]:
    """Return the ground named for the whole list; the row's own day of consent goes before its day."""
    day = read_date(text["consent_date"], ground.country) or said.given_on
    if day is None and said.needs_a_day:
        return None, UNDATED
    given_at = _midnight(day, ground.zone) if day is not None else ground.now
    if given_at > ground.now:
        return None, FUTURE
    until = given_at + said.stands_for if said.stands_for is not None else None
    return NewBasis(said.kind, given_at, evidence=said.evidence, expires_at=until), ""


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), zone_named(zone)).astimezone(UTC)
