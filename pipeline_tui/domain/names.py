"""People's names: civility, first and last name, and how they are listed, spoken to and abbreviated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import tr

_CIVILITIES = MappingProxyType(
    {
        **dict.fromkeys(
            ["m", "mr", "mister", "monsieur", "msieur", "sir", "herr", "senor", "sr", "sig", "signor"], "mr"
        ),
        **dict.fromkeys(["h", "homme", "male"], "mr"),
        **dict.fromkeys(
            ["mme", "mrs", "ms", "miss", "madame", "mlle", "melle", "mademoiselle", "mdme"], "ms"
        ),
        **dict.fromkeys(
            ["f", "femme", "female", "frau", "fr", "senora", "sra", "signora", "madam", "lady"], "ms"
        ),
    }
)
_TITLES = frozenset({"dr", "docteur", "doctor", "maitre", "prof", "professeur", "professor"})

# In front of a name, words that are no first name and no initial; "M" is taken for Monsieur.
_BEFORE_NAME = frozenset(_CIVILITIES) - {"h", "f", "fr", "male", "female", "homme", "femme", "lady"}

_SPOKEN = MappingProxyType(
    {
        "en": ("Mr", "Ms"),
        "fr": ("Monsieur", "Madame"),
        "de": ("Herr", "Frau"),
        "es": ("Señor", "Señora"),
        "it": ("Signor", "Signora"),
    }
)
_SHORT = MappingProxyType({"en": ("Mr", "Ms"), "fr": ("M.", "Mme"), "de": ("Herr", "Frau")})

_PARTICLES = frozenset(
    [
        *("de", "du", "des", "d'", "da", "das", "do", "dos", "del", "della", "di", "la", "le", "el", "al"),
        *("ben", "bin", "ibn", "van", "von", "der", "den", "ter", "ten", "zu", "zur", "af", "st", "saint"),
    ]
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; ``civility`` is "mr", "ms" or ""."""

    civility: str = ""
    first: str = ""
    last: str = ""


def civility_code(raw: str) -> str:
    """Return "mr", "ms" or "" for a civility as people write it: M., Mr, Monsieur, Mme, Mrs, Melle ..."""
    return _CIVILITIES.get(re.sub(r"[^a-z]", "", fold(raw)), "")


def split_name(full: str) -> PersonName:
    """Return civility, first and last name of a name written in one field.

    Understands "MARTIN Claire", "Claire MARTIN", "Martin, Claire" and particles ("Jan van der Berg"); a lone
    word is a last name.
    """
    text = clean(full)
    civility = ""
    while (word := text.partition(" ")[0]) and word != text:
        key = re.sub(r"[^a-z]", "", fold(word))
        if key in _BEFORE_NAME and not civility:
            civility = _CIVILITIES[key]
        elif key not in _TITLES:
            break
        text = text[len(word) :].strip()
    if "," in text:
        last, _, first = (part.strip() for part in text.partition(","))
        return PersonName(civility, first, last) if last else PersonName(civility, "", first)
    return PersonName(civility, *_first_and_last(text.split()))


def _first_and_last(words: list[str]) -> tuple[str, str]:
    capitals = [_is_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        # Capitals mark the last name, on whichever side they stand; "de" before them belongs to it.
        if capitals[0]:
            cut = capitals.index(False)
            return " ".join(words[cut:]), " ".join(words[:cut])
        cut = capitals.index(True)
        while cut > 1 and fold(words[cut - 1]) in _PARTICLES:
            cut -= 1
        return " ".join(words[:cut]), " ".join(words[cut:])
    if len(words) < 2:
        return "", " ".join(words)
    for place, word in enumerate(words[1:-1], start=1):
        if fold(word) in _PARTICLES:
            return " ".join(words[:place]), " ".join(words[place:])
    return " ".join(words[:-1]), words[-1]


def _is_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def display_name(civility: str, first: str, last: str, language: str) -> str:
    """Return the name as lists show it, "Claire MARTIN"; the civility stands in for a missing first name."""
    first, last = first.strip(), last.strip()
    if not first and last and civility in ("mr", "ms"):
        first = _SHORT.get(language[:2], _SHORT["en"])[civility == "ms"]
    return f"{first} {last.upper()}".strip()


def spoken_name(civility: str, first: str, last: str, language: str) -> str:
    """Return how a person is addressed: "Madame Martin", "Mr Ngo"; without civility the full name."""
    first, last = _as_spoken(first.strip()), _as_spoken(last.strip())
    if civility in ("mr", "ms") and last:
        return f"{_SPOKEN.get(language[:2], _SPOKEN['en'])[civility == 'ms']} {last}"
    return f"{first} {last}".strip()


def initials(first: str, last: str) -> str:
    """Return the capitals a person is known by on a receipt: "CM", "JPM" for Jean-Pierre Martin."""
    words = re.split(r"[\s\-'’.]+", f"{first} {last}")
    return "".join(next((c for c in word if c.isalpha()), "").upper() for word in words)


def covered_name(first: str, last: str) -> str:
    """Return what is left of a name on the desk of somebody whose contact has gone on."""
    return initials(first, last) or tr("a firm")


def _as_spoken(name: str) -> str:
    if not name.isupper() or len(name) < 2:
        return name
    words = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    words = re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda found: "Mc" + found[1].upper(), words)
    return re.sub(r"(?<=['’])S\b", "s", words)
