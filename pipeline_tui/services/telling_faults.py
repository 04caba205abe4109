"""Tells a fault of the program: its kind and place on the terminal, the whole report in a file."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

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


def tell_faults() -> None:
    """Have a fault outside the screens told like one within: its kind and place, never what was held."""

    def told(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        sys.stderr.write(page(error, keep_fault(error)) + "\n")

    def told_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            told(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = told
    threading.excepthook = told_in_thread
