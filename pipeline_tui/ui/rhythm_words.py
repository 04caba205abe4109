"""In words why a check-in is proposed for a day: the same on the sheet and in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.ui.formatting import count, day

if TYPE_CHECKING:
    from datetime import date

    from pipeline_tui.domain.rhythm import Proposal


def why_that_day(proposal: Proposal, today: date) -> str:
    """Return why another day than the rhythm's is proposed, or how often nobody was reached, "" else."""
    if proposal.gave_way:
        stand = "stand" if proposal.standing != 1 else "stands"
        return f"moved from {day(proposal.wished, today)}: {proposal.standing} {stand} there already"
    if proposal.telling:
        return f"{count(proposal.tries, 'try', 'tries')} in vain: another number, a message, a visit?"
    if proposal.tries > 1:
        return f"{count(proposal.tries, 'try', 'tries')} in vain, so it waits longer"
    return ""
