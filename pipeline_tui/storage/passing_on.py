"""Moves a contact along the line, ends the hold it was in, and puts both back when the act is undone.

Ids, codes and times only go into the images: they are written into the journal.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.hand_over import Candidate, choose_receiver
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import calls, drafts, holds, journal, moves, people
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr

_LET_GO = """UPDATE position SET held_by = NULL, token = NULL, lease = NULL, lease_kind = '', call_id = NULL,
  version = version + 1 WHERE contact_id = :contact"""


def finish_hold(
    tx: Tx, viewer: Viewer, contact_id: int, now: datetime, *, outcome: str, reached: bool, note: str = ""
) -> dict[str, Any] | None:
    """End the viewer's hold of a contact, if they have it in hand; returns what putting it back needs.

    A call that awaits its outcome gets this one; what was typed for the contact is stored with it.
    """
    hold = holds.current(tx, viewer.operator_id)
    if hold is None or hold.contact_id != contact_id:
        return None
    draft = drafts.draft_of(tx, viewer.operator_id, contact_id)
    if hold.call_id is not None:
        calls.finish_call(
            tx,
            hold.call_id,
            now,
            outcome=outcome,
            reason="",
            reached=reached,
            refusal=False,
            note=note or draft.note,
            path=draft.path,
            unsaid=draft.unsaid,
        )
        calls.keep_answers(tx, contact_id, draft.answers, hold.call_id, now)
        drafts.drop_draft(tx, viewer.operator_id, contact_id, now)
    let_go_of(tx, viewer, contact_id, now)
    return {"call": hold.call_id}


def let_go_of(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> None:
    """End the viewer's hold, or one whose lease ran out: that is an entry of the finder's."""
    row = tx.one(
        "SELECT held_by, lease, call_id FROM position WHERE contact_id = :contact", {"contact": contact_id}
    )
    if row is None or row[0] is None or (row[0] != viewer.operator_id and row[1] >= epoch(now)):
        return
    tx.run(_LET_GO, {"contact": contact_id})
    if row[0] != viewer.operator_id:
        journal.append(
            tx,
            viewer.operator_id,
            "lapsed",
            uuid.uuid4().hex,
            now,
            contact_id,
            {"holder": row[0], "call": row[2], "lease": row[1]},
        )


def move_on(
    tx: Tx, viewer: Viewer, contact_id: int, now: datetime, stage: Stage, owner_id: int | None
) -> None:
    """Give a contact its new stage and owner; refused while somebody else has it in hand."""
    let_go_of(tx, viewer, contact_id, now)
    require_free(tx, viewer, contact_id, now)
    moves.move(tx, contact_id, stage, owner_id)


def require_free(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> None:
    """Refuse while somebody else has a contact in hand; a hold that ran out keeps nobody."""
    holder = tx.one(
        "SELECT held_by, lease FROM position WHERE contact_id = :contact", {"contact": contact_id}
    )
    if holder is None or holder[0] in (None, viewer.operator_id):
        return
    if holder[1] >= epoch(now):
        raise Refused(
            tr("Somebody else has this contact in hand"),
            tr("A colleague holds it at this moment; nothing was changed."),
            tr("Wait until the call is over, then try again."),
        )
    let_go_of(tx, viewer, contact_id, now)


def mine(tx: Tx, viewer: Viewer, contact_id: int) -> bool:
    """Return whether the viewer still owns a contact and works its stage."""
    row = tx.one("SELECT owner_id, stage FROM position WHERE contact_id = :contact", {"contact": contact_id})
    return row is not None and row[0] == viewer.operator_id and Stage(row[1]) in viewer.stages


def stands_at(tx: Tx, viewer: Viewer, contact_id: int, stage: Stage, owner_id: int | None) -> bool:
    """Return whether a contact is still where an act left it, and in nobody else's hand."""
    found = tx.value(
        """SELECT 1 FROM position WHERE contact_id = :contact AND stage = :stage AND owner_id IS :owner
           AND (held_by IS NULL OR held_by = :me)""",
        {"contact": contact_id, "stage": stage.value, "owner": owner_id, "me": viewer.operator_id},
    )
    return found is not None


def hold_again(tx: Tx, viewer: Viewer, contact_id: int, now: datetime, held: dict[str, Any] | None) -> None:
    """Put a contact back into the hand it was in, its call awaiting an outcome again and its note a draft.

    With another contact in hand by now it stays out of hand, and the call keeps the outcome it got.
    """
    if held is None or holds.current(tx, viewer.operator_id) is not None:
        return
    call_id = held["call"]
    if call_id is not None:
        words = calls.reopen_call(tx, call_id)
        draft = drafts.draft_of(tx, viewer.operator_id, contact_id)
        if draft.empty:
            drafts.keep_draft(tx, viewer.operator_id, contact_id, words, now)
    holds.restore(tx, viewer.operator_id, contact_id, now, uuid.uuid4().hex, call_id)


def least_loaded(tx: Tx, structure: Structure, stage: Stage, act: str) -> int | None:
    """Return who has the fewest contacts of a stage, ties by the act; None when nobody works it."""
    loads = people.load(tx, stage)
    candidates = [
        Candidate(one.id, on_shift=True, open_load=loads.get(one.id, 0))
        for one in people.covering(tx, structure, stage)
    ]
    return choose_receiver(candidates, seed=act)
