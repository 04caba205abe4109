"""Single cells of a list read as people fill them in: dates, audience, consent, language, country, e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.text import clean, fold, unguard_formula

_MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "MH", "PR", "AS", "MP", "VI"})
_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
_OLDEST_YEAR = 1970

_CONSUMER = (
    "particulier|particuliers|part|prive|privee|personne physique|consommateur|consumer|consumers"
    "|private|individual|person|personal|residential|b2c|btoc|c|privat|privatkunde|privatperson"
    "|verbraucher|endkunde|particular|particulares|consumidor|personne|foyer|household|home"
)
_BUSINESS = (
    "professionnel|professionnelle|professionnels|pro|pros|entreprise|entreprises|societe|b2b|btob"
    "|business|company|firm|corporate|commercial|professional|organisation|organization|b|geschaftlich"
    "|gewerblich|gewerbe|firma|firmenkunde|geschaftskunde|unternehmen|empresa|empresas|profesional"
    "|negocio|personne morale|tpe|pme|association|collectivite"
)
_AUDIENCES = MappingProxyType(
    dict.fromkeys(_CONSUMER.split("|"), Audience.CONSUMER)
    | dict.fromkeys(_BUSINESS.split("|"), Audience.BUSINESS)
)
_LANGUAGES = MappingProxyType(
    {
        **dict.fromkeys(("francais", "french", "franzosisch", "frances", "fra", "fre"), "fr"),
        **dict.fromkeys(("anglais", "english", "englisch", "ingles", "eng"), "en"),
        **dict.fromkeys(("allemand", "german", "deutsch", "aleman", "deu", "ger"), "de"),
        **dict.fromkeys(("espagnol", "spanish", "spanisch", "espanol", "castellano", "spa"), "es"),
        **dict.fromkeys(("italien", "italian", "italienisch", "italiano", "ita"), "it"),
        **dict.fromkeys(("portugais", "portuguese", "portugiesisch", "portugues", "por"), "pt"),
        **dict.fromkeys(("neerlandais", "dutch", "niederlandisch", "neerlandes", "nld", "flamand"), "nl"),
    }
)
_NOTHING = frozenset(
    ["", "?", "-", "n/c", "nc", "n/a", "na", "nr", "inconnu", "unknown", "unbekannt", "null"]
)
_SAYS_YES = (
    "oui|o|yes|y|x|1|true|vrai|ja|j|si|s|ok|opt in|opt-in|optin|opted in|accord|accepte|acceptee|given"
    "|granted|donne|obtenu|consent|consentement|erteilt|aceptado|✓|✔"
)
_SAYS_NO = (
    "non|no|n|0|false|faux|nein|refuse|refusee|refused|denied|sans|aucun|none|pas de consentement|kein"
    "|keine|not given|en attente|pending|a demander|ausstehend|pendiente|expired|expire|jamais|never"
)
_YES, _NO = frozenset(_SAYS_YES.split("|")), frozenset(_SAYS_NO.split("|"))
_STOP = re.compile(
    r"\b(?:opt(?:ed)?[ -]?out|stop|ne (?:pas|plus) (?:appeler|contacter|demarcher)|do not (?:call|contact)"
    r"|dnc|bloctel|opposition|opposee?|desinscrite?|unsubscribed|revoquee?|revoked|withdrawn|retiree?"
    r"|nicht anrufen|widerrufen|widerspruch|no llamar|revocado|robinson)\b"
)
_E_MAIL = re.compile(r"[^@\s,;<>\"'()]{1,64}@[^@\s,;<>\"'()]{1,190}\.[^@\s,;<>\"'().]{2,24}")
_EXCEL_TEXT = re.compile(r'="(?P<text>[^"]*)"')


class Said(StrEnum):
    """What a consent cell says."""

    NOTHING = "nothing"
    YES = "yes"
    NO = "no"
    STOP = "stop"  # they asked not to be called


@dataclass(frozen=True, slots=True)
class ConsentCell:
    """A consent cell read; ``evidence`` is how it was given, "" for a bare yes."""

    said: Said
    evidence: str = ""


def tidy(cell: str, *, limit: int = 200, multiline: bool = False) -> str:
    """Return a cell's text made harmless, without the guard and the quoting that spreadsheets ask for."""
    if cell[:1] == "=" and (found := _EXCEL_TEXT.fullmatch(cell.strip())):
        cell = found["text"]
    return clean(unguard_formula(cell), limit=limit, multiline=multiline)


@lru_cache(maxsize=4096)
def read_date(text: str, country: str) -> date | None:
    """Return the day a cell names, None when it names none for certain.

    ISO, day first, or month first where the country writes so; a day above twelve settles the order. Also
    with a time after it, with two-digit years (20xx), and as a spreadsheet's day number.
    """
    text = text.strip()
    if re.fullmatch(r"[34]\d{4}(?:[.,]\d+)?", text):
        return _SPREADSHEET_DAY_ZERO + timedelta(days=int(text[:5]))
    if found := re.match(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.match(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})(?!\d)", text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if year < 100:
        year += 2000
    month_first = country in _MONTH_FIRST
    if (first > 12 and month_first) or (second > 12 and not month_first):
        month_first = not month_first
    return _day(year, first, second) if month_first else _day(year, second, first)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _OLDEST_YEAR else None
    except ValueError:  # 31/02: no such day
        return None


@lru_cache(maxsize=4096)
def audience_of(cell: str) -> Audience | None:
    """Return consumer or business, None when the cell does not say."""
    return _AUDIENCES.get(re.sub(r"[\W_]+", " ", fold(cell)).strip())


@lru_cache(maxsize=4096)
def read_consent(cell: str) -> ConsentCell:
    """Return what a consent cell says: a word of yes or no, a request to stop, or how consent was given."""
    words = fold(cell).strip(" .!")
    if words in _NOTHING:
        return ConsentCell(Said.NOTHING)
    if words in _YES:
        return ConsentCell(Said.YES)
    if _STOP.search(words):
        return ConsentCell(Said.STOP)
    if words in _NO or re.split(r"[\s,.;:(]", words)[0] in _NO - {"n", "0", "sans"}:
        return ConsentCell(Said.NO)
    return ConsentCell(Said.YES, cell)


@lru_cache(maxsize=1024)
def language_of(cell: str) -> str:
    """Return the ISO 639 code of a language as named or coded ("fr-FR"), "" when it is not known."""
    words = fold(cell)
    if found := re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2})?", words):
        return found[1]
    return _LANGUAGES.get(words, "")


def read_emails(cell: str) -> tuple[str, ...]:
    """Return every e-mail address in a cell, in small letters, each once."""
    if "@" not in cell:
        return ()
    if _E_MAIL.fullmatch(cell):
        return (cell.lower(),)
    return tuple(dict.fromkeys(found.lower() for found in _E_MAIL.findall(cell)))


@lru_cache(maxsize=16384)
def read_postcode(cell: str, country: str) -> str:
    """Return a postal code as the post writes it; a spreadsheet drops leading zeros and adds decimals."""
    if found := re.fullmatch(r"(\d{3,5})[.,]0", cell):
        cell = found[1]
    if country in ("FR", "DE", "ES", "IT") and re.fullmatch(r"\d{4}", cell):
        return f"0{cell}"
    return cell
