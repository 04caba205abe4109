"""Takes back outcomes, hand-offs and skips: the attempt stays, everything that followed from it goes.

The caller has checked that the act is the viewer's own last one and that the hand is free; it settles the
contact's place and writes the correcting entry.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import (
    calls,
    check_ins,
    clients,
    deals,
    diaries,
    drafts,
    hand_offs,
    holds,
    moves,
    notes,
    passing_on,
    promised_calls,
    rights,
    transfers,
)
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch, moment
from pipeline_tui.storage.undo_selling import built_on
from pipeline_tui.wording import tr

NO_BRIEF: Mapping[str, str] = MappingProxyType({})
Revert = Callable[[Tx, Viewer, Seen, datetime], int]


def revert_outcome(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Make a call await its outcome again, with its note as a draft."""
    contact_id, detail = _contact(entry), entry.detail
    _free_of_others(tx, viewer, contact_id, now)
    rights.take_back(tx, entry.act, now)
    if "wrong" in detail:
        rights.mark_wrong(tx, detail["wrong"], None)
    for other, kind, owner_id, due in detail.get("promises", ()):
        if moves.image(tx, other)["stage"] == Stage.SCOUTING.value and not moves.promise_of(tx, other):
            moves.promise(tx, other, kind, owner_id, from_epoch(due))
    promised_calls.take_back(tx, detail)
    _unspoken(tx, contact_id, detail)
    _back_in_hand(tx, viewer, entry, now, detail["call"])
    return contact_id


def revert_hand_off(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a hand-off back while nobody has answered it, or one to oneself while its deal is untouched."""
    contact_id, detail = _contact(entry), entry.detail
    _free_of_others(tx, viewer, contact_id, now)
    if not detail["kept"] and hand_offs.state_of(tx, detail["hand_off"]) != "waiting":
        raise built_on(tr("The receiver has answered the hand-off."))
    if detail["kept"] and not deals.untouched(tx, detail["deal"]):
        raise built_on(tr("The deal was worked on since."))
    if detail["kept"]:
        deals.withdraw(tx, detail["deal"])
    brief = hand_offs.take_back(tx, detail["hand_off"])
    rights.take_back(tx, entry.act, now)
    _back_in_hand(tx, viewer, entry, now, detail["call"], brief)
    return contact_id


def revert_skip(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Bring a skipped contact back into hand."""
    contact_id = _contact(entry)
    _free_of_others(tx, viewer, contact_id, now)
    moves.put_back(tx, contact_id, entry.detail["before"])
    if "note" in entry.detail:
        notes.take_back(tx, entry.detail["note"])
    holds.restore(tx, viewer.operator_id, contact_id, now, uuid.uuid4().hex, None)
    return contact_id


def revert_accepted(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put an accepted hand-off back into the inbox while nobody has built on it."""
    if entry.detail["deal"] is not None:
        _no_deal_any_more(tx, viewer, entry, now)
    else:
        _free_of_others(tx, viewer, _contact(entry), now)
        if not passing_on.mine(tx, viewer, _contact(entry)):
            raise built_on(tr("The client is no longer yours."))
        check_ins.give_back(tx, entry.detail["check_ins"])
    _waits_again(tx, viewer, entry, now)
    return _contact(entry)


def revert_took_live(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put a call taken over live into the team's inbox while its deal is untouched; its giver has let go."""
    _no_deal_any_more(tx, viewer, entry, now)
    transfers.take_call_back(tx, entry.detail["call"])
    _waits_again(tx, viewer, entry, now)
    return _contact(entry)


def revert_returned(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put a returned hand-off back into the inbox while its giver has not taken it up."""
    contact_id, detail = _contact(entry), entry.detail
    _free_of_others(tx, viewer, contact_id, now)
    stage = Stage(detail.get("stage", Stage.SCOUTING.value))
    promised = moves.promise_of(tx, contact_id)
    if stage is not Stage.SCOUTING:
        stands = passing_on.stands_at(tx, viewer, contact_id, stage, detail["giver"])
    else:
        stands = promised is not None and promised[:2] == ("returned", detail["giver"])
    if not stands:
        raise built_on(tr("The giver has taken the contact up."))
    if diaries.slot_is_taken(tx, detail["hand_off"]):
        raise built_on(tr("The time it was agreed for has been given to somebody else."))
    check_ins.revive(tx, detail.get("cancelled", ()))
    _waits_again(tx, viewer, entry, now)
    return contact_id


INTO_HAND = frozenset({"outcome", "handed_off", "skipped"})  # what these had in hand comes back into it
REVERTS: dict[str, Revert] = {
    "outcome": revert_outcome,
    "handed_off": revert_hand_off,
    "skipped": revert_skip,
    "accepted": revert_accepted,
    "took_live": revert_took_live,
    "returned": revert_returned,
}


def _back_in_hand(
    tx: Tx, viewer: Viewer, entry: Seen, now: datetime, call_id: int, brief: Mapping[str, str] = NO_BRIEF
) -> None:
    contact_id, me = _contact(entry), viewer.operator_id
    words = calls.reopen_call(tx, call_id)
    moves.put_back(tx, contact_id, entry.detail["before"])
    holds.restore(tx, me, contact_id, now, uuid.uuid4().hex, call_id)
    if drafts.draft_of(tx, me, contact_id).empty:
        draft = replace(words, brief=MappingProxyType(dict(brief)))
        drafts.keep_draft(tx, me, contact_id, draft, now)


def _unspoken(tx: Tx, contact_id: int, detail: Mapping[str, Any]) -> None:
    """Let the rhythm of a client count from the contact before, with the check-in where it stood."""
    moved = detail.get("moved_on")
    if moved is not None:
        if not check_ins.stands(
            tx, moved["check_in"], state="planned", owner_id=moved["owner"], due_on=moved["to"]
        ):
            raise built_on(tr("The next check-in was logged or moved since."))
        check_ins.put_back(tx, moved["check_in"], moved["before"])
    if "spoken_before" in detail:
        before = detail["spoken_before"]
        clients.set_last_contact(tx, contact_id, moment(before) if before else None)


def _no_deal_any_more(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> None:
    """Withdraw the deal that opened with an act; refused when somebody has built on it."""
    contact_id, deal_id = _contact(entry), entry.detail["deal"]
    _free_of_others(tx, viewer, contact_id, now)
    if not passing_on.mine(tx, viewer, contact_id) or not deals.untouched(tx, deal_id):
        raise built_on(tr("The deal was worked on since."))
    deals.withdraw(tx, deal_id)


def _waits_again(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> None:
    contact_id = _contact(entry)
    hand_offs.wait_again(tx, entry.detail["hand_off"])
    passing_on.let_go_of(tx, viewer, contact_id, now)
    moves.put_back(tx, contact_id, entry.detail["before"])


def _free_of_others(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> None:
    """Refuse when a colleague has the contact in hand."""
    try:
        passing_on.require_free(tx, viewer, contact_id, now)
    except Refused as in_hand:
        raise built_on(tr("A colleague has the contact in hand.")) from in_hand


def _contact(entry: Seen) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id
