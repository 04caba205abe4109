"""A fair queue of writers: a lock file held around every act.

SQLite's busy handler sleeps up to 100 ms and is unfair; the kernel wakes waiters of a file lock in turn.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class WriterLock:
    """One writer at a time, among threads of this process and among processes."""

    def __init__(self, database: Path) -> None:
        """Name the lock after the database file; the file itself stays empty."""
        self.path = database.with_name(database.name + ".lock")
        self._thread = threading.Lock()
        self._file = self.path.open("ab")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the turn and hold it."""
        with self._thread:
            _lock(self._file.fileno())
            try:
                yield
            finally:
                _unlock(self._file.fileno())

    def close(self) -> None:
        """Let go of the lock file."""
        self._file.close()
