"""Long work beside people who call: how much of it goes into one act, so that no desk feels it."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage.store import Tx

_AIM = 0.010  # seconds of work in one act, while which the others wait; a person notices a tenth


class Pace:
    """The size of the next portion, learned from how long the last ones took."""

    def __init__(self, first: int, most: int, least: int = 5) -> None:
        """Begin with so many rows; ``least`` and ``most`` are the limits."""
        self.size = min(first, most)
        self._least, self._most = min(least, most), most

    @contextmanager
    def act(self, shop: Shop) -> Iterator[Tx]:
        """Run one act of this size, and learn from how much work it was."""
        with shop.store.portion() as tx:
            # The work itself, not the wait: smaller portions make neither a busy machine nor a disk faster.
            start = time.thread_time()
            yield tx
            took = max(time.thread_time() - start, 1e-6)
        wanted = self.size * _AIM / took
        self.size = max(self._least, min(self._most, round((self.size + wanted) / 2)))


@contextmanager
def many_records() -> Iterator[None]:
    """Build very many records that stay: the collector would walk through all of them, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
