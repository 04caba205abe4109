"""Why there is nothing to call: what blocks the queue, which lists are paused, when the next one opens."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.list_states import Standing
from pipeline_tui.wording import tr


class NothingToCall(NothingToDo):
    """The queue is empty for this operator; ``queue`` counts what blocks it and says when it opens."""

    def __init__(self, queue: EmptyQueue, zone: ZoneInfo) -> None:
        """Say that nothing can be called now, with what blocks the queue; times on the clock of ``zone``."""
        counted = ", ".join(
            f"{count} {blocker.value.replace('-', ' ')}" for blocker, count in queue.blockers.items()
        )
        opens = queue.opens_at.astimezone(zone) if queue.opens_at is not None else None
        super().__init__(
            tr("Nothing to call now"),
            " ".join(
                (
                    tr("In the queue: {counted}.", counted=counted)
                    if counted
                    else tr("No contact waits on any active list."),
                    *_paused(queue, zone),
                )
            ),
            tr("The next one may be rung {opens:%a %d %b %H:%M}.", opens=opens)
            if opens is not None
            else tr("Waiting changes nothing: a manager imports a list (`pipeline-tui lists import FILE`)."),
            {
                "blockers": {blocker.value: count for blocker, count in queue.blockers.items()},
                "opens_at": queue.opens_at,
            },
        )
        self.queue = queue


def _paused(queue: EmptyQueue, zone: ZoneInfo) -> Iterator[str]:
    for one in queue.lists:
        if one.state is Standing.PAUSED:
            by = tr(" by {by}", by=one.by) if one.by else ""
            since = tr(" since {since:%a %H:%M}", since=one.since.astimezone(zone)) if one.since else ""
            yield tr("{name} is paused{by}{since}.", name=one.name, by=by, since=since)
