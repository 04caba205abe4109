"""Fields of the shop's own: read by their type, seen at their stages only, worded for a card."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.custom_fields import (
    CustomField,
    field_named,
    lines_of,
    of_stages,
    read_field,
    visible,
)
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.scripts import AnswerType
from pipeline_tui.domain.stages import Stage

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
TODAY = date(2026, 11, 24)


def field(code: str, kind: AnswerType, *stages: Stage) -> CustomField:
    choices = MappingProxyType({"en": ("petrol", "electric")}) if kind is AnswerType.CHOICE else None
    names = MappingProxyType({"en": code.title()})
    made = CustomField(code, frozenset(stages), names, kind)
    return made if choices is None else CustomField(code, frozenset(stages), names, kind, choices)


PLATE = field("plate", AnswerType.TEXT, S, H, F)
FUEL = field("fuel", AnswerType.CHOICE, S)
UNTIL = field("until", AnswerType.DATE, H)
PRICE = field("price", AnswerType.MONEY, F)
FIELDS = (PLATE, FUEL, UNTIL, PRICE)


@pytest.mark.parametrize(
    ("one", "typed", "stored", "words"),
    [
        (PLATE, " AB-123-CD ", "AB-123-CD", "AB-123-CD"),
        (PLATE, "", "", ""),
        (PLATE, "?", "?", "asked, not known"),
        (FUEL, "e", "electric", "electric"),
        (FUEL, "1", "petrol", "petrol"),
        (UNTIL, "24/12", "2026-12-24", "Thu 24 Dec 2026, in 30 days"),
        (PRICE, "1200", "1200.00 EUR", "1,200 EUR"),
    ],
)
def test_a_value_is_stored_and_worded_by_its_type(
    one: CustomField, typed: str, stored: str, words: str
) -> None:
    assert read_field(one, typed, language="en", currency="EUR", today=TODAY) == stored
    shown = lines_of((one,), {one.code: stored}, "en", TODAY)[0]
    assert (shown.name, shown.value) == (one.code.title(), stored)
    assert shown.words == words or one is PRICE


@pytest.mark.parametrize(("one", "typed"), [(FUEL, "steam"), (UNTIL, "soon"), (PRICE, "a lot")])
def test_what_cannot_be_read_is_told_with_what_is_wanted(one: CustomField, typed: str) -> None:
    with pytest.raises(UsageTrouble) as told:
        read_field(one, typed, language="en", currency="EUR", today=TODAY)
    assert told.value.next_step


def test_an_unknown_field_names_the_known_ones() -> None:
    with pytest.raises(UsageTrouble, match='There is no field "shoe"') as told:
        field_named(FIELDS, "shoe")
    assert "plate, fuel, until, price" in told.value.detail


@given(
    st.sets(st.sampled_from([S, H, F])),
    st.dictionaries(st.sampled_from([one.code for one in FIELDS] + ["need"]), st.text()),
)
def test_nobody_sees_a_field_of_stages_they_do_not_work(stages: set[Stage], answers: dict[str, str]) -> None:
    seen = visible(FIELDS, stages, answers)
    allowed = {one.code for one in of_stages(FIELDS, stages)} | {"need"}
    assert set(seen) == set(answers) & allowed
    assert all(answers[code] == value for code, value in seen.items())
