"""A full disk or a locked folder is said plainly, loses nothing stored, and is got over."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage import schema
from pipeline_tui.storage.backup import back_up
from pipeline_tui.storage.driver import connected, sqlite_module
from pipeline_tui.storage.faults import explain
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.tables.contacts import FirmRow

AT = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
NOTE = "x" * 16_000
DISK = 4 * 2**20  # bytes


def system(error: int) -> OSError:
    return OSError(error, os.strerror(error))


def engine(said: str) -> Exception:
    error: Exception = sqlite_module().OperationalError(said)
    return error


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (engine("database or disk is full"), "The disk is full"),
        (system(errno.ENOSPC), "The disk is full"),
        (system(errno.EDQUOT), "The disk is full"),
        (engine("attempt to write a readonly database"), "This folder cannot be written"),
        (engine("unable to open database file"), "This folder cannot be written"),
        (system(errno.EROFS), "This folder cannot be written"),
        (system(errno.EACCES), "This folder cannot be written"),
        (system(errno.ENOENT), "There is no workspace here"),
        (engine("database disk image is malformed"), "Damage found in the workspace"),
        (engine("file is not a database"), "Damage found in the workspace"),
        (engine("database is locked"), "The workspace is busy"),
        (engine("database table is locked: position"), "The workspace is busy"),
        (engine("disk I/O error"), "The disk does not answer"),
        (system(errno.EIO), "The disk does not answer"),
        (engine("UNIQUE constraint failed: list.folded"), "The workspace refused an act"),
    ],
)
def test_faults_in_plain_words(workspace: Path, error: Exception, title: str) -> None:
    trouble = explain(error, workspace)
    assert trouble.title == title
    assert trouble.detail
    assert trouble.next_step
    assert trouble.exit_code == 3
    assert trouble.data["engine"]


def test_a_workspace_that_vanished_is_not_called_unwritable(tmp_path: Path) -> None:
    gone = explain(engine("unable to open database file"), tmp_path / "shop.db")
    assert gone.title == "There is no workspace here"


class SmallDisk:
    """A disk of 4 MB that can be filled and freed: a real one where we may mount, else a limit on pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        options = ["-t", "tmpfs", "-o", f"size={DISK}", "tmpfs"]
        self.real = (
            os.geteuid() == 0 and not subprocess.run(["mount", *options, folder], check=False).returncode
        )
        self._limit = DISK // 4096
        self._ballast = folder / "ballast"

    def connect(self, store: Store) -> None:
        """Make the store feel the limit where the disk is not real."""
        if not self.real:

            @event.listens_for(store.engine, "checkout")
            def _limit(connection: object, *_rest: object) -> None:
                connection.execute(f"PRAGMA max_page_count={self._limit}")  # type: ignore[attr-defined]

    def take_half(self) -> None:
        if self.real:
            self._ballast.write_bytes(b"\0" * (DISK // 2))
        else:
            self._limit = DISK // 2 // 4096

    def make_room(self) -> None:
        self._ballast.unlink(missing_ok=True)
        self._limit = DISK // 4096

    def remount(self, options: str) -> None:
        if self.real:
            subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)
        else:
            self.folder.chmod(0o555 if options == "ro" else 0o755)

    def close(self) -> None:
        if self.real:
            subprocess.run(["umount", self.folder], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.close()


def fill(store: Store, stored: list[int]) -> WorkspaceTrouble:
    """Store firms until the disk refuses; ``stored`` gets what was acknowledged."""
    for number in range(len(stored), 2000):
        try:
            with store.act() as tx:
                tx.insert(FirmRow, id=number + 1, name=NOTE)
        except WorkspaceTrouble as trouble:
            return trouble
        stored.append(number + 1)
    raise AssertionError("the disk never filled")


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_a_full_disk_loses_nothing_and_is_got_over(small_disk: SmallDisk, mode: str) -> None:
    path = small_disk.folder / "shop.db"
    schema.create(path, mode=mode)
    store = schema.open_store(path, mode=mode)
    small_disk.connect(store)
    small_disk.take_half()
    stored: list[int] = []
    trouble = fill(store, stored)
    assert trouble.title == "The disk is full"
    assert "Nothing of the last act was stored" in trouble.detail
    assert_whole(store, stored)
    store.close()

    store = schema.open_store(path, mode=mode)  # a desk started while it is full
    small_disk.connect(store)
    assert_whole(store, stored)
    small_disk.make_room()
    before = len(stored)
    assert fill(store, stored).title == "The disk is full"
    assert len(stored) > before
    assert_whole(store, stored)
    store.close()


def assert_whole(store: Store, stored: list[int]) -> None:
    assert stored
    with store.read() as tx:
        assert [row[0] for row in tx.all("SELECT id FROM firm ORDER BY id")] == stored
        assert tx.value("PRAGMA integrity_check") == "ok"


def test_a_backup_that_finds_no_room_leaves_nothing_behind(small_disk: SmallDisk, tmp_path: Path) -> None:
    if not small_disk.real:
        small_disk.remount("ro")
    path = tmp_path / "shop.db"
    schema.create(path)
    store = schema.open_store(path)
    with store.act() as tx:
        for number in range(400):
            tx.insert(FirmRow, id=number + 1, name=NOTE)
    with pytest.raises(WorkspaceTrouble) as caught:
        back_up(path, small_disk.folder / "monday.db", at=AT)
    assert caught.value.title in {"The disk is full", "This folder cannot be written"}
    assert "No backup was made" in caught.value.detail
    assert list(small_disk.folder.iterdir()) == []
    assert_whole(store, list(range(1, 401)))
    store.close()


def test_a_folder_that_cannot_be_written_is_refused_untouched(small_disk: SmallDisk, workspace: Path) -> None:
    path = small_disk.folder / "shop.db"
    path.write_bytes(workspace.read_bytes())
    small_disk.remount("ro")
    for attempt in (schema.open_store, schema.create):
        with pytest.raises(WorkspaceTrouble, match="cannot be written") as caught:
            attempt(path)
        assert "nothing was saved" in caught.value.detail
    small_disk.remount("rw")
    schema.open_store(path).close()


def test_an_act_that_raises_is_taken_back(blank_store: Store) -> None:
    with pytest.raises(KeyError), blank_store.act() as tx:
        tx.insert(FirmRow, name="Lotus")
        raise KeyError("a rule")
    with blank_store.read() as tx:
        assert tx.value("SELECT COUNT(*) FROM firm") == 0


def test_reads_never_write(blank_store: Store) -> None:
    with blank_store.read() as tx:
        tx.insert(FirmRow, name="Lotus")
    with blank_store.read() as tx:
        assert tx.value("SELECT COUNT(*) FROM firm") == 0


def test_the_pragmas_that_keep_promises_are_set(blank_store: Store) -> None:
    wanted = {
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
    with blank_store.read() as tx:
        assert {name: tx.value(f"PRAGMA {name}") for name in wanted} == wanted
    with connected(blank_store.path) as connection:
        assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
