"""The SQLite engine: the repaired build where there is one, its pragmas, and our own BEGIN.

WAL is chosen only when the loaded SQLite is free of the WAL-reset fault (3.7.0 to 3.51.2, two processes
checkpointing one file may corrupt it: sqlite.org/wal.html#walresetbug); otherwise the rollback journal.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

APPLICATION_ID = 0x50544931  # "PTI1": refuse files that are not ours before touching them
BUSY_TIMEOUT_MS = 10_000
PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "foreign_keys=ON",
    "synchronous=FULL",  # a power cut loses no acknowledged act; NORMAL in WAL mode would
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",  # an I/O error must stay an error, not a SIGBUS
    "temp_store=MEMORY",  # no plain text spills to disk
)


def sqlite_module() -> ModuleType:
    """Return the SQLite binding to use: ``pysqlite3`` where it is installed, else the standard library's.

    One process must never mix two SQLite copies on one file: POSIX locks would be lost.
    """
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite version is free of the WAL-reset fault."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_mode(module: ModuleType) -> str:
    """Return the journal mode that is safe with this SQLite."""
    return "wal" if wal_is_safe(module.sqlite_version_info) else "truncate"


def make_engine(path: Path, *, mode: str | None = None) -> Engine:
    """Open an engine on a workspace file.

    ``mode`` forces a journal mode (tests only); None picks the safe one.
    """
    module = sqlite_module()
    wanted = mode or journal_mode(module)
    engine = create_engine(
        f"sqlite:///{path}",
        module=module,
        poolclass=QueuePool,
        pool_size=4,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # legacy transaction control off: BEGIN is ours
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            connection.execute(f"PRAGMA journal_mode={wanted}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("begin", "DEFERRED"))

    return engine
