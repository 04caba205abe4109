"""The walk through a script: digits forward, ``Backspace`` back, answers kept, must-say lines passed.

Nothing here refuses a digit: a call is running, and a key without meaning leaves the walk where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline_tui.domain.script_answers import UNKNOWN, read_answer
from pipeline_tui.domain.scripts import Line, LineKind, Proposal, Question, Script, Step, Walk

__all__ = [
    "GAP",
    "PLACEHOLDERS",
    "UNKNOWN",
    "Proposal",
    "answer",
    "back",
    "choose",
    "fill",
    "known_answers",
    "line_id",
    "mark_unsaid",
    "missing_required",
    "must_say_passed",
    "placeholders_in",
    "progress",
    "read_answer",
    "standing",
    "start",
]

GAP = "…"  # stands where a value is not known, so that the eye finds it before the mouth does

PLACEHOLDERS = frozenset(
    {
        "civility_name",  # "Madame Martin"
        "first_name",
        "last_name",
        "name",
        "firm",  # ours
        "contact_firm",
        "operator",
        "city",
        "offer",
        "term",
        "source",  # where the contact comes from
        "last_purchase",
        "brief_need",
        "brief_budget",
        "brief_decision",
        "brief_term",
        "brief_objections",
        "brief_next",
    }
)

_PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")


def start(script: Script) -> Walk:
    """Return a walk standing on the script's first step."""
    return Walk(script.id, (script.first,))


def standing(script: Script, walk: Walk) -> Step:
    """Return the step the walk stands on.

    A draft may name steps that a newer version of the script no longer has; they are passed over.
    """
    for step_id in reversed(walk.path):
        step = script.step(step_id)
        if step is not None:
            return step
    return script.steps[0]


def choose(script: Script, walk: Walk, digit: int) -> Walk | Proposal:
    """Return where answer ``digit`` (1 to 9) leads; the same walk when the step has no such answer."""
    answers = standing(script, walk).answers
    if not 1 <= digit <= len(answers):
        return walk
    chosen = answers[digit - 1]
    if chosen.handoff:
        return Proposal(handoff=True)
    if chosen.outcome:
        return Proposal(outcome=chosen.outcome)
    if script.step(chosen.step) is None:
        return walk
    return replace(walk, path=(*walk.path, chosen.step))


def back(script: Script, walk: Walk) -> Walk:
    """Return the walk one step earlier, keeping every answer; the first step is never left."""
    known = tuple(step_id for step_id in walk.path if script.step(step_id) is not None)
    return replace(walk, path=known[:-1] or (script.first,))


def answer(walk: Walk, field: str, value: str) -> Walk:
    """Return the walk with a field answered; an empty value forgets it."""
    kept = tuple((name, old) for name, old in walk.answers if name != field)
    return replace(walk, answers=(*kept, (field, value)) if value else kept)


def known_answers(walk: Walk, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return every field answered, in this walk or before it; the walk's own answer wins."""
    return {**(known or {}), **dict(walk.answers)}


def missing_required(
    script: Script, walk: Walk, known: Mapping[str, str] | None = None
) -> tuple[Question, ...]:
    """Return the required questions of the steps passed that have no answer; ``?`` counts as one.

    Branches not taken ask for nothing.
    """
    have = known_answers(walk, known)
    passed = [script.step(step_id) for step_id in dict.fromkeys((*walk.path, standing(script, walk).id))]
    return tuple(
        line.question
        for step in passed
        if step is not None
        for line in step.lines
        if line.question is not None and line.question.required and not have.get(line.question.field)
    )


def progress(script: Script, walk: Walk) -> tuple[int, int]:
    """Return which step of the way this is, and of how many at least.

    The way is the one taken and the shortest from here to a hand-off; where none can be reached, to any end.
    """
    taken = [step_id for step_id in walk.path if script.step(step_id) is not None] or [script.first]
    here = standing(script, walk)
    left = _shortest(script, here, lambda step: any(one.handoff for one in step.answers))
    if left is None:
        left = _shortest(script, here, lambda step: any(not one.step for one in step.answers)) or 0
    return len(taken), len(taken) + left


def _shortest(script: Script, start_at: Step, ends: Callable[[Step], bool]) -> int | None:
    seen, front, away = {start_at.id}, [start_at], 0
    while front:
        if any(ends(step) for step in front):
            return away
        ahead = [script.step(one.step) for step in front for one in step.answers if one.step not in seen]
        front = list({step.id: step for step in ahead if step is not None}.values())
        seen.update(step.id for step in front)
        away += 1
    return None


def line_id(step: Step, line: Line) -> str:
    """Return the id by which a walk knows one line of a step."""
    return f"{step.id}/{step.lines.index(line) + 1}"


def must_say_passed(script: Script, walk: Walk) -> tuple[tuple[str, Line], ...]:
    """Return the must-say lines of the steps passed, each with its id, in the order they came."""
    passed = (script.step(step_id) for step_id in dict.fromkeys(walk.path))
    return tuple(
        (line_id(step, line), line)
        for step in passed
        if step is not None
        for line in step.lines
        if line.kind is LineKind.MUST_SAY
    )


def mark_unsaid(walk: Walk, said_line: str, unsaid: bool = True) -> Walk:
    """Return the walk with a must-say line, named by ``line_id``, marked as not said (or said after all)."""
    changed = walk.unsaid | {said_line} if unsaid else walk.unsaid - {said_line}
    return replace(walk, unsaid=changed)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return text with every ``{name}`` replaced once; what is not known becomes ``…``.

    Values are put in as they are: a brace in somebody's name is text, never another placeholder.
    """
    filled = _PLACEHOLDER.sub(lambda found: values.get(found[1], "").strip() or GAP, text)
    return filled.replace(f"{GAP}.", GAP)


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names standing in braces, for the check of a playbook."""
    return tuple(_PLACEHOLDER.findall(text))
