"""What a diary file says of an appointment: the name and what is to be done, nothing that rings or writes."""

from __future__ import annotations

import re
from types import MappingProxyType

from pipeline_tui.domain.agenda import CALLBACK, CHECK_IN, NEXT_STEP, SLOT, Appointment

ABSENT = "absent"
_WORDS = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                NEXT_STEP: "Next step",
                SLOT: "Call promised",
                CALLBACK: "Call back",
                CHECK_IN: "Check-in",
                ABSENT: "Absent",
            }
        ),
        "fr": MappingProxyType(
            {
                NEXT_STEP: "Étape suivante",
                SLOT: "Appel promis",
                CALLBACK: "Rappeler",
                CHECK_IN: "Suivi",
                ABSENT: "Absence",
            }
        ),
    }
)
_MAIL = re.compile(r"\S+@\S+")
# Seven figures and more that only spaces and marks keep apart; an amount or a date has fewer in a row.
_NUMBER = re.compile(r"\+?\(?\d(?:[ \u00a0\u202f().\-]{0,2}\d){6,}")
_LEFT_OUT = "…"


def summary(one: Appointment, language: str) -> str:
    """Return the line of a calendar for an appointment."""
    what = said(one.do) or word(one.kind, language)
    return f"{what} · {said(one.name)}"


def word(kind: str, language: str) -> str:
    """Return what a kind of entry is called."""
    return _WORDS["fr" if language.startswith("fr") else "en"][kind]


def said(text: str) -> str:
    """Return typed words on one line, without numbers to ring and addresses to write to."""
    return " ".join(_NUMBER.sub(_LEFT_OUT, _MAIL.sub(_LEFT_OUT, text)).split())
