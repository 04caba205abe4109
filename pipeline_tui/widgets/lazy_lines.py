"""Lines that are drawn when they are seen, so that a list of thousands costs what stands on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from textual.content import Content

Row = TypeVar("Row")


class LazyLines(Sequence[Content], Generic[Row]):
    """Records with the function that draws one of them; a line is made at the first look and kept."""

    def __init__(self, rows: Sequence[Row], draw: Callable[[Row], Content]) -> None:
        """Take the records, one a line, and what draws them."""
        self._rows, self._draw = rows, draw
        self._made: dict[int, Content] = {}

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Content: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Content]: ...

    def __getitem__(self, index: int | slice) -> Content | Sequence[Content]:
        """Return one line, or several."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self._rows)))]
        at = index if index >= 0 else len(self._rows) + index
        if at not in self._made:
            self._made[at] = self._draw(self._rows[at])
        return self._made[at]
