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
from pipeline_tui.domain.text import fold
from pipeline_tui.wording import mark, mark_as, tr, tr_as

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting


_TYPED = "typed"  # the use of a word that is typed at the linear desk


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be typed: letters, the words for it in each language, what it does, and the act."""

    keys: tuple[str, ...]
    words: tuple[str, ...]  # in English; typed so whatever language is spoken
    told: str
    run: Callable[[Sitting], None]

    @property
    def heard(self) -> frozenset[str]:
        """Return every word that stands for it, folded."""
        return frozenset((*self.keys, *_heard(*self.words)))

    @property
    def listed(self) -> tuple[str, ...]:
        """Return what the help names: letters, then words of the language that is spoken."""
        words = (tr_as(_TYPED, word) for word in self.words)
        return tuple(dict.fromkeys(filter(None, (*self.keys, *words))))


def _heard(*words: str) -> Iterator[str]:
    for word in words:
        yield from {fold(word), fold(tr_as(_TYPED, word))}


def _again(sitting: Sitting) -> None:
    if sitting.desk is not None:
        sitting.voice.say(*contact_lines(sitting.desk, sitting.shop, sitting.note))


def _quit(_: Sitting) -> None:
    raise Leaving


_ALWAYS = (
    Way(
        ("l",),
        (mark_as("typed", "look up"), mark_as("typed", "look-up")),
        mark("finds who is calling us."),
        plain_rest.look_up,
    ),
    Way(("+",), (mark_as("typed", "new"),), mark("a new contact."), plain_people.add),
    Way(
        (),
        (mark_as("typed", "inbox"), mark_as("typed", "messages")),
        mark("messages, and what became of your hand-offs."),
        plain_inbox.inbox,
    ),
    Way(("u",), (mark_as("typed", "undo"),), mark("takes your last act back."), plain_rest.undo),
    Way(
        (),
        (mark_as("typed", "figures"),),
        mark("your day in figures, and your next callback."),
        plain_rest.figures,
    ),
    Way(
        (),
        (mark_as("typed", "late"), mark_as("typed", "late words")),
        mark("adds words to one of your last calls."),
        plain_rest.add_late_words,
    ),
    Way(
        (),
        (mark_as("typed", "quit"), mark_as("typed", "exit")),
        mark("leaves; everything typed is kept."),
        _quit,
    ),
)
_IDLE = (Way(("p",), (mark_as("typed", "pause"),), mark("stops with a reason."), plain_rest.pause),)
_AT_REST = (Way(("", "n"), (mark_as("typed", "next"),), mark("the next contact."), plain_call.claim),)
_OFFERED = (
    Way((), (mark_as("typed", "take"),), mark("takes the call that a colleague offers."), plain_live.take),
)
_IN_HAND = (
    Way(("i",), (mark_as("typed", "why"),), mark("why this contact."), plain_rest.why),
    Way((), (mark_as("typed", "again"),), mark("who this is, once more."), _again),
    Way((), (mark_as("typed", "before"),), mark("all that was before."), plain_rest.before),
    Way(("e",), (mark_as("typed", "note"),), mark("writes the note."), plain_rest.note),
    Way(("f",), (mark_as("typed", "fields"),), mark("changes fields and numbers."), plain_fields.change),
    Way(
        ("o",),
        (mark_as("typed", "objections"),),
        mark("finds an answer to what they said."),
        plain_script.objections,
    ),
    Way(
        (),
        (mark_as("typed", "step"), mark_as("typed", "script")),
        mark("reads the step of the script."),
        plain_script.read_step,
    ),
    Way(
        (),
        (mark_as("typed", "ask"), mark_as("typed", "questions")),
        mark("asks the questions of this step."),
        plain_script.ask_questions,
    ),
    Way((), (mark_as("typed", "back"),), mark("one step back in the script."), plain_script.back),
    Way(
        ("!",),
        (mark_as("typed", "not said"),),
        mark("marks a line that must be said."),
        plain_script.not_said,
    ),
)
_READY = (
    Way(("", "d"), (mark_as("typed", "dial"),), mark("dials."), plain_call.dial),
    Way(
        ("a",),
        (mark_as("typed", "other number"),),
        mark("the next of their numbers."),
        plain_call.other_number,
    ),
    Way(
        ("s",),
        (mark_as("typed", "skip"),),
        mark("puts the contact back and takes the next."),
        plain_call.skip,
    ),
)
_CALLING = (
    Way(
        (),
        (mark_as("typed", "hang up"), mark_as("typed", "hang")),
        mark("ends the call on the phone."),
        plain_call.hang_up,
    ),
)
_NOBODY = mark("{typed}: only in a call; nobody is in hand.")
_HOT, _LIVE = mark_as("typed", "hot"), mark_as("typed", "live")


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
    wanted = fold(typed)
    return next((one for one in ways(sitting) if wanted in one.heard), None)


def unknown(sitting: Sitting, typed: str) -> str:
    """Return what to say of a line that does nothing now."""
    wanted = fold(typed)
    if not typed:
        return tr("Type how the call ended, or ? for what can be typed.")
    if sitting.calling:
        known = {word for one in (*_READY, *_IDLE, *_AT_REST, *_OFFERED) for word in one.heard}
        if wanted in known:
            not_now = mark("{typed}: not during a call. Type how it ended first, or ? for what can be typed.")
            return tr(not_now, typed=typed)
    else:
        of_a_call = {"h", *_heard(_HOT, _LIVE), *(word for one in _CALLING for word in one.heard)}
        if wanted in of_a_call or outcome_typed(sitting, typed)[0] is not None or typed.isdecimal():
            dial_first = sitting.desk is not None
            told = mark("{typed}: only in a call; dial first.") if dial_first else _NOBODY
            return tr(told, typed=typed)
        if sitting.desk is None and any(wanted in one.heard for one in (*_IN_HAND, *_READY)):
            return tr("{typed}: nobody is in hand. Enter brings the next contact.", typed=typed)
    return tr("{typed}: not known here. Type ? for what can be typed.", typed=typed)


def hands_off(typed: str) -> bool:
    """Return whether a line asks for the hand-off."""
    return fold(typed) in {"h", plain_script.HAND_OFF, *_heard(_HOT)} and not passes_on(typed)


def passes_on(typed: str) -> bool:
    """Return whether a line asks to pass the call on live."""
    return typed == "H" or fold(typed) in _heard(_LIVE)


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
            yield tr("{key} or {name}: ends the call.", key=one.key or one.code, name=one.name(language))
        yield tr("h or hot: hand off.")
        yield tr("H or live: passes the call on while they are on the line.")
        yield tr("A capital letter stores the outcome and stays with the contact.")
    for way in ways(sitting):
        enter = f"{tr('Enter')}, " if "" in way.keys else ""
        words = enter + tr(" or ").join(way.listed)
        yield tr("{label}: {text}", label=words, text=tr(way.told))


def _outcomes(sitting: Sitting) -> tuple[Outcome, ...]:
    """Return how a call may end here; one that goes on is for calls taken from a colleague."""
    desk = sitting.desk
    goes_on = desk is not None and desk.stage is not Stage.SCOUTING
    skipped = (After.HAND_OFF,) if goes_on else (After.KEEP, After.HAND_OFF)
    return tuple(one for one in sitting.shop.playbook.outcomes if one.after not in skipped)
