"""What can be typed at the linear desk: in hand or not, in a call or not; the help lists the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_tui.cli import (
    plain_call,
    plain_fields,
    plain_inbox,
    plain_live,
    plain_people,
    plain_rest,
    plain_script,
)
from pipeline_tui.cli.plain_voice import Leaving
from pipeline_tui.cli.plain_words import contact_lines
from pipeline_tui.domain.playbook import After, Outcome
from pipeline_tui.domain.stages import Stage

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be typed: the words for it, what it does, and the act."""

    words: tuple[str, ...]
    told: str
    run: Callable[[Sitting], None]


def _again(sitting: Sitting) -> None:
    if sitting.desk is not None:
        sitting.voice.say(*contact_lines(sitting.desk, sitting.shop, sitting.note))


def _quit(_: Sitting) -> None:
    raise Leaving


_ALWAYS = (
    Way(("l", "look up", "look-up"), "finds who is calling us.", plain_rest.look_up),
    Way(("+", "new"), "a new contact.", plain_people.add),
    Way(("inbox", "messages"), "messages, and what became of your hand-offs.", plain_inbox.inbox),
    Way(("u", "undo"), "takes your last act back.", plain_rest.undo),
    Way(("figures",), "your day in figures, and your next callback.", plain_rest.figures),
    Way(("late", "late words"), "adds words to one of your last calls.", plain_rest.add_late_words),
    Way(("quit", "exit"), "leaves; everything typed is kept.", _quit),
)
_IDLE = (Way(("p", "pause"), "stops with a reason.", plain_rest.pause),)
_AT_REST = (Way(("", "n", "next"), "the next contact.", plain_call.claim),)
_OFFERED = (Way(("take",), "takes the call that a colleague offers.", plain_live.take),)
_IN_HAND = (
    Way(("i", "why"), "why this contact.", plain_rest.why),
    Way(("again",), "who this is, once more.", _again),
    Way(("before",), "all that was before.", plain_rest.before),
    Way(("e", "note"), "writes the note.", plain_rest.note),
    Way(("f", "fields"), "changes fields and numbers.", plain_fields.change),
    Way(("o", "objections"), "finds an answer to what they said.", plain_script.objections),
    Way(("step", "script"), "reads the step of the script.", plain_script.read_step),
    Way(("ask", "questions"), "asks the questions of this step.", plain_script.ask_questions),
    Way(("back",), "one step back in the script.", plain_script.back),
    Way(("!", "not said"), "marks a line that must be said.", plain_script.not_said),
)
_READY = (
    Way(("", "d", "dial"), "dials.", plain_call.dial),
    Way(("a", "other number"), "the next of their numbers.", plain_call.other_number),
    Way(("s", "skip"), "puts the contact back and takes the next.", plain_call.skip),
)
_CALLING = (Way(("hang up", "hang"), "ends the call on the phone.", plain_call.hang_up),)
_HAND_OFF = ("h", "hot", plain_script.HAND_OFF)
LIVE = ("H", "live")


def ways(sitting: Sitting) -> tuple[Way, ...]:
    """Return what can be typed now."""
    if sitting.calling:
        return (*_CALLING, *_IN_HAND, *_ALWAYS)
    offered = _OFFERED if sitting.watch.offer is not None else ()
    if sitting.desk is None:
        return (*offered, *_AT_REST, *_IDLE, *_ALWAYS)
    return (*offered, *_READY, *_IN_HAND, *_IDLE, *_ALWAYS)


def way_for(sitting: Sitting, typed: str) -> Way | None:
    """Return what a line stands for, if it is anything that can be typed now."""
    wanted = typed.casefold()
    return next((one for one in ways(sitting) if wanted in one.words), None)


def unknown(sitting: Sitting, typed: str) -> str:
    """Return what to say of a line that does nothing now."""
    wanted = typed.casefold()
    if not typed:
        return "Type how the call ended, or ? for what can be typed."
    if sitting.calling:
        known = {word for one in (*_READY, *_IDLE, *_AT_REST, *_OFFERED) for word in one.words}
        if wanted in known:
            return f"{typed}: not during a call. Type how it ended first, or ? for what can be typed."
    else:
        of_a_call = {*_HAND_OFF, "live", *(word for one in _CALLING for word in one.words)}
        if wanted in of_a_call or outcome_typed(sitting, typed)[0] is not None or typed.isdecimal():
            first = "dial first" if sitting.desk is not None else "nobody is in hand"
            return f"{typed}: only in a call; {first}."
        if sitting.desk is None and any(wanted in one.words for one in (*_IN_HAND, *_READY)):
            return f"{typed}: nobody is in hand. Enter brings the next contact."
    return f"{typed}: not known here. Type ? for what can be typed."


def hands_off(typed: str) -> bool:
    """Return whether a line asks for the hand-off."""
    return typed.casefold() in _HAND_OFF and typed not in LIVE


def outcome_typed(sitting: Sitting, typed: str) -> tuple[Outcome | None, bool]:
    """Return the outcome typed as letter, code or name, and whether the contact stays: a capital letter."""
    for one in _outcomes(sitting):
        if one.key and typed in (one.key, one.key.upper()):
            return one, typed != one.key
        if typed.casefold() in (one.code, *(name.casefold() for name in one.names.values())):
            return one, False
    return None, False


def help_lines(sitting: Sitting) -> Iterator[str]:
    """Yield what can be typed now, a line each."""
    if sitting.calling:
        yield from plain_script.answer_lines(sitting)
        language = sitting.shop.workspace.language
        for one in _outcomes(sitting):
            yield f"{one.key or one.code} or {one.name(language)}: ends the call."
        yield "h or hot: hand off."
        yield "H or live: passes the call on while they are on the line."
        yield "A capital letter stores the outcome and stays with the contact."
    for way in ways(sitting):
        words = [word for word in way.words if word]
        enter = "Enter, " if "" in way.words else ""
        yield f"{enter}{' or '.join(words)}: {way.told}"


def _outcomes(sitting: Sitting) -> tuple[Outcome, ...]:
    """Return how a call may end here; one that goes on is for calls taken from a colleague."""
    desk = sitting.desk
    goes_on = desk is not None and desk.stage is not Stage.SCOUTING
    skipped = (After.HAND_OFF,) if goes_on else (After.KEEP, After.HAND_OFF)
    return tuple(one for one in sitting.shop.playbook.outcomes if one.after not in skipped)
