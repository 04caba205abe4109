"""Chooses which of a stage's scripts a desk opens with, by how it stands with the contact."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.caring import COMPLAINT
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.reorder import habit
from pipeline_tui.domain.script_choice import COLD_CALL, farming_script, hunting_script
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import complaints
from pipeline_tui.storage.store import Tx

_STEP = "SELECT step FROM deal WHERE contact_id = :contact AND state = 'open' ORDER BY id DESC LIMIT 1"
_DUE = """SELECT 1 FROM check_in WHERE contact_id = :contact AND state = 'planned' AND due_on <= :today
  LIMIT 1"""
_BOUGHT = """SELECT DISTINCT bought_on FROM purchase
  WHERE contact_id = :contact AND undone = 0 AND amount_minor > 0"""


def script_of(tx: Tx, contact_id: int, stage: Stage, method: Method, now: datetime) -> str:
    """Return the script a desk opens for a contact of this stage.

    From the step on that a sent offer leads to, it is the closing; an open complaint has its own, and so have
    clients who went silent or are due to buy by their own habit.
    """
    scripts = method.playbook.stage_scripts.get(stage)
    if not scripts:
        return COLD_CALL
    one = {"contact": contact_id}
    if stage is Stage.HUNTING:
        steps = [each.code for each in method.playbook.deal_steps]
        step = tx.value(_STEP, one)
        return hunting_script(scripts, steps, str(step or ""), method.playbook.offer_rules.sent_step)
    if stage is Stage.FARMING:
        if COMPLAINT in scripts and complaints.open_of(tx, contact_id) is not None:
            return COMPLAINT
        today = now.astimezone(zone_named(method.zone)).date()
        check_in_due = tx.value(_DUE, one | {"today": today.isoformat()}) is not None
        own = habit(date.fromisoformat(row[0]) for row in tx.all(_BOUGHT, one))
        return farming_script(scripts, own, today, check_in_due=check_in_due)
    return scripts[0]
