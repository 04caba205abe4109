"""The score of a practice call in lines."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from pipeline_tui.domain.practice_calls import Score
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, fixed, join, say, spread, wrapped
from pipeline_tui.wording import tr, tr_as


def score_lines(score: Score, name: Callable[[str], str], width: int) -> list[Content]:
    """Return a heading with the points, the parts below it, and what the call teaches if it was not whole."""
    mark = fixed("✓ ", SUCCESS) if score.passed else fixed("✗ ", WARNING)
    found = [
        spread(join(mark, say(score.title, "bold")), fixed(f"{score.points} %"), width),
        join("  ", join(*_between(_parts(score, name)))),
    ]
    if score.outcome != score.right:
        told = tr(
            "recorded as {outcome}, right was {right}",
            outcome=name(score.outcome),
            right=name(score.right),
        )
        found.append(join("  ", say(told, WARNING)))
    if score.teaches and score.points < 100:
        found += [join(fixed("  » ", QUIET), line) for line in wrapped(score.teaches, width - 4, QUIET)]
    return [*found, fixed("")]


def missed(score: Score, name: Callable[[str], str]) -> str:
    """Return in words what was missed, "" when nothing was."""
    words = [
        tr("{part} {got} of {of}", part=word, got=got, of=of)
        for word, (got, of) in _counted(score)
        if got < of
    ]
    if score.outcome != score.right:
        words.append(tr("right was {right}", right=name(score.right)))
    return ", ".join(words)


def _counted(score: Score) -> tuple[tuple[str, tuple[int, int]], ...]:
    every = (
        (tr("steps"), score.steps),
        (tr("must-say"), score.must_say),
        (tr_as("score", "cards"), score.cards),
        (tr_as("score", "brief"), score.brief),
        (tr_as("score", "noted"), score.noted),
    )
    return tuple((word, part) for word, part in every if part[1])


def _parts(score: Score, name: Callable[[str], str]) -> list[Content]:
    parts = [fixed(f"{word} {got}/{of}", "" if got == of else WARNING) for word, (got, of) in _counted(score)]
    return [*parts, *([say(name(score.outcome))] if score.outcome == score.right else ())]


def _between(parts: list[Content]) -> list[Content]:
    return [piece for part in parts for piece in (fixed(" · ", QUIET), part)][1:]
