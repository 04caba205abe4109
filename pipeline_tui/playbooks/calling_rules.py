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

_DEFAULT = "default.toml"


@cache
def load_rules(country: str) -> CountryRules:
    """Return the rules of a country (ISO 3166 alpha-2); the default file, with a note, where it has none.

    Raises WorkspaceTrouble when the files are not where they were installed, UsageTrouble naming file and
    field when one is malformed.
    """
    by_country, default = _read_all(data_folder() / "calling_rules")
    found = by_country.get(country.upper())
    if found is not None:
        return found
    missing = f"no rule file for {country.upper()}" if country else "no rule file: the country is not known"
    return replace(default, note=f"{missing}; {default.note}")


def shipped_countries() -> tuple[str, ...]:
    """Return the countries that have a file of their own, territories left out."""
    by_country, _ = _read_all(data_folder() / "calling_rules")
    return tuple(sorted({rules.country for rules in by_country.values()}))


@cache
def _read_all(folder: Path) -> tuple[dict[str, CountryRules], CountryRules]:
    if not (folder / _DEFAULT).is_file():
        raise WorkspaceTrouble(
            "The calling rules are missing.",
            f"There is no file {_DEFAULT} in {folder}.",
            "Install the program again; nobody is rung without rules.",
        )
    by_country: dict[str, CountryRules] = {}
    for path in sorted(folder.glob("*.toml")):
        rules = _read(path)
        for country in (rules.country, *rules.also_for):
            if country in by_country:
                raise UsageTrouble(
                    f"The calling rules in {path.name} cannot be used.",
                    f'Another file already holds the rules for "{country}".',
                    "Keep one file for a country.",
                )
            by_country[country] = rules
    default = by_country.pop("")
    return by_country, default


def _read(path: Path) -> CountryRules:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise UsageTrouble(
            f"The calling rules in {path.name} cannot be read.", str(wrong), "Correct this line."
        ) from wrong
    return read_rules(data, path.name)
