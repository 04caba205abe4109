"""A time agreed in a diary: typed or chosen among the free ones, read back on both clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline_tui.domain.diaries import Slot, nearest
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.time_phrases import describe, read_time
from pipeline_tui.wording import spoken, tr


@dataclass(slots=True)
class AgreedTime:
    """Reads times on the contact's clock against the free times of the diaries, all hunters' together.

    What lies between or beyond them is left to the diary itself, which is asked when the brief is given.
    """

    zone: str  # of the contact
    own_zone: str
    language: str
    now: Callable[[], datetime]
    slots: tuple[Slot, ...] | None = None  # None: not read yet

    def at(self, phrase: str) -> datetime:
        """Return the time a phrase means (UTC)."""
        return read_time(phrase, self.now(), self.zone, self.language)

    def trouble(self, phrase: str, hunter: str | None) -> str:
        """Return why a time cannot be agreed, with the nearest that can; "" when it seems it can."""
        if not phrase:
            return ""
        try:
            at = self.at(phrase)
        except PipelineError as error:
            return error.detail or error.title
        if self.slots is None or self._unknown(at) or self._open(at, hunter):
            return ""
        near = ", ".join(self._told(one.at) for one in nearest(at, self._of(hunter)))
        meant = self._told(at)
        return (
            tr("{meant} is taken or closed. Nearest: {near}.", meant=meant, near=near)
            if near
            else tr("{meant}: nothing is free.", meant=meant)
        )

    def shown(self, phrase: str, hunter: str | None) -> str:
        """Return an open time on both clocks and whose it would be; before any, how many there are."""
        if not phrase:
            free = len(self._of(hunter)) if self.slots is not None else 0
            return tr("{free} free times in the next days", free=free) if free else ""
        at = self.at(phrase)
        who = next((one.hunter for one in self._of(hunter) if one.at == at), "")
        read = describe(at, self.zone, self.own_zone, self.now(), spoken())
        return (
            tr("{read} · {who} is free", read=read, who=who)
            if who
            else tr("{read} · asked of the diary when you give it", read=read)
        )

    def next_to(self, phrase: str, hunter: str | None, step: int) -> str:
        """Return the free time after (or before) the one that stands there, as it would be typed."""
        times = [one.at for one in self._of(hunter)]
        if not times:
            return phrase
        try:
            at: datetime | None = self.at(phrase) if phrase else None
        except PipelineError:
            at = None
        if at is None:
            chosen = times[0]
        elif step > 0:
            chosen = next((one for one in times if one > at), times[-1])
        else:
            chosen = next((one for one in reversed(times) if one < at), times[0])
        return self._told(chosen)

    def _of(self, hunter: str | None) -> tuple[Slot, ...]:
        """Return the free times of one hunter; of the team the first who is free at each."""
        first: dict[datetime, Slot] = {}
        for one in self.slots or ():
            if hunter is None or one.hunter.casefold() == hunter.casefold():
                first.setdefault(one.at, one)
        return tuple(first[at] for at in sorted(first))

    def _open(self, at: datetime, hunter: str | None) -> bool:
        """Return whether every slot that a time touches is free."""
        free = self._of(hunter)
        long = timedelta(minutes=free[0].minutes) if free else timedelta()
        if any(one.at == at for one in free):
            return True
        touched = [one for one in free if abs(one.at - at) < long]
        return len(touched) == 2

    def _unknown(self, at: datetime) -> bool:
        return bool(self.slots) and at > max(one.at for one in self.slots or ())

    def _told(self, at: datetime) -> str:
        return describe(at, self.zone, self.zone, self.now(), spoken())
