"""A TOML file read table by table: every value checked for its type, every fault known by its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.playbooks.folders import Folder
from pipeline_tui.wording import WordTable, tr

Choice = TypeVar("Choice", bound=StrEnum)

_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\[\]]+)\]\]?")


class Document:
    """One TOML file: its values, the lines they stand on, and the faults found so far."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._lines = text.splitlines()
        try:
            values: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as trouble:
            found = re.search(r"line (\d+)", str(trouble))
            line = int(found[1]) if found else len(self._lines)
            self.findings.append(Finding(file, max(line, 1), tr("not TOML: {reason}", reason=trouble)))
            values = {}
        self.broken = bool(self.findings)
        self.root = Table(self, values, "", 0)

    @classmethod
    def read(cls, path: Folder) -> Document:
        """Return the document of a file; a missing or unreadable one is broken, and says so."""
        try:
            return cls(path.read_text(encoding="utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as trouble:
            document = cls("", path.name)
            reason = trouble.strerror if isinstance(trouble, OSError) else tr("not UTF-8")
            document.findings.append(Finding(path.name, 1, tr("cannot be read: {reason}", reason=reason)))
            document.broken = True
            return document

    def line_of(self, header: str, index: int, key: str = "") -> int:
        """Return the line of a key in the ``index``-th table of that header, else of the header, else 0."""
        current, seen, header_line = "", -1, 0
        for number, line in enumerate(self._lines, start=1):
            if found := _HEADER.match(line):
                current = found["name"].strip()
                seen += current == header
                if current == header and seen == index:
                    header_line = number
            elif (
                key
                and current == header
                and seen in (index, -1)
                and re.match(rf"\s*{re.escape(key)}\b", line)
            ):
                return number
        return header_line


class Table:
    """One table of a document; reading a value that is missing or wrong notes a finding."""

    def __init__(
        self, document: Document, values: Mapping[str, Any], header: str, index: int, outer: int = 1
    ) -> None:
        self._document = document
        self._outer = outer  # line of the key that holds an inline table
        self._values = values
        self._header = header
        self._index = index
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def line(self, key: str = "") -> int:
        """Return the line a key stands on."""
        return self._document.line_of(self._header, self._index, key) or self._outer

    def fault(self, key: str, text: str) -> None:
        """Note what is wrong with a key of this table."""
        self._document.findings.append(Finding(self._document.file, self.line(key), text))

    def value(self, key: str, kind: type, default: Any = None) -> Any:
        """Return a value of a type; ``default`` when absent, a finding when there is no default."""
        self._read.add(key)
        found = self._values.get(key)
        if found is None:
            if default is None:
                self.fault(key, tr("“{key}” is missing", key=key))
            return kind() if default is None else default
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.fault(key, tr("“{key}” is not {kind}", key=key, kind=_KINDS[kind]))
            return kind() if default is None else default
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        return str(self.value(key, str, default))

    def number(self, key: str, default: int | None = None, least: int = 0, most: int = 10**6) -> int:
        """Return a whole number within bounds."""
        found = int(self.value(key, int, default))
        if key in self and not least <= found <= most:
            told = tr(
                "“{key}” is {found}, not between {least} and {most}",
                key=key,
                found=found,
                least=least,
                most=most,
            )
            self.fault(key, told)
        return found

    def flag(self, key: str) -> bool:
        """Return a yes or no, no when absent."""
        return bool(self.value(key, bool, False))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when absent."""
        found = self.value(key, list, [])
        if not all(isinstance(one, str) for one in found):
            self.fault(key, tr("“{key}” is not a list of texts", key=key))
            return ()
        return tuple(found)

    def one_of(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of an enumeration's values; its first (or the default) when it is not one."""
        found = self.text(key, None if default is None else default.value)
        if found in list(kind):
            return kind(found)
        if key in self:
            told = tr("“{key}” is “{found}”, not one of {known}", key=key, found=found, known=", ".join(kind))
            self.fault(key, told)
        return default or next(iter(kind))

    def names(self, key: str, languages: tuple[str, ...]) -> MappingProxyType[str, str]:
        """Return a text per language; a language without one is a finding."""
        found = self.value(key, dict, None)
        names = {name: str(text) for name, text in found.items() if isinstance(text, str) and text.strip()}
        missing = [language for language in languages if language not in names]
        if key in self and missing:
            told = tr("“{key}” is missing in {languages}", key=key, languages=", ".join(missing))
            self.fault(key, told)
        return MappingProxyType(names)

    def table(self, key: str) -> Table:
        """Return a table within this one, empty when absent."""
        header = f"{self._header}.{key}".lstrip(".")
        return Table(self._document, self.value(key, dict, {}), header, 0, self.line(key))

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of an array of tables."""
        for index, values in enumerate(self.value(key, list, [])):
            if isinstance(values, dict):
                yield Table(self._document, values, f"{self._header}.{key}".lstrip("."), index)
            else:
                self.fault(key, tr("“{key}” is not a list of tables", key=key))

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the table in their order."""
        return tuple(self._values)

    def refuse_others(self) -> None:
        """Note every key that nothing has read: most often a slip of the pen."""
        for key in self._values:
            if key not in self._read:
                self.fault(key, tr("“{key}” means nothing here", key=key))


_KINDS: WordTable[type] = WordTable(
    {
        str: "a text",
        int: "a whole number",
        bool: "true or false",
        list: "a list",
        dict: "a table",
    }
)
