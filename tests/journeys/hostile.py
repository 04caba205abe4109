"""Text that means harm, and the scanner that finds what of it reaches a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

TEXTS = (
    "A\x1b]52;c;UFdORUQ=\x07B",  # writes the clipboard
    "A\x1b[2J\x1b[31337;1HB\x1b]0;PWNED\x07",  # clears the screen, moves the cursor, sets the title
    "A\x9b31337mB\x9d0;PWNED\x9cC\x90q\x9c",  # the same as single 8-bit characters
    "[/] [b [DE] [bold]x[/italic]",
    "[@click=app.quit]x[/] [link=https://example.com]y[/link]",
    "A\u202eDCBA\u202c\u2066x\u2069\u200e\u061cE",
    "W" * 400,
    "👩\u200d👩\u200d👧\u200d👦 👨🏿\u200d🚒 🏳️\u200d🌈 🇫🇷",
    "مرحبا שלום עולם العربية",
    "Z" + "\u0300\u0316\u0489" * 12 + "algo",
    "A\x00B\x08\x08\x7fC\ufeff\U000e0041D",
    "line\n\tone\r\nline two\x0b\x0c {first_name} {firm} { {{ } %s $x \\",
)

# What Textual itself writes; of the operating system commands only the shape of the pointer.
_ALLOWED_ESCAPE = re.compile(
    rb"\x1b(?:\[[<=>?]?[0-9;:]*\$?[A-Za-z]|[()][0-9A-Z]|\]22;[a-z-]*\x07|[=>78M]|P=[12]s\x1b\\)"
)
_C1 = re.compile("[\x80-\x9f]")
_MARKS = re.compile(r"[\u0300-\u036f\u0488\u0489]{5,}")


def harm(raw: bytes) -> tuple[str, ...]:
    """Return what of a hostile text a terminal was sent as something other than plain letters."""
    return tuple(_harm(raw))


def _harm(raw: bytes) -> Iterator[str]:
    text = raw.decode("utf-8", "replace")
    for at in re.finditer(rb"\x1b", raw):
        allowed = _ALLOWED_ESCAPE.match(raw, at.start())
        if allowed is None:
            yield f"escape {raw[at.start() : at.start() + 24]!r}"
        elif b"31337" in allowed.group():
            yield f"a text's own sequence {allowed.group()!r}"
    for name, found in (
        ("8-bit control", _C1.search(text)),
        ("bidirectional control", re.search(f"[{BIDI}]", text)),
        ("tower of accents", _MARKS.search(text)),
        ("control character", re.search("[\x00-\x06\x08\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", text)),
        ("invisible tag", re.search("[\ufeff\U000e0000-\U000e0fff]", text)),
    ):
        if found is not None:
            around = text[max(0, found.start() - 12) : found.end() + 12]
            yield f"{name} in {around!r}"


def unclean(text: str) -> bool:
    """Return whether a stored text holds what ``clean`` is there to keep out."""
    return bool(
        any(unicodedata.category(one) in ("Cc", "Cs") and one != "\n" for one in text)
        or any(one in BIDI for one in text)
        or _MARKS.search(text)
    )
