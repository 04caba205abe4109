"""How long personal data stays, by the rule of a person's country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """How long data stays; 0 days: for ever."""

    days: int = 0
    client_days: int = 0
    proof_days: int = 0
    source: str = ""
    status: str = "default"

    def due(self, last_contact: datetime, now: datetime, *, client: bool) -> bool:
        """Return whether a person's time is over at an instant (UTC)."""
        days = self.client_days if client else self.days
        return bool(days) and now - last_contact > timedelta(days=days)

    def proof_wanted(self, given_at: datetime, used_at: datetime | None, now: datetime) -> bool:
        """Return whether a ground must still be provable: so long from its giving and from every use."""
        last = max(given_at, used_at) if used_at is not None else given_at
        return bool(self.proof_days) and now - last <= timedelta(days=self.proof_days)
