"""The program in another language: every desk is made anew, the day goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from pipeline_tui.ui.keys_in_order import KeysInOrder
from pipeline_tui.ui.line_breaks import keep_marks_with_their_words
from pipeline_tui.ui.messages import LanguageChosen

if TYPE_CHECKING:
    from pipeline_tui.screens.own_desks import OwnDesks

SIGN_IN = "sign-in"


class SpeaksAnew(KeysInOrder, inherit_bindings=False):
    """The part of the program that hears which language was chosen."""

    _own: OwnDesks | None = None

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Start with lines that may end where every language allows it; ``ansi_color`` as Textual's own."""
        super().__init__(ansi_color=ansi_color)
        keep_marks_with_their_words()

    @on(LanguageChosen)
    async def _language_chosen(self, message: LanguageChosen) -> None:
        if self._own is not None:
            self.keys = await self._own.speak(message.viewer, SIGN_IN)
