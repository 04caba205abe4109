"""Making and opening a workspace file: guards first, an upgrade when the schema is older, then the store.

The revision is kept in the file's header (``PRAGMA user_version``), so a current workspace opens without
Alembic; Alembic's own table says the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.backup import back_up, sync_folder
from pipeline_tui.storage.driver import APPLICATION_ID, driver_error
from pipeline_tui.storage.engine import make_engine
from pipeline_tui.storage.faults import explain
from pipeline_tui.storage.generations import backups_folder, generation_path
from pipeline_tui.storage.place_guard import guard_place
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.workspace_file import HEAD_REVISION, mark_of, require_known
from pipeline_tui.storage.writer_lock import alone_with, lock_files, nobody_in, queued
from pipeline_tui.wording import tr

__all__ = ["HEAD_REVISION", "PROGRAM", "Schema", "create", "creating", "open_store"]


@dataclass(frozen=True, slots=True)
class Schema:
    """The newest revision a program knows, and the folder of its revisions."""

    head: str
    scripts: Path


PROGRAM = Schema(HEAD_REVISION, Path(__file__).parent / "migrations")


def open_store(path: Path, *, mode: str | None = None, schema: Schema = PROGRAM) -> Store:
    """Open a workspace, upgrading an older one after a backup.

    ``mode`` forces a journal mode (tests only). Raises WorkspaceTrouble when the file is missing, foreign,
    damaged, newer than this program, in use while it must be upgraded, or in a place that cannot hold it.
    """
    if path.exists():
        guard_place(path)
    mark = mark_of(path)
    require_known(path, mark, schema.head)
    with _explained(path):
        if mark.revision < int(schema.head):
            _upgrade(path, schema)
        store = Store(path, mode=mode)
    try:
        # Another program may have upgraded it before our presence kept it from doing so.
        require_known(path, mark_of(path), schema.head)
    except WorkspaceTrouble:
        store.close()
        raise
    return store


def create(path: Path, *, mode: str | None = None, schema: Schema = PROGRAM) -> None:
    """Make a new, empty workspace file."""
    with creating(path, mode=mode, schema=schema):
        pass


@contextmanager
def creating(path: Path, *, mode: str | None = None, schema: Schema = PROGRAM) -> Iterator[Store]:
    """Lend the store of a workspace in the making; it appears at ``path`` when the block ends, or not at all.

    Raises WorkspaceTrouble when something is at ``path`` already.
    """
    guard_place(path)
    part = path.with_name(path.name + ".part")
    with ExitStack() as holding:
        with _explained(path):
            holding.enter_context(alone_with(path, tr("while it is made")))
            _require_vacant(path)
            _sweep(part)
            holding.callback(_sweep, part)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _migrate(part, schema)
            store = Store(part, mode=mode)
        try:
            yield store
        finally:
            store.close()
        with _explained(path):
            part.rename(path)
            sync_folder(path.parent)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise explain(error, path) from error


def _require_vacant(path: Path) -> None:
    remains = [path.with_name(path.name + ending) for ending in ("", "-wal", "-journal")]
    if taken := next((each for each in remains if each.exists()), None):
        raise WorkspaceTrouble(
            tr("There is already something here"),
            tr("{taken} exists; it was left alone and no workspace was made.", taken=taken),
            tr("Open it, or name another file with --workspace."),
        )


def _sweep(part: Path) -> None:
    beside = [part.with_name(part.name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    for each in (*beside, *lock_files(part)):
        each.unlink(missing_ok=True)


def _upgrade(path: Path, schema: Schema) -> None:
    """Bring an older workspace up to date, alone with it and after a backup."""
    with queued(path):
        if mark_of(path).revision >= int(schema.head):
            return  # another program did it while this one waited
        with nobody_in(path, tr("while its schema is upgraded")):
            now = datetime.now(UTC)
            backups_folder(path).mkdir(exist_ok=True)
            back_up(path, generation_path(path, now, f"before-upgrade-{schema.head}"), at=now)
            _migrate(path, schema)


def _migrate(path: Path, schema: Schema) -> None:
    """Run the missing revisions in one exclusive transaction."""
    from pipeline_tui.storage.migrations.upgrade import upgrade

    engine = make_engine(path)
    try:
        with engine.connect().execution_options(begin="EXCLUSIVE") as connection:
            _pragma(connection, "foreign_keys=OFF")  # has no effect inside a transaction
            with connection.begin():
                if int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) >= int(schema.head):
                    return
                upgrade(connection, schema.scripts, schema.head)
                _require_whole_references(connection, path)
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={int(schema.head)}")
    except (DBAPIError, driver_error()) as error:
        cause = error.orig or error if isinstance(error, DBAPIError) else error
        raise explain(cause, path) from error
    finally:
        engine.dispose()


def _pragma(connection: Connection, pragma: str) -> None:
    """Set a pragma outside any transaction, which SQLAlchemy would otherwise begin."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _require_whole_references(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise WorkspaceTrouble(
            tr("The upgrade was taken back"),
            tr(
                "After it, a row of {broken} in {path} would refer to nothing in {broken2}. Nothing "
                "was changed.",
                broken=broken[0],
                path=path,
                broken2=broken[2],
            ),
            tr("Run `pipeline-tui doctor` and report what it says."),
        )
