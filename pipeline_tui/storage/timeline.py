"""What happened with a contact, newest first, as far as it travels to the viewer.

A stage reads itself and the stages before it, and what a later one knew when it gave the contact back by a
hand-off of its own. Notes that do not travel stay with the stage that wrote them; late words stand in their
call's line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment

ORDER = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING, Stage.CLOSED)
MOST_LINES = 60
_READ_AT_MOST = 400  # before what does not travel is left out

# No parameter stands for the limit: SQLite would prepare the whole statement anew each time.
# at, operator, what, text, stage, stays (1: only for its own stage), amount, currency
_LINES = f"""
SELECT x.at, COALESCE(o.name, ''), x.what, x.body, x.stage, x.stays, x.amount, x.currency FROM (
  SELECT c.dialled_at AS at, c.operator_id AS who, c.outcome AS what,
         TRIM(c.note || COALESCE((
           SELECT char(10) || group_concat(w.body, char(10)) FROM (
             SELECT n.body FROM note n
             WHERE n.contact_id = :contact AND n.call_id = c.id AND n.undone = 0 ORDER BY n.id) w), ''),
           char(10)) AS body,
         c.stage AS stage, 0 AS stays, NULL AS amount, '' AS currency
  FROM call c WHERE c.contact_id = :contact AND c.outcome <> '' AND c.undone = 0
    AND NOT EXISTS (SELECT 1 FROM check_in k
                    WHERE k.contact_id = :contact AND k.call_id = c.id AND k.state = 'done')
  UNION ALL
  SELECT n.at, n.operator_id, 'note', n.body, n.stage, 1 - n.travels, NULL, ''
  FROM note n WHERE n.contact_id = :contact AND n.undone = 0
    AND (n.call_id IS NULL OR EXISTS (SELECT 1 FROM check_in k WHERE k.contact_id = :contact
                                      AND k.call_id = n.call_id AND k.state = 'done'))
  UNION ALL
  SELECT h.given_at, h.giver_id, 'hand-off', h.brief, h.from_stage, 0, NULL, ''
  FROM hand_off h WHERE h.contact_id = :contact AND h.state <> 'undone'
  UNION ALL
  SELECT h.answered_at, h.answered_by, h.state, TRIM(h.reason || ' ' || h.note), h.from_stage, 0, NULL, ''
  FROM hand_off h WHERE h.contact_id = :contact AND h.answered_at IS NOT NULL
    AND (h.state = 'returned' OR (h.state = 'accepted' AND h.answered_by <> h.giver_id))
  UNION ALL
  SELECT e.at, e.operator_id, e.what, e.said, e.stage, 0, b.amount_minor, COALESCE(b.currency, '')
  FROM deal_event e
  LEFT JOIN purchase b
    ON e.what = 'won' AND b.contact_id = :contact AND b.deal_id = e.deal_id AND b.undone = 0
  WHERE e.contact_id = :contact AND e.undone = 0
  UNION ALL
  SELECT b.bought_on || 'T12:00:00.000000Z', b.operator_id,
         CASE WHEN b.amount_minor < 0 THEN 'refund' ELSE 'purchase' END, TRIM(b.what || ' ' || b.reason),
         'farming', 0,
         b.amount_minor, b.currency
  FROM purchase b WHERE b.contact_id = :contact AND b.undone = 0
    AND NOT EXISTS (SELECT 1 FROM deal_event e WHERE e.contact_id = :contact AND e.deal_id = b.deal_id
                    AND e.what = 'won' AND e.undone = 0)
  UNION ALL
  SELECT k.done_at, k.done_by, 'check-in ' || k.outcome, k.note, 'farming', 0, NULL, ''
  FROM check_in k WHERE k.contact_id = :contact AND k.state = 'done'
  UNION ALL
  SELECT w.at, w.operator_id,
         CASE WHEN w.channel = 'visit' THEN 'visit' WHEN w.way = 'in' THEN 'answered-' || w.channel
              ELSE 'wrote-' || w.channel END, w.body, w.stage, 0, NULL, ''
  FROM written w WHERE w.contact_id = :contact AND w.undone = 0
  UNION ALL
  SELECT q.opened_at, q.opened_by, 'complaint-opened', q.words, 'farming', 0, NULL, ''
  FROM complaint q WHERE q.contact_id = :contact AND q.undone = 0
  UNION ALL
  SELECT q.solved_at, q.solved_by, 'complaint-solved', q.done, 'farming', 0, NULL, ''
  FROM complaint q WHERE q.contact_id = :contact AND q.undone = 0 AND q.solved_at IS NOT NULL
) x LEFT JOIN operator o ON o.id = x.who ORDER BY x.at DESC LIMIT {_READ_AT_MOST}"""


def before(
    tx: Tx,
    contact_id: int,
    reader: Stage | Collection[Stage],
    *,
    language: str = "",
    texts: bool = True,
) -> tuple[PastCall, ...]:
    """Return a contact's history as a stage, or all stages of a tier, may read it; newest first.

    Whoever asks has checked that the viewer sees the contact. Without ``texts``, as a manager reads it, every
    line is there but no word of what was said. Amounts are written in ``language``, "" for the shop's.
    """
    rows = tx.all(_LINES, {"contact": contact_id})
    if not texts:
        return tuple(
            PastCall(moment(row[0]), row[1], row[2], "", Stage(row[4])) for row in rows if row[2] != "note"
        )[:MOST_LINES]
    stages = frozenset({reader} if isinstance(reader, Stage) else reader)
    given = given_to(tx, contact_id, stages)
    language = language or str(tx.value("SELECT language FROM workspace WHERE id = 1") or "")
    return tuple(_line(row, language) for row in rows if _travels(row, stages, given))[:MOST_LINES]


def travels(written_by: Stage, at: str, readers: Collection[Stage], given: Mapping[Stage, str]) -> bool:
    """Return whether what a stage wrote at an instant (as stored) may be read by these stages."""
    furthest = max((ORDER.index(one) for one in readers), default=-1)
    return ORDER.index(written_by) <= furthest or at <= given.get(written_by, "")


def given_to(tx: Tx, contact_id: int, readers: Collection[Stage]) -> Mapping[Stage, str]:
    """Return, for each stage that handed the contact to one of the readers, when it last did (as stored)."""
    return {
        Stage(row[0]): row[2]
        for row in tx.all(
            """SELECT from_stage, to_stage, given_at FROM hand_off
               WHERE contact_id = :contact AND state IN ('waiting', 'accepted') ORDER BY given_at""",
            {"contact": contact_id},
        )
        if Stage(row[1]) in readers
    }


def _travels(row: Row, readers: Collection[Stage], given: Mapping[Stage, str]) -> bool:
    stage = Stage(row[4])
    return stage in readers if row[5] else travels(stage, row[0], readers, given)


def _line(row: Row, language: str) -> PastCall:
    at, who, what, text, stage, _stays, amount, currency = row
    if what == "hand-off":
        text = " · ".join(value for value in json.loads(text).values() if value and value != "?")
    if amount is not None:
        text = " ".join(part for part in (format_money(amount, currency, language), text) if part)
    return PastCall(moment(at), who, what, text, Stage(stage))
