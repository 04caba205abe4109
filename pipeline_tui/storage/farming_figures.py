"""Figures of farmers: their clients by segment, check-ins kept and missed, satisfaction, repeat deals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx


@dataclass(frozen=True, slots=True)
class FarmerFigures:
    """What the tables say of one farmer since a day."""

    by_segment: tuple[tuple[str, int], ...]
    kept: int
    late: int
    missed: int
    scores: tuple[int, ...]
    complaints: int
    repeat_deals: int
    repeat_won: int


def figures(tx: Tx, operator_id: int, since: date, today: date) -> FarmerFigures:
    """Return a farmer's figures since a day, and how things stand today."""
    me = {"me": operator_id, "since": since.isoformat(), "today": today.isoformat()}
    segments = tx.all(
        """SELECT COALESCE(NULLIF(k.segment, ''), '?'), COUNT(*) FROM position p
           JOIN client k ON k.contact_id = p.contact_id
           WHERE p.owner_id = :me AND p.stage = 'farming' GROUP BY 1 ORDER BY 1""",
        me,
    )
    done = tx.all(
        """SELECT k.done_on <= k.due_on, k.satisfaction FROM check_in k
           WHERE k.owner_id = :me AND k.state = 'done' AND k.done_on >= :since""",
        me,
    )
    missed = tx.value(
        """SELECT COUNT(*) FROM check_in k JOIN position p ON p.contact_id = k.contact_id
           WHERE k.owner_id = :me AND k.state = 'planned' AND k.due_on < :today
             AND p.stage = 'farming' AND p.owner_id = :me""",
        me,
    )
    complaints = tx.value(
        """SELECT COUNT(*) FROM complaint q JOIN position p ON p.contact_id = q.contact_id
           WHERE q.solved_at IS NULL AND q.undone = 0 AND p.owner_id = :me
             AND p.stage IN ('farming', 'hunting')""",
        me,
    )
    repeats = tx.all(
        """SELECT EXISTS (SELECT 1 FROM deal d WHERE d.hand_off_id = h.id AND d.state = 'won')
           FROM hand_off h WHERE h.giver_id = :me AND h.from_stage = :farming AND h.to_stage = :hunting
             AND h.state <> 'undone' AND substr(h.given_at, 1, 10) >= :since""",
        {**me, "farming": Stage.FARMING.value, "hunting": Stage.HUNTING.value},
    )
    return FarmerFigures(
        by_segment=tuple((row[0], row[1]) for row in segments),
        kept=sum(bool(row[0]) for row in done),
        late=sum(not row[0] for row in done),
        missed=int(missed),
        scores=tuple(row[1] for row in done if row[1] is not None),
        complaints=int(complaints),
        repeat_deals=len(repeats),
        repeat_won=sum(row[0] for row in repeats),
    )
