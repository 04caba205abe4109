"""What differs between two versions of an offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.offers import Contents, OfferLine, Totals, totals


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that came, went or was changed: None where it does not stand."""

    before: OfferLine | None
    after: OfferLine | None


@dataclass(frozen=True, slots=True)
class OfferChanges:
    """What became of an earlier version in a later one."""

    earlier: int  # version
    later: int
    lines: tuple[LineChange, ...]
    discount: tuple[int, int] | None  # on the whole, basis points; None where it is the same
    valid_until: tuple[date | None, date | None] | None
    words: bool  # whether the words to the client differ
    before: Totals
    after: Totals

    @property
    def none(self) -> bool:
        """Return whether both versions say the same."""
        return not (self.lines or self.discount or self.valid_until or self.words)


def compare(earlier: int, before: Contents, later: int, after: Contents) -> OfferChanges:
    """Return what differs; a line is known by its key, wherever it stands."""
    old = {line.key: line for line in before.lines}
    new = {line.key: line for line in after.lines}
    changed = [LineChange(line, new.get(key)) for key, line in old.items() if new.get(key) != line]
    came = [LineChange(None, line) for key, line in new.items() if key not in old]
    return OfferChanges(
        earlier=earlier,
        later=later,
        lines=(*changed, *came),
        discount=(before.discount, after.discount) if before.discount != after.discount else None,
        valid_until=(before.valid_until, after.valid_until)
        if before.valid_until != after.valid_until
        else None,
        words=before.words != after.words,
        before=totals(before.lines, before.discount),
        after=totals(after.lines, after.discount),
    )
