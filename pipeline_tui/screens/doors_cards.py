"""The services of objection and technique cards as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.objection_cards import CardFigures
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.stages import Stage
    from pipeline_tui.services.shop import Shop


class CardDoors:
    """What a desk can ask about cards; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def card_figures(self, stage: Stage) -> Mapping[str, CardFigures]:
        """Return how each card did in calls of a stage."""
        from pipeline_tui.services import using_cards

        return using_cards.card_figures(*self._of, stage)

    def use_card(self, token: str, card: str) -> None:
        """Note that a card was said in the call under way."""
        from pipeline_tui.services import using_cards

        using_cards.use_card(*self._of, token, card)
