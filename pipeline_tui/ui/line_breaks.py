"""Where a line of text may end: not before a mark that French sets apart, not within a number.

A no-break space alone does not hold: ``clean`` makes a plain one of it in data, and what wraps the screens
takes either for a place to break.
"""

from __future__ import annotations

import re

from rich import _wrap

_APART = re.compile(r"(?<=\S) (?=[:;?!»%€](?:\s|$))|(?<=«) |(?<=\d) (?=\d{3}(?!\d))")
_WORD = re.compile(r"\s*(?:«\s)?\S+(?:\s[:;?!»%€]+(?=\s|$)|(?<=\d)\s\d{3}(?!\d)\S*)*\s*")


def glued(text: str) -> str:
    """Return our own words with no-break spaces where no line may end."""
    return _APART.sub("\N{NO-BREAK SPACE}", text)


def keep_marks_with_their_words() -> None:
    """Have everything that is wrapped on a screen keep such a mark on the line of its word."""
    _wrap.re_word = _WORD
