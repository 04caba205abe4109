"""Numbers written plainly, read by the countries' plans without the detours that unusual ones need.

Most cells of a list hold one whole number and nothing else. ``plain_number`` answers for those exactly what
phonenumbers would, from the same metadata, in a fraction of the time; for anything less plain it answers
None, and phonenumbers is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata
    from phonenumbers.phonemetadata import PhoneNumberDesc

# One whole number and nothing else; an area in brackets, as in North America.
PLAIN = re.compile(r"\+?\d(?:[ .-]?\d){8,14}(?<![.]0)|\(\d{3}\)[ .-]?\d(?:[ .-]?\d){5,8}")

_SEPARATORS = str.maketrans("", "", " .-()")
_Pattern = re.Pattern[str]
_Desc = tuple[str, int]  # a pattern of digits, and the type they mean


class PlainNumber(NamedTuple):
    """A number that fits its country's plan, with its type as phonenumbers counts types."""

    e164: str
    kind: int
    country: str  # ISO 3166
    zones: tuple[str, ...]  # every IANA zone it may lie in, as the plan says


@dataclass(frozen=True, slots=True)
class _Region:
    """The plan of one country."""

    name: str
    lengths: frozenset[int]
    prefix: _Pattern | None  # what is dialled before a national number; None: nothing
    transforms: bool  # the prefix is rewritten, not only dropped
    abroad: _Pattern | None  # what is dialled before a number abroad
    digits: _Pattern
    leading: _Pattern | None
    ranges: _Pattern  # every range of the plan, a group for each, the first that fits tells the type
    types: tuple[int, ...]  # of the groups
    mobile: _Pattern | None  # None: it has no mobiles; where they share the range of fixed lines, that range

    def kind(self, national: str) -> int | None:
        """Return the type of a national number, None when it fits no range."""
        found = self.ranges.fullmatch(national)
        if found is None or found.lastindex is None:
            return None
        kind = self.types[found.lastindex - 1]
        if kind == _FIXED and self.mobile is not None and self.mobile.fullmatch(national):
            return _FIXED_OR_MOBILE
        return kind


_FIXED, _FIXED_OR_MOBILE = 0, 2


def plain_number(text: str, country: str) -> PlainNumber | None:
    """Return the number that digits, with or without a plus, spaces, dots and dashes, stand for.

    ``country`` (ISO 3166) reads national forms. None for whatever is not plainly a number of some plan.
    """
    digits = text.translate(_SEPARATORS)
    if digits[:1] == "+":
        code, national = _calling_code(digits[1:4]), ""
        if code:
            national = digits[1 + len(code) :]
        main = _main_region(code)
        if main is None or (main.prefix is not None and main.prefix.match(national)):
            return None
    else:
        home = _region(country)
        if home is None:
            return None
        code, main = home[0], home[1]
        if digits.startswith(code) or (main.abroad is not None and main.abroad.match(digits)):
            return None
        stripped = _without_prefix(main, digits)
        if stripped is None:
            return None
        national = stripped
    if len(national) not in main.lengths or national[0] == "0":
        return None
    for region in _sharing(code):
        if region.leading is not None:
            if region.leading.match(national):
                kind = region.kind(national)
                break
        elif (kind := region.kind(national)) is not None:
            break
    else:
        return None
    if kind is None or len(code) + len(national) > 15:
        return None
    return PlainNumber(f"+{code}{national}", kind, region.name, _zones(code, national, kind))


def _without_prefix(main: _Region, digits: str) -> str | None:
    if main.prefix is None or (found := main.prefix.match(digits)) is None:
        return digits
    rest = digits[found.end() :]
    if main.transforms or found.groups() or main.digits.fullmatch(digits) or len(rest) not in main.lengths:
        return None
    return rest


@lru_cache(maxsize=512)
def _calling_code(start: str) -> str:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for length in (1, 2, 3):
        code = start[:length]
        if code.isascii() and code.isdigit() and int(code) in COUNTRY_CODE_TO_REGION_CODE and code[0] != "0":
            return code
    return ""


@lru_cache(maxsize=512)
def _region(country: str) -> tuple[str, _Region] | None:
    """Return a country's calling code and the plan that reads its national numbers."""
    from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

    if country not in SUPPORTED_REGIONS:
        return None
    plan = _plan(country)
    return (str(country_code_for_region(country)), plan) if plan is not None else None


@lru_cache(maxsize=512)
def _main_region(code: str) -> _Region | None:
    """Return the plan by which numbers under a calling code are read, None for codes of no country."""
    sharing = _sharing(code) if code else ()
    return sharing[0] if sharing else None


@lru_cache(maxsize=512)
def _sharing(code: str) -> tuple[_Region, ...]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    plans = tuple(plan for plan in map(_plan, regions) if plan is not None)
    return plans if len(plans) == len(regions) else ()


@lru_cache(maxsize=512)
def _plan(country: str) -> _Region | None:
    from phonenumbers import PhoneMetadata, PhoneNumberType

    known: PhoneMetadata | None = PhoneMetadata.metadata_for_region(country, None)
    general = known.general_desc if known is not None else None
    if known is None or general is None or country == "001":
        return None
    told = (
        (known.premium_rate, PhoneNumberType.PREMIUM_RATE),
        (known.toll_free, PhoneNumberType.TOLL_FREE),
        (known.shared_cost, PhoneNumberType.SHARED_COST),
        (known.voip, PhoneNumberType.VOIP),
        (known.personal_number, PhoneNumberType.PERSONAL_NUMBER),
        (known.pager, PhoneNumberType.PAGER),
        (known.uan, PhoneNumberType.UAN),
        (known.voicemail, PhoneNumberType.VOICEMAIL),
        (known.fixed_line, PhoneNumberType.FIXED_LINE),
        (known.mobile, PhoneNumberType.MOBILE),
    )
    ranges = [one for desc, kind in told if (one := _range(desc, kind)) is not None]
    fits = _range(general, PhoneNumberType.UNKNOWN)
    mobile = _range(known.mobile, PhoneNumberType.MOBILE)
    if known.same_mobile_and_fixed_line_pattern:
        mobile = _range(known.fixed_line, PhoneNumberType.MOBILE)
        ranges = [one for one in ranges if one[1] != PhoneNumberType.MOBILE]
    alternatives = "|".join(f"({pattern})" for pattern, _ in ranges) or "(?!)"
    return _Region(
        name=country,
        lengths=frozenset(general.possible_length),
        prefix=_compiled(known.national_prefix_for_parsing),
        transforms=bool(known.national_prefix_transform_rule),
        abroad=_compiled(known.international_prefix),
        digits=re.compile(general.national_number_pattern or "(?!)"),
        leading=_compiled(known.leading_digits),
        ranges=re.compile(rf"(?={fits[0] if fits else '(?!)'}\Z)(?:{alternatives})"),
        types=tuple(kind for _, kind in ranges),
        mobile=_compiled(mobile[0] if mobile else None),
    )


def _range(desc: PhoneNumberDesc | None, kind: int) -> _Desc | None:
    if desc is None or not desc.national_number_pattern:
        return None
    lengths = "|".join(f".{{{length}}}" for length in desc.possible_length)
    fits = rf"(?=(?:{lengths})\Z)" if lengths else ""
    return f"{fits}(?:{desc.national_number_pattern})", kind


def _compiled(pattern: str | None) -> _Pattern | None:
    return re.compile(pattern) if pattern else None


def _zones(code: str, national: str, kind: int) -> tuple[str, ...]:
    """Return the zones of a number: by its area where that tells, else those of its country's code."""
    if only := _zones_of_code(code, kind):
        return only
    longest, table = _areas()
    whole = code + national
    for length in range(min(longest, len(whole)), 0, -1):
        if (found := table.get(whole[:length])) is not None:
            return found
    return ()


@lru_cache(maxsize=512)
def _zones_of_code(code: str, kind: int) -> tuple[str, ...]:
    """Return the zones of every number of a type under a code, () when its area tells them apart."""
    from phonenumbers.phonenumberutil import is_number_type_geographical

    longest, table = _areas()
    if is_number_type_geographical(kind, int(code)) and any(
        prefix != code and prefix.startswith(code) for prefix in table
    ):
        return ()
    for length in range(min(longest, len(code)), 0, -1):
        if (found := table.get(code[:length])) is not None:
            return found
    return ()


@lru_cache(maxsize=1)
def _areas() -> tuple[int, Mapping[str, tuple[str, ...]]]:
    from phonenumbers.tzdata import TIMEZONE_DATA, TIMEZONE_LONGEST_PREFIX

    return TIMEZONE_LONGEST_PREFIX, TIMEZONE_DATA
