"""The shipped calling rules, by country, read once."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline_tui.domain.calling import CountryRules
from pipeline_tui.domain.calling_rules import read_rules
from pipeline_tui.domain.errors import UsageTrouble, WorkspaceTrouble
from pipeline_tui.settings import data_folder
from pipeline_tui.wording import semicolons, spoken, tr

_DEFAULT = "default.toml"


def load_rules(country: str) -> CountryRules:
    """Return the rules of a country (ISO 3166 alpha-2); the default file, with a note, where it has none.

    Raises WorkspaceTrouble when the files are not where they were installed, UsageTrouble naming file and
    field when one is malformed.
    """
    return _rules(country.upper(), spoken())


def shipped_countries() -> tuple[str, ...]:
    """Return the countries that have a file of their own, territories left out."""
    by_country, _ = _read_all(data_folder() / "calling_rules")
    return tuple(sorted({rules.country for rules in by_country.values()}))


@cache
def _rules(country: str, _: str) -> CountryRules:
    """Return the rules as the language that is spoken tells of them: their note is read by people."""
    by_country, default = _read_all(data_folder() / "calling_rules")
    found = by_country.get(country)
    if found is not None:
        return found
    missing = (
        tr("no rule file for {country}", country=country)
        if country
        else tr("no rule file: the country is not known")
    )
    return replace(default, note=semicolons((missing, tr(default.note))))


@cache
def _read_all(folder: Path) -> tuple[dict[str, CountryRules], CountryRules]:
    if not (folder / _DEFAULT).is_file():
        raise WorkspaceTrouble(
            tr("The calling rules are missing."),
            tr("There is no file {file} in {folder}.", file=_DEFAULT, folder=folder),
            tr("Install the program again; nobody is rung without rules."),
        )
    by_country: dict[str, CountryRules] = {}
    for path in sorted(folder.glob("*.toml")):
        rules = _read(path)
        for country in (rules.country, *rules.also_for):
            if country in by_country:
                raise UsageTrouble(
                    tr("The calling rules in {file} cannot be used.", file=path.name),
                    tr('Another file already holds the rules for "{country}".', country=country),
                    tr("Keep one file for a country."),
                )
            by_country[country] = rules
    default = by_country.pop("")
    return by_country, default


def _read(path: Path) -> CountryRules:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise UsageTrouble(
            tr("The calling rules in {file} cannot be read.", file=path.name),
            str(wrong),
            tr("Correct this line."),
        ) from wrong
    return read_rules(data, path.name)
