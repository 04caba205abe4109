"""Why the calling rules have their hours closed at a moment."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calendar_words import day_name
from pipeline_tui.domain.calling import AudienceRules, RuleStatus
from pipeline_tui.domain.calling_windows import Holiday, zone_of
from pipeline_tui.domain.rule_fields import describe_windows
from pipeline_tui.wording import tr


def why_closed(
    rule: AudienceRules, zones: tuple[str, ...], closed: Holiday, at: datetime, until: datetime | None
) -> tuple[str, str, RuleStatus]:
    """Return the reason, with the source and the status of the rule behind it."""
    if until is None and len(zones) > 1:
        reason = tr("No hour suits all {zones} possible zones: set the contact's place.", zones=len(zones))
        return reason, rule.window_source, rule.window_status
    for name in zones:
        local = at.astimezone(zone_of(name))
        if closed(local.date(), name):
            return (
                tr("It is a public holiday there ({name}).", name=name),
                rule.holidays_source,
                rule.holidays_status,
            )
        if not any(a <= local.time() < b for a, b in rule.windows.get(local.weekday(), ())):
            reason = tr(
                "It is {day_name} {local:%H:%M} there ({name}); calls are allowed {describe_windows}.",
                day_name=day_name(local),
                local=local,
                name=name,
                describe_windows=describe_windows(rule.windows),
            )
            return reason, rule.window_source, rule.window_status
    return tr("Calls are not allowed now."), rule.window_source, rule.window_status
