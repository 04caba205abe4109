"""Backups while the workstation is open: one an hour, off the screen's thread, trouble said once."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.worker import get_current_worker

from pipeline_tui.domain.errors import PipelineError, WorkspaceTrouble
from pipeline_tui.screens.entrance import BackUp
from pipeline_tui.ui.toasts import toast_error
from pipeline_tui.wording import tr

EVERY = 3600.0  # seconds


class HourlyBackups:
    """Asks for the backup that is due, now and each hour; the service knows whether there is one."""

    def __init__(self, app: App[Any], back_up: BackUp) -> None:
        """Take the program whose workers write, and the service."""
        self._app, self._back_up = app, back_up
        self._said = False

    def begin(self) -> None:
        """Make the first one, and look again each hour."""
        self.look()
        self._app.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Have the backup made when it is due, in a thread."""
        self._app.run_worker(self._work, thread=True, exit_on_error=False, group="backup")

    def _work(self) -> None:
        worker = get_current_worker()
        try:
            self._back_up(lambda: worker.is_cancelled)
        except PipelineError as trouble:
            if (
                not worker.is_cancelled
            ):  # else the program ends, and nobody waits until a large copy is checked
                self._app.call_later(self._say, trouble)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            unwritten = WorkspaceTrouble(
                tr("No backup was made"), f"{reason}.", tr("Look at disk space and folder.")
            )
            self._app.call_later(self._say, unwritten)

    def _say(self, trouble: PipelineError) -> None:
        if not self._said:
            self._said = True
            toast_error(self._app, trouble)
