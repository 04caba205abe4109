"""What passing a contact over leaves behind: the skip that counts, and the reason for it.

Words of one's own are a note on the contact that stays with its stage.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.storage import moves, notes
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx

LONGEST_REASON = 200


def call_on(tx: Tx, contact_id: int, token: str) -> str | None:
    """Return how the last call in a hold of a contact ended; None when nobody was called in it."""
    outcome = tx.value(
        """SELECT outcome FROM call WHERE contact_id = :contact AND token = :token AND outcome <> ''
           ORDER BY id DESC LIMIT 1""",
        {"contact": contact_id, "token": token},
    )
    return str(outcome) if outcome is not None else None


def keep_away(tx: Tx, contact_id: int, until: datetime, method: Method, now: datetime) -> None:
    """Let a contact rest that would come back at once, as one does whose other number is next."""
    if tx.value("SELECT rank FROM position WHERE contact_id = :contact", {"contact": contact_id}) is not None:
        moves.rest(tx, contact_id, until)
        settle(tx, (contact_id,), method, now)


def reason(
    tx: Tx, operator_id: int, contact_id: int, given: str, codes: Collection[str], now: datetime
) -> dict[str, object]:
    """Return what the journal keeps of a reason: the playbook's code, or where the words are noted."""
    if not given:
        return {}
    if given in codes:
        return {"reason": given}
    words = clean(given, limit=LONGEST_REASON)
    return {"note": notes.write(tx, operator_id, contact_id, Stage.SCOUTING, words, now, travels=False)}
