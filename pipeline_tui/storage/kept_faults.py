"""Reports of faults, each in a file of its own that only its operator may read."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

_KEPT = 20  # the newest ones


def keep(folder: Path, report: str, at: datetime) -> Path | None:
    """Store a report written at an instant (UTC); None when the folder cannot be written."""
    path = folder / f"fault-{at:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(report)
        for old in sorted(folder.glob("fault-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)  # another program may tidy up at the same time
    except OSError:
        return None  # a full or a foreign disk: the page says that there is no report
    return path
