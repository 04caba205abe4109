"""How fast a load goes, and how long the rest of it will take."""

from __future__ import annotations

from dataclasses import dataclass

_SETTLED = 1.0  # seconds after which a rate says something


@dataclass(frozen=True, slots=True)
class Pace:
    """How far one phase of a load is."""

    done: int
    total: int  # 0 while it is not known
    seconds: float  # since the phase began

    @property
    def share(self) -> float:
        """Return the part that is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def rate(self) -> float | None:
        """Return rows a second, None while that says nothing."""
        return self.done / self.seconds if self.done and self.seconds >= _SETTLED else None

    @property
    def left(self) -> float | None:
        """Return the seconds the rest of the phase takes at this rate, None while nobody knows."""
        return None if self.rate is None or not self.total else max(self.total - self.done, 0) / self.rate
