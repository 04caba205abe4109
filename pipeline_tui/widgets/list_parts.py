"""What lines of several lists are made of: a heading with what it counts, and who a line is about."""

from __future__ import annotations

from textual.content import Content

from pipeline_tui.ui.formatting import ACCENT, QUIET, join, say

_ROOMY = 100
HEADING = f"bold {ACCENT}"


def heading(title: str, *tails: str, style: str = HEADING) -> Content:
    """Return a heading; what it counts follows quietly."""
    return join(say(title, style), *(part for tail in tails if tail for part in (" ", say(tail, QUIET))))


def who(name: str, firm: str) -> str:
    """Return whom a line is about: the name, and the firm where it is another."""
    return f"{name}, {firm}" if firm and firm != name else name


def room_for_name(width: int) -> int:
    """Return how many columns of a line are for whom it is about."""
    return 24 if width < _ROOMY else 34
