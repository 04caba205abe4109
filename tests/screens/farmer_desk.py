"""A farmer's desk in a test: the line under the cursor."""

from __future__ import annotations


def marked(words: str) -> str:
    """Return the line under the cursor."""
    return next(row for row in words.splitlines() if "›" in row)
