"""Counts how far contacts got along the line, from the typed tables."""

from __future__ import annotations

from pipeline_tui.storage.store import Tx

STEPS = ("listed", "called", "reached", "handed_off", "accepted", "deal", "won", "repeat")

# Who came onto the line as a hot contact or a client is left out: no scout ever called them.
# Each contact counts at the furthest step it got to; whoever got further got through the steps before.
_FURTHEST = """
SELECT step, COUNT(*) FROM (
  SELECT contact_id, MAX(step) AS step FROM (
    SELECT contact_id, 0 AS step FROM position
    UNION ALL SELECT contact_id, CASE WHEN reached = 1 THEN 2 ELSE 1 END FROM call WHERE undone = 0
    UNION ALL SELECT contact_id, CASE state WHEN 'accepted' THEN 4 ELSE 3 END FROM hand_off
      WHERE state <> 'undone'
    UNION ALL SELECT contact_id, CASE state WHEN 'won' THEN 6 ELSE 5 END FROM deal WHERE state <> 'undone'
    UNION ALL SELECT b.contact_id, 7 FROM purchase b WHERE b.undone = 0 AND b.amount_minor > 0
      AND EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = b.contact_id AND d.state = 'won')
      GROUP BY b.contact_id HAVING COUNT(*) > 1
  ) WHERE contact_id NOT IN (SELECT p.contact_id FROM position p JOIN list l ON l.id = p.list_id
                             WHERE l.stage <> 'scouting' OR l.state = 'loading')
  GROUP BY contact_id
) GROUP BY step"""


def funnel(tx: Tx) -> tuple[tuple[str, int], ...]:
    """Return, for each step, how many contacts got at least so far."""
    furthest = {row[0]: row[1] for row in tx.all(_FURTHEST)}
    return tuple(
        (name, sum(count for step, count in furthest.items() if step >= place))
        for place, name in enumerate(STEPS)
    )
