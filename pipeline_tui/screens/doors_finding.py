"""Finding somebody, and the card of who was found, as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_tui.domain.contact_card import ContactCard
    from pipeline_tui.domain.finding import FoundPeople
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class FindingDoors:
    """What every desk can ask about somebody typed; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def find(self, typed: str, *, overtaken: Callable[[], bool]) -> FoundPeople:
        """Return whom the words or digits may mean."""
        from pipeline_tui.services import finding

        return finding.find(*self._of, typed, overtaken=overtaken)

    def contact_card(self, contact_id: int) -> ContactCard:
        """Return a contact as far as the viewer may read it."""
        from pipeline_tui.services import reading

        return reading.contact_card(*self._of, contact_id)
