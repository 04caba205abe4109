"""What was just stored, as the call's line says it, and for how long taking it back is offered in full."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_tui.ui.formatting import QUIET, fixed, join, say
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.content import Content

    from pipeline_tui.ui.keymap import Keys

GRACE = 5.0  # seconds
_COUNTING = " · 5 s"


class LastWord:
    """The word of an act that ``undo`` takes back; its five seconds are counted, and then it still can."""

    def __init__(self, keys: Keys, clock: Callable[[], float] = monotonic) -> None:
        """Take the keys that hold, and a clock in seconds."""
        undo = keys.find("program.undo")
        self._key = shown_key(undo.keys[0]) if undo is not None and undo.keys else ""
        self._clock = clock
        self._word: Content | None = None
        self._until = 0.0

    def of(self, word: Content) -> Content:
        """Return the word of an act just stored, and begin to count."""
        self._word, self._until = word, self._clock() + GRACE
        return word

    def tail(self, shown: Content) -> Content:
        """Return how to take back what ``shown`` tells; always as wide, so that nothing moves by counting."""
        if shown is not self._word or not self._key:
            return fixed("")
        left = min(ceil(self._until - self._clock()), int(GRACE))
        counting = f" · {left} s" if left > 0 else " " * len(_COUNTING)
        return join(say(self._key, "bold $accent"), fixed(tr(" undo{counting}", counting=counting), QUIET))
