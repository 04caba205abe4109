"""Takes back what hunters and managers did, until somebody has built on it.

The caller has checked that the act is the viewer's own last one and that no colleague has touched the contact
since; it settles the contact's place in the queue and writes the correcting journal entry.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer, languages_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import (
    check_ins,
    clients,
    deals,
    first_days,
    hand_offs,
    moves,
    passing_on,
    people,
    rights,
)
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

Revert = Callable[[Tx, Viewer, Seen, datetime], int]
NOBODY = 0  # an act that concerns no contact


def revert_deal_changed(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put a deal's step or next step back to what it was."""
    contact_id = contact_of(entry)
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The contact is no longer yours."))
    deals.take_back(tx, entry.detail["event"])
    return contact_id


def revert_deal_won(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a win back: purchase, client, check-in, consent, owner and hold are as before."""
    contact_id, detail = contact_of(entry), entry.detail
    before, farmer = detail["before"], detail["farmer"]
    _stands_at(tx, viewer, contact_id, Stage.FARMING, farmer)
    if not check_ins.stands(
        tx, detail["check_in"], state="planned", owner_id=farmer, due_on=detail["due_on"]
    ):
        raise built_on(tr("The first check-in was logged or moved since."))
    if detail.get("hand_off") is not None:
        hand_offs.take_back(tx, detail["hand_off"])
    deals.take_back(tx, detail["event"])
    if detail["made"]:
        deals.withdraw(tx, detail["deal"])
    clients.withdraw_purchase(tx, detail["purchase"])
    clients.put_back(tx, contact_id, before["client"])
    check_ins.unplan(tx, detail["check_in"])
    check_ins.revive(tx, detail["cancelled"])
    rights.take_back(tx, entry.act, now)
    _return_to(tx, viewer, entry, now)
    return contact_id


def revert_deal_lost(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Open a lost deal again, with the contact where it was."""
    contact_id, detail = contact_of(entry), entry.detail
    _stands_at(tx, viewer, contact_id, Stage(detail["stage"]), detail["owner"])
    deals.take_back(tx, detail["event"])
    _return_to(tx, viewer, entry, now)
    return contact_id


def revert_person_added(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a new person out again, as long as they have not worked."""
    operator_id = entry.detail["operator"]
    if people.has_worked(tx, operator_id):
        raise built_on(f"{people.name_of(tx, operator_id)} has worked since.")
    first_days.take_back(tx, entry.act)
    first_days.set_newcomer(tx, operator_id, newcomer=False)
    people.withdraw(tx, operator_id)
    return NOBODY


def revert_person_changed(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Give a person back what they had, while nobody has changed it since."""
    operator_id, before, after = (entry.detail[key] for key in ("operator", "before", "after"))
    stands = people.changeable(tx, operator_id)
    if any(stands[key] != told for key, told in after.items()):
        raise built_on(tr("{name_of} was changed again since.", name_of=people.name_of(tx, operator_id)))
    languages = languages_of(before["languages"]) if "languages" in before else None
    people.change_operator(
        tx,
        operator_id,
        languages=languages,
        extension=before.get("extension"),
        language=before.get("language"),
    )
    if "share" in before:
        people.set_share(tx, operator_id, before["share"])
    if "discount_limit" in before:
        people.set_discount_limit(tx, operator_id, before["discount_limit"])
    return NOBODY


REVERTS: dict[str, Revert] = {
    "deal_moved": revert_deal_changed,
    "deal_next": revert_deal_changed,
    "deal_won": revert_deal_won,
    "deal_lost": revert_deal_lost,
    "person_added": revert_person_added,
    "person_changed": revert_person_changed,
}


def built_on(why: str) -> Refused:
    """Return the refusal of an undo that somebody else's work rests on."""
    return Refused(
        tr("This can no longer be taken back"),
        tr("{why} Nothing was changed.", why=why),
        tr("Correct it by a new act, or ask the colleague."),
    )


def contact_of(entry: Seen) -> int:
    """Return the contact an entry is about."""
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id


def _stands_at(tx: Tx, viewer: Viewer, contact_id: int, stage: Stage, owner_id: int | None) -> None:
    if not passing_on.stands_at(tx, viewer, contact_id, stage, owner_id):
        raise built_on(tr("The contact has moved on, or a colleague has it in hand."))


def _return_to(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> None:
    contact_id, before = contact_of(entry), entry.detail["before"]
    passing_on.let_go_of(tx, viewer, contact_id, now)
    moves.put_back(tx, contact_id, before["position"])
    passing_on.hold_again(tx, viewer, contact_id, now, before["held"])
