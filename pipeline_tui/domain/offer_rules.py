"""What the playbook says about offers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferRules:
    """How far below the list a hunter may sell without asking, how long an offer holds, where it leads."""

    discount_limit: int = 1000  # basis points; a person may have a limit of their own
    valid_days: int = 30
    sent_step: str = ""  # code of the deal step that a sent offer leads to, "" for none
