"""Sitting at the linear desk in a test: lines in, words out, and things that happen between two lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from pipeline_tui.cli.plain import sit
from pipeline_tui.cli.plain_voice import Voice
from pipeline_tui.domain.people import Viewer
from tests.shops import Line

Typed = str | Callable[[], object]  # a line, or what happens while the desk waits for one


class Hands(io.StringIO):
    """Types one line after the other; what is callable happens before the next one."""

    def __init__(self, typed: Sequence[Typed]) -> None:
        super().__init__()
        self._typed = list(typed)

    def readline(self, _size: Any = -1, /) -> str:  # type: ignore[override]  # typeshed: bytes
        while self._typed:
            following = self._typed.pop(0)
            if isinstance(following, str):
                return f"{following}\n"
            following()
        return ""


def typing(line: Line, who: Viewer | str, *typed: Typed) -> str:
    """Sit down, type, leave at the end of the lines; returns everything that was said."""
    out = io.StringIO()
    viewer = line.viewer(who) if isinstance(who, str) else who
    sit(line.shop, viewer, Voice(Hands(typed), out))
    return out.getvalue()
