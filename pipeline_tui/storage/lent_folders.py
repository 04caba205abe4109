"""Folders lent to something that is thrown away: gone at its end, and after a kill at the next start.

A folder is marked only once its lender is present in it, and a killed process loses its place at once. So a
marked folder of ours in which nobody is present was left behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.writer_lock import Presence, nobody_in

PREFIX = "pipeline-tui-practice-"
MARK = "lent"  # stands there while, and only while, somebody has been present since before it was written
_SEAT = "lender"  # whose presence is kept beside it


@contextmanager
def lent_folder() -> Iterator[Path]:
    """Lend a new folder of one's own, and remove what killed processes left before."""
    remove_left_behind()
    with TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        presence = Presence(folder / _SEAT)
        try:
            (folder / MARK).touch()
            yield folder
        finally:
            presence.close()


def remove_left_behind() -> tuple[Path, ...]:
    """Remove the lent folders whose lender is provably ours and dead, and return them."""
    with os.scandir(gettempdir()) as entries:
        found = [Path(one.path) for one in entries if one.name.startswith(PREFIX) and _is_ours(one)]
    return tuple(folder for folder in found if _removed(folder))


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a real folder of whoever runs this program."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    return not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _removed(folder: Path) -> bool:
    """Remove a marked folder in which nobody is present; one that just goes by itself is left to that."""
    if not (folder / MARK).is_file():
        return False
    try:
        with nobody_in(folder / _SEAT, ""):
            shutil.rmtree(folder, ignore_errors=True)
    except (WorkspaceTrouble, FileNotFoundError):
        return False
    return not folder.exists()
