"""What is counted of the whole line: each takes a walk through all contacts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.domain.shop import FunnelRow, ListLine


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How the lists, the way along the line and the queue stood at one instant."""

    lists: tuple[ListLine, ...] = ()
    funnel: tuple[FunnelRow, ...] = ()
    queue: EmptyQueue = field(default_factory=lambda: EmptyQueue(MappingProxyType({}), None))
    known: bool = True  # False before anything was counted

    def on(self, lists: tuple[ListLine, ...]) -> tuple[ListLine, ...]:
        """Return lists as they stand now, with the figures of when they were counted."""
        counted = {one.id: one for one in self.lists}
        return tuple(_figures_of(counted[one.id], one) if one.id in counted else one for one in lists)


def _figures_of(counted: ListLine, now: ListLine) -> ListLine:
    return replace(
        now,
        contacts=counted.contacts,
        ready=counted.ready,
        called=counted.called,
        handed_off=counted.handed_off,
        blockers=counted.blockers,
        counted=counted.counted,
    )
