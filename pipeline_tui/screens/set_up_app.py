"""The program before there is a shop: the set-up screen alone, with the looks of the workstation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from pipeline_tui.domain.fault_reports import page
from pipeline_tui.domain.first_answers import FirstAnswers
from pipeline_tui.screens.first_door import FirstDoor
from pipeline_tui.screens.set_up import SetUpScreen
from pipeline_tui.ui.keys_in_order import KeysInOrder
from pipeline_tui.ui.stylesheet import ParsedOnce
from pipeline_tui.ui.themes import CALM, OWN_VARIABLES, SIXTEEN, THEMES, theme_for

if TYPE_CHECKING:
    from textual.app import SystemCommand
    from textual.screen import Screen


class SetUpApp(KeysInOrder, inherit_bindings=False):
    """Asks the first questions; ``answers`` is what was made, None when somebody left before."""

    CSS_PATH = "../app.tcss"
    TITLE = "pipeline-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    INSISTING = frozenset({"ctrl+q"})
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]

    def __init__(self, door: FirstDoor, *, theme: str = "") -> None:
        """Take the door of the workspace to be, and the name of a theme, "" to choose by the terminal."""
        wanted = theme_for(os.environ, theme)
        super().__init__(ansi_color=True if wanted == SIXTEEN.name else None)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self._door = door
        self.answers: FirstAnswers | None = None
        self.animation_level = "none"
        for one in THEMES:
            self.register_theme(one)
        self.theme = wanted

    def get_system_commands(self, screen: Screen[object]) -> tuple[SystemCommand, ...]:
        """Return none: a screenshot is an exit for data."""
        return ()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables, for themes that lack them."""
        return {name: CALM.variables[name] for name in OWN_VARIABLES}

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(SetUpScreen(self._door), self._answered)

    def _answered(self, answers: FirstAnswers | None) -> None:
        self.answers = answers
        self.exit()

    async def action_quit(self) -> None:
        """Leave; the answers are kept as they were typed."""
        self.exit()

    def action_suspend_process(self) -> None:
        """Do nothing, as on the workstation."""

    def panic(self, *_: object) -> None:
        """Say that the program failed; what a fault would draw of itself may hold names."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Say where it failed, never what it held."""
        self.bell()
        told = page(self._exception, self._door.keep_fault(self._exception))
        self._exit_renderables.append(Text(told))
        self._close_messages_no_wait()
