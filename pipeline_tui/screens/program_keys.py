"""Keys of a desk that are the program's business: help, palette, the other desks, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from pipeline_tui.screens.base import DeskScreen


class ProgramKeys(Screen[None]):
    """Hands to the program what is the same on every desk, so that each desk may say whether it is live."""

    async def action_help(self) -> None:
        """Open help for this desk."""
        await self.app.run_action("help")

    async def action_palette(self) -> None:
        """Open the palette."""
        await self.app.run_action("palette")

    async def action_go(self, mode: str) -> None:
        """Go to another desk."""
        await self.app.run_action(f"go('{mode}')")

    def action_language(self) -> None:
        """Ask in which language the screens shall speak."""
        from pipeline_tui.screens import language_choice

        language_choice.open_for(cast("DeskScreen", self))

    def action_leave_to_practise(self) -> None:
        """Leave for a practice shop; the desk stands here again afterwards."""
        from pipeline_tui.screens import leaving_to_practise

        leaving_to_practise.leave(cast("DeskScreen", self))

    async def action_quit_guarded(self) -> None:
        """Leave the program, guarded."""
        await self.app.run_action("quit_guarded")

    def action_copy_text(self) -> None:
        """Do nothing: text selected on a screen is an exit for data."""
