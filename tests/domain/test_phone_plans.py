"""Plain numbers read by the plans: whatever is answered is what phonenumbers answers, for every country."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType, ValidationResult
from phonenumbers.timezone import time_zones_for_number

from pipeline_tui.domain import phones
from pipeline_tui.domain.phone_places import country_of, zones_of
from pipeline_tui.domain.phone_plans import PLAIN, plain_number

COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)
NUMBERS_EACH = 6


def _oracle(text: str, country: str) -> tuple[str, int, str | None, tuple[str, ...]] | None:
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    if kind == PhoneNumberType.UNKNOWN or not possible:
        return None
    zones = tuple(zone for zone in time_zones_for_number(number) if zone != "Etc/Unknown")
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return e164, kind, phonenumbers.region_code_for_number(number), zones


def _written(country: str, draw: random.Random) -> str:
    """Return a number near one of a country's, in one of the ways people write them."""
    kinds = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE)
    example = phonenumbers.example_number_for_type(country, draw.choice(kinds))
    example = example or phonenumbers.example_number(country)
    assert example is not None
    digits = list(phonenumbers.national_significant_number(example))
    for _ in range(draw.choice((0, 1, 3, 6))):
        digits[draw.randrange(len(digits))] = draw.choice("0123456789")
    national = "".join(digits)[: draw.choice((len(digits), len(digits), len(digits) - 1))]
    plan = phonenumbers.PhoneMetadata.metadata_for_region(country)
    prefix = plan.national_prefix or "" if plan else ""
    code = example.country_code
    return draw.choice(
        (
            f"+{code}{national}",
            f"{prefix}{national}",
            national,
            f"+{code}{prefix}{national}",
            f"00{code}{national}",
        )
    )


def test_what_is_answered_is_what_phonenumbers_answers() -> None:
    answered = 0
    for country in COUNTRIES:
        draw = random.Random(country)
        for _ in range(NUMBERS_EACH):
            text = _written(country, draw)
            home = draw.choice((country, country, "FR", "US"))
            found = plain_number(text, home) if PLAIN.fullmatch(text) else None
            if found is None:
                continue
            answered += 1
            told = (found.e164, found.kind, found.country, found.zones)
            assert told == _oracle(text, home), (text, home)
            if found.zones:
                assert (found.country, found.zones) == (
                    country_of(found.e164, home),
                    zones_of(found.e164, home),
                )
    assert answered > len(COUNTRIES)


@pytest.mark.parametrize("country", ["FR", "US", "GB", "DE"])
@pytest.mark.parametrize("form", [PhoneNumberFormat.NATIONAL, PhoneNumberFormat.E164])
def test_usual_writings_need_no_detour(country: str, form: int, monkeypatch: pytest.MonkeyPatch) -> None:
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.FIXED_LINE)
    assert number is not None
    text = phonenumbers.format_number(number, form)
    slowly = _slowly(text, country, monkeypatch)
    assert phones.plain_reading(text, country) == slowly
    assert phones.read_numbers(text, country) == slowly


def _slowly(text: str, country: str, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    with monkeypatch.context() as without:
        without.setattr(phones, "plain_reading", lambda *_: ())
        return phones.read_numbers(text, country)


@pytest.mark.parametrize("country", ["FR", "US", "GB", "DE", "CA", "IT", "ES", "BE", "CH", "RE"])
def test_a_cell_is_read_the_same_either_way(country: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(country)
    for _ in range(40):
        text = _written(country, draw)
        spaced = draw.choice((text, " ".join(text[at : at + 2] for at in range(0, len(text), 2))))
        home = draw.choice((country, "FR"))
        assert phones.read_numbers(spaced, home) == _slowly(spaced, home, monkeypatch), (spaced, home)


@pytest.mark.parametrize("text", ["n/c", "", "12", "+", "+999123456789", "06 39 98 12 34 / 01 99 00 12 34"])
def test_what_is_not_plain_is_left_to_others(text: str) -> None:
    assert phones.plain_reading(text, "FR") == ()
