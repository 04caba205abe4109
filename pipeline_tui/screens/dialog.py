"""The base of every question that stands before a desk."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from pipeline_tui.ui.bindings import bindings_of
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.commands import COMMANDS
from pipeline_tui.ui.keymap import Keys, settle, shown_key
from pipeline_tui.ui.keys_in_order import KeysInOrder
from pipeline_tui.ui.presence import built
from pipeline_tui.wording import tr

Answer = TypeVar("Answer")
_DEFAULT = settle(COMMANDS)


class Dialog(ModalScreen[Answer]):
    """A question; the keys of the table that this question has an action for are live."""

    AUTO_FOCUS = "Input"
    ALLOW_SELECT = False
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 30%;
        & > .sheet {
            width: 72;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            background: $surface;
            border: round $rule;
            border-title-color: $accent;
            padding: 0 2;
        }
        & > .sheet:ansi { background: ansi_black; color: ansi_white; }
    }
    """

    def __init__(self) -> None:
        """Begin with the default keys: nobody may have signed in."""
        super().__init__()
        self._bindings = bindings_of(_DEFAULT, Place.DIALOG)
        self._answer: tuple[Answer | None] | None = None  # given while something else stood before this

    def on_mount(self) -> None:
        """Take the keys of whoever signed in."""
        self._bindings = bindings_of(self._settled, Place.DIALOG)

    def shown_key(self, command_id: str) -> str:
        """Return the first key of a question's command as it is printed."""
        command = self._settled.find(command_id)
        return shown_key(command.keys[0]) if command is not None and command.keys else tr("no key")

    @property
    def _settled(self) -> Keys:
        return (self.app.keys if isinstance(self.app, KeysInOrder) else None) or _DEFAULT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether this question knows the action; a key may come before its widgets, or after them."""
        return action == "quit_guarded" or (built(self) and hasattr(self, f"action_{action}"))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer; from behind another screen only once this one is in front again.

        Textual takes away whatever is in front, whoever asks for it.
        """
        if self.is_active:
            return super().dismiss(result)
        self._answer = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Leave now, when the answer was given from behind."""
        if self._answer is not None:
            (answer,), self._answer = self._answer, None
            self.dismiss(answer)

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    async def action_quit_guarded(self) -> None:
        """Hand the wish to leave to the program."""
        await self.app.run_action("quit_guarded")
