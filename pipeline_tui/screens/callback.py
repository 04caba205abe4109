"""When to call back: a phrase read back on both clocks while it is typed, or a preset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.time_phrases import describe, read_time
from pipeline_tui.screens.ask import Ask, Reading
from pipeline_tui.ui.formatting import distance

PRESETS = "1 in an hour   2 tomorrow, same time   3 next half-day"
EXAMPLES = "or: tue 14:20 · demain 15h · +2h · in 3 weeks"


class AskCallback(Ask):
    """Asks for a time in the contact's zone; answers the phrase, which ``read`` turns into UTC again."""

    def __init__(
        self, title: str, *, zone: str, own_zone: str, language: str, now: Callable[[], datetime]
    ) -> None:
        """Take the contact's zone and ours, and the clock."""
        self._zone, self._own_zone, self._language, self._now = zone, own_zone, language, now
        super().__init__(title, hint=(PRESETS, EXAMPLES), read=self._read_back)

    def at(self, phrase: str) -> datetime:
        """Return the time a phrase means (UTC)."""
        return read_time(phrase, self._now(), self._zone, self._language)

    def _read_back(self, phrase: str) -> Reading:
        try:
            at = self.at(phrase)
        except UsageTrouble as trouble:
            return Reading(trouble=trouble.detail or trouble.title)
        now = self._now()
        return Reading(f"{describe(at, self._zone, self._own_zone, now, 'en')} · {distance(at, now)}")
