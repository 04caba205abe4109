"""Whether two records are one person: by number, by e-mail, then by likeness of name, firm and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from zlib import crc32

from pipeline_tui.domain.text import fold

_NAME_LIKE = 88  # rapidfuzz ratio, 0 to 100: one slip in a name of eight letters
_FIRM_LIKE = 90
_PLACE_LIKE = 88

_SIGNS = re.compile(r"[\W_]+")
_LEGAL_FORMS = frozenset(
    [
        *(
            "sa",
            "sas",
            "sasu",
            "sarl",
            "eurl",
            "sci",
            "snc",
            "ets",
            "etablissements",
            "societe",
            "ste",
            "cie",
        ),
        *("ltd", "limited", "llc", "inc", "corp", "plc", "co", "company", "and", "et", "the"),
        *("gmbh", "ag", "kg", "ohg", "ug", "bv", "nv", "srl", "spa", "sl", "oy", "ab", "as"),
    ]
)


class Match(StrEnum):
    """How two records stand to each other."""

    SAME = "same"  # one person: merge
    LINKED = "linked"  # one line or mailbox, two people: a household or a switchboard
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A verdict with its reason; ``score`` orders candidates, 100 is certain."""

    match: Match
    reason: str
    score: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is recognised by; any part may be empty."""

    first: str = ""
    last: str = ""
    firm: str = ""
    place: str = ""  # address, postal code and town in one line
    numbers: frozenset[str] = frozenset()  # E.164
    emails: frozenset[str] = frozenset()
    civility: str = ""  # "mr", "ms" or ""


def same_person(a: Identity, b: Identity) -> Likeness:
    """Return whether two records are the same person, share a line, or are different, and why."""
    shared_number = not a.numbers.isdisjoint(b.numbers)
    shared_email = not {fold(e) for e in a.emails}.isdisjoint(fold(e) for e in b.emails)
    names = _name_likeness(a, b)
    if shared_number or shared_email:
        shared = "number" if shared_number else "e-mail"
        if shared_number and shared_email:
            shared = "number and e-mail"
        if names is None:
            return _by_line_alone(a, b, shared)
        if names >= _NAME_LIKE:
            return Likeness(Match.SAME, f"same {shared}, same name", 100)
        return Likeness(Match.LINKED, f"same {shared}, another name", 60)
    if names is None or names < _NAME_LIKE:
        return Likeness(Match.DIFFERENT, "no number, e-mail or name in common")
    return _by_name(a, b, names)


def likeness_hashes(who: Identity, postcode: str) -> frozenset[int]:
    """Return hashes of which two records share one when ``same_person`` could call them one by name.

    They stand for initials and the start of a name, at a postal code or in a firm; none without name or
    place. A base keeps them: they may never change.
    """
    first, last = _letters(who.first), _letters(who.last)
    if not (first or last):
        return frozenset()
    if first and last:
        a, b = first[0], last[0]
        names = [first[:4], last[:4], a + b if a <= b else b + a]
    else:
        names = [first[:4] or last[:4]]
    starts = [_place_start(postcode)] if postcode else []
    if who.firm and (firm := _firm_start(who.firm)) is not None:
        starts.append(firm)
    words = [name.encode() for name in names]
    return frozenset([crc32(word, start) for start in starts for word in words])


def name_letters(who: Identity) -> tuple[str, str]:
    """Return first and last name as ``names_alike`` compares them."""
    return _letters(who.first), _letters(who.last)


def names_alike(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Return whether the letters of two names, first and last, are alike enough for ``same_person``.

    It answers for many at once what a closer look would find, all but the civility.
    """
    if _pair_alike(a[0], a[1], b[0], b[1]):
        return True
    return bool(a[0]) == bool(b[1]) and _pair_alike(a[0], a[1], b[1], b[0])


def _pair_alike(first: str, last: str, other_first: str, other_last: str) -> bool:
    if last and other_last:
        if not _word_alike(last, other_last):
            return False
        return not (first and other_first) or _word_alike(first, other_first)
    return not (last or other_last) and bool(first and other_first) and _word_alike(first, other_first)


def _word_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one.startswith(other) or other.startswith(one)
    return _ratio()(one, other, score_cutoff=_NAME_LIKE) >= _NAME_LIKE


@cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz.fuzz import ratio

    return ratio


def _by_line_alone(a: Identity, b: Identity, shared: str) -> Likeness:
    if a.firm and b.firm and _firm_likeness(a.firm, b.firm) < _FIRM_LIKE:
        return Likeness(Match.LINKED, f"same {shared}, another firm", 60)
    return Likeness(Match.SAME, f"same {shared}, one of them without a name", 90)


def _by_name(a: Identity, b: Identity, names: float) -> Likeness:
    from rapidfuzz.fuzz import token_sort_ratio

    place = token_sort_ratio(fold(a.place), fold(b.place)) if a.place and b.place else None
    if a.firm and b.firm:
        firm = _firm_likeness(a.firm, b.firm)
        if firm >= _FIRM_LIKE and (place is None or place >= _PLACE_LIKE / 2):
            return Likeness(Match.SAME, "same name and firm", round((names + firm) / 2))
        return Likeness(
            Match.DIFFERENT, "same name, another firm" if firm < _FIRM_LIKE else "same name, another place"
        )
    # A town alone holds many of one name: the place must be an address or a postal code.
    if place is not None and place >= _PLACE_LIKE and re.search(r"\d", a.place) and re.search(r"\d", b.place):
        return Likeness(Match.SAME, "same name and address", round((names + place) / 2))
    return Likeness(Match.DIFFERENT, "only the name in common")


def _name_likeness(a: Identity, b: Identity) -> float | None:
    """Return how alike the names are, 0 to 100; None when one of the records has none."""
    if not (a.first or a.last) or not (b.first or b.last):
        return None
    if a.civility and b.civility and a.civility != b.civility:
        return 0.0
    straight = _pair_likeness((a.first, a.last), (b.first, b.last))
    if bool(_letters(a.first)) != bool(_letters(b.last)):
        return straight  # nothing stands where the other's name would have to, were the two swapped
    return max(straight, _pair_likeness((a.first, a.last), (b.last, b.first)))


def _pair_likeness(a: tuple[str, str], b: tuple[str, str]) -> float:
    from rapidfuzz.fuzz import ratio

    scores: list[float] = []
    for one, other in zip(a, b, strict=True):
        one, other = _letters(one), _letters(other)
        if one and other:
            short, long = sorted((one, other), key=len)
            scores.append(100.0 if len(short) == 1 and long.startswith(short) else ratio(one, other))
    # A first name on one side only says nothing against; a last name missing on one side does.
    whole = bool(_letters(a[1])) == bool(_letters(b[1]))
    return min(scores) if scores and whole else 0.0


@lru_cache(maxsize=32768)
def _letters(name: str) -> str:
    folded = fold(name)
    return folded if folded.isalnum() else _SIGNS.sub(" ", folded).strip()


def _firm_likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(_firm_words(one), _firm_words(other))


@lru_cache(maxsize=16384)
def _place_start(postcode: str) -> int:
    return crc32(f"p {_letters(postcode)} ".encode())


@lru_cache(maxsize=16384)
def _firm_start(firm: str) -> int | None:
    words = sorted([word[:4] for word in _firm_words(firm).split()])
    return crc32(f"f {' '.join(words)} ".encode()) if words else None


@lru_cache(maxsize=16384)
def _firm_words(firm: str) -> str:
    words = _letters(firm.replace(".", "")).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)
