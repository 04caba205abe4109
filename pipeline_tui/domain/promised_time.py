"""The time inside a promise written as free text: "visit, tue 14:20", "je rappelle demain 15h"."""

from __future__ import annotations

import re
from datetime import datetime

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.time_phrases import read_time

# Alone, a bare number is a preset of the callback prompt, and a quantity in a sentence.
_BARE_NUMBER = re.compile(r"[+\d]{0,5}")


def promised_at(text: str, now: datetime, zone: str, language: str) -> datetime | None:
    """Return the time (UTC) that ends or opens a promise, read in ``zone``; None when it names none."""
    words = re.sub(r"[,;:.!]+(?=\s|$)", " ", text).split()
    endings = [words[start:] for start in range(len(words))]
    openings = [words[:stop] for stop in range(len(words) - 1, 0, -1)]
    for phrase in (" ".join(part) for part in (*endings, *openings)):
        if _BARE_NUMBER.fullmatch(phrase):
            continue
        try:
            return read_time(phrase, now, zone, language)
        except PipelineError:
            continue  # not a time from this word on
    return None
