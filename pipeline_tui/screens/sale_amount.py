"""The amount of a sale, after which one letter says whether they may be rung, and stores it."""

from __future__ import annotations

from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.readings import reads_amount
from pipeline_tui.screens.session import Session
from pipeline_tui.wording import mark, tr

CONSENT_LETTERS = "yonj"  # yes, oui, no or non, ja
THEN = mark(" · now y or n: may we ring?")


SHORT = mark(" · y/n: may we ring?")  # where the line is narrow


def reads_paid(session: Session, then: str = tr(THEN)) -> Read:
    """Return the reader of an amount that says which letter may follow it."""
    reads = reads_amount(session)

    def read(text: str) -> Reading:
        reading = reads(text)
        return reading if reading.trouble else Reading(reading.shown + then)

    return read
