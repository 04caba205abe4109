"""Cards of an address book (vCard 2.1, 3.0, 4.0) taken out of their text; a damaged card spoils no other."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline_tui.domain.csv_text import LONGEST_CELL, too_long
from pipeline_tui.wording import tr

_BEGIN = re.compile(r"\s*begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(r"\s*end\s*:\s*vcard\s*", re.IGNORECASE)
_PROPERTY = re.compile(
    r'(?:[\w-]+\.)?(?P<name>[A-Za-z][\w-]*)(?P<parameters>(?:;(?:"[^"]*"|[^":])*)?):(?P<value>.*)'
)
_PARAMETER = re.compile(r';(?P<name>[^=;"]+)(?:=(?P<value>(?:"[^"]*"|[^;"])*))?')
_PART = re.compile(r"(?:^|;)((?:\\.|[^;])*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_NOT_TEXT = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: its name in capitals, its types in small letters, its value without encoding."""

    name: str
    types: frozenset[str]
    value: str  # escapes still in it
    preferred: bool = False

    def parts(self) -> list[str]:
        """Return the parts of a value such as a name or an address, each as plain text."""
        return [plain(part) for part in _PART.findall(self.value)]


@dataclass(frozen=True, slots=True)
class Card:
    """One card; ``line`` is where it begins; ``trouble`` says why it cannot be trusted."""

    line: int
    properties: tuple[Property, ...] = ()
    trouble: str = ""
    note: str = ""  # what was left out of a card that can be trusted


@dataclass(slots=True)
class _Open:
    """A card that is being read, or lines between cards."""

    line: int
    outside: bool = False
    properties: list[Property] = field(default_factory=list)
    trouble: str = ""
    left_out: list[int] = field(default_factory=list)  # lines

    def closed(self, trouble: str = "") -> Card:
        note = (
            tr("line {line} of the file is no part of a card and was left out", line=self.left_out[0])
            if self.left_out
            else ""
        )
        return Card(self.line, tuple(self.properties), trouble or self.trouble, note)


def plain(value: str) -> str:
    """Return a value without the backslashes that protect marks in it."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def begins_card(lines: list[str]) -> bool:
    """Return whether a text is an address book: its first line with anything in it begins a card."""
    first = next((line for line in lines[:50] if line.strip("\ufeff \t\0")), "")
    return bool(_BEGIN.fullmatch(first.strip("\ufeff")))


def read_cards(lines: list[str]) -> Iterator[Card]:
    """Yield every card in order; lines that belong to none come as a card with its trouble."""
    card: _Open | None = None
    at = depth = 0
    while at < len(lines):
        number, line = at + 1, lines[at].strip("\ufeff")
        at += 1
        if _BEGIN.fullmatch(line):
            if card and not card.outside and _holds_a_card(card):
                depth += 1  # the card of an agent inside another's
                continue
            if card:
                yield card.closed("" if card.outside else tr("the next card begins before this one ends"))
            card, depth = _Open(number), 0
        elif depth:
            depth -= bool(_END.fullmatch(line))
        elif card is None or card.outside:
            if line.strip() and card is None:
                card = _Open(number, outside=True, trouble=tr("it stands outside any card"))
        elif _END.fullmatch(line):
            yield card.closed()
            card = None
        elif line.strip():
            whole, at = _unfolded(lines, at - 1)
            _take(card, whole, number)
    if card:
        yield card.closed("" if card.outside else tr("the card is never closed"))


def _holds_a_card(card: _Open) -> bool:
    return (
        bool(card.properties)
        and card.properties[-1].name == "AGENT"
        and not card.properties[-1].value.strip()
    )


def _unfolded(lines: list[str], at: int) -> tuple[str, int]:
    """Return the property that begins in a line, continued to its end, and where the next begins."""
    parts, at = [lines[at]], at + 1
    head = parts[0].partition(":")[0].upper()
    if "QUOTED-PRINTABLE" in head:
        while parts[-1].endswith("=") and at < len(lines) and not _END.fullmatch(lines[at]):
            parts[-1] = parts[-1][:-1]
            parts.append(lines[at])
            at += 1
        return "".join(parts), at
    packed = "BASE64" in head or "ENCODING=B" in head
    while at < len(lines) and (
        lines[at][:1] in (" ", "\t") or (packed and lines[at].strip() and ":" not in lines[at])
    ):
        parts.append(lines[at][1:] if lines[at][:1] in (" ", "\t") else lines[at])
        at += 1
    return "".join(parts), at


def _take(card: _Open, line: str, number: int) -> None:
    found = _PROPERTY.fullmatch(line.strip())
    if not found:
        if "\0" in line:
            card.trouble = tr("it holds NUL characters: the file is damaged")
        card.left_out.append(number)
        return
    name = found["name"].upper()
    types: set[str] = set()
    charset, quoted, packed = "", False, False
    for each in _PARAMETER.finditer(found["parameters"]):
        key, value = each["name"].strip().upper(), (each["value"] or "").strip('"')
        if each["value"] is None:  # 2.1 writes types bare
            key, value = "TYPE", each["name"]
        if key == "CHARSET":
            charset = value
        elif key in ("ENCODING", "TYPE") and value.upper() in ("QUOTED-PRINTABLE", "BASE64", "B"):
            quoted, packed = value.upper() == "QUOTED-PRINTABLE", value.upper() != "QUOTED-PRINTABLE"
        elif key == "TYPE":
            types.update(word.strip().lower() for word in value.replace('"', "").split(","))
        elif key == "PREF":
            types.add("pref")
    if packed or name in _NOT_TEXT:
        return
    value = _unquoted(found["value"], charset) if quoted else found["value"]
    if "\0" in value:
        card.trouble = tr("it holds NUL characters: the file is damaged")
    elif len(value) > LONGEST_CELL:
        card.trouble, value = too_long(), value[:200]
    card.properties.append(Property(name, frozenset(types - {"pref"}), value, "pref" in types))


def _unquoted(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for codec in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return raw.decode(codec)
        except (LookupError, UnicodeError):
            continue
    return raw.decode("latin-1")
