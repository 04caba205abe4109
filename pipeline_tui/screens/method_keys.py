"""What every desk does with the shop's method: works by the version that holds, shows what is new in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from pipeline_tui.screens.program_keys import ProgramKeys
from pipeline_tui.ui.bindings import bindings_of

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.screens.base import DeskScreen
    from pipeline_tui.screens.session import Session
    from pipeline_tui.ui.command import Place


class MethodKeys(ProgramKeys):
    """Takes up another version between two calls."""

    PLACE: ClassVar[Place]
    session: Session

    @property
    def untouched(self) -> bool:
        """Return whether nothing is under way that another version of the method would disturb."""
        return True

    def method_changed(self, in_hand: Desk | None) -> None:
        """Work by the version that the session holds now; what is in hand was read under it."""
        self._bindings = bindings_of(self.session.keys, self.PLACE)

    def action_method_news(self) -> None:
        """Show what is new in the method."""
        from pipeline_tui.screens import method_news

        method_news.open_news(cast("DeskScreen", self))

    def action_rules(self) -> None:
        """Show when and on what ground somebody may be rung."""
        from pipeline_tui.screens import rules

        rules.open_rules(cast("DeskScreen", self))
