"""Hands the terminal to another program and takes it back when that is left."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import App


def hand_terminal_over(
    app: App[Any], work: Callable[[], None], refused: Callable[[PipelineError], None]
) -> None:
    """Run what needs the whole terminal, on the program's own thread: nothing is drawn meanwhile.

    The program's own clock stands still as well: nobody may have a contact in hand.
    """
    trouble: PipelineError | None = None
    # A handler that does nothing is not inherited, as one that ignores would be: ctrl+c stays the editor's.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with app.suspend():
            try:
                work()
            except PipelineError as error:  # told once the screen stands again
                trouble = error
    except SuspendNotSupported:
        trouble = UsageTrouble(
            tr("This terminal cannot be handed over"),
            tr("No editor can be opened from here."),
            tr("In a shell: pipeline-tui playbook edit"),
        )
    finally:
        signal.signal(signal.SIGINT, before)
    if trouble is not None:
        refused(trouble)
