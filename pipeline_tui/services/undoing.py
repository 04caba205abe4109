"""Undo: taking one's last act back by a correcting act, until somebody else has built on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline_tui.domain.acts import Undone
from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import fitting
from pipeline_tui.services.claiming import awaits_outcome, in_hand
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.taking_back_till import take_back_most
from pipeline_tui.storage import (
    contact_lines,
    holds,
    journal,
    moves,
    out_of_place,
    people,
    personal_data,
    rights,
    standing,
    undo_absences,
    undo_calendar,
    undo_calls,
    undo_care,
    undo_deals,
    undo_first_days,
    undo_joints,
    undo_lists,
    undo_messages,
    undo_offers,
    undo_people,
    undo_playbooks,
    undo_purchases,
    undo_rights,
    undo_rules,
    undo_selling,
    undo_shop,
    undo_staffing,
    undo_structure,
    undo_writing,
)
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle, sharing_any
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

REVERTS = {
    **undo_calls.REVERTS,
    **undo_selling.REVERTS,
    **undo_calendar.REVERTS,
    **undo_messages.REVERTS,
    **undo_people.REVERTS,
    **undo_absences.REVERTS,
    **undo_purchases.REVERTS,
    **undo_care.REVERTS,
    **undo_offers.REVERTS,
    **undo_joints.REVERTS,
    **undo_writing.REVERTS,
    **undo_deals.REVERTS,
    **undo_rights.REVERTS,
    **undo_lists.REVERTS,
    **undo_rules.REVERTS,
    **undo_playbooks.REVERTS,
    **undo_staffing.REVERTS,
    **undo_first_days.REVERTS,
    **undo_structure.REVERTS,
    **undo_shop.REVERTS,
}


def undo(shop: Shop, viewer: Viewer, *, act: str, lease: str = "desk") -> Undone:
    """Take back the operator's last act that can be; pressed again, the one before.

    A contact that was fetched after it goes back to the queue; one that comes back into hand does so under
    ``lease``. Raises NothingToDo, or Refused when a colleague has acted on the contact since.
    """
    now = shop.now()
    take_back_most(shop, viewer, REVERTS.keys(), act)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "undone")
        if done is None:
            entry = journal.last_own(tx, viewer.operator_id, frozenset(REVERTS))
            before = holds.current(tx, viewer.operator_id)
            if entry is None:
                if before is not None and before.call_id is not None:
                    raise awaits_outcome()
                raise NothingToDo(
                    tr("Nothing to take back"), tr("You have done nothing yet that can be undone.")
                )
            _empty_hand(tx, shop, before, entry)
            if entry.contact_id is not None and personal_data.is_erased(tx, entry.contact_id):
                raise NothingToDo(
                    tr("Nothing to take back"), tr("The person your last act was about was erased.")
                )
            if entry.contact_id is not None and (
                journal.touched_since(tx, entry.contact_id, entry.act, viewer.operator_id)
                or out_of_place.reassigned_since(tx, entry.contact_id, entry.act)
            ):
                raise Refused(
                    tr("This can no longer be taken back"),
                    tr("A colleague has worked on the contact since."),
                    tr("Correct it by a new act, or ask the colleague."),
                )
            name = _concerns(tx, entry.contact_id, entry.detail)  # before: a newcomer's goes with them
            if entry.verb in undo_playbooks.REVERTS:
                fitting.must_fit_again(tx, shop, entry.detail["before"])
            # Before: a line may go with the act.
            sharing = {*sharing_any(tx, entry.contact_id or 0), *rights.moved_by(tx, entry.act)[0]}
            contact_id = REVERTS[entry.verb](tx, viewer, entry, now)
            shop.look_at_workspace(tx)
            _require_in_place(tx, viewer, entry, contact_id)
            sharing |= set(out_of_place.freed(tx, entry.act))
            if contact_id:
                sharing |= {contact_id, *sharing_any(tx, contact_id)}
            if contact_id or not entry.contact_id:
                settle(tx, sorted(sharing), shop.method, now)
            after = holds.current(tx, viewer.operator_id)
            if after is not None:
                # What came back into hand is held by this act's id, as a claim is by its own.
                same = before is not None and before.token == after.token
                holds.lend(tx, viewer.operator_id, lease, now, after.token if same else act)
            detail: dict[str, object] = {"undoes": entry.act, "verb": entry.verb}
            if "operator" in entry.detail and not entry.contact_id:
                detail["operator"] = entry.detail["operator"]
            if before is not None and (after is None or after.contact_id != before.contact_id):
                detail["let_go"] = before.contact_id
            journal.append(tx, viewer.operator_id, "undone", act, now, entry.contact_id, detail)
            verb = entry.verb
        else:
            contact_id, verb = done.contact_id or 0, str(done.detail["verb"])
            name = _concerns(tx, done.contact_id, done.detail)
    desk = in_hand(shop, viewer)
    return Undone(verb, contact_id, name, desk)


def _require_in_place(tx: Tx, viewer: Viewer, entry: Seen, contact_id: int) -> None:
    """Refuse an undo that would leave work with somebody who may not do it any more."""
    as_it_is, hold = standing.as_it_is(tx, viewer), holds.current(tx, viewer.operator_id)
    kept = hold is None or not contact_id or hold.contact_id != contact_id
    if not kept and hold is not None:
        kept = as_it_is.covers(Stage(moves.image(tx, hold.contact_id)["stage"]))
    if kept and contact_id:
        kept = out_of_place.stands_right(tx, as_it_is.structure, contact_id)
    elif kept and entry.verb in undo_staffing.REVERTS:
        kept = out_of_place.stands_right(tx, as_it_is.structure)
    if not kept:
        raise Refused(
            tr("This can no longer be taken back"),
            tr("Who works which stage was changed since, or somebody has work there by now."),
            tr("Correct it by a new act, or ask the manager."),
        )


def _concerns(tx: Tx, contact_id: int | None, detail: Mapping[str, Any]) -> str:
    """Return the name of the contact an act concerns, else of the colleague, "" for neither."""
    if contact_id:
        return contact_lines.name_of(tx, contact_id)
    return people.name_of(tx, detail.get("operator"))


def _empty_hand(tx: Tx, shop: Shop, hold: Hold | None, entry: Seen) -> None:
    """Put the contact fetched since back where another comes into hand; a dialled one awaits its outcome."""
    if hold is None:
        return
    other = hold.contact_id != entry.contact_id
    if not other and entry.verb in undo_people.LEAVE_THE_CALL | undo_rights.LEAVE_THE_CALL:
        return
    if other and entry.verb not in undo_calls.INTO_HAND:
        return
    if entry.verb == "took_live" and hold.call_id == entry.detail["call"]:
        return  # a call that came over live goes back with it: nobody here dialled
    if hold.call_id is not None:
        raise awaits_outcome()
    if other:
        holds.let_go(tx, hold.contact_id, shop.method, shop.now())
