"""Text from outside made harmless, and keys to compare text by.

``clean`` runs where text enters, where it is written and where it is shown: a name may hold terminal escapes,
right-to-left overrides, invisible tags or towers of accents.
"""

from __future__ import annotations

import re
import unicodedata

_BIDI = frozenset({0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})
_JOINERS = frozenset({0x200C, 0x200D})  # Persian, Indic scripts and emoji families need them
_MOST_MARKS = 4
_UNKNOWN = "\ufffd"

# Every character below U+0300 is its own NFC form; no-break space and soft hyphen are left to the slow path.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff]*")

_ACCENTS = re.compile("[\u0300-\u036f]+")

_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")

# Letters that Unicode does not take apart into a base and an accent.
_STROKED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "œ": "oe", "æ": "ae", "þ": "th", "ı": "i"}
    | dict.fromkeys("’‘ʼ‛`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def clean(s: str, *, limit: int = 200, multiline: bool = False) -> str:
    """Return text that can be stored, shown and encoded without harm; never raises.

    NFC; control, bidirectional and tag characters dropped, joiners kept; private, unassigned and surrogate
    code points become U+FFFD; at most four combining marks in a row; at most ``limit`` characters. Line
    breaks become spaces unless ``multiline``.
    """
    s = s[: limit * 4 + 64]
    if _PLAIN.fullmatch(s):
        return s.strip()[:limit].rstrip()
    return _clean_slowly(s, limit, multiline)


def is_plain(s: str) -> bool:
    """Return whether a text of any length, and each part of it, is clean but for spaces around it."""
    return _PLAIN.fullmatch(s) is not None


def _clean_slowly(s: str, limit: int, multiline: bool) -> str:
    category = unicodedata.category
    out: list[str] = []
    marks = 0
    for ch in unicodedata.normalize("NFC", s.replace("\r\n", "\n").replace("\r", "\n")):
        code, kind = ord(ch), category(ch)
        if ch in "\n\t" or kind in ("Zl", "Zp"):
            out.append("\n" if multiline and ch != "\t" else " ")
            marks = 0
            continue
        if kind == "Cc" or code in _BIDI or 0xE0000 <= code <= 0xE0FFF or 0xFFF9 <= code <= 0xFFFB:
            continue
        if kind == "Cf" and code not in _JOINERS:
            continue
        if kind in ("Cs", "Co", "Cn"):
            ch = _UNKNOWN
        # Joiners do not start a new letter: a tower of accents cannot hide behind them.
        if kind in ("Mn", "Me"):
            marks += 1
            if marks > _MOST_MARKS:
                continue
        elif code not in _JOINERS:
            marks = 0
        out.append(" " if kind == "Zs" else ch)
    # What was dropped may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(out)).strip()[:limit].rstrip()


def fold(s: str) -> str:
    """Return a key that ignores case, accents, kinds of apostrophe and dash, and runs of spaces."""
    if not s.isascii():
        apart = unicodedata.normalize("NFKD", s).casefold()
        # Only accents: vowel signs of Indic scripts and Japanese voicing marks are part of the word.
        s = _ACCENTS.sub("", apart)
        # Most names of Europe are told by now.
        s = s.replace("`", "'") if s.isascii() else _fold_rare(apart)
    return " ".join(s.casefold().split())


def _fold_rare(apart: str) -> str:
    again = _ACCENTS.sub("", unicodedata.normalize("NFKD", apart.translate(_STROKED)))
    return "".join(c for c in again if unicodedata.category(c) != "Cf")


def guard_formula(s: str) -> str:
    """Return a CSV cell that no spreadsheet takes for a formula: guarded by an apostrophe where needed."""
    return f"'{s}" if _looks_like_formula(s) else s


def unguard_formula(s: str) -> str:
    """Return the cell as it was before ``guard_formula``; an apostrophe that guards nothing stays."""
    return s[1:] if s.startswith("'") and _looks_like_formula(s) else s


def _looks_like_formula(s: str) -> bool:
    return s.lstrip("' ")[:1] in _FORMULA_STARTS
