"""The SQLite binding itself: which copy, which pragmas, what marks a file as ours; imports no SQLAlchemy.

WAL is chosen only when the loaded SQLite is free of the WAL-reset fault (3.7.0 to 3.51.2, two processes
checkpointing one file may corrupt it: sqlite.org/wal.html#walresetbug); otherwise the rollback journal.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

APPLICATION_ID = 0x50544931  # "PTI1": refuse files that are not ours before touching them
BUSY_TIMEOUT_MS = 10_000
PAGES_IN_LOG = 1000  # then a commit brings the write-ahead log into the file; SQLite's own default
CACHE = 2000  # KiB of pages a connection keeps; SQLite's own default
PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # INSERT OR REPLACE must meet the journal's delete trigger too
    "synchronous=FULL",  # a power cut loses no acknowledged act; NORMAL in WAL mode would
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",  # an I/O error must stay an error, not a SIGBUS
    "temp_store=MEMORY",  # no plain text spills to disk
)


@cache
def sqlite_module() -> ModuleType:
    """Return the SQLite binding to use: ``pysqlite3`` where it is installed, else the standard library's.

    One process must never mix two SQLite copies on one file: POSIX locks would be lost.
    """
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def driver_error() -> type[Exception]:
    """Return the base class of the binding's errors."""
    error: type[Exception] = sqlite_module().Error
    return error


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite version is free of the WAL-reset fault."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_mode(module: ModuleType) -> str:
    """Return the journal mode that is safe with this SQLite."""
    return "wal" if wal_is_safe(module.sqlite_version_info) else "truncate"


@contextmanager
def connected(path: Path, *, read_only: bool = False, may_create: bool = False) -> Iterator[Any]:
    """Lend a bare connection without automatic transactions, and close it.

    A missing file stays missing unless ``may_create``; the journal mode of the file is left as it is.
    ``read_only`` refuses statements that write, yet lets the engine take back what a killed program left
    half-written, which a file opened as read-only would not allow.
    """
    mode = "rwc" if may_create else "rw"
    connection = sqlite_module().connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA query_only={int(read_only)}")
        yield connection
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Mark:
    """What the header of a database file says it is."""

    application_id: int
    revision: int  # of the schema; PRAGMA user_version

    @property
    def ours(self) -> bool:
        """Whether this program made the file."""
        return self.application_id == APPLICATION_ID


def read_mark(connection: Any) -> Mark:
    """Return the mark of an open database."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    return Mark(application_id, connection.execute("PRAGMA user_version").fetchone()[0])
