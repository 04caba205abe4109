"""One row of a list: read as a person would, or rejected with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience
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
from pipeline_tui.domain.import_headers import FIELDS
from pipeline_tui.domain.import_rows import FUTURE, NOT_SAID, UNDATED, Ground, RowRead, RowReader
from pipeline_tui.domain.new_contact import NewContact

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
FRANCE = Ground("FR", "Europe/Paris", NOW)
COLUMNS = Columns(FIELDS, MappingProxyType({field: (at,) for at, field in enumerate(FIELDS)}))
PERSON = {"last_name": "MARTIN", "first_name": "Claire", "phone": "01 99 00 12 34"}


def _read(ground: Ground = FRANCE, /, **cells: str) -> RowRead:
    row = PERSON | cells
    return RowReader(COLUMNS, ground).read(Record(7, tuple(row.get(field, "") for field in FIELDS)))


def _taken(ground: Ground = FRANCE, /, **cells: str) -> NewContact:
    read = _read(ground, **cells)
    assert read.contact is not None, read.reason
    return read.contact


def test_a_whole_row() -> None:
    contact = _taken(
        civility="Mme",
        mobile="06.39.98.12.34 / +33(0)199005566",
        email="Claire.Martin@Example.org; cm@example.org",
        firm="Fleurs SA",
        role="gérante",
        address="8, rue du Port",
        postcode="67000",
        city="Strasbourg",
        language="français",
        audience="professionnel",
        source="Salon",
        consent="formulaire web",
        consent_date="17/08/2026",
        consent_evidence="ticket 12",
        note="revue\nau salon",
        hours="après 17 h",
    )
    assert [number.e164 for number in contact.numbers] == ["+33199001234", "+33639981234", "+33199005566"]
    assert [(number.kind, number.unusual) for number in contact.numbers] == [
        ("fixed", False),
        ("mobile", True),
        ("fixed", False),
    ]
    assert contact.emails == ("claire.martin@example.org", "cm@example.org")
    assert (contact.civility, contact.first_name, contact.last_name) == ("ms", "Claire", "MARTIN")
    assert (contact.country, contact.zone, contact.region) == ("FR", "Europe/Paris", "6AE")
    assert (contact.language, contact.audience) == ("fr", Audience.BUSINESS)
    assert contact.note == "revue\nau salon"
    (basis,) = contact.bases
    assert basis.given_at == datetime(2026, 8, 16, 22, tzinfo=UTC)
    assert basis.evidence == "formulaire web; ticket 12"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"phone": "n/c"}, "no number that can be dialled: none given"),
        ({"phone": "", "email": "a@example.org"}, "no number that can be dialled: none given"),
        ({"phone": "voir fiche"}, "no number that can be dialled: there is no telephone number in it"),
        ({"phone": "06 12"}, "no number that can be dialled: too short: 4 digits, FR has 10"),
        (
            {"phone": "3,36E+10"},
            "no number that can be dialled: the spreadsheet rounded it and digits were lost",
        ),
        ({"last_name": "", "first_name": ""}, "no name and no firm: nobody could be asked for"),
        ({"consent": "Ne pas appeler !"}, "the list says they asked not to be called"),
        ({"last_name": "", "first_name": "", "phone": ""}, "the row is empty"),
    ],
)
def test_why_a_row_is_rejected(cells: dict[str, str], reason: str) -> None:
    read = _read(**cells)
    assert read.contact is None
    assert read.reason == reason


@pytest.mark.parametrize(
    ("cell", "e164", "extension"),
    [
        ("0199001234", "+33199001234", ""),
        ("199001234", "+33199001234", ""),
        ('="0199001234"', "+33199001234", ""),
        ("'+33199001234", "+33199001234", ""),
        ("0033 1 99 00 12 34", "+33199001234", ""),
        ("01 99 00 12 34 poste 21", "+33199001234", "21"),
        ("001-668-863-9880x74563", "+16688639880", "74563"),
    ],
)
def test_numbers_as_people_write_them(cell: str, e164: str, extension: str) -> None:
    (number,) = _taken(phone=cell).numbers
    assert (number.e164, number.extension) == (e164, extension)


def test_a_number_left_out_is_told() -> None:
    read = _read(phone="01 99 00 12 34", mobile="06 12")
    assert read.contact is not None
    assert len(read.contact.numbers) == 1
    assert read.notes == ("another number was left out: too short: 4 digits, FR has 10",)


def test_the_rows_country_reads_its_numbers_and_the_shops_helps_out() -> None:
    assert _taken(country="Deutschland", phone="030 23125 123").numbers[0].e164 == "+493023125123"
    assert _taken(country="Tuvalu").numbers[0].e164 == "+33199001234"
    named = Ground("US", "Europe/Paris", NOW, country_first=True)
    assert _taken(named, country="Thailand", phone="(212) 555-0123").numbers[0].e164 == "+12125550123"
    assert "is not known" in _read(country="Atlantis").notes[0]


def test_the_rules_of_the_called_country_hold() -> None:
    assert _taken(phone="+32 2 555 12 34").country == "BE"
    assert _taken(phone="+32 2 555 12 34", country="France").country == "FR"
    assert _taken(phone="+262 262 12 34 56", postcode="97400").zone == "Indian/Reunion"


def test_a_firm_without_a_person_is_a_business_with_a_switchboard() -> None:
    contact = _taken(last_name="", first_name="", firm="Fleurs SA")
    assert contact.audience is Audience.BUSINESS
    assert contact.numbers[0].holder == "switchboard"
    assert _taken(firm="Fleurs SA").audience is None
    assert (
        _taken(last_name="", first_name="", firm="X SA", audience="particulier").audience is Audience.CONSUMER
    )


def test_a_full_name_is_taken_apart() -> None:
    contact = _taken(last_name="", first_name="", name="Mme Claire MARTIN")
    assert (contact.civility, contact.first_name, contact.last_name) == ("ms", "Claire", "MARTIN")


@pytest.mark.parametrize(
    ("cells", "counted", "note"),
    [
        ({"consent": "formulaire web", "consent_date": "17/08/2026"}, True, ""),
        ({"consent": "oui", "consent_date": "17/08/2026"}, True, ""),
        ({"consent_evidence": "ticket 12", "consent_date": "2026-08-17"}, True, ""),
        ({"consent": "oui"}, False, UNDATED),
        ({"consent": "formulaire web"}, False, UNDATED),
        ({"consent": "oui", "consent_date": "31/02/2026"}, False, UNDATED),
        ({"consent_date": "17/08/2026"}, False, NOT_SAID),
        ({"consent": "oui", "consent_date": "17/08/2027"}, False, FUTURE),
        ({"consent": "non", "consent_date": "17/08/2026"}, False, ""),
        ({"consent": "refusé le 3 mai", "consent_evidence": "x", "consent_date": "17/08/2026"}, False, ""),
        ({}, False, ""),
    ],
)
def test_consent_counts_when_said_and_dated(cells: dict[str, str], counted: bool, note: str) -> None:
    read = _read(**cells)
    assert read.contact is not None
    assert bool(read.contact.bases) is counted
    assert read.notes == ((note,) if note else ())


def test_hostile_text_becomes_harmless() -> None:
    contact = _taken(
        last_name="\x1b]0;owned\x07MARTIN\u202e",
        note='=HYPERLINK("x")',
        firm="'=cmd|calc",
        city="[/red]" * 100,
    )
    assert contact.last_name == "]0;ownedMARTIN"
    assert contact.note == '=HYPERLINK("x")'
    assert contact.firm == "=cmd|calc"
    assert len(contact.city) == 80


def test_a_short_row_is_trusted_only_when_number_and_address_stand_in_place() -> None:
    cells = ["", "MARTIN", "Claire", "", "", "", "0199001234", "", "a@example.org"]
    assert RowReader(COLUMNS, FRANCE).read(Record(3, tuple(cells))).contact is not None
    moved = RowReader(COLUMNS, FRANCE).read(
        Record(3, ("", "MARTIN", "Claire", "", "", "", "", "0199001234", "Lyon"))
    )
    assert moved.contact is None
    assert moved.reason.startswith(f"it has 9 cells where the header has {len(FIELDS)}")


@given(st.lists(st.text(max_size=30), max_size=len(FIELDS)))
def test_any_cells_make_a_contact_or_a_reason(cells: list[str]) -> None:
    read = RowReader(COLUMNS, FRANCE).read(Record(2, tuple(cells)))
    assert (read.contact is None) == bool(read.reason)
    assert read.contact is None or read.contact.numbers


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("17/08/2026", "FR", date(2026, 8, 17)),
        ("03/04/2026", "FR", date(2026, 4, 3)),
        ("03/04/2026", "US", date(2026, 3, 4)),
        ("08/17/2026", "FR", date(2026, 8, 17)),
        ("17/08/2026", "US", date(2026, 8, 17)),
        ("2026-08-17T10:30:00Z", "US", date(2026, 8, 17)),
        ("17.8.26", "DE", date(2026, 8, 17)),
        ("20260817", "FR", date(2026, 8, 17)),
        ("17/08/2026 10:30", "FR", date(2026, 8, 17)),
        ("46251", "FR", date(2026, 8, 17)),
        ("31/02/2026", "FR", None),
        ("13/13/2026", "FR", None),
        ("0026-01-01", "FR", None),
        ("août", "FR", None),
    ],
)
def test_dates_by_country(text: str, country: str, day: date | None) -> None:
    assert read_date(text, country) == day


@pytest.mark.parametrize(
    ("cell", "audience"),
    [
        ("Particulier", Audience.CONSUMER),
        ("PRO", Audience.BUSINESS),
        ("B2B", Audience.BUSINESS),
        ("Privatkunde", Audience.CONSUMER),
        ("Empresa", Audience.BUSINESS),
        ("Silver", None),
        ("", None),
    ],
)
def test_audiences(cell: str, audience: Audience | None) -> None:
    assert audience_of(cell) is audience


@pytest.mark.parametrize(
    ("cell", "said", "evidence"),
    [
        ("Oui", Said.YES, ""),
        ("bulletin salon", Said.YES, "bulletin salon"),
        ("Nein", Said.NO, ""),
        ("No, thanks", Said.NO, ""),
        ("En attente", Said.NO, ""),
        ("opt-out 2025", Said.STOP, ""),
        ("Désinscrit", Said.STOP, ""),
        ("n/c", Said.NOTHING, ""),
        ("", Said.NOTHING, ""),
    ],
)
def test_what_a_consent_cell_says(cell: str, said: Said, evidence: str) -> None:
    read = read_consent(cell)
    assert (read.said, read.evidence) == (said, evidence)


def test_small_cells() -> None:
    assert [language_of(cell) for cell in ("FR", "fr-FR", "Deutsch", "klingon")] == ["fr", "fr", "de", ""]
    assert [read_postcode(cell, "FR") for cell in ("1915", "75103", "75103.0")] == ["01915", "75103", "75103"]
    assert read_emails("Ann <Ann@Example.org>, ann@example.org, nobody@") == ("ann@example.org",)
    assert tidy("'=1+1") == "=1+1"
    assert [country_named(c) for c in ("fr", "ALLEMAGNE", "UK", "U.S.A.", "Côte d’Ivoire", "zz", "")] == [
        *("FR", "DE", "GB", "US", "CI", "", "")
    ]
