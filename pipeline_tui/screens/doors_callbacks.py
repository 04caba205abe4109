"""The services of promised calls as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.callbacks import PromisedCall
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class CallbackDoors:
    """What desks can ask about promised calls; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def may_promise(self, token: str, code: str, at: datetime, *, team: bool) -> None:
        """Raise what recording a promise for this time (UTC) would raise; nothing is stored."""
        from pipeline_tui.services import promising

        promising.may_promise(*self._of, token, code, at, team=team)

    def late_callbacks(self) -> tuple[PromisedCall, ...]:
        """Return the promised calls that are an hour late, for managers."""
        from pipeline_tui.services import promising

        return promising.late_callbacks(*self._of)
