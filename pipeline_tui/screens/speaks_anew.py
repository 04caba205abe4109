"""The program in another language: every desk is made anew, the day goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from pipeline_tui.ui.keys_in_order import KeysInOrder
from pipeline_tui.ui.messages import LanguageChosen

if TYPE_CHECKING:
    from pipeline_tui.screens.own_desks import OwnDesks

SIGN_IN = "sign-in"


class SpeaksAnew(KeysInOrder, inherit_bindings=False):
    """The part of the program that hears which language was chosen."""

    _own: OwnDesks | None = None

    @on(LanguageChosen)
    async def _language_chosen(self, message: LanguageChosen) -> None:
        if self._own is not None:
            self.keys = await self._own.speak(message.viewer, SIGN_IN)
