"""Where files of lists may lie: inside one folder and nothing outside it; needs no workspace."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from pipeline_tui import settings
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import mark, tr

BY_NAME = mark("Put it there, or name another folder: lists_folder in config.toml.")


def root_beside(workspace: Path) -> Path:
    """Return the only folder whose files may be loaded from a screen."""
    wanted = settings.read_settings().lists_folder
    return settings.lists_folder(wanted, workspace, remote=settings.over_ssh())


def file_in(root: Path, typed: str) -> FileLine:
    """Return the file a typed path names, from the allowed folder on; UsageTrouble says what is wrong."""
    try:
        path = inside(root, root / Path(typed.strip()).expanduser())
        if path.is_dir():
            raise UsageTrouble(tr("That is a folder"), clean(path.name, limit=120), tr("Name a file in it."))
        if not path.is_file():
            looked = tr("Looked for {path}.", path=clean(str(path), limit=200))
            raise UsageTrouble(tr("There is no such file"), looked, tr(BY_NAME))
        status = path.stat()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in it, or ~ of nobody
        raise unreadable(Path(typed.strip()), error) from error
    return FileLine(str(path), path.name, False, status.st_size, changed(status))


def inside(root: Path, path: Path) -> Path:
    """Return a path with its links followed; UsageTrouble when it leads out of the allowed folder."""
    found = path.resolve()
    if not found.is_relative_to(root):
        raise UsageTrouble(
            tr("That lies outside the folder of lists"),
            tr("Files are loaded from {root} only.", root=clean(str(root), limit=200)),
            tr(BY_NAME),
        )
    return found


def changed(status: os.stat_result) -> datetime:
    """Return when a file was written last (UTC)."""
    return datetime.fromtimestamp(status.st_mtime, UTC)


def unreadable(path: Path, error: Exception) -> UsageTrouble:
    """Return what is said of a folder or file that cannot be read."""
    told = getattr(error, "strerror", None) or str(error)
    return UsageTrouble(
        tr("{name} cannot be read", name=clean(path.name, limit=120) or tr("That folder")),
        clean(told, limit=200),
        tr(BY_NAME),
    )
