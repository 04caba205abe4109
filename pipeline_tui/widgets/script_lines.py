"""The words of a script's step: what is read out, hinted at, and must be said."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from pipeline_tui.domain.script_walk import fill, line_id
from pipeline_tui.domain.scripts import Line, LineKind, Step, Walk
from pipeline_tui.ui.formatting import ACCENT, QUIET, SUCCESS, WARNING, fixed, join, say
from pipeline_tui.wording import tr


def spoken_texts(step: Step, walk: Walk, values: Mapping[str, str]) -> list[Content]:
    """Return the words before, between and after the questions; must-say lines stand together."""
    texts, before = [fixed("")], None
    for line in step.lines:
        if line.question is not None:
            texts.append(fixed(""))
            before = None
            continue
        apart = "" if before is None else "\n" if before is line.kind is LineKind.MUST_SAY else "\n\n"
        texts[-1] = join(texts[-1], apart, _spoken(step, line, walk, values))
        before = line.kind
    return texts


def _spoken(step: Step, line: Line, walk: Walk, values: Mapping[str, str]) -> Content:
    text = say(fill(line.text, values), multiline=True, limit=10_000)
    match line.kind:
        case LineKind.HINT:
            return join(fixed("» ", ACCENT), text.stylize(QUIET))
        case LineKind.MUST_SAY:
            if line_id(step, line) in walk.unsaid:
                return join(fixed("✗ ", WARNING), text, fixed(tr("  not said"), WARNING))
            return join(fixed("✓ ", SUCCESS), text)
        case _:
            return text
