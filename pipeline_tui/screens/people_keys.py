"""The keys for people that desks share: somebody new, the contact's fields, late words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pipeline_tui.screens.base import DeskScreen
    from pipeline_tui.screens.calling import CallingScreen


class PeopleKeys:
    """Opens the forms about people; they are loaded when first asked for."""

    def action_new_contact(self) -> None:
        """Add somebody new."""
        from pipeline_tui.screens import new_contact

        new_contact.open_for(cast("DeskScreen", self))

    def action_referred(self) -> None:
        """Add somebody the contact in hand named."""
        from pipeline_tui.domain.newcomers import How
        from pipeline_tui.screens import new_contact

        new_contact.open_for(cast("DeskScreen", self), how=How.REFERRED)

    def action_change_contact(self) -> None:
        """Change fields and numbers of the contact in hand."""
        from pipeline_tui.screens import change_contact

        change_contact.open_for(cast("CallingScreen", self))

    def action_late_words(self) -> None:
        """Add words to one of the last calls."""
        from pipeline_tui.screens import late_words

        late_words.open_for(cast("CallingScreen", self))
