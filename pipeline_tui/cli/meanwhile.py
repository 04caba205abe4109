"""A line on the terminal while nothing else is on it: between two programs that fill the screen."""

from __future__ import annotations

import sys


def say(words: str) -> None:
    """Say what is being done, to whoever sits before the terminal; an output that is kept gets none of it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
