"""The day on which a lost contact comes back, as it is typed: a day to come, nothing, or never."""

from __future__ import annotations

from datetime import date

from pipeline_tui.domain.text import fold
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.readings import day_of, reads_day
from pipeline_tui.screens.session import Session
from pipeline_tui.wording import tr

_NEVER = frozenset({"-", "never", "none", "no", "jamais", "non", "nie"})


def reads_win_back(session: Session) -> Read:
    """Return the reader of the day, or of never."""
    reads = reads_day(session, after_today=True)

    def read(text: str) -> Reading:
        return Reading(tr("never: nobody rings again")) if fold(text) in _NEVER else reads(text)

    return read


def win_back_of(session: Session, text: str) -> date | bool:
    """Return the day that was typed; True when nothing was, False for never."""
    if fold(text) in _NEVER:
        return False
    return day_of(session, text) or True
