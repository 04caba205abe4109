"""Choosing the language of the screens; every desk is shown anew in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.ui.messages import LanguageChosen
from pipeline_tui.wording import LANGUAGES, spoken, tr

if TYPE_CHECKING:
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.screens.base import DeskScreen


def open_for(desk: DeskScreen) -> None:
    """Ask for the language, keep it with the operator, and have the program speak it."""
    act = new_act()

    def chosen(code: str | None) -> None:
        if code is not None and code != spoken():
            desk.act(lambda: desk.session.doors.choose_language(code, act=act), kept)

    def kept(viewer: Viewer) -> None:
        desk.app.post_message(LanguageChosen(viewer))

    desk.app.push_screen(
        Choose(tr("In which language shall the screens speak?"), tuple(LANGUAGES.items())), chosen
    )
