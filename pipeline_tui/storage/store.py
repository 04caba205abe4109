"""The way into the workspace file: read transactions and acts.

An act is one IMMEDIATE transaction under the writer lock; it is durable when its block has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from pipeline_tui.storage.changes import ChangeFeed
from pipeline_tui.storage.driver import CACHE, PAGES_IN_LOG
from pipeline_tui.storage.engine import make_engine
from pipeline_tui.storage.faults import explain
from pipeline_tui.storage.word_index import take_in_changes
from pipeline_tui.storage.writer_lock import Presence, WriterLock

Params = Mapping[str, Any]
Row = Sequence[Any]
NONE: Params = {}
_PORTION_CACHE = 65_536  # KiB; a long work comes back to the same pages of many indexes


class Tx:
    """One transaction: driver-level statements for the hot path, SQLAlchemy for the rest.

    Statements name their parameters ``:name``; instants go in and come out as stored (see ``types``).
    """

    __slots__ = ("_cursor", "conn")

    def __init__(self, conn: Connection) -> None:
        """Wrap an open transaction."""
        self.conn = conn
        self._cursor: Any = conn.connection.cursor()

    def one(self, sql: str, params: Params = NONE) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self._cursor.execute(sql, params).fetchone()
        return row

    def value(self, sql: str, params: Params = NONE) -> Any:
        """Return the first column of the first row, or None."""
        row = self._cursor.execute(sql, params).fetchone()
        return row[0] if row else None

    def all(self, sql: str, params: Params = NONE) -> list[Row]:
        """Return every row."""
        rows: list[Row] = self._cursor.execute(sql, params).fetchall()
        return rows

    def run(self, sql: str, params: Params = NONE) -> int:
        """Execute, and return how many rows were changed."""
        count: int = self._cursor.execute(sql, params).rowcount
        return count

    def many(self, sql: str, rows: Sequence[Params]) -> None:
        """Execute once for each row."""
        self._cursor.executemany(sql, rows)

    def bulk(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute once for each row of values in order, where so many are written that names would tell."""
        self._cursor.executemany(sql, rows)

    def insert(self, table: type[Any], **values: Any) -> int:
        """Insert one row through Core, which knows the column types, and return its id."""
        target: Table = table.__table__
        key = self.conn.execute(target.insert().values(**values)).inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0

    def session(self) -> Session:
        """Return an ORM session on this transaction, for cold reads."""
        return Session(self.conn)

    def close(self) -> None:
        """Release the driver's cursor."""
        self._cursor.close()


@contextmanager
def _for_a_portion(conn: Connection, wanted: bool, last: bool) -> Iterator[None]:
    """Keep a commit from bringing the log into the file, and pages at hand until the last portion is done."""
    if not wanted:
        yield
        return
    driver = _driver(conn)
    driver.execute("PRAGMA wal_autocheckpoint=0")
    driver.execute(f"PRAGMA cache_size=-{_PORTION_CACHE}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA wal_autocheckpoint={PAGES_IN_LOG}")
        if last:
            driver.execute(f"PRAGMA cache_size=-{CACHE}")


def _driver(conn: Connection) -> Any:
    driver = conn.connection.driver_connection
    assert driver is not None
    return driver


class Store:
    """An open workspace file."""

    def __init__(self, path: Path, *, mode: str | None = None) -> None:
        """Open the file; it must exist and be migrated already."""
        self.path = path
        self._presence = Presence(path)
        self.engine: Engine = make_engine(path, mode=mode)
        self._acting = self.engine.execution_options(begin="IMMEDIATE")
        self._lock = WriterLock(path)
        self._more_portions = False
        self.changes = ChangeFeed(path)
        self.looks: list[Callable[[Tx], None]] = []  # at what must be fresh, at the beginning of every act

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Run reads on one snapshot; never keep it open while a person thinks."""
        with self._transaction(self.engine, commit=False) as tx:
            yield tx

    @contextmanager
    def act(self) -> Iterator[Tx]:
        """Run one act: commits at the end of the block, rolls back when it raises."""
        with self._lock.held(), self._transaction(self._acting, commit=True) as tx:
            self._look(tx)
            yield tx
            take_in_changes(tx)

    @contextmanager
    def portion(self) -> Iterator[Tx]:
        """Run one act of a long work, which is many acts one after the other.

        What it wrote is brought from the log into the file once the others have their turn: else one of them
        would do that in the middle of its own act, and a person would wait for it.
        """
        with self._lock.held(), self._transaction(self._acting, commit=True, quiet=True) as tx:
            self._look(tx)
            yield tx
            take_in_changes(tx)
        with self.engine.connect() as conn:
            _driver(conn).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _look(self, tx: Tx) -> None:
        for look in self.looks:
            look(tx)

    @contextmanager
    def many_portions(self) -> Iterator[None]:
        """Keep the pages that one portion read or wrote for the next one, until the block ends."""
        self._more_portions = True
        try:
            yield
        finally:
            self._more_portions = False
            with self.engine.connect() as conn:
                _driver(conn).execute(f"PRAGMA cache_size=-{CACHE}")

    @contextmanager
    def _transaction(self, engine: Engine, *, commit: bool, quiet: bool = False) -> Iterator[Tx]:
        try:
            with engine.connect() as conn, _for_a_portion(conn, quiet, not self._more_portions):
                conn.begin()
                tx = Tx(conn)
                try:
                    yield tx
                finally:
                    tx.close()
                if commit:
                    conn.commit()
        except DBAPIError as error:
            raise explain(error.orig or error, self.path) from error
        except self.driver_error as error:
            raise explain(error, self.path) from error

    @property
    def driver_error(self) -> type[Exception]:
        """Return the driver's base error class."""
        error: type[Exception] = self.engine.dialect.loaded_dbapi.Error
        return error

    def close(self) -> None:
        """Close every connection and the lock files."""
        self.changes.close()
        self.engine.dispose()
        self._lock.close()
        self._presence.close()
