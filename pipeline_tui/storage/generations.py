"""The folder of automatic backups beside a workspace, and the note of the last backup made anywhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from pipeline_tui.domain.backups import Generation

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z0-9-]+)\.db")


def backups_folder(workspace: Path) -> Path:
    """Return the folder of a workspace's automatic backups; it need not exist."""
    return workspace.with_name(workspace.name + ".backups")


def generation_path(workspace: Path, at: datetime, reason: str) -> Path:
    """Return where an automatic backup made at this instant belongs."""
    return backups_folder(workspace) / f"{at.astimezone(UTC).strftime(_STAMP)}-{reason}.db"


def generations(workspace: Path) -> tuple[Generation, ...]:
    """Return the automatic backups of a workspace, oldest first."""
    folder = backups_folder(workspace)
    if not folder.is_dir():
        return ()
    found = []
    for path in folder.iterdir():
        if match := _NAME.fullmatch(path.name):
            at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
            found.append(Generation(path.name, at, match[2]))
    return tuple(sorted(found, key=lambda each: (each.at, each.name)))


def remove(workspace: Path, generation: Generation) -> None:
    """Delete one automatic backup and its checksum."""
    path = backups_folder(workspace) / generation.name
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".sha256").unlink(missing_ok=True)


def note_backup(workspace: Path, target: Path, at: datetime) -> None:
    """Remember when the last backup was made and where it lies."""
    folder = backups_folder(workspace)
    folder.mkdir(exist_ok=True)
    part = folder / "last.part"
    part.write_text(f"{at.astimezone(UTC).isoformat()} {target.absolute()}\n", encoding="utf-8")
    part.replace(folder / "last")


def last_backup(workspace: Path) -> tuple[datetime, str] | None:
    """Return when the last backup was made (UTC) and where it lies, or None when there never was one."""
    note = backups_folder(workspace) / "last"
    if not note.exists():
        return None
    at, _, path = note.read_text(encoding="utf-8").rstrip("\n").partition(" ")
    return datetime.fromisoformat(at).astimezone(UTC), path
