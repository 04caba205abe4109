"""Online backups that are whole or not there, and putting one back.

The live file is only ever read and written through SQLite: copying, hashing or renaming it behind the
engine's back would break its locks (sqlite.org/howtocorrupt.html 2.2.1).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline_tui.domain.backups import Backup, Restored
from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.driver import Mark, connected, driver_error, journal_mode, sqlite_module
from pipeline_tui.storage.faults import explain, is_damage
from pipeline_tui.storage.generations import generation_path, note_backup
from pipeline_tui.storage.peek import peek
from pipeline_tui.storage.place_guard import guard_place
from pipeline_tui.storage.workspace_file import HEAD_REVISION, mark_of, require_known, spelled
from pipeline_tui.storage.writer_lock import alone_with
from pipeline_tui.wording import tr


def back_up(
    workspace: Path, target: Path, *, at: datetime, given_up: Callable[[], bool] | None = None
) -> Backup:
    """Write a consistent, checked copy of a workspace that others may be using, and its SHA-256 beside it.

    An older backup at ``target`` is replaced in one step; any other file there is refused. ``given_up`` is
    asked while the copy is checked, which takes most of the time: once it is true, no backup is made and
    WorkspaceTrouble is raised.
    """
    mark_of(workspace)
    _require_free(workspace, target)
    if not target.parent.is_dir():
        # Made for us, it would be a folder on this very disk where an unplugged one was meant.
        raise WorkspaceTrouble(
            tr("The folder of the backup does not exist"),
            tr("{parent} is not there; no backup was made.", parent=target.parent),
            tr("Plug the disk in, make the folder, or name another one."),
        )
    try:
        with _part_of(target) as part:
            with connected(workspace) as source, connected(part, may_create=True) as copy:
                source.backup(copy)
                copy.set_progress_handler(given_up, _STEPS_BETWEEN)
                _close_up(copy, workspace)
            digest = _seal(part, target)
        note_backup(workspace, target, at)
    except (OSError, driver_error()) as error:
        trouble = explain(error, target)
        raise WorkspaceTrouble(
            tr("The backup was given up") if given_up is not None and given_up() else trouble.title,
            tr(
                "No backup was made at {target}; {workspace} is as it was.",
                target=target,
                workspace=workspace,
            ),
            trouble.next_step,
        ) from error
    return Backup(str(target), at, target.stat().st_size, digest)


def restore(source: Path, target: Path, *, at: datetime, head: str = HEAD_REVISION) -> Restored:
    """Put a backup in the place of a workspace; what it replaces is backed up first.

    Refused when the backup is not ours, damaged, newer than this program or of the other kind (practice or
    real), or while anybody else has the workspace open. Killed in the middle, the workspace is the old one.
    """
    guard_place(target)
    mark = _mark_of_backup(source)
    require_known(source, mark, head)
    if target.exists() and source.samefile(target):
        raise WorkspaceTrouble(
            tr("The backup is the workspace itself"),
            tr("{source} cannot be put back onto itself.", source=source),
            tr("Name a backup; the automatic ones are in the folder that ends in .backups."),
        )
    _check_whole(source)
    _require_same_kind(source, target)
    try:
        with alone_with(target, tr("before a backup is put back")):
            kept = _keep_present(target, at) if target.exists() and target.stat().st_size else None
            _put_back(source, target)
    except (OSError, driver_error()) as error:
        raise explain(error, target) from error
    return Restored(str(source), str(target), spelled(mark.revision), str(kept or ""))


_STEPS_BETWEEN = 20_000  # of SQLite's machine, some milliseconds


def _require_free(workspace: Path, target: Path) -> None:
    if target.is_dir() or (
        target.exists() and (not _sum_file(target).exists() or target.samefile(workspace))
    ):
        raise WorkspaceTrouble(
            tr("There is something else at that place"),
            tr(
                "{target} exists and is not an earlier backup, so it was left alone. No backup was made.",
                target=target,
            ),
            tr("Name another file."),
        )


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Lend a private file beside the target, and take it away unless it was moved into place."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)


def _close_up(copy: Any, of: Path) -> None:
    """Make a fresh copy one self-contained file, and check it."""
    copy.execute("PRAGMA journal_mode=DELETE")
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise WorkspaceTrouble(
            tr("Damage found in the workspace"),
            tr("{of}: {found}. The copy was not kept; nothing was changed.", of=of, found="; ".join(found)),
            tr("Run `pipeline-tui doctor`, then `pipeline-tui restore` with the last good backup."),
        )


def _seal(part: Path, target: Path) -> str:
    """Write a closed copy through to the disk, move it into place, and return its SHA-256."""
    with part.open("r+b") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    sum_part = part.with_name(part.name + ".sha256")
    sum_part.write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    sum_part.replace(_sum_file(target))  # first: a backup in place always has its checksum
    part.replace(target)
    sync_folder(target.parent)
    return digest


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sum_file(backup: Path) -> Path:
    return backup.with_name(backup.name + ".sha256")


def _mark_of_backup(source: Path) -> Mark:
    try:
        return mark_of(source)
    except WorkspaceTrouble as trouble:
        if trouble.__cause__ is not None and "malformed" in str(trouble.__cause__):
            raise _damaged_backup(source, str(trouble.__cause__)) from trouble
        raise WorkspaceTrouble(
            tr("This is no backup of a workspace"),
            f"{trouble.title}: {trouble.detail}",
            tr(
                "Name a file made by `pipeline-tui backup`; the automatic ones are in the folder that "
                "ends in .backups."
            ),
        ) from trouble


def _check_whole(source: Path) -> None:
    """Refuse a backup whose bytes changed since it was made, or that the engine finds damaged."""
    damaged = ""
    if _sum_file(source).exists():
        expected = _sum_file(source).read_text(encoding="utf-8").split(" ", 1)[0]
        with source.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                damaged = tr("its bytes changed since it was made")
    if not damaged:
        try:
            with connected(source, read_only=True) as connection:
                found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            damaged = "" if found == "ok" else str(found)
        except driver_error() as error:
            damaged = str(error)
    if damaged:
        raise _damaged_backup(source, damaged)


def _damaged_backup(source: Path, found: str) -> WorkspaceTrouble:
    return WorkspaceTrouble(
        tr("This backup is damaged"),
        tr("{source}: {found}. Nothing was changed.", source=source, found=found),
        tr("Take an older one; the automatic ones are in the folder that ends in .backups."),
    )


def _require_same_kind(source: Path, target: Path) -> None:
    """Keep practice and real data apart, as far as the workspace that is there can still be read."""
    if not target.exists():
        return
    try:
        present = peek(target)
    except WorkspaceTrouble:
        return  # too damaged to say
    coming = peek(source)
    if present.firm and coming.practice != present.practice:
        kinds = (tr("real"), tr("a practice workspace"))
        raise WorkspaceTrouble(
            tr("Practice and real data stay apart"),
            tr(
                "{target} is {kinds}, the backup is {kinds2}. Nothing was changed.",
                target=target,
                kinds=kinds[present.practice],
                kinds2=kinds[coming.practice],
            ),
            tr("Restore it to a workspace of its own, named with --workspace."),
        )


def _keep_present(target: Path, at: datetime) -> Path:
    """Save what the restore will replace, byte by byte when the engine cannot read it any more."""
    kept = generation_path(target, at, "before-restore")
    kept.parent.mkdir(exist_ok=True)
    try:
        with _part_of(kept) as part:
            with connected(target) as source, connected(part, may_create=True) as copy:
                source.execute("BEGIN EXCLUSIVE")
                source.execute("ROLLBACK")
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            _seal(part, kept)
    except driver_error() as error:
        if not is_damage(error):
            raise
        shutil.copyfile(target, kept)
        wal = target.with_name(target.name + "-wal")
        if wal.exists():
            shutil.copyfile(wal, kept.with_name(kept.name + "-wal"))
        os.truncate(target, 0)  # an empty database: the engine drops its old log and starts again
    return kept


def _put_back(source: Path, target: Path) -> None:
    """Write every page of the backup into the target in one transaction.

    Never by renaming: an orphan log beside the old file would be played into the new one.
    """
    with connected(source, read_only=True) as backup, connected(target, may_create=True) as live:
        live.execute("PRAGMA journal_mode=DELETE")  # fails while a stranger has the file open
        backup.backup(live)
        live.execute(f"PRAGMA journal_mode={journal_mode(sqlite_module())}")
