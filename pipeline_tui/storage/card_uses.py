"""Which cards were used in which calls, and what became of their contacts afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pipeline_tui.domain.objection_cards import FOLLOWS, CardFigures
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp

_MOST_USES = 5000  # the latest; older ones say little of how people answer now

# A step counts as one on when it stands later in the playbook than the one before.
_FIGURES = f"""
WITH lately AS (
  SELECT u.card, u.contact_id, k.dialled_at AS since,
    strftime('%Y-%m-%dT%H:%M:%fZ', k.dialled_at, '+{FOLLOWS.days} days') AS until
  FROM card_use u JOIN call k ON k.id = u.call_id
  WHERE k.stage = :stage AND k.undone = 0 ORDER BY u.id DESC LIMIT {_MOST_USES}),
judged AS (
  SELECT card, until <= :now AS over,
    EXISTS (SELECT 1 FROM hand_off h WHERE h.contact_id = l.contact_id
      AND h.given_at BETWEEN l.since AND l.until AND h.state IN ('waiting', 'accepted'))
    OR EXISTS (SELECT 1 FROM deal_event e WHERE e.contact_id = l.contact_id AND e.undone = 0
      AND e.at BETWEEN l.since AND l.until AND (e.what = 'won' OR (e.what = 'step'
        AND (SELECT s.key FROM json_each(:steps) s WHERE s.value = e.said)
          > (SELECT s.key FROM json_each(:steps) s WHERE s.value = json_extract(e.image, '$.step')))))
    OR EXISTS (SELECT 1 FROM purchase b WHERE b.contact_id = l.contact_id AND b.undone = 0
      AND b.amount_minor > 0 AND b.bought_on BETWEEN substr(l.since, 1, 10) AND substr(l.until, 1, 10))
    AS went
  FROM lately l)
SELECT card, COUNT(*), SUM(went), SUM(went OR over) FROM judged GROUP BY card"""

_USE = """INSERT INTO card_use (call_id, contact_id, operator_id, card, at)
  VALUES (:call, :contact, :me, :card, :at) ON CONFLICT (call_id, card) DO NOTHING"""


def use(tx: Tx, hold: Hold, operator_id: int, card: str, now: datetime) -> None:
    """Note that a card was used in the call of a hold; a second time changes nothing."""
    tx.run(
        _USE,
        {
            "call": hold.call_id,
            "contact": hold.contact_id,
            "me": operator_id,
            "card": card,
            "at": stamp(now),
        },
    )


def figures(tx: Tx, stage: Stage, steps: Sequence[str], now: datetime) -> dict[str, CardFigures]:
    """Return, by card, how often it was used in calls of a stage, and how often that went on."""
    rows = tx.all(_FIGURES, {"stage": stage.value, "steps": json.dumps(list(steps)), "now": stamp(now)})
    return {card: CardFigures(uses, Share(int(went), int(decided))) for card, uses, went, decided in rows}
