"""Opening hours as they are shown: days named in the language that is spoken, the rest as it was typed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline_tui.domain.calendar_words import day_name
from pipeline_tui.wording import spoken

_MONDAY = date(2026, 11, 23)
_NAMES = {
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
}
_WORD = re.compile(r"[^\W\d_]{3,}")


def hours_words(text: str) -> str:
    """Return "lun-sam 9-19" for "Mon-Sat 9-19" where French is spoken; it is read back as the same hours."""
    return _WORD.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    start = found[0][:3].lower()
    for language, names in _NAMES.items():
        if language != spoken() and start in names:
            return day_name(_MONDAY + timedelta(days=names.index(start)))
    return found[0]
