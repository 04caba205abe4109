"""A shop's own calling rules: one TOML file, whose tables say country by country what is tighter here.

[FR.consumer.cap]
attempts = 3
days = 30

``default`` stands for countries without a file. What would allow more than the shipped rules is refused with
its line.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from pipeline_tui.domain.calling import CountryRules
from pipeline_tui.domain.calling_rules import tighten
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.tightening import MAY_BE_LEFT_OUT
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.wording import tr

DEFAULT = "default"
LARGEST = 64 * 1024  # characters
_HEADER = re.compile(r"\s*\[(?P<name>[^\[\]]+)\]")
_DIGITS = 8  # of the hash that names a version


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A shop's own rules as they were read; ``digest`` is "" where there are none."""

    digest: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries it speaks of, in order."""
        return tuple(sorted(self.tables))


def read_own_rules(text: str, file_name: str) -> OwnRules:
    """Return a shop's own rules; Refused with the line that loosens, UsageTrouble with what is malformed."""
    if len(text) > LARGEST:
        raise UsageTrouble(
            tr("These are no calling rules"),
            tr("{file} is longer than {most} characters.", file=file_name, most=LARGEST),
            tr("Name another file."),
        )
    own = _parsed(text, file_name)
    for country, tables in own.tables.items():
        if not re.fullmatch(r"[A-Z]{2}|default", country) or not isinstance(tables, dict):
            raise UsageTrouble(
                tr("The calling rules cannot be read"),
                tr(
                    "{file}, line {line}: {country} is no country.",
                    file=file_name,
                    line=_line(text, country),
                    country=country,
                ),
                tr(
                    'Write a country code in capitals, as in "[FR.consumer.cap]", or "default" '
                    "for all others."
                ),
            )
        try:
            tighten(load_rules("" if country == DEFAULT else country), tables, file_name, country)
        except PipelineError as wrong:
            raise _with_line(wrong, text, file_name) from wrong
    return own


def rules_under(own: OwnRules, country: str) -> CountryRules:
    """Return the rules of a country with the shop's own, as they were accepted once.

    Where a newer shipped file has become stricter than an own figure, the shipped one holds.
    """
    base = load_rules(country)
    key = next((one for one in (country.upper(), base.country or DEFAULT) if one in own.tables), None)
    if key is None:
        return base
    tables = copy.deepcopy(own.tables[key])
    while True:
        try:
            return replace(tighten(base, tables, field=key), own=own.digest)
        except Refused as overtaken:
            audience, table, *field = str(overtaken.data["field"]).split(".")[1:4]
            if field and table in MAY_BE_LEFT_OUT:
                del tables[audience][table][field[0]]
            if not field or table not in MAY_BE_LEFT_OUT or not tables[audience][table]:
                del tables[audience][table]


def stored_rules(text: str) -> OwnRules:
    """Return rules that were read and accepted before."""
    return _parsed(text, tr("the shop's own calling rules"))


def _parsed(text: str, file_name: str) -> OwnRules:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise UsageTrouble(
            tr("The calling rules in {file} cannot be read.", file=file_name),
            f"{wrong}.",
            tr("Correct this line."),
        ) from wrong
    return OwnRules(sha256(text.encode()).hexdigest()[:_DIGITS] if tables else "", tables)


def _with_line(wrong: PipelineError, text: str, file_name: str) -> PipelineError:
    named = str(wrong.data.get("field", ""))
    line = _line(text, named)
    said = wrong.detail.removeprefix(f"{file_name}, ")
    detail = tr("{file}, line {line}: {fault}", file=file_name, line=line, fault=said)
    return type(wrong)(wrong.title, detail, wrong.next_step, {**wrong.data, "line": line})


def _line(text: str, named: str) -> int:
    """Return the line a field stands on, else of the innermost table around it."""
    parts, best, found = named.split("."), 1, 0
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if heads := _HEADER.match(line):
            header = [part.strip().strip("\"'") for part in heads["name"].split(".")]
            here = header
        else:
            name = line.partition("=")[0]
            here = [*header, *(part.strip().strip("\"'") for part in name.split("."))]
        if here == parts[: len(here)] and len(here) > found:
            best, found = number, len(here)
    return best
