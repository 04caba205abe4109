from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.phone_places import zones_of_country
from pipeline_tui.domain.phones import (
    E164,
    NumberRejected,
    ReadNumber,
    country_of,
    international,
    masked,
    read_number,
    read_numbers,
    zones_of,
)

FICTION = "+33639981234"  # of the range Arcep keeps for films, which libphonenumber calls invalid
FIXED = "+33199001122"


@pytest.mark.parametrize(
    ("raw", "country", "numbers"),
    [
        ("0639981234", "FR", [FICTION]),
        ("06 39 98 12 34", "FR", [FICTION]),
        ("06.39.98.12.34", "FR", [FICTION]),
        ("06-39-98-12-34", "FR", [FICTION]),
        ("06/39/98/12/34", "FR", [FICTION]),
        ("06,39,98,12,34", "FR", [FICTION]),
        ("639981234", "FR", [FICTION]),
        ("639981234.0", "FR", [FICTION]),
        ("33639981234", "FR", [FICTION]),
        ("+33639981234", "US", [FICTION]),
        ("+33 (0)6 39 98 12 34", "FR", [FICTION]),
        ("+33(0)639981234", "FR", [FICTION]),
        ("(+33) 6 39 98 12 34", "FR", [FICTION]),
        ("+0033639981234", "FR", [FICTION]),
        ("0033 6 39 98 12 34", "FR", [FICTION]),
        ("0033639981234", "US", [FICTION]),
        ("011 33 1 99 00 11 22", "US", [FIXED]),
        ("33199001122", "US", [FIXED]),
        ("\u202a+33\u00a06\u202f39 98 12 34\u202c", "FR", [FICTION]),
        ("'+33639981234", "FR", [FICTION]),
        ("٠٦٣٩٩٨١٢٣٤", "FR", [FICTION]),
        ("＋３３６３９９８１２３４", "FR", [FICTION]),
        ("06 39 98 12‑34", "FR", [FICTION]),
        ("Tél : 06 39 98 12 34", "FR", [FICTION]),
        ("tel:+33639981234", "FR", [FICTION]),
        ("Port. 06 39 98 12 34", "FR", [FICTION]),
        ("06 39 98 12 34 (après 18h)", "FR", [FICTION]),
        ("06 39 98 12 34 Mme Martin", "FR", [FICTION]),
        ("Mme Martin 06 39 98 12 34", "FR", [FICTION]),
        ("06 39 98 12 34 / 01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("0639981234/0199001122", "FR", [FICTION, FIXED]),
        ("0639981234 ; 0199001122", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34 ou 01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34 or 01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34, 01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34\n01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34  01 99 00 11 22", "FR", [FICTION, FIXED]),
        ("06 39 98 12 34 / n/c", "FR", [FICTION]),
        ("06 39 98 12 34 / 0033639981234", "FR", [FICTION]),
        ("030/901820", "DE", ["+4930901820"]),
        ("001-630-302-0317", "US", ["+16303020317"]),
        ("(630)302-0317", "US", ["+16303020317"]),
        ("1-800-FLOWERS", "US", ["+18003569377"]),
        ("0692 12 34 56", "FR", ["+262692123456"]),
        ("3.3639981234E+10", "FR", [FICTION]),
        ("06 12 34 56 78", "FR", ["+33612345678"]),
        ("+39 06 1234 5678", "FR", ["+390612345678"]),
        ("020 7946 0018", "GB", ["+442079460018"]),
        ("+33 1 99 00 11 22 (bureau) 06 39 98 12 34 (perso)", "FR", [FIXED, FICTION]),
        ("Tél : 01 99 00 11 22 Port : 06 39 98 12 34", "FR", [FIXED, FICTION]),
        ("T. 01 99 00 11 22 - P. 06 39 98 12 34", "FR", [FIXED, FICTION]),
        ("01 99 00 11 22 - 06 39 98 12 34", "FR", [FIXED, FICTION]),
        ("01-99-00-11-22 06-39-98-12-34", "FR", [FIXED, FICTION]),
        ("0199001122 0639981234", "FR", [FIXED, FICTION]),
        ("+33 1 99 00 11 22 +33 6 39 98 12 34", "FR", [FIXED, FICTION]),
        ("(212) 555-0123 (212) 555-0124", "US", ["+12125550123", "+12125550124"]),
        ("01.99.00.11.22/23", "FR", [FIXED, "+33199001123"]),
        ("030 23125 123/124", "DE", ["+493023125123", "+493023125124"]),
        ("030/2312512", "DE", ["+49302312512"]),
        ("01 99 00 11 22 (9h-12h / 14h-18h)", "FR", [FIXED]),
        ("+34 (0) 91 123 45 67", "ES", ["+34911234567"]),
        ("+39 (0)6 1234567", "IT", ["+39061234567"]),
    ],
)
def test_numbers_taken(raw: str, country: str, numbers: list[str]) -> None:
    read = read_numbers(raw, country)
    assert [one.e164 if isinstance(one, ReadNumber) else one for one in read] == numbers


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "n/c", "N/C", "-", "--", "néant", "Aucun", "n.c.", "NULL", "?", "/", "0", "x"),
        *("non renseigné", "Liste rouge", "k. A.", "keine Angabe", "unbekannt", "s/d", "no tiene"),
        *("sin teléfono", "withheld", "#N/A"),
    ],
)
def test_cells_that_say_there_is_none(raw: str) -> None:
    assert read_numbers(raw, "FR") == ()


@pytest.mark.parametrize(
    ("raw", "country", "extension"),
    [
        ("469-809-2216x123", "US", "123"),
        ("(270)750-9200x37568", "US", "37568"),
        ("001-668-863-9880x74563", "US", "74563"),
        ("469-809-2216 ext. 12", "US", "12"),
        ("01 99 00 11 22 poste 4512", "FR", "4512"),
        ("01 99 00 11 22, poste 4512", "FR", "4512"),
        ("01 99 00 11 22 (poste 12)", "FR", "12"),
        ("01 99 00 11 22 p. 12", "FR", "12"),
        ("030 123456 Durchwahl 12", "DE", "12"),
        ("+33199001122;ext=12", "FR", "12"),
        ("01 99 00 11 22", "FR", ""),
    ],
)
def test_extensions(raw: str, country: str, extension: str) -> None:
    (read,) = read_numbers(raw, country)
    assert isinstance(read, ReadNumber)
    assert read.extension == extension


@pytest.mark.parametrize(
    ("raw", "country", "said"),
    [
        ("voir fiche", "FR", "no telephone number"),
        ("06 12", "FR", "too short: 4 digits, FR has 10"),
        ("06 39 98 12 34 56 78", "FR", "too long: 14 digits, FR has 10"),
        ("3,36E+10", "FR", "digits were lost"),
        ("3.36E+10", "FR", "digits were lost"),
        ("06 39 98 12 3O", "FR", 'letters among the digits ("O")'),
        ("O639981234", "FR", "letters"),
        ("00 00 00 00 00", "FR", "one digit over and over"),
        ("+999 12 34 56 78", "FR", "no country has this code"),
        ("0639981234", "", "write it with + and the country code"),
        ("280-396-7929", "FR", "does not begin like a number of FR"),
        ("222-3333", "US", "area code"),
        ("fax 01 99 00 11 22", "FR", "fax"),
        ("tel:12345;phone-context=+33", "FR", "too short"),
        ("3615", "FR", "too short"),
        ("17", "FR", "too short"),
    ],
)
def test_numbers_rejected_with_what_is_wrong(raw: str, country: str, said: str) -> None:
    (first, *_) = read_numbers(raw, country)
    assert isinstance(first, NumberRejected)
    assert said in first.reason


def test_a_bad_number_does_not_take_the_good_one_with_it() -> None:
    taken, rejected = read_numbers("06 39 98 12 34 ; 06 12", "FR")
    assert isinstance(taken, ReadNumber)
    assert isinstance(rejected, NumberRejected)
    assert rejected.raw == "06 12"


@pytest.mark.parametrize(
    ("raw", "country", "kind", "unusual"),
    [
        ("06 39 98 12 34", "FR", "mobile", True),
        ("06 12 34 56 78", "FR", "mobile", False),
        ("01 99 00 11 22", "FR", "fixed", False),
        ("0800 123 456", "FR", "toll-free", False),
        ("09 70 12 34 56", "FR", "voip", False),
        ("0899 12 34 56", "FR", "other", True),
        ("630-302-0317", "US", "other", False),
        ("996-367-4384", "US", "other", True),
        ("07400 123456", "GB", "mobile", False),
    ],
)
def test_kinds_and_unusual_ones(raw: str, country: str, kind: str, unusual: bool) -> None:
    read = read_number(raw, country)
    assert (read.kind, read.unusual) == (kind, unusual)
    assert bool(read.why_unusual) == unusual


@pytest.mark.parametrize("raw", ["", "abc", "06 12", "06 39 98 12 34 / 01 99 00 11 22"])
def test_a_form_takes_exactly_one_number(raw: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        read_number(raw, "FR")
    assert trouble.value.detail
    assert "06 39" not in trouble.value.detail


@given(
    st.text(st.characters(), max_size=30)
    | st.text(st.sampled_from("0123456789+-()./ ,;xE\nou"), max_size=40)
    | st.text(st.sampled_from("0123456789٠١٢٣"), min_size=3, max_size=20),
    st.sampled_from(["FR", "US", "DE", "IT", "", "ZZ"]),
)
@settings(max_examples=400, deadline=None)
@example("+", "FR")
@example("1E99", "FR")
@example("²²²²²²²²²²", "FR")
def test_only_numbers_that_can_be_dialled_leave(raw: str, country: str) -> None:
    for one in read_numbers(raw, country):
        if isinstance(one, NumberRejected):
            assert one.reason
            continue
        assert E164.fullmatch(one.e164)
        assert international(one.e164).replace(" ", "").replace("-", "").startswith(one.e164[:4].rstrip("-"))
        assert sum(c.isdigit() for c in masked(one.e164)) <= 6
        zones_of(one.e164)


@pytest.mark.parametrize(
    ("e164", "shown", "hidden"),
    [
        (FICTION, "+33 6 39 98 12 34", "+33 6 •• •• •• 34"),
        ("+16303020317", "+1 630-302-0317", "+1 •••-•••-••17"),
        ("+442079460018", "+44 20 7946 0018", "+44 •• •••• ••18"),
        ("+262692123456", "+262 692 12 34 56", "+262 ••• •• •• 56"),
    ],
)
def test_shown_and_masked(e164: str, shown: str, hidden: str) -> None:
    assert international(e164) == shown
    assert masked(e164) == hidden


@pytest.mark.parametrize(
    ("e164", "hint", "country", "zones"),
    [
        ("+33612345678", "", "FR", ("Europe/Paris",)),
        (FICTION, "", "FR", ("Europe/Paris",)),
        ("+34612345678", "", "ES", ("Atlantic/Canary", "Europe/Madrid")),
        ("+262692123456", "", "RE", ("Indian/Mayotte", "Indian/Reunion")),
        ("+12125550123", "", "US", ("America/New_York",)),
        ("+80012345678", "", "", ()),
    ],
)
def test_where_a_number_may_lie(e164: str, hint: str, country: str, zones: tuple[str, ...]) -> None:
    assert country_of(e164, hint) == country
    assert zones_of(e164, hint) == zones


def test_an_unassigned_number_has_every_zone_of_its_country() -> None:
    zones = zones_of("+15550101234")
    assert {"America/New_York", "America/Los_Angeles", "Pacific/Honolulu"} <= set(zones)
    assert "America/Jamaica" not in zones
    assert country_of("+15550101234", "CA") == "CA"
    assert "America/Toronto" in zones_of("+15550101234", "CA")
    assert country_of("+15550101234", "FR") == "US"


def test_zones_are_zones() -> None:
    known = zoneinfo.available_timezones()
    for country in ("FR", "US", "GB", "RU", "AU", "BR", "CA", "ES", "DE", "MA"):
        assert zones_of_country(country)
        assert set(zones_of_country(country)) <= known
    assert zones_of_country("ZZ") == ()
