"""Practice calls: what a scripted customer says, how a call with one goes, and what it is worth.

A practice call belongs to a script of the playbook. Each saying tells where it should lead: to a step, to a
card that answers an objection, to an outcome, or to the hand-off. What the customer tells besides belongs
into the log. Nothing here knows a clock or a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline_tui.domain.script_walk import must_say_passed
from pipeline_tui.domain.scripts import LineKind, Script, Walk

CALLS = 5  # of one practice
PATIENCE = 3  # wrong ways after which a customer hangs up
PASSES = 70  # per cent
HOT = "hot"  # the hand-off among outcomes
SATISFACTION, NEXT_CHECK_IN = "satisfaction", "next_check_in"  # in a log, beside the script's fields
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Saying:
    """What the customer says, and where it should lead; exactly one of the four targets is set."""

    text: str  # "" when nobody picks up
    step: str = ""
    outcome: str = ""
    handoff: bool = False
    card: str = ""  # the card that answers this objection
    hangs_up: bool = False  # having said it
    line_no: int = 0

    @property
    def ends(self) -> str:
        """Return how the call should be recorded after it, "" while it goes on."""
        return HOT if self.handoff else self.outcome


@dataclass(frozen=True, slots=True)
class Told:
    """Something the customer tells that should be noted when the call is over."""

    field: str  # of the script, or ``SATISFACTION`` or ``NEXT_CHECK_IN``
    value: str  # what they tell; only a satisfaction and a next date have to be noted as told
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of a call, in the script and in the log."""

    answers: Mapping[str, str]
    satisfaction: int | None = None
    next_as_wished: bool = False  # the next check-in stands on the day they named


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """A call with a scripted customer."""

    id: str
    title: str
    script: str  # id of the script it goes by
    sayings: tuple[Saying, ...]
    teaches: str = ""  # said once the call is over and something was missed
    line_no: int = 0
    tells: tuple[Told, ...] = ()

    @property
    def picks_up(self) -> bool:
        """Return whether anybody, or a machine, answers the telephone."""
        return bool(self.sayings[0].text)

    @property
    def right_end(self) -> str:
        """Return the outcome the call should be recorded with."""
        return self.sayings[-1].ends

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the steps the customer leads to, in order."""
        return tuple(one.step for one in self.sayings if one.step)

    @property
    def wishes_next(self) -> str:
        """Return when they want to hear from us next, in their words, "" when they name no day."""
        return next((one.value for one in self.tells if one.field == NEXT_CHECK_IN), "")

    @property
    def cards(self) -> tuple[str, ...]:
        """Return the cards the customer's objections call for."""
        return tuple(one.card for one in self.sayings if one.card)


@dataclass(frozen=True, slots=True)
class Playing:
    """A practice call under way."""

    call: PracticeCall
    at: int = 0  # the saying that is heard now
    kept: int = 0  # steps reached the customer's way
    answered: frozenset[str] = frozenset()  # cards used when they were called for
    wrong: int = 0

    @property
    def words(self) -> str:
        """Return what the customer said last."""
        return self.call.sayings[self.at].text

    @property
    def out_of_patience(self) -> bool:
        """Return whether the customer has been misunderstood too often."""
        return self.wrong >= PATIENCE

    @property
    def over(self) -> bool:
        """Return whether the customer hangs up now."""
        return self.out_of_patience or self.call.sayings[self.at].hangs_up


def walked(playing: Playing, step: str) -> Playing:
    """Return the call after the operator went on to a step of the script."""
    sayings = playing.call.sayings
    wanted = next((at for at in range(playing.at, len(sayings)) if not sayings[at].card), len(sayings) - 1)
    if sayings[wanted].step == step:
        return replace(playing, at=wanted + 1, kept=playing.kept + 1)
    return replace(playing, wrong=playing.wrong + 1)


def carded(playing: Playing, card: str) -> Playing:
    """Return the call after the operator used a card; only the one that answers goes on."""
    if playing.call.sayings[playing.at].card != card:
        return playing
    return replace(playing, at=playing.at + 1, answered=playing.answered | {card})


@dataclass(frozen=True, slots=True)
class Score:
    """What a practice call was worth: each part as what was got, of how much."""

    call: str
    title: str
    steps: tuple[int, int]
    must_say: tuple[int, int]
    cards: tuple[int, int]
    brief: tuple[int, int]
    noted: tuple[int, int]  # of what the customer told
    outcome: str  # as recorded
    right: str  # as it should have been
    teaches: str = ""

    @property
    def points(self) -> int:
        """Return the score in per cent: every part that the call had counts the same."""
        right = int(self.outcome == self.right), 1
        parts = (self.steps, self.must_say, self.cards, self.brief, self.noted, right)
        shares = [got / of for got, of in parts if of]
        return round(100 * sum(shares) / len(shares))

    @property
    def passed(self) -> bool:
        """Return whether the call counts on a newcomer's first day."""
        return self.points >= PASSES


def score(
    playing: Playing,
    script: Script,
    walk: Walk | None,
    outcome: str,
    brief: Mapping[str, str],
    required: Sequence[str],
    noted: Noted | None = None,
) -> Score:
    """Return what a call was worth, once it is recorded.

    ``walk`` is the way the operator took through the script, ``brief`` what was handed on; of a brief only
    the ``required`` fields count, and ``?`` for something the customer said is nothing. ``noted`` is what
    script and log hold in the end, None for nothing.
    """
    call = playing.call
    path = (script.first, *call.steps)
    asked = required if call.right_end == HOT else ()
    return Score(
        call=call.id,
        title=call.title,
        steps=(max(playing.kept - playing.wrong, 0), len(call.steps)),
        # To a machine, or to whoever cuts in at once, nothing is said to its end.
        must_say=_must_say(script, walk, path) if call.steps else (0, 0),
        cards=(len(playing.answered), len(set(call.cards))),
        brief=(sum(_told(brief, key) for key in asked), len(asked)),
        noted=(sum(_is_noted(one, noted) for one in call.tells) if noted else 0, len(call.tells)),
        outcome=outcome,
        right=call.right_end,
        teaches=call.teaches,
    )


def average(scores: Iterable[Score]) -> int:
    """Return the score of a whole practice in per cent, 0 without a call."""
    points = [one.points for one in scores]
    return round(sum(points) / len(points)) if points else 0


def _must_say(script: Script, walk: Walk | None, path: Sequence[str]) -> tuple[int, int]:
    wanted = sum(
        line.kind is LineKind.MUST_SAY
        for step in (script.step(one) for one in dict.fromkeys(path))
        if step is not None
        for line in step.lines
    )
    if walk is None:
        return 0, wanted
    said = [name for name, _ in must_say_passed(script, walk) if name not in walk.unsaid]
    on_the_way = [name for name in said if name.rpartition("/")[0] in path]
    return len(on_the_way), wanted


def _told(brief: Mapping[str, str], key: str) -> bool:
    return brief.get(key, "").strip() not in ("", _UNKNOWN)


def _is_noted(told: Told, noted: Noted) -> bool:
    if told.field == SATISFACTION:
        return str(noted.satisfaction) == told.value
    return noted.next_as_wished if told.field == NEXT_CHECK_IN else _told(noted.answers, told.field)
