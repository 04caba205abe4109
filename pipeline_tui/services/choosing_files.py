"""Choosing the file of a list on a screen: inside the folder that is allowed, and nothing outside it.

From another machine no folder is listed: whoever sits there sees this disk only by names they know already.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipeline_tui import settings
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.list_files import LIST_SUFFIXES, FileLine, FolderView, in_order
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.list_paths import changed, file_in, inside, root_beside, unreadable
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.wording import tr

MOST_LINES = 1000  # of one folder; more is counted


def folder(shop: Shop, viewer: Viewer, at: str = "") -> FolderView:
    """Return the folders and list files in a folder, the allowed one first; for managers at this machine."""
    needs_manager(viewer)
    if settings.over_ssh():
        raise Refused(
            tr("Folders of this computer are not shown from another one"),
            "",
            tr("Type the file's path instead."),
        )
    root = _root(shop)
    path = inside(root, Path(at) if at else _first(root))
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
        raise unreadable(path, error) from error
    below = path.relative_to(root).as_posix()
    shown, above = (root.name, "") if path == root else (f"{root.name}/{below}", str(path.parent))
    return FolderView(str(path), shown, above, in_order(lines), left_out)


def file_named(shop: Shop, viewer: Viewer, typed: str) -> FileLine:
    """Return the file a typed path names, from the allowed folder on; UsageTrouble says what is wrong."""
    needs_manager(viewer)
    return file_in(_root(shop), typed)


def allowed_folder(shop: Shop, viewer: Viewer) -> Path:
    """Return the only folder whose files may be loaded from a screen."""
    needs_manager(viewer)
    return _root(shop)


def _root(shop: Shop) -> Path:
    return root_beside(shop.store.path)


def _first(root: Path) -> Path:
    """Return where looking begins: what was downloaded, when that lies inside."""
    import platformdirs

    downloads = Path(platformdirs.user_downloads_dir()).resolve()
    return downloads if downloads.is_dir() and downloads.is_relative_to(root) else root


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
    return FileLine(entry.path, entry.name, is_folder, 0 if is_folder else status.st_size, changed(status))
