"""The people at the sign-in, and the language they read it in: one key goes to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Input

from pipeline_tui import settings
from pipeline_tui.domain.stages import Role
from pipeline_tui.ui.formatting import column, fixed, join, say
from pipeline_tui.ui.words import ROLES
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import next_language, tr

if TYPE_CHECKING:
    from textual.content import Content

    from pipeline_tui.domain.people import Operator
    from pipeline_tui.screens.entrance import Entrance


class SignInPeople(Screen[None]):
    """Lists the people in the language that is spoken; whoever signs in keeps the one that was chosen."""

    _entrance: Entrance
    _chosen: Operator | None = None
    _entering = False
    language: str = ""  # chosen here; "": none was

    async def action_next_language(self) -> None:
        """Speak the next language."""
        if self._chosen is None and not self._entering:
            self.language = next_language()
            settings.speak(self.language)
            cursor = self.query_one("#operators", LineList).cursor
            await self.recompose()
            self.show_people(cursor)

    def show_people(self, cursor: int) -> None:
        """Show who works here, with the cursor on one of them; nobody else than the one wanted."""
        people, wanted = self._entrance.operators, self._entrance.wanted
        self.query_one("#operators", LineList).show([_line(one) for one in people], cursor=cursor)
        self.query_one("#passphrase", Input).display = False
        self.query_one("#operators").display = self.query_one("#who").display = wanted is None
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that are live."""


def _line(operator: Operator) -> Content:
    roles = ", ".join(ROLES[role] for role in Role if role in operator.roles)
    mark = fixed(tr(" passphrase"), "$text-muted") if operator.has_passphrase else fixed("")
    return join(column(operator.name, 24), say(roles, "$text-muted"), mark)
