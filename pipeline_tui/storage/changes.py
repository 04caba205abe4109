"""The change feed: whether somebody has committed since, asked for in microseconds and without a lock.

A connection of its own writes nothing, so SQLite counts every commit for it: those of other processes and
those of this one. The number says that something changed, never what.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline_tui.storage.driver import driver_error, sqlite_module
from pipeline_tui.storage.faults import explain


class ChangeFeed:
    """Asks one workspace file for its data version; opened at the first question."""

    __slots__ = ("_connection", "_last", "_path")

    def __init__(self, path: Path) -> None:
        """Take the file, which exists."""
        self._path = path
        self._connection: Any = None
        self._last = 0

    def version(self) -> int:
        """Return a number that differs from the last one once anybody has committed.

        While a writer keeps the file to itself (rollback journal only) the last number is returned again.
        """
        try:
            if self._connection is None:
                self._connection = self._open()
            self._last = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except driver_error() as error:
            if "locked" not in str(error):
                raise explain(error, self._path) from error
        return self._last

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> Any:
        return sqlite_module().connect(
            f"{self._path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=0,  # a screen asks: it never waits for a writer
            check_same_thread=False,
        )
