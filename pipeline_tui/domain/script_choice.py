"""Which script of a stage fits how it stands with a contact, and what its hand-off comes to there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline_tui.domain.playbook import After, Outcome
from pipeline_tui.domain.reorder import Habit
from pipeline_tui.domain.stages import Stage

COLD_CALL = "cold-call"
CLOSING = "closing"
REPEAT_SALE = "repeat-sale"
WIN_BACK = "win-back"


def hunting_script(scripts: Sequence[str], steps: Sequence[str], step: str, sent_step: str) -> str:
    """Return the closing once an offer has gone out, else the desk's own script.

    ``step`` is where the open deal stands ("" for none), ``sent_step`` where a sent offer moves it.
    """
    sent = sent_step in steps and step in steps and steps.index(step) >= steps.index(sent_step)
    return CLOSING if sent and CLOSING in scripts else scripts[0]


def farming_script(scripts: Sequence[str], own: Habit | None, today: date, *, check_in_due: bool) -> str:
    """Return the win-back for a client gone silent, the repeat sale for one due to buy, else the desk's own.

    A check-in that is due goes before a sale: they were promised that we ask how they are.
    """
    if own is not None and own.silent(today) and WIN_BACK in scripts:
        return WIN_BACK
    if own is not None and own.due(today) and not check_in_due and REPEAT_SALE in scripts:
        return REPEAT_SALE
    return scripts[0]


def kept_as(stage: Stage, outcomes: Sequence[Outcome]) -> str:
    """Return the outcome that stands for a script's hand-off at a stage, "" where a call does hand on.

    Only a scout's does. Whoever sells or keeps goes on: the deal a client wants is opened after the call.
    """
    if stage is Stage.SCOUTING:
        return ""
    return next((one.code for one in outcomes if one.after is After.KEEP), "")
