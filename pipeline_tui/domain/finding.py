"""What somebody typed to find a person, read as words or as digits; and whom it found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean, fold

SHOWN = 50  # people told at once; more of them are found by more letters
FEWEST_DIGITS = 3  # from the beginning of a number; a country's own 0 and + are none
FEWEST_LAST_DIGITS = 4  # from its end
LONG = 3  # letters that make a word found anywhere; shorter ones begin a word
_MOST_WORDS = 6
_NUMBER = re.compile(r"\+?[0-9\s().\-/]*")


OWN_STAGES = frozenset({Stage.HUNTING, Stage.FARMING})  # a scout finds nobody: the queue brings them


def may_find(viewer: Viewer) -> bool:
    """Return whether a viewer may search; scouts look an exact number up instead."""
    return viewer.is_manager or bool(viewer.stages & OWN_STAGES)


@dataclass(frozen=True, slots=True)
class Sought:
    """Words (folded), or the digits of a number: how it may begin in E.164, and what it may end with."""

    words: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    tail: str = ""

    @property
    def by_number(self) -> bool:
        """Whether a number is sought."""
        return bool(self.heads or self.tail)

    @property
    def empty(self) -> bool:
        """Whether there is too little to look for anybody."""
        return not self.words and not self.by_number


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who was found, as far as the viewer may know."""

    contact_id: int
    name: str
    firm: str
    city: str
    stage: Stage
    owner: str  # "" when nobody's
    number: str  # of the contact, the one that was sought first; covered unless the contact is the viewer's
    own: bool  # on the viewer's desk


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """Who was found; ``more`` when there are others, ``enough`` unless too little was typed to look."""

    people: tuple[FoundPerson, ...] = ()
    more: bool = False
    enough: bool = True


def read_sought(typed: str, country: str) -> Sought:
    """Read what was typed: digits and what people write between them are a number, all else words.

    ``country`` (ISO 3166) reads national forms. A number is sought with at least three digits.
    """
    text = clean(typed, limit=80)
    if text and _NUMBER.fullmatch(text):
        return _number(text, country)
    words = fold(text).split()[:_MOST_WORDS]
    return Sought(words=tuple(dict.fromkeys(words)))


def _number(text: str, country: str) -> Sought:
    plain = re.sub(r"(?<=[0-9])\s*\(0\)", "", text)  # +33 (0)6: the 0 is dialled at home only
    digits = re.sub("[^0-9]", "", plain)
    abroad = digits.removeprefix("00") if digits.startswith("00") else digits if "+" in plain else ""
    if abroad:
        return Sought(heads=(f"+{abroad}",) if len(abroad) >= FEWEST_DIGITS else ())
    at_home = digits.removeprefix("0")
    if len(at_home) < FEWEST_DIGITS:
        return Sought()
    prefix = _calling_code(country)
    # Italy dials its 0 from abroad too, and who leaves + away may mean the country's code.
    heads = dict.fromkeys((f"+{prefix}{at_home}", f"+{prefix}{digits}", f"+{digits}"))
    tail = digits if len(digits) >= FEWEST_LAST_DIGITS else ""
    return Sought(heads=tuple(head for head in heads if not head.startswith("+0")), tail=tail)


def _calling_code(country: str) -> str:
    from phonenumbers import country_code_for_region

    return str(country_code_for_region(country.upper()) or "")
