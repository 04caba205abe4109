"""Which must-say lines were passed in calls, and which of them the operator marked as not said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.script_walk import line_id, must_say_passed, start
from pipeline_tui.domain.scripts import LineKind, Walk


@dataclass(frozen=True, slots=True)
class Walked:
    """Calls that took the same way through a script, with the same lines marked."""

    script_id: str
    language: str  # of the contact, "" for the shop's own
    path: tuple[str, ...]  # empty: the first step was never left
    unsaid: frozenset[str]
    calls: int = 1


@dataclass(frozen=True, slots=True)
class MustSayRow:
    """A line that must be said, over every call that reached somebody; presumed said unless marked."""

    script: str
    language: str
    version: int
    line: str  # id: step and place in it
    step: str  # title
    text: str
    passed: int
    not_said: int
    share: float | None  # not said, of those passed; 0 to 1


def must_say_rows(playbook: Playbook, own_language: str, calls: Iterable[Walked]) -> tuple[MustSayRow, ...]:
    """Return every must-say line of the playbook in the order of its scripts, those never passed with 0.

    A mark counts only on a line that was passed: a step that was left by going back is not.
    """
    passed: dict[tuple[str, str, str], int] = {}
    not_said: dict[tuple[str, str, str], int] = {}
    for call in calls:
        script = playbook.script(call.script_id, call.language or own_language)
        if script is None:
            continue
        walk = Walk(script.id, call.path) if call.path else start(script)
        for name, _ in must_say_passed(script, walk):
            line = (script.id, script.language, name)
            passed[line] = passed.get(line, 0) + call.calls
            if name in call.unsaid:
                not_said[line] = not_said.get(line, 0) + call.calls
    rows = []
    for script in playbook.scripts:
        for step in script.steps:
            for one in step.lines:
                if one.kind is not LineKind.MUST_SAY:
                    continue
                line = (script.id, script.language, line_id(step, one))
                heard, missed = passed.get(line, 0), not_said.get(line, 0)
                if heard or script.language == own_language:
                    share = missed / heard if heard else None
                    rows.append(
                        MustSayRow(
                            *line[:2], script.version, line[2], step.title, one.text, heard, missed, share
                        )
                    )
    return tuple(rows)
