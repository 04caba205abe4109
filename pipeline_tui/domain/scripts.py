"""A call script as data, and the walk through it.

The Markdown form is read by ``pipeline_tui.playbooks``; here are only records and pure steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LineKind(StrEnum):
    """What one line of a step is to the operator."""

    SAY = "say"  # read out
    HINT = "hint"  # not read out
    MUST_SAY = "must_say"  # read out, ticked when said
    ASK = "ask"  # a question whose answer is stored in ``question``


class AnswerType(StrEnum):
    """What a question accepts."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the script whose answer is stored in a field of the contact."""

    field: str
    type: AnswerType
    prompt: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a step; ``question`` is set for ASK only."""

    kind: LineKind
    text: str
    question: Question | None = None
    line_no: int = 0  # in the Markdown file


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice of the operator; exactly one of ``step``, ``outcome`` and ``handoff`` is set."""

    text: str
    step: str = ""  # id of the step it leads to
    outcome: str = ""  # code of the outcome it proposes
    handoff: bool = False  # opens the hand-off
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One heading of the script; ``id`` is its anchor."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """Branching text for one kind of conversation, in one language and version."""

    id: str  # file stem: cold-call, hot-call, closing, check-in ...
    title: str
    language: str
    version: int
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    @property
    def first(self) -> str:
        """Return the id of the step the conversation opens with."""
        return self.steps[0].id


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an answer that ends the script proposes; exactly one of the two is set."""

    outcome: str = ""  # code of an outcome, or of a check-in outcome in a farmer's script
    handoff: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a conversation stands: the steps taken, the fields answered, the must-say lines not said."""

    script_id: str
    path: tuple[str, ...]
    answers: tuple[tuple[str, str], ...] = ()
    unsaid: frozenset[str] = field(default_factory=frozenset)  # ids made by ``script_walk.line_id``
