"""Telephone numbers: read as people write them, kept as E.164, shown internationally or masked.

Only ``^\\+[1-9]\\d{6,14}$`` leaves this module. phonenumbers loads slowly: it is imported when first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.phone_cells import Piece, cut_cell, digits_in
from pipeline_tui.domain.phone_places import country_of as country_of
from pipeline_tui.domain.phone_places import zones_of as zones_of
from pipeline_tui.domain.phone_plans import PLAIN, plain_number
from pipeline_tui.wording import mark, mark_many, spoken, tr, trn

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

Kind = Literal["mobile", "fixed", "toll-free", "voip", "other"]

E164 = re.compile(r"\+[1-9]\d{6,14}")

# People of these countries write numbers of the listed territories in the national form.
_SAME_NATIONAL_FORM = MappingProxyType({"FR": ("RE", "GP", "MQ", "GF", "YT")})


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number that can be rung; ``unusual`` ones are taken, and the operator is told why."""

    e164: str
    extension: str = ""
    kind: Kind = "other"
    unusual: bool = False
    why_unusual: str = ""
    country: str = field(default="", compare=False)  # ISO 3166, where the plan told it at once, as the zones
    zones: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NumberRejected:
    """What stood in the cell and cannot be rung, with the reason in plain English."""

    raw: str
    reason: str


def read_numbers(raw: str, country: str) -> tuple[ReadNumber | NumberRejected, ...]:
    """Return every number of a cell in order, taken or rejected with the reason; () for "n/c" and the like.

    ``country`` (ISO 3166) reads national forms; without it only international ones are understood.
    """
    if usual := plain_reading(raw, country.upper()):
        return usual
    seen: set[str] = set()
    found: list[ReadNumber | NumberRejected] = []
    for piece in cut_cell(raw):
        read = _read(piece, country.upper(), spoken())
        if isinstance(read, ReadNumber):
            if read.e164 in seen:
                continue
            seen.add(read.e164)
        found.append(read)
    return tuple(found)


def plain_reading(raw: str, country: str) -> tuple[ReadNumber, ...]:
    """Return the one number a cell holds in plain writing, told by the plan of ``country``; () for others."""
    if not PLAIN.fullmatch(raw) or (plain := plain_number(raw, country)) is None:
        return ()
    kind, dear = _kind_told(plain.kind)
    return (ReadNumber(plain.e164, "", kind, bool(dear), tr(dear), plain.country, plain.zones),)


@lru_cache(maxsize=32)
def _kind_told(kind: int) -> tuple[Kind, str]:
    """Return what a type of phonenumbers is called here, and what is unusual about ringing it."""
    from phonenumbers import PhoneNumberType

    if kind in (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST):
        return "other", mark("a number the caller pays extra for")
    return _kind(kind), ""


def read_number(raw: str, country: str) -> ReadNumber:
    """Return the one number somebody typed; UsageTrouble for none, several or an impossible one."""
    found = read_numbers(raw, country)
    if len(found) == 1 and isinstance(found[0], ReadNumber):
        return found[0]
    reasons = [one.reason for one in found if isinstance(one, NumberRejected)]
    empty = tr("there are several numbers in it") if found else tr("it is empty")
    why = reasons[0] if reasons else empty
    raise UsageTrouble(
        tr("Number not understood"),
        tr("This cannot be rung: {why}.", why=why),
        tr("Write one number, best with + and the country code, such as +33 1 99 00 12 34."),
    )


@lru_cache(maxsize=16384)
def _read(piece: Piece, country: str, _language: str) -> ReadNumber | NumberRejected:
    """Return how a piece is understood; what is remembered tells its reasons in one language."""
    from phonenumbers import PhoneNumberType

    if piece.trouble:
        return NumberRejected(piece.raw, piece.trouble)
    digits = re.sub(r"\D", "", piece.text)
    if len(digits) > 5 and digits == digits[0] * len(digits):
        return NumberRejected(piece.raw, tr("it is one digit over and over"))
    best, kind, why = _parse(piece.text, country)
    if best is None:
        return NumberRejected(piece.raw, why)
    e164 = _e164(best)
    if not E164.fullmatch(e164):
        return NumberRejected(piece.raw, tr("it is not a number that can be rung from abroad"))
    if kind == PhoneNumberType.UNKNOWN:
        return ReadNumber(
            e164,
            piece.extension,
            _likely_kind(best),
            True,
            tr("this range is not assigned in its country's plan"),
        )
    usual, dear = _kind_told(kind)
    return ReadNumber(e164, piece.extension, usual, bool(dear), tr(dear))


def _parse(text: str, country: str) -> tuple[PhoneNumber | None, int, str]:
    """Return the best reading and its type: the first valid one, else the first possible, else a reason."""
    from phonenumbers import PhoneNumberType, number_type

    unknown = PhoneNumberType.UNKNOWN
    possible: PhoneNumber | None = None
    reason = ""
    for form, region, only_if_valid in _forms(text, country):
        if only_if_valid and possible is not None and not region:
            break  # guessing a lost plus is for numbers that are impossible as they stand
        number, why = _parse_form(form, region)
        if number is not None:
            if (kind := number_type(number)) != unknown:
                return number, kind, ""
            if possible is None and not only_if_valid:
                possible = number
        reason = reason or why
    return possible, unknown, reason


def _forms(text: str, country: str) -> list[tuple[str, str, bool]]:
    """Return (text, region, only if valid) to try in order."""
    bare = re.sub(r"[^\d+]", "", text)
    if bare.startswith("+"):
        whole = re.sub(r"^\D*\+\s*00", "+", text)
        # "(0)" means the national form; not every country has a nought in it
        without = [(re.sub(r"\(0\)", "", whole), country, False)] if "(0)" in whole else []
        return [(whole, country, False), *without]
    forms = [(text, country, False)]
    if bare.startswith("00"):
        forms.append((f"+{bare[2:]}", "", False))
    forms += [(text, other, True) for other in _SAME_NATIONAL_FORM.get(country, ())]
    if len(bare) > 10:  # ten digits are a national number of somewhere, not a lost plus
        forms.append((f"+{bare}", "", True))
    return forms


def _parse_form(text: str, region: str) -> tuple[PhoneNumber | None, str]:
    from phonenumbers import (
        SUPPORTED_REGIONS,
        NumberParseException,
        ValidationResult,
        is_possible_number_with_reason,
        parse,
    )

    known = region in SUPPORTED_REGIONS
    try:
        number = parse(text, region if known else None)
    except NumberParseException as problem:
        if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            if "+" in text or known:
                return None, tr("no country has this code after the +")
            return None, tr("its country is not known: write it with + and the country code")
        has_digits = digits_in(text) > 0
        return None, _length_trouble(_TOO_SHORT, text, region) if has_digits else tr("it has no digits")
    verdict = is_possible_number_with_reason(number)
    if verdict == ValidationResult.IS_POSSIBLE:
        return number, ""
    if verdict == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return None, tr("the area code is missing")
    if verdict == ValidationResult.TOO_LONG:
        return None, _length_trouble(_TOO_LONG, text, region)
    if verdict == ValidationResult.TOO_SHORT:
        return None, _length_trouble(_TOO_SHORT, text, region)
    return None, _length_trouble(_WRONG, text, region)


_TOO_SHORT = mark_many("too short: {number} digit", "too short: {number} digits")
_TOO_LONG = mark_many("too long: {number} digit", "too long: {number} digits")
_WRONG = mark_many("wrong length: {number} digit", "wrong length: {number} digits")


def _length_trouble(what: tuple[str, str], text: str, region: str) -> str:
    usual = _usual_digits(region) if "+" not in text else 0
    count = digits_in(text)
    if count == usual:
        return tr(
            "it does not begin like a number of {region}; for another country write + and its code",
            region=region,
        )
    one, many = what
    told = trn(one, many, count)
    return tr("{told}, {region} has {usual}", told=told, region=region, usual=usual) if usual else told


@lru_cache(maxsize=256)
def _usual_digits(region: str) -> int:
    from phonenumbers import PhoneNumberFormat, example_number, format_number

    number = example_number(region) if region else None
    return digits_in(format_number(number, PhoneNumberFormat.NATIONAL)) if number else 0


def _e164(number: PhoneNumber) -> str:
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(number, PhoneNumberFormat.E164)


def _kind(kind: int) -> Kind:
    from phonenumbers import PhoneNumberType

    by_type: dict[int, Kind] = {
        PhoneNumberType.MOBILE: "mobile",
        PhoneNumberType.FIXED_LINE: "fixed",
        PhoneNumberType.TOLL_FREE: "toll-free",
        PhoneNumberType.VOIP: "voip",
    }
    return by_type.get(kind, "other")  # North America does not tell fixed lines from mobiles


def _likely_kind(number: PhoneNumber) -> Kind:
    from phonenumbers import national_significant_number, region_code_for_country_code

    national = national_significant_number(number)
    return _kind_by_start(region_code_for_country_code(number.country_code or 0), national[:3], len(national))


@lru_cache(maxsize=4096)
def _kind_by_start(region: str, start: str, length: int) -> Kind:
    """Return what assigned numbers of the region that begin likewise are."""
    from phonenumbers import (
        PhoneNumberType,
        example_number_for_type,
        national_significant_number,
        number_type,
        parse,
    )

    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP):
        example = example_number_for_type(region, kind)
        if example is None:
            continue
        national = national_significant_number(example)
        if len(national) != length:
            continue
        for kept in (3, 2, 1):
            like = parse(f"+{example.country_code}{start[:kept]}{national[kept:]}")
            if number_type(like) == kind:
                return _kind(kind)
    return "other"


@lru_cache(maxsize=8192)
def international(e164: str) -> str:
    """Return the number as written for readers of any country: "+33 6 39 98 12 34"."""
    from phonenumbers import PhoneNumberFormat, format_number, parse

    return format_number(parse(e164), PhoneNumberFormat.INTERNATIONAL)


def masked(e164: str) -> str:
    """Return country code, a lone first digit and the last two digits: "+33 6 •• •• •• 34"."""
    code, _, rest = international(e164).partition(" ")
    first, gap, tail = rest.partition(" ")
    kept = f"{first} " if gap and len(first) == 1 else ""
    hidden = tail if kept else rest
    return f"{code} {kept}{re.sub(r'[0-9](?=(?:[^0-9]*[0-9]){2})', '•', hidden)}"
