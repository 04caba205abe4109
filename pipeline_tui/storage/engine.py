"""The SQLAlchemy engine on a workspace file: our driver, its pragmas, and our own BEGIN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from pipeline_tui.storage.driver import BUSY_TIMEOUT_MS, PRAGMAS, journal_mode, sqlite_module


def make_engine(path: Path, *, mode: str | None = None) -> Engine:
    """Open an engine on a workspace file, which must exist.

    ``mode`` forces a journal mode (tests only); None picks the safe one.
    """
    module = sqlite_module()
    wanted = mode or journal_mode(module)
    engine = create_engine(
        "sqlite://",
        module=module,
        creator=lambda: module.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            check_same_thread=False,
        ),
        poolclass=QueuePool,
        pool_size=4,
        # The connection used last: what it has read stays valid through its own commits. Taken in turns, each
        # would find the file changed by the others, drop its pages and read the day's calls from disk anew.
        pool_use_lifo=True,
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
