"""In which encoding a list was saved, told by its bytes alone."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE = 8192


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding it was read in."""

    text: str
    encoding: str
    damaged: int = 0  # characters that could not be read and stand as U+FFFD


def kind_of_file(data: bytes) -> str:
    """Return what a file is that holds no text, "" when it may be text."""
    return next((kind for start, kind in _OTHER_FILES if data.startswith(start)), "")


def decode(data: bytes) -> Decoded:
    """Return the text; never raises, what cannot be read becomes U+FFFD and is counted.

    Tried in order: the byte-order mark, UTF-16 without one, strict UTF-8, then Windows-1252, as old
    spreadsheets save. A file with a few broken bytes among many good UTF-8 letters stays UTF-8.
    """
    for mark, codec, shown in _MARKS:
        if data.startswith(mark):
            return _decoded(data, codec, shown)
    sample = data[:_SAMPLE]
    if len(sample) > 3:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > len(sample) * 0.35 and not even:
            return _decoded(data, "utf-16-le", "UTF-16")
        if even > len(sample) * 0.35 and not odd:
            return _decoded(data, "utf-16-be", "UTF-16")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        lenient = _decoded(data, "utf-8", "UTF-8")
    letters = sum(1 for character in lenient.text if character > "\x7f") - lenient.damaged
    if letters > 3 * lenient.damaged:
        return lenient
    return _decoded(data, "cp1252", "Windows-1252")


def _decoded(data: bytes, codec: str, shown: str) -> Decoded:
    text = data.decode(codec, errors="replace")
    return Decoded(text, shown, text.count("\ufffd"))
