"""A backup is whole or not there; a restore changes nothing until it has everything."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage import backup, schema
from pipeline_tui.storage.backup import back_up, restore
from pipeline_tui.storage.driver import connected, read_mark
from pipeline_tui.storage.generations import backups_folder, generations, last_backup
from pipeline_tui.storage.tables.contacts import FirmRow
from pipeline_tui.storage.tables.people import WorkspaceRow

AT = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
PUT_BACK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.storage.backup import restore
try:
    restore(Path(sys.argv[1]), Path(sys.argv[2]), at=datetime.now(UTC))
except PipelineError as error:
    print(error.title)
"""


def add_firm(path: Path, name: str) -> None:
    store = schema.open_store(path)
    with store.act() as tx:
        tx.insert(FirmRow, name=name)
    store.close()


def firms(path: Path) -> list[str]:
    with connected(path, read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM firm ORDER BY id")]


def damage(path: Path) -> None:
    """Overwrite the middle of a closed file."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)


def test_a_backup_that_nobody_waits_for_is_given_up(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEPS_BETWEEN", 50)  # a small copy is checked in few steps
    asked = iter([False, False, True])
    with pytest.raises(WorkspaceTrouble, match="given up"):
        back_up(workspace, tmp_path / "monday.db", at=AT, given_up=lambda: next(asked, True))
    assert not list(tmp_path.glob("monday*"))
    assert back_up(workspace, tmp_path / "monday.db", at=AT, given_up=lambda: False).size


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_a_backup_holds_what_was_stored_while_desks_work(workspace: Path, tmp_path: Path, mode: str) -> None:
    store = schema.open_store(workspace, mode=mode)
    with store.act() as tx:
        tx.insert(FirmRow, name="Lotus")
    target = tmp_path / "usb" / "monday.db"
    with pytest.raises(WorkspaceTrouble, match="folder of the backup"):
        back_up(workspace, target, at=AT)  # a disk that is not plugged in
    assert not target.parent.exists()
    target.parent.mkdir()
    made = back_up(workspace, target, at=AT)
    with store.act() as tx:
        tx.insert(FirmRow, name="Iris")
    store.close()
    assert firms(target) == ["Lotus"]
    assert made.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert made.size == target.stat().st_size
    assert sorted(each.name for each in target.parent.iterdir()) == ["monday.db", "monday.db.sha256"]
    assert last_backup(workspace) == (AT, str(target))


def test_the_checksum_file_is_one_that_sha256sum_reads(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "monday.db", at=AT)
    subprocess.run(
        ["sha256sum", "--check", "monday.db.sha256"], cwd=tmp_path, check=True, capture_output=True
    )


def test_a_backup_can_be_read_where_nothing_can_be_written(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "monday.db", at=AT)
    with connected(tmp_path / "monday.db", read_only=True) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_earlier_backup_is_replaced_and_nothing_else(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "daily.db", at=AT)
    add_firm(workspace, "Iris")
    back_up(workspace, tmp_path / "daily.db", at=AT)
    assert firms(tmp_path / "daily.db") == ["Iris"]
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ms Noor")
    for taken in (letter, workspace, tmp_path):
        with pytest.raises(WorkspaceTrouble, match="something else at that place"):
            back_up(workspace, taken, at=AT)
    assert letter.read_text() == "Dear Ms Noor"
    assert firms(workspace) == ["Iris"]


def test_damage_is_never_kept_as_a_backup(workspace: Path, tmp_path: Path) -> None:
    damage(workspace)
    with pytest.raises(WorkspaceTrouble, match="Damage found"):
        back_up(workspace, tmp_path / "monday.db", at=AT)
    assert not list(tmp_path.glob("monday*"))


def test_a_restore_brings_back_what_was_and_keeps_what_is(workspace: Path, tmp_path: Path) -> None:
    add_firm(workspace, "Lotus")
    back_up(workspace, tmp_path / "monday.db", at=AT)
    add_firm(workspace, "Iris")
    inode = workspace.stat().st_ino
    done = restore(tmp_path / "monday.db", workspace, at=AT)
    assert firms(workspace) == ["Lotus"]
    assert workspace.stat().st_ino == inode
    assert firms(Path(done.kept)) == ["Lotus", "Iris"]
    assert done.revision == schema.HEAD_REVISION
    restore(Path(done.kept), workspace, at=AT.replace(hour=14))
    assert firms(workspace) == ["Lotus", "Iris"]
    assert [each.reason for each in generations(workspace)] == ["before-restore", "before-restore"]
    add_firm(workspace, "Aster")


def test_a_restore_makes_a_workspace_where_there_is_none(workspace: Path, tmp_path: Path) -> None:
    add_firm(workspace, "Lotus")
    back_up(workspace, tmp_path / "monday.db", at=AT)
    new = tmp_path / "new.db"
    new.with_name("new.db-wal").write_bytes(b"the log of a workspace that is gone")
    assert restore(tmp_path / "monday.db", new, at=AT).kept == ""
    assert firms(new) == ["Lotus"]
    add_firm(new, "Iris")


@pytest.mark.parametrize("harm", ["middle", "header", "cut", "text"])
def test_a_restore_over_a_damaged_workspace(workspace: Path, tmp_path: Path, harm: str) -> None:
    add_firm(workspace, "Lotus")
    back_up(workspace, tmp_path / "monday.db", at=AT)
    if harm == "middle":
        damage(workspace)
    elif harm == "cut":
        workspace.write_bytes(workspace.read_bytes()[:5000])
    else:
        start = b"\0" * 100 if harm == "header" else b"Dear Ms Noor, " * 20
        workspace.write_bytes(start + workspace.read_bytes()[len(start) :])
    harmed = workspace.read_bytes()
    done = restore(tmp_path / "monday.db", workspace, at=AT)
    assert firms(workspace) == ["Lotus"]
    assert Path(done.kept).stat().st_size >= len(harmed) - len(harmed) % 4096
    add_firm(workspace, "Iris")


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def newer(path: Path) -> None:
    with connected(path) as connection:
        connection.execute("PRAGMA user_version=7")


def flipped(path: Path) -> None:
    """Change one letter of a stored text, which the engine cannot see."""
    path.write_bytes(path.read_bytes().replace(b"Lotus", b"Locus"))


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (other_program, "This is no backup of a workspace"),
        (newer, "This workspace was made by a newer version"),
        (damage, "This backup is damaged"),
        (flipped, "This backup is damaged"),
        (Path.unlink, "This is no backup of a workspace"),
    ],
)
def test_a_backup_that_will_not_do_changes_nothing(
    workspace: Path, tmp_path: Path, spoil: object, title: str
) -> None:
    add_firm(workspace, "Lotus")
    monday = tmp_path / "monday.db"
    back_up(workspace, monday, at=AT)
    if spoil is other_program:
        monday.unlink()
    assert callable(spoil)
    spoil(monday)
    before = workspace.read_bytes()
    with pytest.raises(WorkspaceTrouble, match=title):
        restore(monday, workspace, at=AT)
    assert workspace.read_bytes() == before


def test_nothing_is_put_back_under_an_open_desk(workspace: Path, tmp_path: Path) -> None:
    add_firm(workspace, "Lotus")
    back_up(workspace, tmp_path / "monday.db", at=AT)
    desk = schema.open_store(workspace, mode="truncate")
    said = subprocess.run(
        [sys.executable, "-c", PUT_BACK, str(tmp_path / "monday.db"), str(workspace)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "The workspace is in use"
    with desk.read() as tx:
        assert tx.value("SELECT name FROM firm") == "Lotus"
    desk.close()


CUT_SHORT = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.storage.backup import restore
if sys.argv[3] == "killed":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # the write that goes too far kills the program
resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
try:
    restore(Path(sys.argv[1]), Path(sys.argv[2]), at=datetime.now(UTC))
except PipelineError as error:
    print(error.title)
"""


@pytest.mark.parametrize("end", ["killed", "refused"])
def test_a_restore_cut_short_leaves_the_old_workspace(workspace: Path, tmp_path: Path, end: str) -> None:
    add_firm(workspace, "Iris")
    back_up(workspace, tmp_path / "small.db", at=AT)
    for _ in range(4):
        add_firm(workspace, "x" * 500_000)
    back_up(workspace, tmp_path / "large.db", at=AT)
    restore(tmp_path / "small.db", workspace, at=AT)
    said = subprocess.run(
        [sys.executable, "-c", CUT_SHORT, str(tmp_path / "large.db"), str(workspace), end],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout.strip()) == {
        "killed": (-25, ""),
        "refused": (0, "The disk does not answer"),
    }[end]
    assert firms(workspace) == ["Iris"]
    with connected(workspace) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restore(tmp_path / "large.db", workspace, at=AT)
    assert len(firms(workspace)) == 5


@pytest.mark.parametrize("practice", [0, 1])
def test_practice_and_real_data_stay_apart(workspace: Path, tmp_path: Path, practice: int) -> None:
    for kind in (1 - practice, practice):
        store = schema.open_store(workspace)
        with store.act() as tx:
            tx.run("DELETE FROM workspace")
            tx.insert(WorkspaceRow, id=1, firm="Lotus", practice=kind, created_at=AT)
        store.close()
        back_up(workspace, tmp_path / f"{kind}.db", at=AT)
    before = workspace.read_bytes()
    with pytest.raises(WorkspaceTrouble, match="stay apart"):
        restore(tmp_path / f"{1 - practice}.db", workspace, at=AT)
    assert workspace.read_bytes() == before
    restore(tmp_path / f"{practice}.db", workspace, at=AT)
    restore(tmp_path / f"{1 - practice}.db", tmp_path / "new.db", at=AT)


def test_nothing_is_put_back_onto_itself(workspace: Path) -> None:
    with pytest.raises(WorkspaceTrouble, match="the workspace itself"):
        restore(workspace, workspace, at=AT)


def test_a_restored_file_is_still_ours(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "monday.db", at=AT)
    restore(tmp_path / "monday.db", tmp_path / "new.db", at=AT)
    with connected(tmp_path / "new.db", read_only=True) as connection:
        assert read_mark(connection).ours


def test_foreign_files_in_the_folder_of_backups_are_no_generations(workspace: Path) -> None:
    backups_folder(workspace).mkdir()
    (backups_folder(workspace) / "notes.db").touch()
    assert generations(workspace) == ()
