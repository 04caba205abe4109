"""Keys about people that are the same on every desk: who is calling, somebody new, somebody to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pipeline_tui.domain.finding import may_find
from pipeline_tui.screens.program_keys import ProgramKeys

if TYPE_CHECKING:
    from pipeline_tui.domain.contact_card import ContactCard
    from pipeline_tui.screens.base import DeskScreen
    from pipeline_tui.screens.session import Session


@dataclass(frozen=True, slots=True)
class Beside:
    """Something of a desk's own that is found beside people, and how it is opened."""

    name: str
    told: str  # what it is, in a word or two
    go: Callable[[], None]


class PeopleKeys(ProgramKeys):
    """Opens the sheets that every desk has for people."""

    session: Session

    @property
    def finds(self) -> bool:
        """Return whether the operator may search; scouts look an exact number up instead."""
        return may_find(self.session.viewer)

    def action_look_up(self) -> None:
        """Look up who is calling."""
        from pipeline_tui.screens import look_up

        look_up.open_for(cast("DeskScreen", self))

    def action_new_contact(self) -> None:
        """Add somebody new."""
        from pipeline_tui.screens import new_contact

        new_contact.open_for(cast("DeskScreen", self))

    def action_find(self) -> None:
        """Find somebody by a few letters or digits."""
        from pipeline_tui.screens import finding

        finding.open_for(cast("DeskScreen", self))

    def beside_found(self, typed: str) -> tuple[Beside, ...]:
        """Return what else on this desk holds the words typed."""
        return ()

    def open_found(self, card: ContactCard) -> None:
        """Open an own contact that was found; a desk without cards of its own has nothing to open."""
