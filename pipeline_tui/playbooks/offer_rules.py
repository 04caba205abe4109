"""Reads what a playbook says about offers; all of it may be left out."""

from __future__ import annotations

from pipeline_tui.domain.offer_rules import OfferRules
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr

_USUAL = OfferRules()


def offer_rules(root: Table) -> OfferRules:
    """Return the table ``offer_rules``; a step that no deal knows is a finding."""
    table = root.table("offer_rules")
    rules = OfferRules(
        discount_limit=table.number("discount_limit", _USUAL.discount_limit // 100, most=100) * 100,
        valid_days=table.number("valid_days", _USUAL.valid_days, least=1, most=3650),
        sent_step=table.text("sent_step", ""),
    )
    steps = [step.text("code", "") for step in root.tables("deal_steps")]
    if rules.sent_step and rules.sent_step not in steps:
        told = tr("“{code}” is no step of a deal: {steps}", code=rules.sent_step, steps=", ".join(steps))
        table.fault("sent_step", told)
    table.refuse_others()
    return rules
