"""How a card did, in words: the same on the desks and on the linear one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.objection_cards import CardFigures


def figure_words(told: CardFigures | None) -> str:
    """Return "used 41, went on 63 %"; without the share while too few are decided."""
    if told is None or not told.uses:
        return ""
    share = told.went_on.value
    if not told.enough or share is None:
        return f"used {told.uses}"
    return f"used {told.uses}, went on {share * 100:.0f} %"
