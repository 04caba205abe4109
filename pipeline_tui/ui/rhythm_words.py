"""In words why a check-in is proposed for a day: the same on the sheet and in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.ui.formatting import count, day
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from pipeline_tui.domain.rhythm import Proposal


def why_that_day(proposal: Proposal, today: date) -> str:
    """Return why another day than the rhythm's is proposed, or how often nobody was reached, "" else."""
    if proposal.gave_way:
        stand = trn("stands", "stand", proposal.standing)
        return tr(
            "moved from {day}: {standing} {stand} there already",
            day=day(proposal.wished, today),
            standing=proposal.standing,
            stand=stand,
        )
    if proposal.telling:
        return tr(
            "{count} in vain: another number, a message, a visit?",
            count=count(proposal.tries, "try", "tries"),
        )
    if proposal.tries > 1:
        return tr("{count} in vain, so it waits longer", count=count(proposal.tries, "try", "tries"))
    return ""
