"""An older workspace is upgraded after a backup, in one step, by one program at a time."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage import schema
from pipeline_tui.storage.driver import connected
from pipeline_tui.storage.generations import backups_folder, generations
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.tables.contacts import ContactRow, ListRow, NumberRow
from pipeline_tui.storage.workspace_file import mark_of
from tests.storage import made_up_revisions
from tests.storage.made_up_revisions import NEXT, next_schema

AT = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)


@pytest.fixture
def lived_in(workspace: Path) -> Path:
    """A workspace of the newest revision with a list, a contact and its number."""
    store = Store(workspace)
    with store.act() as tx:
        tx.insert(ListRow, id=1, name="Spring", created_at=AT)
        tx.insert(ContactRow, id=1, last_name="Noor", created_at=AT)
        tx.insert(NumberRow, id=1, contact_id=1, e164="+33123456789")
    store.close()
    return workspace


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with connected(path, read_only=True) as connection:
        found: list[tuple[object, ...]] = connection.execute(sql).fetchall()
        return found


def assert_still_before(path: Path) -> None:
    assert mark_of(path).revision == int(schema.HEAD_REVISION)
    assert rows(path, "SELECT version_num FROM alembic_version") == [(schema.HEAD_REVISION,)]
    assert rows(path, "SELECT name FROM sqlite_master WHERE name LIKE '_alembic_tmp%'") == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT name FROM list") == [("Spring",)]


def test_an_older_workspace_is_upgraded_after_a_backup(lived_in: Path, tmp_path: Path) -> None:
    schema.open_store(lived_in, schema=next_schema(tmp_path)).close()
    assert mark_of(lived_in).revision == int(NEXT)
    assert rows(lived_in, "SELECT name, colour FROM list") == [("Spring", "grey")]
    (backup,) = generations(lived_in)
    assert backup.reason == f"before-upgrade-{NEXT}"
    assert_still_before(backups_folder(lived_in) / backup.name)


def test_a_shop_of_the_first_release_is_opened_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    schema.create(path, schema=schema.Schema("0001", schema.PROGRAM.scripts))
    with connected(path) as connection:
        connection.execute("INSERT INTO list VALUES (1, 'Spring', 'spring', '', 'active', 5, '2026', NULL)")
        connection.execute("INSERT INTO bucket VALUES (1, 'FR|b||', 'FR', 'business', 'Europe/Paris', '')")
        connection.commit()
    schema.open_store(path).close()
    assert mark_of(path).revision == int(schema.HEAD_REVISION)
    assert rows(path, "SELECT name FROM list") == [("Spring",)]
    assert rows(path, "SELECT key, language FROM bucket") == [("FR|b||", "")]
    assert len(generations(path)) == 1


def put(connection: Any, table: str, **told: object) -> None:
    """Insert a row of an older schema; what is not told is empty."""
    empty = {"TEXT": "", "INTEGER": 0}
    row = {
        name: empty[kind]
        for _, name, kind, required, *_ in connection.execute(f"PRAGMA table_info({table})")
        if required
    } | told
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def test_who_waited_before_the_upgrade_is_offered_by_language_too(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    schema.create(path, schema=schema.Schema("0001", schema.PROGRAM.scripts))
    with connected(path) as connection:
        put(connection, "bucket", id=1, key="FR|consumer|Europe/Paris|", country="FR", zones="Europe/Paris")
        waits = (("scouting", "fr-FR", 1), ("scouting", "", 1), ("scouting", "fr", None), ("closed", "fr", 1))
        for contact, (stage, language, bucket) in enumerate(waits, start=1):
            put(connection, "contact", id=contact, language=language)
            put(connection, "position", contact_id=contact, stage=stage, bucket_id=bucket)
        connection.commit()
    schema.open_store(path).close()
    assert rows(path, "SELECT key, zones, language FROM bucket ORDER BY id") == [
        ("FR|consumer|Europe/Paris|", "Europe/Paris", ""),
        ("FR|consumer|Europe/Paris||fr", "Europe/Paris", "fr"),
    ]
    assert rows(path, "SELECT bucket_id FROM position ORDER BY contact_id") == [(2,), (1,), (None,), (1,)]


def test_who_came_before_regions_were_told_gets_theirs_and_a_place_by_it(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    schema.create(path, schema=schema.Schema("0003", schema.PROGRAM.scripts))
    lives = (
        ("FR", "75011"),
        ("FR", "F-67000"),
        ("FR", ""),
        ("RE", "97400"),
        ("US", "10001"),
        ("FR", "75011"),
    )
    with connected(path) as connection:
        for contact, (country, postcode) in enumerate(lives, start=1):
            put(connection, "contact", id=contact, country=country, postcode=postcode)
            put(connection, "position", contact_id=contact, stage="scouting")
        connection.commit()
    schema.open_store(path).close()
    regions = [region for (region,) in rows(path, "SELECT region FROM contact ORDER BY id")]
    assert regions == ["FX", "6AE", "", "", "NY", "FX"]
    assert rows(path, "SELECT digest, contact_id FROM settled_under") == [("", 0)]


def test_an_older_program_refuses_the_upgraded_one(lived_in: Path, tmp_path: Path) -> None:
    schema.open_store(lived_in, schema=next_schema(tmp_path)).close()
    with pytest.raises(WorkspaceTrouble, match="newer version"):
        schema.open_store(lived_in)


@pytest.mark.parametrize(
    ("middle", "title"),
    [
        ("failing", "The workspace refused an act"),
        ("orphaning", "The upgrade was taken back"),
        ("full", "The disk is full"),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(
    lived_in: Path, tmp_path: Path, middle: str, title: str
) -> None:
    with pytest.raises(WorkspaceTrouble, match=title):
        schema.open_store(lived_in, schema=next_schema(tmp_path, middle))
    assert_still_before(lived_in)
    schema.open_store(lived_in, schema=next_schema(tmp_path)).close()
    assert mark_of(lived_in).revision == int(NEXT)


def test_nobody_is_upgraded_from_under_an_open_desk(lived_in: Path, tmp_path: Path) -> None:
    desk = schema.open_store(lived_in)
    with pytest.raises(WorkspaceTrouble, match="in use"):
        schema.open_store(lived_in, schema=next_schema(tmp_path))
    desk.close()
    assert_still_before(lived_in)
    assert generations(lived_in) == ()


def opener(path: Path, wanted: schema.Schema) -> subprocess.Popen[str]:
    program = [sys.executable, made_up_revisions.__file__, str(path), str(wanted.scripts)]
    return subprocess.Popen(program, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_of_programs_starting_together_one_upgrades_and_the_others_wait(
    lived_in: Path, tmp_path: Path
) -> None:
    wanted = next_schema(tmp_path)
    programs = [opener(lived_in, wanted) for _ in range(4)]
    assert [(each.communicate(timeout=60)[1], each.returncode) for each in programs] == [("", 0)] * 4
    assert mark_of(lived_in).revision == int(NEXT)
    assert len(generations(lived_in)) == 1


@pytest.mark.slow
def test_killed_in_the_middle_it_is_the_old_one_and_upgrades_next_time(
    lived_in: Path, tmp_path: Path
) -> None:
    program = opener(lived_in, next_schema(tmp_path, "killed"))
    program.communicate(timeout=60)
    assert program.returncode == -9
    assert_still_before(lived_in)
    schema.open_store(lived_in, schema=next_schema(tmp_path)).close()
    assert mark_of(lived_in).revision == int(NEXT)
