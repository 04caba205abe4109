"""What the playbook says about offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferRules:
    """How far below the list a hunter may sell without asking, how long an offer holds, where it leads."""

    discount_limit: int = 1000  # basis points; a person may have a limit of their own
    valid_days: int = 30
    sent_step: str = ""  # code of the deal step that a sent offer leads to, "" for none

    def leads_to(self, standing: str, steps: Sequence[str]) -> str:
        """Return the step that sending moves a deal to from another, "" where it stands or is further."""
        if self.sent_step not in steps or standing not in steps:
            return ""
        return self.sent_step if steps.index(standing) < steps.index(self.sent_step) else ""
