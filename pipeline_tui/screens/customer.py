"""The scripted customer of a practice session: who is on the line, what is said, what a call was worth."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from pipeline_tui.domain import practice_calls
from pipeline_tui.domain.practice_calls import CALLS, Playing, PracticeCall, Score
from pipeline_tui.domain.scripts import Walk
from pipeline_tui.telephony.port import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.desk import Desk, Draft
    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.domain.stages import Stage

HangUp = Callable[[], Coroutine[None, None, None]]
_BUSY = "busy"


async def nobody() -> None:
    """Hang up where nobody is on the line."""


@dataclass(slots=True)
class _Taken:
    """A call of this practice, by the hold it belongs to."""

    playing: Playing
    language: str
    script: str


@dataclass(slots=True)
class Customer:
    """Plays the practice calls of a playbook one after the other; doors and desks tell it what is done."""

    playbook: Playbook
    hang_up: HangUp = nobody
    wanted: int = CALLS
    told: bool = False  # the score of the whole was shown
    scores: dict[str, Score] = field(default_factory=dict)  # by hold, in the order the calls ended
    _taken: dict[str, _Taken] = field(default_factory=dict)
    _now: str = ""  # the hold whose call is under way
    _news: list[str] = field(default_factory=list)  # holds whose score was not told yet
    _lock: Lock = field(default_factory=Lock)  # doors run in a thread of their own

    @classmethod
    def of(cls, playbook: Playbook, stage: Stage) -> Customer:
        """Return the customer of a stage, who makes as many calls as there are, at most a whole practice."""
        scripts = playbook.stage_scripts.get(stage, ())
        calls = {one.id for calls in playbook.practice.values() for one in calls if one.script in scripts}
        return cls(playbook, wanted=min(CALLS, len(calls)))

    def dialled(self, desk: Desk, language: str) -> None:
        """Take the telephone as the next customer whose call goes by the script on the desk."""
        script = self.playbook.script(desk.script_id, desk.language or language)
        with self._lock:
            self._now = ""
            if script is None:
                return
            call = self._next(script.language, script.id)
            if call is not None:
                self._taken[desk.token] = _Taken(Playing(call), script.language, script.id)
                self._now = desk.token

    def answers(self) -> Cause:
        """Return what happens when it rings."""
        playing = self.playing
        if playing is None or playing.call.picks_up:
            return Cause.COMPLETED
        return Cause.BUSY if playing.call.right_end == _BUSY else Cause.NO_ANSWER

    def walked(self, step: str) -> None:
        """Hear that the operator went on to a step of the script."""
        self._change(lambda playing: practice_calls.walked(playing, step))

    def carded(self, card: str) -> None:
        """Hear that the operator used a card."""
        self._change(lambda playing: practice_calls.carded(playing, card))

    def ended(
        self, token: str, outcome: str, draft: Draft | None, brief: Mapping[str, str] | None = None
    ) -> None:
        """Score a call that is recorded; recorded once more after an undo, it is scored anew."""
        with self._lock:
            taken = self._taken.get(token)
            if taken is None:
                return
            script = self.playbook.script(taken.script, taken.language)
            assert script is not None
            walk = Walk(script.id, draft.path, (), frozenset(draft.unsaid)) if draft and draft.path else None
            required = [one.key for one in self.playbook.brief if one.required]
            self.scores[token] = practice_calls.score(
                taken.playing, script, walk, outcome, brief or {}, required
            )
            self._now = ""
            self._news.append(token)

    def news(self) -> tuple[tuple[int, Score], ...]:
        """Return the scores nobody has been told of, each with the number of its call; once."""
        with self._lock:
            news, self._news = self._news, []
            order = list(self.scores)
            return tuple((order.index(token) + 1, self.scores[token]) for token in news)

    @property
    def playing(self) -> Playing | None:
        """Return the call under way."""
        taken = self._taken.get(self._now)
        return taken.playing if taken is not None else None

    @property
    def finished(self) -> bool:
        """Return whether as many calls were made as this practice wants, or as the playbook has."""
        return bool(self.wanted) and len(self.scores) >= self.wanted

    def _next(self, language: str, script: str) -> PracticeCall | None:
        done = {taken.playing.call.id for taken in self._taken.values()}
        ours = [one for one in self.playbook.practice.get(language, ()) if one.script == script]
        return next((one for one in ours if one.id not in done), None)

    def _change(self, change: Callable[[Playing], Playing]) -> None:
        with self._lock:
            taken = self._taken.get(self._now)
            if taken is not None:
                taken.playing = change(taken.playing)
