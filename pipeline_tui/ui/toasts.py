"""The one way to a toast: cleaned, never parsed as markup, short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import App

    from pipeline_tui.domain.errors import PipelineError

Severity = Literal["information", "warning", "error"]
_FRAME = 8  # cells around the words
_SECONDS = {"information": 4.0, "warning": 8.0, "error": 12.0}


def toast(app: App[Any], message: object, title: object = "", severity: Severity = "information") -> None:
    """Show a toast, in one line where that fits; title and message may hold data.

    It takes the place of the one before, which may be true no longer: two would hide the desk.
    """
    words, head = clean(str(message), limit=400, multiline=True), clean(str(title), limit=80)
    if head and "\n" not in words and len(head) + len(words) < app.size.width - _FRAME:
        words, head = f"{head} · {words}", ""
    app.clear_notifications()
    app.notify(
        words,
        title=head,
        severity=severity,
        timeout=_SECONDS[severity],
        markup=False,
    )


def toast_error(app: App[Any], error: PipelineError) -> None:
    """Show what was not done, why, and what to do next."""
    words = " ".join(part for part in (error.detail, error.next_step) if part)
    toast(app, words or tr("Nothing was changed."), error.title, "warning")
