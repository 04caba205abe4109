"""The doctor: looks at the engine, the file, its place and what must always hold; changes nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.domain.examination import Check, Examination
from pipeline_tui.domain.method_versions import digest_of
from pipeline_tui.storage import journal
from pipeline_tui.storage.driver import connected, driver_error, read_mark, sqlite_module, wal_is_safe
from pipeline_tui.storage.faults import explain, is_damage
from pipeline_tui.storage.generations import last_backup
from pipeline_tui.storage.place_guard import folder_kind, guard_place
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.workspace_file import HEAD_REVISION, mark_of, spelled
from pipeline_tui.wording import grouped, mark, tr, trn

RESTORE = mark("Run `pipeline-tui restore` with the last good backup; what stands there now is kept.")
REPORT = mark("Make a backup, then report this message.")
LEAST_FREE = 64 * 1024 * 1024  # bytes; beside that, room for one copy of the workspace
GUARDS = (
    *("basis_update", "journal_delete", "journal_update"),
    *("playbook_version_update", "playbook_version_delete"),
    *("playbook_standing_update", "playbook_standing_delete"),
)
# They mark whose words an act changed, so that everybody is found by the words that hold now.
MARKS = (
    *("word_contact_delete", "word_contact_update", "word_position_insert"),
    *("word_email_delete", "word_email_insert", "word_email_update"),
)
TRIGGERS = (*GUARDS, *MARKS)

# Each must answer 0: what the text names would be counted.
_INVARIANTS = (
    (
        mark("contacts without a position"),
        "SELECT COUNT(*) FROM contact WHERE id NOT IN (SELECT contact_id FROM position)",
    ),
    (
        mark("contacts with two positions"),
        "SELECT COUNT(*) - COUNT(DISTINCT contact_id) FROM position NOT INDEXED",
    ),
    (
        mark("operators with two contacts in hand"),
        "SELECT COUNT(held_by) - COUNT(DISTINCT held_by) FROM position NOT INDEXED",
    ),
    (
        mark("contacts whose words are not indexed"),
        """SELECT COUNT(*) FROM contact c JOIN position p ON p.contact_id = c.id
           WHERE c.folded <> '' AND c.id NOT IN (SELECT rowid FROM word_index)
             AND NOT EXISTS (SELECT 1 FROM list l WHERE l.id = p.list_id AND l.state = 'loading')""",
    ),
    (
        mark("holds without a token or an end"),
        "SELECT COUNT(*) FROM position WHERE held_by IS NOT NULL AND (token IS NULL OR lease IS NULL)",
    ),
)


def examine(path: Path) -> Examination:
    """Look at everything that can be wrong with a workspace.

    Raises WorkspaceTrouble only when there is no workspace to look at.
    """
    _require_something(path)
    checks = [_place(path), _space(path), _engine(path)]
    looks: tuple[tuple[str, Callable[[Any], Check]], ...] = (
        ("journal mode", _journal_mode),
        ("quick check", lambda connection: _pragma_check(connection, "quick")),
        ("integrity", lambda connection: _pragma_check(connection, "integrity")),
        ("references", _references),
        ("schema", _schema),
        ("positions", _positions),
        ("playbook", _playbook),
    )
    checks += [_looked(path, name, look) for name, look in looks]
    checks.append(_chains(path))
    checks.append(_last_backup(path))
    return Examination.of(str(path), checks)


def _require_something(path: Path) -> None:
    try:
        mark_of(path)
    except WorkspaceTrouble as trouble:
        if trouble.__cause__ is None or "malformed" not in str(trouble.__cause__):
            raise


def _looked(path: Path, name: str, look: Callable[[Any], Check]) -> Check:
    try:
        with connected(path, read_only=True) as connection:
            return look(connection)
    except driver_error() as error:
        trouble = explain(error, path)
        return Check(name, False, str(error), tr(RESTORE) if is_damage(error) else trouble.next_step)


def _place(path: Path) -> Check:
    mount = folder_kind(path)
    folder = path.resolve().parent
    where = tr("{folder} on {kind}", folder=folder, kind=mount.kind) if mount else str(folder)
    try:
        warnings = guard_place(path)
    except WorkspaceTrouble as trouble:
        return Check("folder", False, f"{trouble.title}: {trouble.detail}", trouble.next_step)
    if warnings:
        return Check("folder", False, " ".join(warnings), tr("Move the workspace out of that folder."))
    return Check("folder", True, where)


def _space(path: Path) -> Check:
    free = shutil.disk_usage(path.resolve().parent).free
    needed = LEAST_FREE + path.stat().st_size
    detail = tr(
        "{free} MB free, {needed} MB wanted", free=grouped(free // 2**20), needed=grouped(needed // 2**20)
    )
    return Check(
        "free space", free >= needed, detail, "" if free >= needed else tr("Free some space on this disk.")
    )


def _engine(path: Path) -> Check:
    module = sqlite_module()
    if wal_is_safe(module.sqlite_version_info):
        return Check("engine", True, f"SQLite {module.sqlite_version} ({module.__name__})")
    return Check(
        "engine",
        True,
        tr(
            "SQLite {version} can corrupt a file in WAL mode that several programs share; "
            "the slower rollback journal is used instead",
            version=module.sqlite_version,
        ),
        tr("Install the package pysqlite3, where there is one for this machine."),
    )


def _journal_mode(connection: Any) -> Check:
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    version = sqlite_module().sqlite_version_info
    if mode == "wal" and not wal_is_safe(version):
        return Check(
            "journal mode",
            False,
            tr("wal, with an engine that may corrupt it"),
            tr("Close every desk and open one again."),
        )
    return Check("journal mode", mode in {"wal", "truncate", "delete"}, mode)


def _pragma_check(connection: Any, kind: str) -> Check:
    found = [row[0] for row in connection.execute(f"PRAGMA {kind}_check(5)")]
    name = "integrity" if kind == "integrity" else "quick check"
    return Check(name, found == ["ok"], "; ".join(found), "" if found == ["ok"] else tr(RESTORE))


def _references(connection: Any) -> Check:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    detail = tr("every row refers to something")
    if broken:
        detail = tr(
            "{rows} rows refer to nothing, the first in {table}", rows=len(broken), table=broken[0][0]
        )
    return Check("references", not broken, detail, tr(RESTORE) if broken else "")


def _schema(connection: Any) -> Check:
    revision = spelled(read_mark(connection).revision)
    if revision > HEAD_REVISION:
        return Check(
            "schema",
            False,
            tr("{revision}; this program knows up to {head}", revision=revision, head=HEAD_REVISION),
            tr("Update this workstation."),
        )
    if revision < HEAD_REVISION:
        upgrades = mark("{revision}; opening the workspace upgrades it to {head}")
        return Check("schema", True, tr(upgrades, revision=revision, head=HEAD_REVISION))
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = [name for name in TRIGGERS if name not in present]
    if missing:
        return Check(
            "schema",
            False,
            tr(
                "the triggers that keep journal and grounds append-only, and the index of words whole, are "
                "gone: {missing}",
                missing=", ".join(missing),
            ),
            tr(RESTORE),
        )
    return Check("schema", True, revision)


def _positions(connection: Any) -> Check:
    wrong = [
        f"{grouped(count)} {tr(name)}"
        for name, sql in _INVARIANTS
        if (count := connection.execute(sql).fetchone()[0])
    ]
    return Check(
        "positions", not wrong, ", ".join(wrong) or tr("one for each contact"), tr(REPORT) if wrong else ""
    )


def _playbook(connection: Any) -> Check:
    """Compare what every version of the method says with the digest it was adopted under."""
    if spelled(read_mark(connection).revision) != HEAD_REVISION:
        return Check("playbook", True, tr("not looked at: another schema"))
    rows = connection.execute("SELECT id, digest, files FROM playbook_version ORDER BY id").fetchall()
    wrong = [str(number) for number, digest, files in rows if digest_of(json.loads(files)) != digest]
    if wrong:
        found = tr("version {numbers} is not as it was adopted", numbers=", ".join(wrong))
        return Check("playbook", False, found, tr(RESTORE))
    if not rows:
        return Check("playbook", True, tr("as shipped"))
    told = trn("{number} version, as it was adopted", "{number} versions, each as it was adopted", len(rows))
    return Check("playbook", True, told)


def _chains(path: Path) -> Check:
    """Walk the journal on a store of its own, which only a workspace of this schema has."""
    name = "journal chains"
    try:
        if mark_of(path).revision != int(HEAD_REVISION):
            return Check(name, True, tr("not looked at: another schema"))
        if not os.access(path.resolve().parent, os.W_OK):
            return Check(name, True, tr("not looked at: the folder cannot be written"))
        store = Store(path)
        try:
            with store.read() as tx:
                found = journal.verify(tx)
        finally:
            store.close()
    except WorkspaceTrouble as trouble:
        return Check(
            name, False, f"{trouble.title}: {trouble.data.get('engine', trouble.detail)}", tr(RESTORE)
        )
    whole = not found.first_bad
    unbroken = tr(
        "{entries} entries in {chains} chains, unbroken",
        entries=grouped(found.entries),
        chains=grouped(found.chains),
    )
    detail = found.first_bad or unbroken
    return Check(
        name, whole, detail, "" if whole else tr("Compare with the backups: an entry was changed or cut.")
    )


def _last_backup(path: Path) -> Check:
    advice = tr("Run `pipeline-tui backup FILE`, best on another disk.")
    last = last_backup(path)
    if last is None:
        return Check("last backup", True, tr("none was ever made"), advice)
    at, target = last
    if not Path(target).exists():
        return Check(
            "last backup",
            True,
            tr("{at} UTC, but {target} is gone or not reachable", at=f"{at:%Y-%m-%d %H:%M}", target=target),
            advice,
        )
    return Check("last backup", True, f"{at:%Y-%m-%d %H:%M} UTC, {target}")
