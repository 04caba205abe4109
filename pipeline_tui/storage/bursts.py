"""How many people one operator may ask about within an hour; the journal tells who asked for more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.look_ups import MOST_IN_AN_HOUR, MOST_TYPED_IN_AN_HOUR
from pipeline_tui.domain.stages import Role
from pipeline_tui.storage import journal, people
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

LOOKED_UP, CHECKED, REFUSED = "looked_up", "checked", "burst_refused"
ASKED = "may_call_asked"  # of the gate, about a number
_SPAN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often the journal may tell of an act within the hour; other ``verbs`` may count as well."""

    verb: str
    verbs: tuple[str, ...]
    most: int
    title: str


LOOK_UPS = Limit(LOOKED_UP, (LOOKED_UP, ASKED), MOST_IN_AN_HOUR, "Too many look-ups")
TYPED = Limit(CHECKED, (CHECKED, LOOKED_UP, ASKED), MOST_TYPED_IN_AN_HOUR, "Too many people were looked for")


def left_over(tx: Tx, operator_id: int, limit: Limit, now: datetime) -> int:
    """Return how many more an operator may ask about now."""
    since = now - _SPAN
    return limit.most - sum(journal.standing_since(tx, operator_id, verb, since) for verb in limit.verbs)


def refusal(tx: Tx, operator_id: int, limit: Limit, now: datetime) -> Refused:
    """Return why an operator is refused, and note it in the journal once an hour."""
    if not journal.standing_since(tx, operator_id, REFUSED, now - _SPAN):
        detail = {"act": limit.verb, "most": limit.most}
        journal.append(tx, operator_id, REFUSED, uuid.uuid4().hex, now, None, detail)
    managers = [one.name for one in people.operators(tx) if one.active and Role.MANAGER in one.roles]
    return Refused(
        limit.title,
        tr("{most} within the hour; the journal keeps each of them.", most=limit.most),
        tr("Wait a while, or speak to {managers}.", managers=tr(" or ").join(managers) or tr("your manager")),
        {"most": limit.most},
    )
