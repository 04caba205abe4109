"""How a card did, in words: the same on the desks and on the linear one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.objection_cards import CardFigures


def figure_words(told: CardFigures | None) -> str:
    """Return "used 41, went on 63 %"; without the share while too few are decided."""
    if told is None or not told.uses:
        return ""
    share = told.went_on.value
    if not told.enough or share is None:
        return tr("used {uses}", uses=told.uses)
    return tr("used {uses}, went on {share:.0f} %", uses=told.uses, share=share * 100)
