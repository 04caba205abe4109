"""How a report is written, and what a spreadsheet must not take for a formula."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """For people, for spreadsheets, for scripts."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def safe_cell(text: str) -> str:
    """Return a cell's text so that no spreadsheet reckons with it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
