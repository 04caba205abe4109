"""In which encoding a list was saved, told by its bytes alone."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What a manager may say instead of the guess: codec and shown name by what people call it, without marks.
_NAMED = MappingProxyType(
    {
        **dict.fromkeys(("utf8", "utf8sig", "unicode"), ("utf-8-sig", "UTF-8")),
        "utf16": ("utf-16", "UTF-16"),
        "utf16le": ("utf-16-le", "UTF-16"),
        "utf16be": ("utf-16-be", "UTF-16"),
        "utf32": ("utf-32", "UTF-32"),
        **dict.fromkeys(("windows1252", "cp1252", "ansi", "western"), ("cp1252", "Windows-1252")),
        **dict.fromkeys(("latin1", "iso88591"), ("latin-1", "ISO-8859-1")),
        **dict.fromkeys(("latin9", "iso885915"), ("iso8859-15", "ISO-8859-15")),
        **dict.fromkeys(("windows1250", "cp1250"), ("cp1250", "Windows-1250")),
        **dict.fromkeys(("macroman", "mac", "macintosh"), ("mac-roman", "Mac Roman")),
        **dict.fromkeys(("cp850", "dos", "ibm850"), ("cp850", "CP850")),
        **dict.fromkeys(("cp437", "ibm437"), ("cp437", "CP437")),
    }
)
_OFFERED = "utf-8, utf-16, windows-1252, iso-8859-1, iso-8859-15, windows-1250, mac-roman, cp850, cp437"
_OTHER_FILES = (
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file, or one with a password"),
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


def check_encoding(named: str) -> None:
    """Raise UsageTrouble for an encoding that is not known; "" leaves it to the bytes."""
    if named and _key(named) not in _NAMED:
        raise UsageTrouble(
            tr("{named} is no encoding known here", named=clean(named, limit=40)),
            tr("Known: {offered}.", offered=_OFFERED),
            tr("Name one of them, or leave it out: the file's bytes tell in most cases."),
        )


def decode(data: bytes, named: str = "") -> Decoded:
    """Return the text; what cannot be read becomes U+FFFD and is counted.

    ``named`` is the encoding that a manager says. Else these are tried in order: the byte-order mark, UTF-16
    without one, strict UTF-8, then Windows-1252, as old spreadsheets save. A file with a few broken bytes
    among many good UTF-8 letters stays UTF-8.
    """
    if named:
        check_encoding(named)
        codec, shown = _NAMED[_key(named)]
        return _decoded(data, codec, shown)
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


def _key(named: str) -> str:
    return "".join(filter(str.isalnum, named.lower()))
