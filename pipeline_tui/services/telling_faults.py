"""Tells a fault of the program: its kind and place on the terminal, the whole report in a file."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline_tui import settings
from pipeline_tui.domain.fault_reports import page, report
from pipeline_tui.storage.kept_faults import keep


def keep_fault(error: BaseException | None) -> str:
    """Store the report of a fault and return its file, "" when it cannot be stored."""
    import platform
    from importlib.metadata import version

    at = datetime.now(UTC)
    parts = (
        f"pipeline-tui {version('pipeline-tui')}",
        f"textual {version('textual')}",
        f"Python {platform.python_version()}",
        platform.system(),
        f"{at:%Y-%m-%d %H:%M:%S} UTC",
    )
    kept = keep(settings.faults_folder(), report(error, " · ".join(parts)), at)
    return str(kept) if kept is not None else ""


def told(error: BaseException) -> str:
    """Store the report of a fault outside the screens and return what is said of it."""
    return page(error, keep_fault(error))
