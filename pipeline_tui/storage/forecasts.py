"""Reads what a forecast needs: open deals with their steps, and how closed ones went, step by step."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.forecast import OpenDeal
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shares import Share
from pipeline_tui.storage import sight
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment

_OPEN = """SELECT d.owner_id, d.step, d.value_minor, d.currency, d.next_at, d.step_since
  FROM deal d JOIN position p ON p.contact_id = d.contact_id WHERE d.state = 'open'"""

# A deal was in the step it stands in, in every step it was moved to, and in those it was moved from.
_PASSED = """
WITH closed AS (
  SELECT d.id, d.contact_id, d.owner_id, d.step, d.state = 'won' AS won FROM deal d
  WHERE d.state IN ('won', 'lost') AND (:owner IS NULL OR d.owner_id = :owner)),
moved AS (
  SELECT c.id, c.owner_id, c.won, e.said AS to_step, json_extract(e.image, '$.step') AS from_step
  FROM closed c JOIN deal_event e
    ON e.contact_id = c.contact_id AND e.deal_id = c.id AND e.what = 'step' AND e.undone = 0)
SELECT owner_id, step, COUNT(*), SUM(won) FROM (
  SELECT id, owner_id, step, won FROM closed
  UNION SELECT id, owner_id, to_step, won FROM moved
  UNION SELECT id, owner_id, from_step, won FROM moved)
GROUP BY owner_id, step"""


def own_open(tx: Tx, viewer: Viewer, now: datetime) -> tuple[OpenDeal, ...]:
    """Return the viewer's open deals, those on their desk."""
    rows = tx.all(f"{_OPEN} AND d.owner_id = :me AND {sight.in_sight(viewer)}", sight.of(viewer, now))
    return tuple(_open(row) for row in rows)


def open_by_owner(tx: Tx) -> dict[int, tuple[OpenDeal, ...]]:
    """Return everybody's open deals, by whose they are; figures only, for who runs the line."""
    found: dict[int, list[OpenDeal]] = {}
    for row in tx.all(f"{_OPEN} AND p.stage = 'hunting'"):
        found.setdefault(row[0], []).append(_open(row))
    return {owner: tuple(deals) for owner, deals in found.items()}


def won_by_step(tx: Tx, owner_id: int | None = None) -> dict[int, dict[str, Share]]:
    """Return, by owner and step, how many of the closed deals that were in the step were won."""
    found: dict[int, dict[str, Share]] = {}
    for owner, step, of, won in tx.all(_PASSED, {"owner": owner_id}):
        found.setdefault(owner, {})[step] = Share(int(won), int(of))
    return found


def _open(row: Row) -> OpenDeal:
    return OpenDeal(row[1], row[2], row[3], moment(row[4]) if row[4] else None, moment(row[5]))
