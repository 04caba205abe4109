"""A cell of a list taken apart into the telephone numbers somebody wrote into it, before they are judged.

Cells hold two numbers, labels, extensions, remarks, "n/c", and what a spreadsheet made of a long number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import tr

_NOTHING = frozenset(
    [
        *("n/c", "nc", "n.c.", "n.c", "na", "n/a", "n.a.", "n.a", "nr", "n/r", "x", "xx", "xxx", "0", "tbd"),
        *("none", "null", "nil", "nan", "empty", "unknown", "no phone", "not known", "not given"),
        *("neant", "aucun", "aucune", "inconnu", "sans", "pas", "vide", "pas de tel", "pas de telephone"),
        *("non communique", "non renseigne", "non disponible", "nd", "liste rouge", "lr", "a completer"),
        *("sans tel", "sans telephone", "sans numero", "pas de numero", "pas de portable", "pas de fixe"),
        *("not provided", "not available", "withheld", "ex-directory", "unlisted", "tbc", "missing"),
        *("k.a", "k. a", "ka", "kein", "keine", "keine angabe", "keine nummer", "unbekannt", "nicht bekannt"),
        *("s/d", "s/n", "s/t", "sin datos", "sin telefono", "sin numero", "no tiene", "ninguno", "no consta"),
        *("desconocido", "no disponible", "#n/a", "#n/d", "#na", "#ref!", "#value!", "#valeur!", "#wert!"),
    ]
)

_FEWEST_DIGITS = 6  # of a piece that may be a number of its own
_SURELY_ONE = 8  # digits that are a number of their own even where no mark stands between two
_MOST_DIGITS = 15  # of any number in the world

_LABEL = (
    r"(?:t[eé]l[eé]?(?:phone)?|phone|number|num[eé]ro|n°|mobile|mob|portable|port|cell(?:ulaire)?|gsm|fixe|landline"
    r"|bureau|office|work|domicile|dom|home|maison|pro|perso|direct|ligne|line|standard|whatsapp|appeler|call)"
)
_LABELS_BEFORE = re.compile(rf"^(?:(?:{_LABEL}\b\.?|[tmpb](?=\s?[:.]))[\s:./=-]*)+", re.IGNORECASE)
_FAX = re.compile(r"\bfax\b|\bt[eé]l[eé]copie\b|^f\s?[:.]", re.IGNORECASE)
_TELEPHONE = re.compile(r"\b(?:t[eé]l|phone)", re.IGNORECASE)

_EXTENSION = re.compile(
    r"(?<=[\d\s).,;/-])[\s,;./-]*\(?(?:\bposte|\bpst|\bp|\bextension|\bextn?|\bint(?:erno)?|\bdurchwahl|\bdw|x|#)"
    r"\s?[.:=#]?\s?(?P<digits>\d{1,7})\)?$",
    re.IGNORECASE,
)
_EXCEL = re.compile(r"(?P<number>\d(?:[.,]\d+)?)E\+?(?P<power>\d{1,2})", re.IGNORECASE)
_ONE_PLAIN = re.compile(r"\+?\d(?:[ .-]?\d){8,14}(?<![.]0)")  # most cells: one number and nothing else
_SHORTENED = re.compile(r"(?P<first>0(?:[\s.-]?\d){8,10})\s?/\s?(?P<last>\d{1,4})")
_BETWEEN = re.compile(r"[^\d+().\s/-]+[^\d+(]*|\s-\s")  # words or a dash between two numbers
_WHOLE_FLOAT = re.compile(r"(?P<digits>\d{6,15})[.,]0")
_REMARK = re.compile(r"\([^()]*[^\W\d][^()]*\)$")
_WORDS_AFTER = re.compile(
    r"(?P<number>[+(\d][\d\s().+/-]*\d)(?:[\s,:;–—-]+\(?|\s?\()(?P<words>[^\W\d].*)", re.DOTALL
)
_WORDS_BEFORE = re.compile(
    r"(?P<words>[^\d+(]*[^\W\d][^\d+(]*[\s:.,-])(?P<number>[+(\d][\d\s().+/-]*\d)", re.DOTALL
)
_VANITY = re.compile(r"\+?(?:1[\s.-]?)?\(?0?8\d\d\)?[\s.-]?[A-Z][A-Z\s-]{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """One number as written, without label and extension; ``trouble`` says why it cannot be one."""

    raw: str
    text: str
    extension: str = ""
    trouble: str = ""


def cut_cell(raw: str) -> tuple[Piece, ...]:
    """Return every number written in a cell, in order; nothing for an empty cell or a word such as "n/c"."""
    if _ONE_PLAIN.fullmatch(raw):
        return (Piece(raw, raw),)
    plain = (
        unicodedata.normalize("NFKC", clean(raw, multiline=True)).replace("\u200d", "").replace("\u200c", "")
    )
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
        plain = plain.translate(dict.fromkeys(map(ord, "‐‑‒–—−"), "-"))
    plain = plain.strip().lstrip("'")
    if _is_nothing(plain):
        return ()
    return tuple(_read_piece(piece) for piece in _split(plain) if not _is_nothing(piece))


def digits_in(text: str) -> int:
    """Return how many digits a text holds."""
    return sum(map(str.isdigit, text))


def _is_nothing(text: str) -> bool:
    return not any(map(str.isalnum, text)) or fold(text).strip(" .()-") in _NOTHING or fold(text) in _NOTHING


def _split(text: str) -> list[str]:
    if _EXCEL.fullmatch(text):
        return [text]
    text = re.sub(r";\s*ext\s*=", " ext ", text, flags=re.IGNORECASE)
    pieces = re.split(r"[\n;|&]|\s(?:ou|or|et|and|oder)\s", text)
    for mark in (r"\s/\s", r",\s", "/", ",", r"\s{2,}", r"\s(?=\+)"):
        pieces = [part for piece in pieces for part in _split_numbers(piece, mark)]
    return [part.strip() for piece in pieces for part in _split_run_together(piece.strip())]


def _split_run_together(text: str) -> list[str]:
    """Return the numbers of a text that holds too many digits for one, when it is clear where each ends."""
    if found := _SHORTENED.fullmatch(text):  # "01 99 00 12 34/35": two lines that differ in their last digits
        first, last = found["first"], found["last"]
        return [first, first[: -len(last)] + last]
    if digits_in(text) <= _MOST_DIGITS:
        return [text]
    parts = [part for part in _BETWEEN.split(text) if any(map(str.isdigit, part))]
    if len(parts) > 1 and all(_SURELY_ONE <= digits_in(part) <= _MOST_DIGITS for part in parts):
        return parts
    half = digits_in(text) // 2
    for gap in re.finditer(r"(?<=\d)[\s.-]+(?=[\d(])", text):
        first, second = text[: gap.start()], text[gap.end() :]
        if digits_in(first) == digits_in(second) == half and first[0] == second[0]:
            return [first, second]
    return [text]


def _split_numbers(text: str, mark: str) -> list[str]:
    """Split only where every part can be a number: "030/1234567" and "06,39,98,12,34" are one each."""
    parts = re.split(mark, text)
    whole = all(digits_in(part) >= _FEWEST_DIGITS or _is_nothing(part) for part in parts)
    return parts if whole and len(parts) > 1 else [text]


def _read_piece(raw: str) -> Piece:
    if excel := _EXCEL.fullmatch(raw):
        return _from_excel(raw, excel)
    if _FAX.search(raw) and not _TELEPHONE.search(raw):
        return Piece(raw, raw, trouble=tr("it is a fax number"))
    text = _LABELS_BEFORE.sub("", raw).strip()
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return Piece(raw, whole["digits"])
    extension = ""
    if (found := _EXTENSION.search(text)) and digits_in(text[: found.start()]) >= _FEWEST_DIGITS:
        text, extension = text[: found.start()].strip(), found["digits"]
    if (found := _REMARK.search(text)) and digits_in(text[: found.start()]) >= _FEWEST_DIGITS:
        text = text[: found.start()].strip()  # "(9h-12h)"
    if not any(map(str.isalpha, text)):
        return Piece(raw, re.sub(r"[^\d+()./-]+", " ", text), extension)
    if _VANITY.fullmatch(text):
        return Piece(raw, text, extension)
    for remark in (_WORDS_AFTER.fullmatch(text), _WORDS_BEFORE.fullmatch(text)):
        if remark and digits_in(remark["number"]) > _FEWEST_DIGITS > digits_in(remark["words"]):
            return Piece(raw, remark["number"], extension)
    if digits_in(text) < _FEWEST_DIGITS:
        return Piece(raw, text, trouble=tr("there is no telephone number in it"))
    letters = "".join(dict.fromkeys(c for c in text if c.isalpha()))[:8]
    return Piece(raw, text, trouble=tr('letters among the digits ("{letters}")', letters=letters))


def _from_excel(raw: str, found: re.Match[str]) -> Piece:
    number = Decimal(found["number"].replace(",", "."))
    power = int(found["power"])
    if len(number.as_tuple().digits) <= power or power > 14:
        return Piece(raw, raw, trouble=tr("the spreadsheet rounded it and digits were lost"))
    return Piece(raw, str(int(number.scaleb(power))))
