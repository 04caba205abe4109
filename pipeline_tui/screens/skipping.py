"""Why a contact is passed over: a digit for what the playbook foresees, a line for anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.screens.in_hand import InHandScreen

_FORESEEN = 8  # digits, one of them is left for a line of one's own


def ask_why_skipped(
    screen: InHandScreen, error: PipelineError, answered: Callable[[str | None], None]
) -> None:
    """Ask for the reason; None when the operator thinks better of it."""
    session = screen.session
    reasons = [(one.code, one.name(session.language)) for one in session.playbook.skip_reasons[:_FORESEEN]]

    def in_words() -> None:
        screen.app.push_screen(Ask(error.title, hint=(error.detail,)), answered)

    def chosen(code: str | None) -> None:
        if code == "":
            in_words()
        else:
            answered(code)

    if reasons:
        screen.app.push_screen(
            Choose(error.title, [*reasons, ("", tr("in words …"))], detail=error.detail), chosen
        )
    else:
        in_words()
