"""How a deal was lost, in one line: on the scout's card, on the linear desk, on a closed deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.ui.formatting import money, short_day
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from datetime import date

    from pipeline_tui.domain.desk import LostBefore
    from pipeline_tui.ui.names import Names


def lost_words(lost: LostBefore, names: Names, language: str, today: date) -> str:
    """Return "lost 3 Mar: too expensive (Dupont, €900)"."""
    reason = names.reason(lost.reason)
    price = money(lost.competitor_minor, lost.currency, language)
    who = ", ".join(part for part in (lost.competitor, price) if part)
    return tr(
        "lost {short_day}: {reason}{reason2}",
        short_day=short_day(lost.on, today),
        reason=reason[:1].lower(),
        reason2=reason[1:],
    ) + (f" ({who})" if who else "")
