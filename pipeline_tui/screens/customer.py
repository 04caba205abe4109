"""The scripted customer of a practice session: who is on the line, what is said, what a call was worth."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING

from pipeline_tui.domain import practice_calls
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.practice_calls import CALLS, Noted, Playing, PracticeCall, Score
from pipeline_tui.domain.scripts import Walk
from pipeline_tui.domain.stages import Stage
from pipeline_tui.telephony.port import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.playbook import Playbook

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
    contact_id: int
    draft: Draft = field(default_factory=Draft)  # as it was typed last
    outcome: str = ""


@dataclass(slots=True)
class Customer:
    """Plays the practice calls of a playbook one after the other; doors and desks tell it what is done."""

    playbook: Playbook
    scripts: Sequence[str] = ()  # of the stage that is practised
    hang_up: HangUp = nobody
    wanted: int = CALLS
    told: bool = False  # the score of the whole was shown
    scores: dict[str, Score] = field(default_factory=dict)  # by hold, in the order the calls ended
    _taken: dict[str, _Taken] = field(default_factory=dict)
    _now: str = ""  # the hold whose call is under way
    _unlogged: str = ""  # the hold whose call is over, while its log is being written
    _news: list[str] = field(default_factory=list)  # holds whose score was not told yet
    _lock: RLock = field(default_factory=RLock)  # doors run in a thread of their own

    @classmethod
    def of(cls, playbook: Playbook, stage: Stage) -> Customer:
        """Return the customer of a stage, who makes as many calls as there are, at most a whole practice."""
        scripts = playbook.stage_scripts.get(stage, ())
        calls = {one.id for calls in playbook.practice.values() for one in calls if one.script in scripts}
        return cls(playbook, tuple(scripts), wanted=min(CALLS, len(calls)))

    def script_of(self, desk: Desk, language: str) -> str:
        """Return the script of the call that comes next for a contact in hand.

        Calls come in the order of the playbook and decide how it stands with the contact; only where it
        stands otherwise with them already, a complaint say, comes the next that goes by the desk's script.
        """
        with self._lock:
            taken = self._taken.get(desk.token)
            script = self.playbook.script(desk.script_id, desk.language or language)
            call = self._next(script.language, script.id) if taken is None and script is not None else None
        return taken.script if taken is not None else call.script if call is not None else desk.script_id

    def dialled(self, desk: Desk, language: str) -> None:
        """Take the telephone as the next customer whose call goes by the script on the desk."""
        script = self.playbook.script(desk.script_id, desk.language or language)
        with self._lock:
            self._now = ""
            self.not_logged()
            if script is None:
                return
            call = self._next(script.language, script.id)
            if call is not None:
                self._taken[desk.token] = _Taken(Playing(call), script.language, call.script, desk.contact_id)
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
        """Score a call that is recorded; recorded once more after an undo, it is scored anew.

        Where something belongs into a log that may follow, the score is told when that is written.
        """
        with self._lock:
            taken = self._taken.get(token)
            if taken is None:
                return
            taken.draft, taken.outcome, self._now = draft or Draft(), outcome, ""
            self._score(token, taken, Noted(taken.draft.answers), brief or {})
            farming = self.playbook.stage_scripts.get(Stage.FARMING, ())
            if taken.playing.call.tells and taken.script in farming:
                self._unlogged = token
            else:
                self._news.append(token)

    def typed(self, token: str, draft: Draft) -> None:
        """Hear what stands on the desk; a log ends a call without naming it."""
        with self._lock:
            if token in self._taken:
                self._taken[token].draft = draft

    def logged(self, contact_id: int, outcome: str, noted: Noted) -> None:
        """Score the call that a check-in with this client was logged for: under way, or just recorded."""
        with self._lock:
            token = self._now or self._unlogged
            taken = self._taken.get(token)
            if taken is None or taken.contact_id != contact_id:
                return
            ends = (taken.outcome, outcome, *self._nobody(outcome))
            right = taken.playing.call.right_end
            taken.outcome = right if right in ends else outcome
            answers = {**taken.draft.answers, **noted.answers}
            self._score(token, taken, Noted(answers, noted.satisfaction, noted.next_as_wished), {})
            self._now = self._unlogged = ""
            self._news.append(token)

    def not_logged(self) -> None:
        """Hear that the log of the last call is not written; it is scored without."""
        with self._lock:
            if self._unlogged:
                self._news.append(self._unlogged)
            self._unlogged = ""

    @property
    def wished(self) -> str:
        """Return when the customer wants to hear from us next, in their words; "" when they did not say."""
        taken = self._taken.get(self._now or self._unlogged)
        return taken.playing.call.wishes_next if taken is not None else ""

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
        return bool(self.wanted) and len(self.scores) >= self.wanted and not self._unlogged

    def _next(self, language: str, script: str) -> PracticeCall | None:
        done = {taken.playing.call.id for taken in self._taken.values()}
        calls = self.playbook.practice.get(language, ())
        ours = [one for one in calls if one.id not in done and one.script in (script, *self.scripts)]
        usual = script in self.scripts[:1]
        nearest = ours if usual else sorted(ours, key=lambda one: one.script != script)
        return next(iter(nearest), None)

    def _score(self, token: str, taken: _Taken, noted: Noted, brief: Mapping[str, str]) -> None:
        script = self.playbook.script(taken.script, taken.language)
        assert script is not None
        path = taken.draft.path
        walk = Walk(script.id, path, (), frozenset(taken.draft.unsaid)) if path else None
        required = [one.key for one in self.playbook.brief if one.required]
        self.scores[token] = practice_calls.score(
            taken.playing, script, walk, taken.outcome, brief, required, noted
        )

    def _nobody(self, code: str) -> tuple[str, ...]:
        """Return the outcomes that say the same as a vain check-in: nobody was reached."""
        vain = any(one.code == code and not one.reached for one in self.playbook.check_in_outcomes)
        return tuple(one.code for one in self.playbook.outcomes if not one.reached) if vain else ()

    def _change(self, change: Callable[[Playing], Playing]) -> None:
        with self._lock:
            taken = self._taken.get(self._now)
            if taken is not None:
                taken.playing = change(taken.playing)
