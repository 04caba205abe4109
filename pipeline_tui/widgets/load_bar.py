"""How far a load is: the phase, a bar, rows a second, the time left."""

from __future__ import annotations

from textual.content import Content

from pipeline_tui.domain.import_choices import Phase
from pipeline_tui.domain.load_pace import Pace
from pipeline_tui.ui.formatting import ACCENT, QUIET, STRONG, fixed, join, say, timer
from pipeline_tui.wording import WordTable, tr

_PHASES = WordTable(
    {
        Phase.READING: "reading the file",
        Phase.CHECKING: "checking every row",
        Phase.LOADING: "storing new contacts, unseen so far",
        Phase.LINKING: "noting which row became whom",
        Phase.CHANGING: "completing known contacts",
    }
)
_MOST = 60  # cells of the bar
_FIGURES = 6


def load_lines(phase: Phase, pace: Pace, width: int) -> list[Content]:
    """Return the phase, and its bar with what is known of it."""
    room = min(width - _FIGURES, _MOST)
    full = round(pace.share * room)
    bar = join(
        fixed("█" * full, ACCENT),
        fixed("░" * (room - full), QUIET),
        fixed(f" {pace.share:4.0%}" if pace.total else "", STRONG),
    )
    return [say(phase_word(phase), STRONG), bar, load_figures(pace)]


def phase_word(phase: Phase) -> str:
    """Return what a load is doing, in words."""
    return _PHASES.get(phase, phase.value)


def load_words(word: str, pace: Pace) -> Content:
    """Return what is done and how far it is, in one line."""
    return join(fixed("… ", ACCENT), say(word), fixed(" · ", QUIET), load_figures(pace))


def load_figures(pace: Pace) -> Content:
    """Return rows done of all, rows a second and the time left, as far as they are known."""
    done = (
        tr("{done} of {total} rows", done=pace.done, total=pace.total)
        if pace.total
        else tr("{done} rows", done=pace.done)
        if pace.done
        else ""
    )
    rate = tr("{rate} a second", rate=round(pace.rate)) if pace.rate is not None else ""
    left = tr("{timer} left", timer=timer(pace.left)) if pace.left is not None else ""
    return say(" · ".join(part for part in (done, rate, left) if part), QUIET)
