"""A client opened from the search: their card fills the farmer desk, whether or not a check-in is planned."""

from __future__ import annotations

from pipeline_tui.domain.agenda import Appointment
from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.farming import CheckIn
from pipeline_tui.screens.calendar_views import CalendarViews


class FoundClient(CalendarViews):
    """The client that was found stands under the cursor until their card is closed."""

    _found: int | None = None

    @property
    def found(self) -> int | None:
        """Return the client that was found, while their card is open."""
        return self._found if self.opened else None

    @property
    def pointed(self) -> int | None:
        """Return the client that was found, else the one under the cursor."""
        return self.found or super().pointed

    @property
    def shown_one(self) -> CheckIn | None:
        """Return the check-in under the cursor; it is not that of whoever was found."""
        return None if self.found else super().shown_one

    @property
    def appointment(self) -> Appointment | None:
        """Return what stands under the agenda's cursor, unless somebody was found."""
        return None if self.found else super().appointment

    def open_found(self, card: ContactCard) -> None:
        """Open the card of a client."""
        self._found, self.opened, self.client = card.contact_id, True, None
        self.reload()

    def repaint(self) -> None:
        """Draw the view; once the card is closed, with the client under the cursor again."""
        closed = self._found is not None and not self.opened
        if closed:
            self._found, self.client = None, None
        super().repaint()
        if closed:
            self.read_client()
