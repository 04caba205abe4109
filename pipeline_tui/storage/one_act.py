"""Many acts as one: a store that runs every act inside a single transaction.

So a whole invented history is written by the real services, and appears at once or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline_tui.storage.store import Store, Tx


class OneAct(Store):
    """A stand-in for the store while the outer act runs; an inner act that fails is taken back alone."""

    def __init__(self, store: Store, tx: Tx) -> None:
        """Share the outer act's transaction; nothing is opened."""
        self.path = store.path
        self.engine = store.engine
        self.looks = []  # nobody else works in a shop that is being made
        self._tx = tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Read what the acts before have written."""
        yield self._tx

    @contextmanager
    def act(self) -> Iterator[Tx]:
        """Run one act under a savepoint."""
        self._tx.run("SAVEPOINT inner_act")
        try:
            yield self._tx
        except BaseException:
            self._tx.run("ROLLBACK TO inner_act")
            raise
        finally:
            self._tx.run("RELEASE inner_act")

    def close(self) -> None:
        """Leave closing to the store that was lent."""


@contextmanager
def as_one_act(store: Store) -> Iterator[Store]:
    """Lend a store whose acts are all committed together when the block ends."""
    with store.act() as tx:
        yield OneAct(store, tx)
