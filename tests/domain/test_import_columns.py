"""Columns of lists: told by header in four languages, else by contents, else by the manager."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_columns import column_names, guess_columns, header_at, is_header, signature_of
from pipeline_tui.domain.import_headers import FIELDS, field_of_header

FRENCH = ("Civilité", "Nom", "Prénom", "Société", "Téléphone", "Portable", "E-mail", "Code postal", "Type")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Last Name", "last_name"),
        ("LASTNAME", "last_name"),
        ("lastName", "last_name"),
        ("Vorname", "first_name"),
        ("PRÉNOM", "first_name"),
        ("Raison sociale", "firm"),
        ("Phone 2", "phone"),
        ("N° de téléphone", "phone"),
        ("Teléfono móvil", "mobile"),
        ("Tél. portable", "mobile"),
        ("Handy", "mobile"),
        ("E-Mail-Adresse", "email"),
        ("Courriel", "email"),
        ("PLZ", "postcode"),
        ("CP", "postcode"),
        ("Straße", "address"),
        ("País", "country"),
        ("Date de consentement", "consent_date"),
        ("Einwilligung", "consent"),
        ("Preuve du consentement", "consent_evidence"),
        ("Observaciones", "note"),
        ("Horaires", "hours"),
        ("Subscription Date", ""),
        ("Lead Owner", "owner"),
        ("Customer Id", ""),
        ("Fax", ""),
        ("Website", ""),
    ],
)
def test_headers_of_four_languages(header: str, field: str) -> None:
    assert field_of_header(header) == field
    assert field == "" or field in FIELDS


def _fields(names: tuple[str, ...], rows: list[list[str]], **wanted: str) -> dict[str, list[str]]:
    columns = guess_columns(names, rows, wanted)
    return {field: [names[at] for at in places] for field, places in columns.by_field.items()}


def test_a_french_export() -> None:
    rows = [["M.", "VIDAL", "Paul", "", "0199001234", "", "a@example.org", "75011", "particulier"]]
    assert _fields(FRENCH, rows) == {
        "civility": ["Civilité"],
        "last_name": ["Nom"],
        "first_name": ["Prénom"],
        "firm": ["Société"],
        "phone": ["Téléphone"],
        "mobile": ["Portable"],
        "email": ["E-mail"],
        "postcode": ["Code postal"],
        "audience": ["Type"],
    }


@pytest.mark.parametrize(
    ("names", "field"),
    [
        (("Name", "Tel"), "name"),
        (("Nom", "Tel"), "name"),
        (("Name", "Vorname", "Tel"), "last_name"),
        (("Nombre", "Apellidos", "Tel"), "first_name"),
        (("Name", "Surname", "Tel"), "first_name"),
    ],
)
def test_name_means_the_part_that_is_missing(names: tuple[str, ...], field: str) -> None:
    assert _fields(names, [])[field] == [names[0]]


def test_a_type_that_says_nothing_of_consumers_is_not_the_audience() -> None:
    assert "audience" not in _fields(("Nom", "Tel", "Type"), [["A", "1", "Silver"], ["B", "2", "Gold"]])


def test_contents_tell_what_headers_do_not() -> None:
    rows = [["12/03/2026", "01 99 00 12 34", "a@example.org"], ["13/03/2026", "+33 1 99 00 12 35", ""]]
    found = _fields(("A", "B", "C"), rows)
    assert found["phone"] == ["B"]
    assert found["email"] == ["C"]


PEOPLE = [
    [
        "Mme",
        "MARTIN",
        "Claire",
        "Fleurs SARL",
        "particulier",
        "69001",
        "Lyon",
        "France",
        "01 99 00 12 34",
        "x",
    ],
    ["M.", "VIDAL", "Paul", "", "pro", "75011", "Paris", "France", "06 39 98 12 34", ""],
    ["M.", "NGO", "Minh", "Le Bon Pain SAS", "pro", "06000", "Nice", "Belgique", "01 99 00 12 35", ""],
]


def test_contents_tell_all_that_a_file_without_header_needs() -> None:
    names = column_names([""] * 10)
    found = {field: [int(name.split()[1]) for name in held] for field, held in _fields(names, PEOPLE).items()}
    assert found == {
        "civility": [1],
        "last_name": [2],
        "first_name": [3],
        "firm": [4],
        "audience": [5],
        "postcode": [6],
        "city": [7],
        "country": [8],
        "phone": [9],
    }


def test_five_digits_under_a_name_are_no_postcode() -> None:
    assert "postcode" not in _fields(("Nom", "Tel", "Index"), [["A", "01 99 00 12 34", "69001"]])


def test_contents_belie_a_header() -> None:
    rows = [["MARTIN", "oui", "01 99 00 12 34", "12"], ["VIDAL", "non", "01 99 00 12 35", "13"]]
    assert _fields(("Nom", "Portable", "Coordonnées", "Number"), rows)["phone"] == ["Coordonnées"]
    nobody = [["MARTIN", "n/c"], ["VIDAL", "n/c"]]
    assert _fields(("Nom", "Tel"), nobody)["phone"] == ["Tel"]  # nothing better: each row says why not


def test_a_source_is_read_as_the_last_time_unless_the_manager_says_otherwise() -> None:
    names = ("Nom", "Tel", "Autre")
    before = {"last_name": (0,), "phone": (2, 1)}
    columns = guess_columns(names, [], {}, before)
    assert dict(columns.by_field) == before
    corrected = guess_columns(names, [], {"phone": "Tel", "city": "Autre"}, before)
    assert dict(corrected.by_field) == {"last_name": (0,), "phone": (1,), "city": (2,)}
    assert dict(guess_columns(("Tel",), [], {}, {"phone": (0, 7), "gone": (0,)}).by_field) == {"phone": (0,)}
    with pytest.raises(UsageTrouble, match="No column holds"):
        guess_columns(names, [], {}, {"last_name": (0,)})


def test_a_source_is_known_by_its_columns_in_their_order() -> None:
    assert signature_of(["Nom", "Tél"]) == signature_of(["NOM", "tel"])
    assert signature_of(["Nom", "Tel"]) != signature_of(["Tel", "Nom"])


def test_every_column_of_numbers_is_read() -> None:
    assert _fields(("Name", "Phone 1", "Phone 2"), [])["phone"] == ["Phone 1", "Phone 2"]


def test_the_manager_has_the_last_word() -> None:
    names = ("Nom", "Tel", "Autre")
    assert _fields(names, [], phone="Autre")["phone"] == ["Autre"]
    assert _fields(names, [], phone="3")["phone"] == ["Autre"]
    assert _fields(names, [], phones="tel, AUTRE")["phone"] == ["Tel", "Autre"]
    assert _fields(names, [], last_name="nom", name="")["last_name"] == ["Nom"]


@pytest.mark.parametrize(
    ("wanted", "title", "listed"),
    [
        ({"telefone": "Tel"}, "There is no field telefone", "mobile"),
        ({"phone": "Tele"}, "There is no column Tele", "Nom, Tel"),
        ({"phone": "9"}, "There is no column 9", "Nom, Tel"),
        ({"city": "Nom,Tel"}, "city takes one column", "names 2"),
    ],
)
def test_what_is_not_known_is_named(wanted: dict[str, str], title: str, listed: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        guess_columns(("Nom", "Tel"), [], wanted)
    assert trouble.value.title == title
    assert listed in trouble.value.detail


def test_a_file_without_numbers_is_refused() -> None:
    with pytest.raises(UsageTrouble, match="No column holds telephone numbers") as trouble:
        guess_columns(("Nom", "Ville"), [["A", "Lyon"]], {})
    assert "Nom, Ville" in trouble.value.detail


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["Nom", "Tel"], ["A", "1"]], 0),
        ([["Clients 2026"], ["Nom", "Tel"], ["A", "1"]], 1),
        ([["Clients"], ["du", "24/11/2026"], ["Nom", "Tel", "Ville"], ["A", "1", "Lyon"]], 2),
        ([["Clients 2026"], ["Colonne A", "Colonne B"], ["A", "1"]], 1),
        (
            [
                ["Date", "Total", "Article"],
                ["20/11/2026", "45,50", "Mobile"],
                ["20/11/2026", "5", "Portable"],
            ],
            0,
        ),
        ([["MARTIN", "01 99 00 12 34", ""], ["Nom", "Tel", "Ville"]], 0),
        ([], 0),
    ],
)
def test_only_titles_stand_above_a_header(rows: list[list[str]], at: int) -> None:
    assert header_at(rows) == at


def test_headers_get_a_name_of_their_own() -> None:
    assert column_names(["\ufeffTel", "", "Tel", "\x1b[2JTel "]) == ("Tel", "column 2", "Tel (2)", "[2JTel")


@pytest.mark.parametrize(
    ("cells", "header"),
    [
        (["Nom", "Téléphone"], True),
        (["A", "B"], True),
        (["MARTIN", "01 99 00 12 34"], False),
        (["MARTIN", "a@example.org"], False),
    ],
)
def test_a_header_is_no_contact(cells: list[str], header: bool) -> None:
    assert is_header(cells) is header
