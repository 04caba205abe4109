"""Pauses: a stop in an operator's work with its reason, and what a day of them adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# A contact in hand is kept so long; then it goes back, so that a pause blocks nobody.
KEPT_IN_HAND = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause; ``ended_at`` is None while it runs."""

    id: int
    reason: str  # code of the playbook
    began_at: datetime  # UTC
    ended_at: datetime | None = None  # UTC

    def seconds(self, until: datetime, since: datetime | None = None) -> int:
        """Return how long it has lasted, from ``since`` at the earliest to ``until`` at the latest."""
        began = self.began_at if since is None else max(self.began_at, since)
        ended = until if self.ended_at is None else min(self.ended_at, until)
        return max(int((ended - began).total_seconds()), 0)


@dataclass(frozen=True, slots=True)
class PauseTotal:
    """What the pauses of one reason add up to on one day."""

    reason: str
    times: int
    seconds: int


def totals(pauses: Iterable[Pause], since: datetime, now: datetime) -> tuple[PauseTotal, ...]:
    """Return the day's pauses by reason, the longest first; one that began before counts from ``since``."""
    found: dict[str, tuple[int, int]] = {}
    for pause in pauses:
        times, seconds = found.get(pause.reason, (0, 0))
        found[pause.reason] = times + 1, seconds + pause.seconds(now, since)
    added = (PauseTotal(reason, times, seconds) for reason, (times, seconds) in found.items())
    return tuple(sorted(added, key=lambda one: (-one.seconds, one.reason)))
