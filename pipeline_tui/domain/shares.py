"""A share of few cases with the interval it may really lie in.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927), 209-212: it stays within 0 and 1 and is honest for few cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # 95 % of a normal distribution lie within so many deviations


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """Return the share, None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson interval of 95 %; of nothing everything is possible."""
        if not self.of:
            return 0.0, 1.0
        share, square = self.hits / self.of, _Z * _Z
        middle = share + square / (2 * self.of)
        spread = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        low, high = ((middle + sign * spread) / (1 + square / self.of) for sign in (-1, 1))
        # At 0 and 1 the bound is exact; arithmetic alone misses it by a hair.
        return max(0.0 if not self.hits else low, 0.0), min(1.0 if self.hits == self.of else high, 1.0)
