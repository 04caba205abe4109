"""The first screen reads people and practice mark without loading SQLAlchemy."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role
from pipeline_tui.storage import people, playbook_versions, schema
from pipeline_tui.storage.driver import connected
from pipeline_tui.storage.peek import method_of, peek
from pipeline_tui.storage.schema import open_store
from pipeline_tui.storage.tables.people import WorkspaceRow

AT = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "textual", "phonenumbers", "holidays")


@pytest.fixture
def shop(workspace: Path) -> Path:
    """A practice workspace with three people, one of whom has left."""
    store = open_store(workspace)
    with store.act() as tx:
        tx.insert(WorkspaceRow, id=1, firm="Lotus", language="fr", practice=1, created_at=AT)
        people.add_operator(tx, "Amélie", {Role.SCOUT, Role.HUNTER}, AT)
        people.add_operator(tx, "Paul", {Role.FARMER}, AT)
        people.withdraw(tx, people.add_operator(tx, "Fatou", {Role.MANAGER}, AT))
        tx.run("UPDATE operator SET passphrase = '$argon2id$', extension = '203' WHERE name = 'Paul'")
    store.close()
    return workspace


def test_people_and_practice_mark_are_read(shop: Path) -> None:
    seen = peek(shop)
    assert (seen.firm, seen.language, seen.practice, seen.revision, seen.current) == (
        "Lotus",
        "fr",
        True,
        schema.HEAD_REVISION,
        True,
    )
    assert seen.operators == (
        Operator(1, "Amélie", frozenset({Role.SCOUT, Role.HUNTER})),
        Operator(2, "Paul", frozenset({Role.FARMER}), has_passphrase=True, extension="203"),
    )


def test_a_workspace_that_is_not_set_up_has_nobody(workspace: Path) -> None:
    assert peek(workspace).operators == ()


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_what_a_desk_just_stored_is_seen(shop: Path, mode: str) -> None:
    desk = open_store(shop, mode=mode)
    with desk.act() as tx:
        people.add_operator(tx, "Noor", {Role.SCOUT}, AT)
    assert [each.name for each in peek(shop).operators] == ["Amélie", "Paul", "Noor"]
    desk.close()


def test_nothing_heavy_is_imported(shop: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pipeline_tui.storage.peek import peek;"
        "print(len(peek(Path(sys.argv[1])).operators), *sorted(name.split('.')[0] for name in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(shop)], capture_output=True, text=True, check=True
    )
    count, *modules = said.stdout.split()
    assert count == "2"
    assert set(HEAVY).isdisjoint(modules)


def test_it_takes_less_than_ten_milliseconds(shop: Path) -> None:
    best = min(_seconds(shop) for _ in range(50))  # what else the machine does is no fault of ours
    assert best < 0.010


def _seconds(path: Path) -> float:
    start = time.perf_counter()
    peek(path)
    return time.perf_counter() - start


def test_the_playbook_that_holds_is_read_where_one_was_adopted(shop: Path) -> None:
    assert method_of(shop) == {}
    store = open_store(shop)
    with store.act() as tx:
        for number in (1, 2):
            playbook_versions.keep(tx, number, {"playbook.toml": f"version = {number}"}, None, AT)
        for number in (1, 2, 1):
            playbook_versions.stand(tx, number, None, AT)
    store.close()
    assert method_of(shop) == {"playbook.toml": "version = 1"}


def test_a_newer_schema_is_refused_before_its_tables_are_read(shop: Path) -> None:
    with connected(shop) as connection:
        connection.execute(f"PRAGMA user_version={int(schema.HEAD_REVISION) + 1}")
        connection.execute("DROP TABLE operator_role")
    with pytest.raises(WorkspaceTrouble, match="newer version"):
        peek(shop)


def test_a_missing_workspace_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceTrouble, match="no workspace here"):
        peek(tmp_path / "shop.db")
    assert not list(tmp_path.iterdir())
