"""Locks on files beside the workspace: the fair queue of writers, and who has the workspace open.

SQLite's busy handler sleeps up to 100 ms and is unfair; the kernel wakes waiters of a file lock in turn.
A killed process loses its locks at once.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline_tui.domain.errors import Refused, WorkspaceTrouble
from pipeline_tui.wording import tr

if sys.platform == "win32":
    import msvcrt
    import os

    _SEATS = 1024  # Windows locks bytes: one seat for each open workspace, all of them to be alone

    def _lock(file: IO[bytes]) -> None:
        while True:
            try:
                file.seek(0)
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:  # LK_LOCK gives up after ten seconds; the queue does not
                continue

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

    def _share(file: IO[bytes]) -> None:
        file.seek(1 + os.getpid() % _SEATS)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

    def _try_alone(file: IO[bytes]) -> bool:
        file.seek(1)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, _SEATS)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def _share(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_SH)

    def _try_alone(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock_files(database: Path) -> tuple[Path, Path]:
    """Return the names of the two lock files of a workspace: writers' queue, presence."""
    return database.with_name(database.name + ".lock"), database.with_name(database.name + ".open")


class WriterLock:
    """One writer at a time, among threads of this process and among processes."""

    def __init__(self, database: Path) -> None:
        """Name the lock after the database file; the file itself stays empty."""
        self.path = lock_files(database)[0]
        self._thread = threading.Lock()
        self._file = self.path.open("ab")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the turn and hold it."""
        with self._thread:
            _lock(self._file)
            try:
                yield
            finally:
                _unlock(self._file)

    def close(self) -> None:
        """Let go of the lock file."""
        self._file.close()


class Presence:
    """Says that a store has the workspace open; waits while somebody must be alone with it."""

    def __init__(self, database: Path) -> None:
        """Take a place among those who have it open."""
        self._file = lock_files(database)[1].open("ab")
        _share(self._file)

    def close(self) -> None:
        """Give the place up."""
        self._file.close()


@contextmanager
def queued(database: Path) -> Iterator[None]:
    """Hold the writers' queue of a workspace that need not be open."""
    lock = WriterLock(database)
    try:
        with lock.held():
            yield
    finally:
        lock.close()


@contextmanager
def nobody_in(database: Path, purpose: str) -> Iterator[None]:
    """Keep everybody out of a workspace; take the queue first, so that two who want this do not clash.

    Raises WorkspaceTrouble at once when a desk or command has it open; ``purpose`` completes
    "Everybody must leave it ...".
    """
    with lock_files(database)[1].open("ab") as presence:
        if not _try_alone(presence):
            raise WorkspaceTrouble(
                tr("The workspace is in use"),
                tr(
                    "Everybody must leave {database} {purpose}; a desk or a command still has it open. "
                    "Nothing was changed.",
                    database=database,
                    purpose=purpose,
                ),
                tr("Close every desk that uses it and try again."),
            )
        yield


@contextmanager
def alone_with(database: Path, purpose: str) -> Iterator[None]:
    """Hold a workspace with nobody else in it; two who want that wait for each other."""
    with queued(database), nobody_in(database, purpose):
        yield


@contextmanager
def only_loader(database: Path) -> Iterator[None]:
    """Hold the right to load a list into a workspace; a killed loader loses it at once.

    Raises Refused when another program is loading one.
    """
    with loader_if_free(database) as free:
        if not free:
            raise Refused(
                tr("Another list is being loaded"),
                tr("One list is loaded at a time; nothing was changed."),
                tr("Wait until it is in, then try again."),
            )
        yield


@contextmanager
def settler_if_free(database: Path) -> Iterator[bool]:
    """Hold the right to compute places anew if nobody has it; yields whether it is held."""
    with database.with_name(database.name + ".settling").open("ab") as file:
        yield _try_alone(file)


@contextmanager
def loader_if_free(database: Path) -> Iterator[bool]:
    """Hold the right to load a list if nobody has it; yields whether it is held."""
    with database.with_name(database.name + ".loading").open("ab") as file:
        yield _try_alone(file)
