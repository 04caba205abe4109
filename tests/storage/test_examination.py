"""The doctor finds each kind of harm, and nothing in a healthy workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.domain.examination import Check
from pipeline_tui.services.keeping_safe import back_up, back_up_when_due, examine, restore
from pipeline_tui.storage import driver, journal
from pipeline_tui.storage.driver import connected
from pipeline_tui.storage.generations import backups_folder, generation_path, generations
from pipeline_tui.storage.schema import open_store
from pipeline_tui.storage.tables.contacts import ContactRow
from pipeline_tui.storage.tables.line import PositionRow
from pipeline_tui.storage.tables.people import OperatorRow

AT = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)


@pytest.fixture
def lived_in(workspace: Path) -> Path:
    """A workspace with two operators, two contacts, one of them in hand, and two entries."""
    store = open_store(workspace)
    with store.act() as tx:
        for name in ("Amélie", "Paul"):
            tx.insert(OperatorRow, name=name, folded=name.lower(), created_at=AT)
            tx.insert(ContactRow, last_name=f"of {name}", created_at=AT)
        tx.insert(PositionRow, contact_id=1, held_by=1, token="t1", lease=60)
        tx.insert(PositionRow, contact_id=2)
        journal.append(tx, 1, "claim", "a1", AT, 1)
        journal.append(tx, 1, "outcome", "a2", AT, 1)
    store.close()
    return workspace


def wrong(path: Path) -> dict[str, Check]:
    found = examine(path)
    assert found.ok is all(check.ok for check in found.checks)
    return {check.name: check for check in found.checks if not check.ok}


def test_a_healthy_workspace(lived_in: Path) -> None:
    found = examine(lived_in)
    assert found.ok
    assert {check.name: check.detail for check in found.checks}["journal chains"].startswith("3 entries in 2")
    assert [check.name for check in found.checks] == [
        *("folder", "free space", "engine", "journal mode", "quick check", "integrity"),
        *("references", "schema", "positions", "playbook", "journal chains", "last backup"),
    ]


def sql(*statements: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with connected(path) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            for statement in statements:
                connection.execute(statement)

    return harm


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)


HARM: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a contact nowhere": (sql("DELETE FROM position WHERE contact_id = 2"), {"positions"}),
    "two in one hand": (
        sql(
            "DROP INDEX uq_position_held_by", "UPDATE position SET held_by = 1, token = contact_id, lease = 9"
        ),
        {"positions"},
    ),
    "a hold without end": (sql("UPDATE position SET lease = NULL"), {"positions"}),
    "a position of nobody": (sql("DELETE FROM contact WHERE id = 2"), {"references"}),
    "an entry rewritten": (
        sql("DROP TRIGGER journal_update", "UPDATE journal SET verb = 'x' WHERE operator_id = 1 AND seq = 1"),
        {"schema", "journal chains"},
    ),
    "the last entry cut": (
        sql("DROP TRIGGER journal_delete", "DELETE FROM journal WHERE operator_id = 1 AND seq = 2"),
        {"schema", "journal chains"},
    ),
    "a playbook rewritten": (
        sql(
            "INSERT INTO playbook_version (id, digest, files, at) VALUES (1, 'd', '{}', '2026-11-23')",
        ),
        {"playbook"},
    ),
    "newer": (sql("PRAGMA user_version=9"), {"schema"}),
}


@pytest.mark.parametrize("case", HARM)
def test_each_harm_is_named_with_a_next_step(lived_in: Path, case: str) -> None:
    harm, names = HARM[case]
    harm(lived_in)
    found = wrong(lived_in)
    assert set(found) == names
    assert all(check.detail and check.next_step for check in found.values())


def test_damage_is_reported_not_raised(lived_in: Path) -> None:
    overwrite(lived_in)
    found = wrong(lived_in)
    assert {"quick check", "integrity"} <= set(found)
    assert "pipeline-tui restore" in found["integrity"].next_step


def test_a_cut_file_is_reported_not_raised(lived_in: Path) -> None:
    lived_in.write_bytes(lived_in.read_bytes()[:9000])
    assert "integrity" in wrong(lived_in)


@pytest.mark.parametrize("name", ["missing.db", "text.db"])
def test_where_there_is_no_workspace_it_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.db").write_text("not a database, " * 100)
    with pytest.raises(WorkspaceTrouble):
        examine(tmp_path / name)


def test_looking_changes_nothing(lived_in: Path) -> None:
    before = lived_in.read_bytes()
    examine(lived_in)
    assert lived_in.read_bytes() == before


def test_an_engine_that_may_corrupt_is_named(lived_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_store(lived_in)
    module = driver.sqlite_module()
    monkeypatch.setattr(module, "sqlite_version_info", (3, 40, 1))
    checks = {check.name: check for check in examine(lived_in).checks}
    desk.close()
    assert "rollback journal" in checks["engine"].detail
    assert "pysqlite3" in checks["engine"].next_step


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 4), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_engines_may_use_wal(version: tuple[int, int, int], safe: bool) -> None:
    assert driver.wal_is_safe(version) is safe


def last(path: Path) -> Check:
    return next(check for check in examine(path).checks if check.name == "last backup")


def test_the_last_backup_is_told(lived_in: Path, tmp_path: Path) -> None:
    assert last(lived_in).detail == "none was ever made"
    target = tmp_path / "usb.db"
    made = back_up(lived_in, target)
    assert last(lived_in).detail == f"{made.at:%Y-%m-%d %H:%M} UTC, {target}"
    target.unlink()
    assert "gone" in last(lived_in).detail


def test_one_automatic_backup_an_hour_and_old_ones_go(lived_in: Path) -> None:
    backups_folder(lived_in).mkdir()
    for hour in range(24):
        for minute in (10, 40):
            generation_path(lived_in, AT.replace(year=2020, hour=hour, minute=minute), "hourly").touch()
    assert back_up_when_due(lived_in) is not None
    assert back_up_when_due(lived_in) is None
    kept: list[Any] = [each.at.minute for each in generations(lived_in)[:-1]]
    assert kept == [40] * 23


def test_a_restore_through_the_service(lived_in: Path, tmp_path: Path) -> None:
    back_up(lived_in, tmp_path / "usb.db")
    sql("DELETE FROM position")(lived_in)
    assert not examine(lived_in).ok
    restore(tmp_path / "usb.db", lived_in)
    assert examine(lived_in).ok
