"""The calling rules as one signed-in operator reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.rules_page import RulesPage
    from pipeline_tui.services.shop import Shop


class RulesDoors:
    """What a desk can ask about the rules; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def rules_of(self, country: str) -> RulesPage:
        """Return the rules of a country; "" is the shop's own."""
        from pipeline_tui.services import tightening

        return tightening.rules_of(*self._of, country)

    def settle_awhile(self) -> bool:
        """Let some places in the queue follow a change of the rules; whether any did."""
        from pipeline_tui.services import tightening

        return tightening.settle_awhile(*self._of)
