"""What of the shop's data refers to its method, counted by code: open work, and what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pipeline_tui.domain.method_fit import Counts, Refers
from pipeline_tui.storage.store import Tx

# Each gives a code and how many refer to it; "" refers to nothing.
_COUNTED: Mapping[Refers, str] = MappingProxyType(
    {
        Refers.STEP: "SELECT step, COUNT(*) FROM deal WHERE state = 'open' GROUP BY step",
        Refers.SEGMENT: "SELECT segment, COUNT(*) FROM client GROUP BY segment",
        Refers.SCRIPT: """SELECT substr(k.script, instr(k.script, '/') + 1), COUNT(*) FROM position p
            JOIN call k ON k.id = p.call_id GROUP BY k.script""",
        Refers.RETRY: """SELECT k.outcome, COUNT(*) FROM position p JOIN call k ON k.id = (
              SELECT MAX(x.id) FROM call x WHERE x.contact_id = p.contact_id AND x.undone = 0
              AND x.outcome <> '')
            WHERE p.stage = 'scouting' AND p.promise_due IS NULL GROUP BY k.outcome""",
        Refers.FIELD: "SELECT field, COUNT(*) FROM answer WHERE value <> '' GROUP BY field",
        Refers.NEED: """SELECT need, COUNT(DISTINCT contact_id) FROM client_need
            WHERE undone = 0 AND value NOT IN ('', '?') GROUP BY need""",
        Refers.BRIEF: """SELECT j.key, COUNT(*) FROM hand_off h, json_each(h.brief) j
            WHERE h.state = 'waiting' AND j.value <> '' GROUP BY j.key""",
        Refers.DRAFT: """WITH typed AS (SELECT body FROM draft
              UNION ALL SELECT a.value FROM draft d, json_each(d.body, '$.aside') a)
            SELECT j.key, COUNT(*) FROM typed t, json_each(t.body, '$.brief') j
              WHERE j.value <> '' GROUP BY j.key
            UNION ALL SELECT j.key, COUNT(*) FROM typed t, json_each(t.body, '$.answers') j
              WHERE j.value <> '' GROUP BY j.key""",
        Refers.OUTCOME: "SELECT outcome, COUNT(*) FROM call WHERE undone = 0 GROUP BY outcome",
        Refers.CHECK_IN: "SELECT outcome, COUNT(*) FROM check_in WHERE state = 'done' GROUP BY outcome",
        Refers.RETURNED: "SELECT reason, COUNT(*) FROM hand_off WHERE state = 'returned' GROUP BY reason",
        Refers.LOST: "SELECT lost_reason, COUNT(*) FROM deal WHERE state = 'lost' GROUP BY lost_reason",
        Refers.CARD: "SELECT card, COUNT(*) FROM card_use GROUP BY card",
        Refers.SPEAKS: "SELECT language, COUNT(*) FROM contact GROUP BY language",
    }
)
_OPEN_WORK = (Refers.STEP, Refers.SEGMENT)
_BOUGHT = """SELECT COUNT(DISTINCT b.contact_id) FROM purchase b
  JOIN position p ON p.contact_id = b.contact_id
  WHERE p.stage = 'farming' AND b.undone = 0 AND b.amount_minor > 0 AND b.bought_on BETWEEN :start AND :end"""


def open_work(tx: Tx) -> Mapping[Refers, Counts]:
    """Return what open work stands on; it costs little, so that an act may ask for it."""
    return {refers: _counted(tx, refers) for refers in _OPEN_WORK}


def everything(tx: Tx) -> Mapping[Refers, Counts]:
    """Return all that refers to the method; it walks through every contact."""
    return {refers: _counted(tx, refers) for refers in _COUNTED}


def bought_between(tx: Tx, start: date, end: date) -> int:
    """Return how many clients bought between two days, ends included."""
    return int(tx.value(_BOUGHT, {"start": start.isoformat(), "end": end.isoformat()}))


def _counted(tx: Tx, refers: Refers) -> Counts:
    counts: dict[str, int] = {}
    for code, count in tx.all(_COUNTED[refers]):
        # A script is stored with its version, "cold-call/3"; no other code has a slash.
        name = str(code).partition("/")[0]
        if name:
            counts[name] = counts.get(name, 0) + count
    return counts
