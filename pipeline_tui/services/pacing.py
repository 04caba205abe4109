"""How much of a long work goes into one act: so little that no desk feels it, whatever disk it runs on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage.store import Tx

_AIM = 0.012  # seconds an act may hold the others up; a person notices a tenth
_LEAST = 5


class Pace:
    """The size of the next portion, learned from how long the last ones took."""

    def __init__(self, first: int, most: int) -> None:
        """Begin with so many rows; ``most`` is the limit."""
        self.size = min(first, most)
        self._most = most

    @contextmanager
    def act(self, shop: Shop) -> Iterator[Tx]:
        """Run one act of this size, and learn from how long it kept the writers' queue."""
        with shop.store.act() as tx:
            start = time.perf_counter()
            yield tx
        took = max(time.perf_counter() - start, 1e-6)
        wanted = self.size * _AIM / took
        # A slow moment of the machine is no slow disk: half-way each time.
        self.size = max(_LEAST, min(self._most, round((self.size + wanted) / 2)))
