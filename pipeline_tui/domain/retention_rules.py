"""The part of a country's rule file that says how long personal data stays.

[retention]
days = 1095         # without any contact with them
client_days = 1095  # the same for who bought
proof_days = 1825   # a consent and its use must be provable for so long; left out: no duty was found
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline_tui.domain.retention import RetentionRules
from pipeline_tui.domain.rule_fields import Place, count, get, only
from pipeline_tui.wording import tr

_STATUSES = ("law", "secondary", "unverified", "default")


def read_retention_rules(data: Mapping[str, Any], here: Place) -> RetentionRules:
    """Return a country's retention; without the table nobody's time is ever over."""
    if "retention" not in data:
        return RetentionRules()
    table, place = get(data, "retention", Mapping, here), here / "retention"
    only(table, {"days", "client_days", "proof_days", "source", "status"}, place)
    status = get(table, "status", str, place)
    if status not in _STATUSES:
        raise (place / "status").trouble(
            tr("{name} is none of {known}.", name=f'"{status}"', known=", ".join(_STATUSES))
        )
    return RetentionRules(
        days=count(table, "days", place),
        client_days=count(table, "client_days", place),
        proof_days=count(table, "proof_days", place, least=0) if "proof_days" in table else 0,
        source=get(table, "source", str, place),
        status=status,
    )
