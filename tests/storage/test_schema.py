"""A workspace is made whole or not at all, and only one that is ours and known is opened."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage import examination, schema
from pipeline_tui.storage.backup import back_up
from pipeline_tui.storage.driver import connected, driver_error, read_mark, sqlite_module
from pipeline_tui.storage.peek import peek
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.tables import metadata

TRIGGERS = {f"trigger {name}" for name in examination.TRIGGERS}
INDEX = {"word_index", *(f"word_index_{part}" for part in ("data", "idx", "content", "config"))}


def described(path: Path) -> dict[str, object]:
    """Return tables with their columns and references, and indexes and triggers as they are written."""
    found: dict[str, object] = {}
    with connected(path, read_only=True) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        for kind, name, sql in rows.fetchall():
            if kind != "table":
                found[f"{kind} {name}"] = re.sub(r"\s+", " ", sql)
                continue
            if name in INDEX:
                continue  # a virtual table and its shadows are no tables of the model: looked at apart
            columns = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            found[f"table {name}"] = {row[1]: (row[2], row[3], row[5]) for row in columns}
            references = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            found[f"references of {name}"] = {row[2:7] for row in references}
    return found


def test_the_revisions_create_exactly_what_the_tables_declare(workspace: Path, tmp_path: Path) -> None:
    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}", module=sqlite_module())
    metadata.create_all(engine)
    engine.dispose()
    migrated = described(workspace)
    assert {each for each in migrated if each.startswith("trigger")} == TRIGGERS
    ours = {each: what for each, what in migrated.items() if "alembic" not in each and each not in TRIGGERS}
    assert ours == described(declared), "a table changed: write a revision"


def test_every_table_is_strict(workspace: Path) -> None:
    with connected(workspace, read_only=True) as connection:
        loose = [row[1] for row in connection.execute("PRAGMA table_list") if not row[5]]
    assert set(loose) - INDEX <= {"alembic_version", "sqlite_schema", "sqlite_temp_schema"}


def test_the_index_of_words_is_a_virtual_table_with_nothing_but_its_shadows(workspace: Path) -> None:
    with connected(workspace, read_only=True) as connection:
        kinds = {row[1]: row[2] for row in connection.execute("PRAGMA table_list") if "word_index" in row[1]}
    assert set(kinds) == INDEX
    assert {name for name, kind in kinds.items() if kind == "virtual"} == {"word_index"}


def test_header_and_alembic_agree(workspace: Path) -> None:
    with connected(workspace, read_only=True) as connection:
        mark = read_mark(connection)
        (said,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert mark.ours
    assert f"{mark.revision:04d}" == said == schema.HEAD_REVISION


def test_a_current_workspace_opens_without_alembic(workspace: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pipeline_tui.storage.schema import open_store;"
        "open_store(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(workspace)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"


def test_only_the_workspace_and_its_locks_are_left(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    schema.create(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["shop.db", "shop.db.lock", "shop.db.open"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_workspace_that_could_not_be_filled_does_not_appear(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with pytest.raises(KeyError), schema.creating(path):
        raise KeyError("no such playbook")
    assert not path.exists()
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_nothing_is_overwritten_by_a_new_workspace(tmp_path: Path, ending: str) -> None:
    taken = tmp_path / f"shop.db{ending}"
    taken.write_bytes(b"somebody's work")
    with pytest.raises(WorkspaceTrouble, match="already something here"):
        schema.create(tmp_path / "shop.db")
    assert taken.read_bytes() == b"somebody's work"


def test_the_journal_can_only_grow(blank_store: Store) -> None:
    entry = (
        "INSERT {} INTO journal (operator_id, seq, at, verb, act, detail, prev, hash) "
        "VALUES (1, 1, '2026-11-23T13:03:00.000000Z', 'x', 'a1', '{{}}', '', 'h')"
    )
    with blank_store.act() as tx:
        tx.run(entry.format(""))
    for statement in (
        "UPDATE journal SET hash = 'other'",
        "DELETE FROM journal",
        entry.format("OR REPLACE"),
    ):
        with pytest.raises(WorkspaceTrouble) as caught, blank_store.act() as tx:
            tx.run(statement)
        assert "append-only" in caught.value.data["engine"]
    with blank_store.read() as tx:
        assert tx.all("SELECT seq, hash FROM journal") == [(1, "h")]


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def text_file(path: Path) -> None:
    path.write_text("Claire MARTIN;+33 6 12 34 56 78\n" * 200)


def newer(path: Path) -> None:
    schema.create(path)
    with connected(path) as connection:
        connection.execute("PRAGMA user_version=7")


REFUSED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "missing": (lambda _path: None, "There is no workspace here", "pipeline-tui init"),
    "folder": (lambda path: path.mkdir(), "There is no workspace here", "--workspace"),
    "empty": (lambda path: path.touch(), "This file is empty", "pipeline-tui restore"),
    "foreign database": (foreign, "This file is not a workspace", "--workspace"),
    "text": (text_file, "This file is not a workspace", "--workspace"),
    "newer": (newer, "This workspace was made by a newer version", "Update this workstation."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_ours_or_not_known_is_refused_untouched(tmp_path: Path, case: str) -> None:
    make, title, next_step = REFUSED[case]
    path = tmp_path / "shop.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorkspaceTrouble) as caught:
        schema.open_store(path)
    assert caught.value.title == title
    assert next_step in caught.value.next_step
    assert (path.read_bytes() if path.is_file() else None) == before


def test_the_refusal_of_a_newer_schema_names_both(tmp_path: Path) -> None:
    newer(tmp_path / "shop.db")
    with pytest.raises(WorkspaceTrouble) as caught:
        schema.open_store(tmp_path / "shop.db")
    known = f"schema 0007; this program knows up to {schema.HEAD_REVISION}. Nothing was changed."
    assert known in caught.value.detail


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceTrouble, match="There is no workspace here"):
        schema.open_store(tmp_path / "nowhere" / "shop.db")


@pytest.mark.parametrize("name", ["a shop #1 100%?.db", "Épicerie «Étoile».db", "店.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    schema.create(path)
    schema.open_store(path).close()
    assert path.exists()


KILLED_WRITING = """
import os, signal, sys
from pathlib import Path
from pipeline_tui.storage.schema import open_store
from pipeline_tui.storage.tables.contacts import FirmRow
with open_store(Path(sys.argv[1]), mode="truncate").act() as tx:
    tx.run("PRAGMA cache_size=5")  # pages reach the file before the commit
    for number in range(100):
        tx.insert(FirmRow, name="x" * 16_000)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def half_written(blank_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace and the rollback journal that a program killed in mid-commit left; copy both."""
    path = shutil.copyfile(blank_workspace, tmp_path_factory.mktemp("killed") / "shop.db")
    subprocess.run([sys.executable, "-c", KILLED_WRITING, str(path)], check=False)
    assert path.with_name("shop.db-journal").stat().st_size > 512
    return path


@pytest.mark.parametrize(
    "look",
    [
        lambda path: schema.open_store(path, mode="truncate").close(),
        lambda path: schema.open_store(path, mode="wal").close(),
        peek,
        lambda path: back_up(path, path.with_name("backup.db"), at=datetime(2026, 11, 23, tzinfo=UTC)),
    ],
    ids=["open", "open as wal", "peek", "back up"],
)
def test_what_a_killed_program_left_half_written_is_taken_back(
    half_written: Path, tmp_path: Path, look: Callable[[Path], object]
) -> None:
    workspace = shutil.copyfile(half_written, tmp_path / "shop.db")
    shutil.copyfile(half_written.with_name("shop.db-journal"), tmp_path / "shop.db-journal")
    look(workspace)
    with connected(workspace, read_only=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT COUNT(*) FROM firm").fetchone() == (0,)


def test_a_read_only_connection_writes_nothing(workspace: Path) -> None:
    with connected(workspace, read_only=True) as connection, pytest.raises(driver_error(), match="readonly"):
        connection.execute("DELETE FROM journal")
