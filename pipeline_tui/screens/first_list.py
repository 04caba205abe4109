"""The list that was named in the set-up, looked at as soon as somebody is at work; the desk waits beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import WorkerFailed

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.screens.import_screen import ImportScreen
from pipeline_tui.screens.import_state import Wanted
from pipeline_tui.ui.toasts import toast_error

if TYPE_CHECKING:
    from textual.app import App

    from pipeline_tui.screens.session import Session


def look_at(path: str, app: App[object], session: Session) -> None:
    """Open the sheet of a file over the desk in front; what is wrong with the file is said there."""

    async def read() -> None:
        looking = app.run_worker(
            lambda: session.doors.file_named(path), thread=True, exit_on_error=False, group="first-list"
        )
        try:
            file = await looking.wait()
        except WorkerFailed as failed:
            if not isinstance(failed.error, PipelineError):
                raise
            toast_error(app, failed.error)
            return
        app.push_screen(ImportScreen(session, file, Wanted.of(file.name)))

    app.run_worker(read(), group="first-list-sheet")
