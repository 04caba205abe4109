"""Choosing the file of a list on a screen: inside the folder that is allowed, and nothing outside it.

From another machine no folder is listed: whoever sits there sees this disk only by names they know already.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from pipeline_tui import settings
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.list_files import LIST_SUFFIXES, FileLine, FolderView, in_order
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop

MOST_LINES = 1000  # of one folder; more is counted
_BY_NAME = "Put it there, or name another folder: lists_folder in config.toml."


def folder(shop: Shop, viewer: Viewer, at: str = "") -> FolderView:
    """Return the folders and list files in a folder, the allowed one first; for managers at this machine."""
    needs_manager(viewer)
    if settings.over_ssh():
        raise Refused(
            "Folders of this computer are not shown from another one", "", "Type the file's path instead."
        )
    root = _root(shop)
    path = _inside(root, Path(at) if at else _first(root))
    lines: list[FileLine] = []
    left_out = 0
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                line = _line(entry, root)
                if line is None:
                    continue
                if len(lines) < MOST_LINES:
                    lines.append(line)
                else:
                    left_out += 1
    except OSError as error:
        raise _unreadable(path, error) from error
    below = path.relative_to(root).as_posix()
    shown, above = (root.name, "") if path == root else (f"{root.name}/{below}", str(path.parent))
    return FolderView(str(path), shown, above, in_order(lines), left_out)


def file_named(shop: Shop, viewer: Viewer, typed: str) -> FileLine:
    """Return the file a typed path names, from the allowed folder on; UsageTrouble says what is wrong."""
    needs_manager(viewer)
    root = _root(shop)
    try:
        path = _inside(root, root / Path(typed.strip()).expanduser())
        if path.is_dir():
            raise UsageTrouble("That is a folder", clean(path.name, limit=120), "Name a file in it.")
        if not path.is_file():
            raise UsageTrouble(
                "There is no such file", f"Looked for {clean(str(path), limit=200)}.", _BY_NAME
            )
        status = path.stat()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in it, or ~ of nobody
        raise _unreadable(Path(typed.strip()), error) from error
    return FileLine(str(path), path.name, False, status.st_size, _changed(status))


def allowed_folder(shop: Shop, viewer: Viewer) -> Path:
    """Return the only folder whose files may be loaded from a screen."""
    needs_manager(viewer)
    return _root(shop)


def _root(shop: Shop) -> Path:
    wanted = settings.read_settings().lists_folder
    return settings.lists_folder(wanted, shop.store.path, remote=settings.over_ssh())


def _first(root: Path) -> Path:
    """Return where looking begins: what was downloaded, when that lies inside."""
    import platformdirs

    downloads = Path(platformdirs.user_downloads_dir()).resolve()
    return downloads if downloads.is_dir() and downloads.is_relative_to(root) else root


def _inside(root: Path, path: Path) -> Path:
    """Return a path with its links followed; UsageTrouble when it leads out of the allowed folder."""
    found = path.resolve()
    if not found.is_relative_to(root):
        raise UsageTrouble(
            "That lies outside the folder of lists",
            f"Files are loaded from {clean(str(root), limit=200)} only.",
            _BY_NAME,
        )
    return found


def _line(entry: os.DirEntry[str], root: Path) -> FileLine | None:
    """Return a line for an entry, None for what holds no list, leads out, or cannot be looked at."""
    if entry.name.startswith("."):
        return None
    path = Path(entry.path)
    try:
        is_folder = entry.is_dir()
        if not is_folder and (path.suffix.casefold() not in LIST_SUFFIXES or not entry.is_file()):
            return None
        if entry.is_symlink() and not path.resolve().is_relative_to(root):
            return None
        status = entry.stat()
    except OSError:  # gone meanwhile, or a link to nothing
        return None
    return FileLine(entry.path, entry.name, is_folder, 0 if is_folder else status.st_size, _changed(status))


def _changed(status: os.stat_result) -> datetime:
    return datetime.fromtimestamp(status.st_mtime, UTC)


def _unreadable(path: Path, error: Exception) -> UsageTrouble:
    told = getattr(error, "strerror", None) or str(error)
    return UsageTrouble(
        f"{clean(path.name, limit=120) or 'That folder'} cannot be read", clean(told, limit=200), _BY_NAME
    )
