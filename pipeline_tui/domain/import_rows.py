"""One row of a list read into a contact, or rejected with the reason; a row never stops the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.country_names import country_named
from pipeline_tui.domain.csv_text import Record
from pipeline_tui.domain.import_cells import (
    Said,
    audience_of,
    language_of,
    read_consent,
    read_date,
    read_emails,
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
from pipeline_tui.domain.phones import (
    NumberRejected,
    ReadNumber,
    country_of,
    plain_reading,
    read_numbers,
    zones_of,
)
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.text import is_plain

LONGEST_NOTE = 2000
_NOTHING_SAID = OfTheList()

UNDATED = "consent without a date is no proof and was not counted"
FUTURE = "the date of consent lies ahead: not counted"
NOT_SAID = "a date of consent, but nothing says it was given or how: not counted"

_Read = tuple[ReadNumber | NumberRejected, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are read against: the country of national numbers, the shop's clock and moment."""

    country: str  # ISO 3166
    zone: str  # IANA, of dates without a time
    now: datetime  # UTC
    country_first: bool = False  # the manager named the country: it goes before the row's own
    said: OfTheList = _NOTHING_SAID  # of every row, by the manager


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row read; without a contact it is rejected for ``reason``, else ``notes`` say what was left out."""

    contact: NewContact | None
    name: str
    reason: str = ""
    notes: tuple[str, ...] = ()
    standing: RowStanding | None = None  # past the scouts: whose it is, and what was bought


def read_row(record: Record, columns: Columns, ground: Ground) -> RowRead:
    """Return the contact of a row, or why it is rejected: nobody could ring it, or it cannot be trusted."""
    row = _Row(record.cells, columns)
    person, firm = _person(row), row.text("firm", 120)
    name = f"{person.first} {person.last}".strip() or firm
    if record.trouble:
        return RowRead(None, name[:80], record.trouble)
    if not any(cell.strip() for cell in record.cells):
        return RowRead(None, "", "the row is empty")
    said = read_consent(row.text("consent"))
    if said.said is Said.STOP:
        return RowRead(None, name, "the list says they asked not to be called")
    country_cell = row.text("country", 80)
    own_country = country_named(country_cell) if country_cell else ""
    read, refused = _numbers(row, _countries(own_country, ground))
    short = len(record.cells) < len(columns.names)
    if short and (not read or not _emails_in_place(row)):
        counted = f"it has {len(record.cells)} cells where the header has {len(columns.names)}"
        return RowRead(None, name, f"{counted}, and they cannot be told apart for certain")
    if not read:
        return RowRead(
            None, name, f"no number that can be dialled: {refused[0] if refused else 'none given'}"
        )
    if not name:
        return RowRead(None, "", "no name and no firm: nobody could be asked for")
    notes = [record.note] if record.note else []
    notes += [f"another number was left out: {why}" for why in refused]
    country = own_country or read[0].country or country_of(read[0].e164, ground.country) or ground.country
    if country_cell and not own_country:
        notes.append(f'the country "{country_cell}" is not known')
    audience = audience_of(row.text("audience"))
    nobody = not (person.first or person.last)
    if audience is None and nobody:
        audience = Audience.BUSINESS  # a firm without a person is no consumer
    audience = audience or ground.said.audience
    basis, why_not = _consent(row, ground)
    if basis is None and ground.said.ground is not None and said.said is not Said.NO:
        basis, why_not = _ground_of_the_list(row, ground.said.ground, ground)
    if why_not:
        notes.append(why_not)
    notes += [f"{one.e164[:3]}…{one.e164[-2:]} is unusual: {one.why_unusual}" for one in read if one.unusual]
    postcode = read_postcode(row.text("postcode", 20), country)
    place = place_of(country, postcode)
    standing, told = read_standing([row.cells_of(field) for field in STANDING_FIELDS], ground.said)
    notes += told
    contact = NewContact(
        last_name=person.last,
        first_name=person.first,
        civility=person.civility,
        language=language_of(row.text("language", 40)),
        firm=firm,
        firm_role=row.text("role", 80),
        audience=audience,
        country=country,
        address=row.text("address"),
        postcode=postcode,
        city=row.text("city", 80),
        zone=place.zone,
        region=place.region,
        preferred_hours=row.text("hours", 80),
        source=row.text("source", 80),
        numbers=tuple(_new_number(one, country, switchboard=nobody) for one in read),
        emails=tuple(dict.fromkeys(e for cell in row.cells_of("email") for e in read_emails(cell))),
        bases=(basis,) if basis else (),
        note="\n".join(row.notes())[:LONGEST_NOTE],
    )
    return RowRead(contact, name, "", tuple(dict.fromkeys(notes)), standing)


class _Row:
    """The cells of a row by field."""

    __slots__ = ("_cells", "_columns", "_plain")

    def __init__(self, cells: Sequence[str], columns: Columns) -> None:
        self._cells = cells
        self._columns = columns.by_field
        self._plain = is_plain("".join(cells))  # looked at once for all of them, as most rows are

    def cells_of(self, field: str) -> list[str]:
        """Return the raw cells of a field that the row has."""
        places = self._columns.get(field)
        if places is None:
            return []
        cells = self._cells
        return [cells[at] for at in places if at < len(cells)]

    def notes(self) -> list[str]:
        """Return the clean, non-empty notes, with their line breaks."""
        cells = (tidy(cell, limit=LONGEST_NOTE, multiline=True) for cell in self.cells_of("note") if cell)
        return [text for text in cells if text]

    def numbers(self) -> list[str]:
        """Return the non-empty cells that may hold numbers, clean, with their line breaks."""
        cells = [cell for field in ("phone", "mobile") for cell in self.cells_of(field) if cell]
        return [self._tidy(cell, 400, multiline=True) for cell in cells]

    def text(self, field: str, limit: int = 200) -> str:
        """Return the clean text of a field, "" when the row has none."""
        places = self._columns.get(field)
        if places is None:
            return ""
        cells = self._cells
        for at in places:
            if at < len(cells) and (cell := cells[at]) and (text := self._tidy(cell, limit)):
                return text
        return ""

    def _tidy(self, cell: str, limit: int, *, multiline: bool = False) -> str:
        if self._plain and len(cell) <= limit and cell[0] not in "='":
            return cell.strip()
        return tidy(cell, limit=limit, multiline=multiline)


def _person(row: _Row) -> PersonName:
    civility = civility_code(row.text("civility", 40))
    last, first, whole = row.text("last_name", 80), row.text("first_name", 80), row.text("name", 160)
    if whole and not last and not first:
        split = split_name(whole)
        return PersonName(civility or split.civility, split.first, split.last)
    return PersonName(civility, first, last)


def _countries(own: str, ground: Ground) -> tuple[str, ...]:
    both = (ground.country, own) if ground.country_first else (own, ground.country)
    return tuple(dict.fromkeys(country for country in both if country)) or ("",)


def _numbers(row: _Row, countries: tuple[str, ...]) -> tuple[list[ReadNumber], list[str]]:
    """Return the numbers of a row, each once, and why others cannot be dialled."""
    taken: dict[str, ReadNumber] = {}
    refused: list[str] = []
    for cell in row.numbers():
        for found in _best_reading(cell, countries):
            if isinstance(found, NumberRejected):
                refused.append(found.reason)
            else:
                taken.setdefault(found.e164, found)
    return list(taken.values()), refused


@lru_cache(maxsize=16384)
def _best_reading(cell: str, countries: tuple[str, ...]) -> _Read:
    """Return the reading, among several countries, with most numbers that fit the country's plan."""
    if usual := plain_reading(cell, countries[0]):
        return usual
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


def _emails_in_place(row: _Row) -> bool:
    """Whether a row with missing cells still holds addresses where the addresses belong."""
    return all("@" in cell for cell in row.cells_of("email") if cell.strip())


def _consent(row: _Row, ground: Ground) -> tuple[NewBasis | None, str]:
    """Return the consent a row proves: the list must say that it was given, or how, and since when."""
    cell, proof, day_text = row.text("consent"), row.text("consent_evidence"), row.text("consent_date", 40)
    said = read_consent(cell)
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


def _ground_of_the_list(row: _Row, said: ListGround, ground: Ground) -> tuple[NewBasis | None, str]:
    """Return the ground named for the whole list; the row's own day of consent goes before its day."""
    day = read_date(row.text("consent_date", 40), ground.country) or said.given_on
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
