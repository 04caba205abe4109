"""The preview of a script as a program of its own, in the looks of the workstation."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline_tui.screens.preview import Previewed, PreviewScreen
from pipeline_tui.ui.keys_in_order import KeysInOrder
from pipeline_tui.ui.stylesheet import ParsedOnce
from pipeline_tui.ui.themes import CALM, OWN_VARIABLES, SIXTEEN, THEMES, theme_for


class PreviewApp(KeysInOrder, inherit_bindings=False):
    """The preview alone, in the looks of the workstation."""

    CSS_PATH = Path(__file__).parent.parent / "app.tcss"
    TITLE = "pipeline-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    INSISTING = frozenset({"ctrl+q"})

    def __init__(self, shown: Previewed, *, theme: str = "") -> None:
        """Take what is walked through and the name of a theme, "" to choose by the terminal."""
        chosen = theme_for(os.environ, theme)
        super().__init__(ansi_color=True if chosen == SIXTEEN.name else None)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.animation_level = "none"
        for one in THEMES:
            self.register_theme(one)
        self.theme = chosen
        self._shown = shown
        self.keys = shown.keys

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables, for themes that lack them."""
        return {name: CALM.variables[name] for name in OWN_VARIABLES}

    def on_mount(self) -> None:
        """Show the first script."""
        self.push_screen(PreviewScreen(self._shown))

    async def action_quit_guarded(self) -> None:
        """Leave: nothing here is to be kept."""
        self.exit()
