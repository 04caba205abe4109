"""What is typed about somebody new, and how it is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.newcomers import (
    Ground,
    How,
    NewPerson,
    ReadPlace,
    as_contact,
    read_code,
    read_holder,
    read_place,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("69002 Lyon", ReadPlace("69002", "Lyon", "FR")),
        ("Lyon", ReadPlace("", "Lyon", "FR")),
        ("Lyon, 2e", ReadPlace("", "Lyon, 2e", "FR")),
        ("1000 Bruxelles, Belgique", ReadPlace("1000", "Bruxelles", "BE")),
        ("Belgium", ReadPlace("", "", "BE")),
        ("F-67000 Strasbourg", ReadPlace("67000", "Strasbourg", "FR")),
        ("SW1A 1AA London, UK", ReadPlace("SW1A 1AA", "London", "GB")),
        ("69002 Lyon, FR", ReadPlace("69002", "Lyon", "FR")),
        ("", ReadPlace("", "", "FR")),
    ],
)
def test_a_place_in_one_line(text: str, place: ReadPlace) -> None:
    assert read_place(text, "FR") == place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", How.WALK_IN),
        ("walk", How.WALK_IN),
        ("Incoming Call", How.INCOMING),
        ("4", How.OTHER),
        ("5", None),
        ("0", None),
        ("", None),
        ("x", None),
    ],
)
def test_a_choice_by_digit_or_the_beginning_of_its_name(text: str, code: How | None) -> None:
    assert read_code(text, How) is code


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("personal", ("personal", "", False)),
        ("h", ("household", "", False)),
        ("switchboard ext 12", ("switchboard", "12", False)),
        ("Switchboard, x12", ("switchboard", "12", False)),
        ("gone", ("personal", "", True)),
        ("", None),
        ("ext 12", None),
        ("nobody", None),
    ],
)
def test_whose_a_number_is(text: str, whose: tuple[str, str, bool] | None) -> None:
    assert read_holder(text) == whose


def test_a_person_as_a_contact() -> None:
    one = as_contact(
        NewPerson("Mme Claire MARTIN", "06 39 98 12 34, +32 2 555 12 12", "C@example.org", how=How.WALK_IN),
        "FR",
    )
    assert (one.civility, one.first_name, one.last_name) == ("ms", "Claire", "MARTIN")
    assert [number.e164 for number in one.numbers] == ["+33639981234", "+3225551212"]
    assert (one.country, one.source, one.hot, one.audience) == ("FR", "walk-in", True, None)


def test_a_firm_alone_is_a_business_behind_its_switchboard() -> None:
    one = as_contact(NewPerson("", "01 99 00 12 34, 06 39 98 12 34", firm="Petit SARL"), "FR")
    assert one.audience is Audience.BUSINESS
    assert [number.holder for number in one.numbers] == ["switchboard", "personal"]


def test_a_number_is_read_in_the_country_of_the_place() -> None:
    one = as_contact(NewPerson("Jan Peeters", "02 555 12 12", place="1000 Bruxelles, Belgium"), "FR")
    assert (one.numbers[0].e164, one.country, one.zone) == ("+3225551212", "BE", "Europe/Brussels")


def test_the_public_number_of_a_firm_makes_a_business() -> None:
    one = as_contact(NewPerson("Luc Petit", ground=Ground.BUSINESS), "FR")
    assert one.audience is Audience.BUSINESS


@given(
    st.builds(NewPerson, name=st.text(), numbers=st.text(), email=st.text(), place=st.text(), firm=st.text())
)
def test_whatever_is_typed_is_understood_or_refused_in_words(person: NewPerson) -> None:
    try:
        one = as_contact(person, "FR")
    except PipelineError as error:
        assert isinstance(error, UsageTrouble)
        assert error.title
    else:
        assert one.first_name or one.last_name or one.firm
