"""By what a call is judged: a few questions for each specialist, and how one hears the answer in the call."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_tui.domain.stages import Role

FEWEST, MOST = 3, 7  # questions of one specialist: more are not asked of any call


@dataclass(frozen=True, slots=True)
class QualityQuestion:
    """One question, answered yes, half or no; ``code`` is the same in every language."""

    code: str
    text: str
    sign: str  # how it is heard in the call


@dataclass(frozen=True, slots=True)
class QualityCard:
    """What the calls of one specialist are judged by."""

    role: Role
    questions: tuple[QualityQuestion, ...]
