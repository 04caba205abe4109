"""Passing a contact from one stage to the next, as a part of another act: a sale, a repeat deal.

Whose is it meanwhile? A contact never falls between chairs:

- A receiver who is named, or chosen by the playbook's distribution, owns the contact from the moment of the
  act: it stands on their desk and in their inbox. ``accept`` acknowledges it and stops the clock; ``return``
  gives contact and check-in back to the giver, in the same act. Past the time limit, or while they are
  absent, every colleague of the stage may accept it instead, and then owns it.
- What the team is to pick has no owner: it stands in the inbox of everybody who works the stage and nowhere
  else, until one of them accepts it.
- Within one tier nothing is asked: the contact is the giver's own, or the named colleague's, at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.hand_over import limit_at, needs_ceremony
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import receiving
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import clients, hand_offs, passing_on
from pipeline_tui.storage.store import Tx

SALE, REPEAT = "sale", "repeat"


@dataclass(frozen=True, slots=True)
class Passed:
    """Who has a contact after it was passed on."""

    owner_id: int | None  # None: the team picks
    hand_off_id: int | None  # None: it stays with the giver, without ceremony
    waits: bool  # for its receiver's, or the team's, answer
    limit_at: datetime | None = None  # UTC


def pass_on(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    from_stage: Stage,
    to_stage: Stage,
    *,
    act: str,
    kind: str,
    brief: Mapping[str, str],
    to: str | None = None,
    deal_id: int | None = None,
) -> Passed:
    """Move a contact to another stage and give it to somebody there; the caller writes the journal entry.

    ``to`` names a person ("team" for the team); without it the viewer keeps what they work themselves, a
    client goes back to whoever kept it, and the rest is shared out as the playbook says. ``brief`` is clean
    and checked; ``deal_id`` is the deal that was won, of a sale. The caller plans a sale's first check-in for
    the new owner and notes its day with ``hand_offs.note_first``.

    Refused when the named person is absent or does not work the stage, when nobody works it, and while
    somebody else has the contact in hand.
    """
    now = shop.now()
    owner_id = _receiver(tx, shop, viewer, contact_id, from_stage, to_stage, act, to)
    passing_on.move_on(tx, viewer, contact_id, now, to_stage, owner_id)
    if owner_id == viewer.operator_id:
        return Passed(owner_id, None, waits=False)
    waits = needs_ceremony(shop.workspace.structure, from_stage, to_stage) or owner_id is None
    limit = time_limit(shop, from_stage, to_stage) if waits else None
    hand_off_id = hand_offs.give(
        tx,
        contact_id,
        viewer.operator_id,
        owner_id,
        from_stage,
        to_stage,
        brief,
        now,
        limit,
        kind=kind,
        deal_id=deal_id,
    )
    if not waits and owner_id is not None:
        hand_offs.answer(tx, hand_off_id, "accepted", owner_id, now)
    return Passed(owner_id, hand_off_id, waits, limit)


def time_limit(shop: Shop, from_stage: Stage, to_stage: Stage) -> datetime | None:
    """Return until when a hand-off given now is to be accepted (UTC); None without a limit.

    A sale the scout made waits as long as one of the hunters may; a repeat deal as long as a hot contact.
    """
    before = Stage.HUNTING if to_stage is Stage.FARMING else Stage.SCOUTING
    joint = shop.playbook.joint(from_stage, to_stage) or shop.playbook.joint(before, to_stage)
    if joint is None:
        return None
    return limit_at(shop.now(), joint.limit_minutes, shop.hours, shop.workspace.zone, shop.closed)


def _receiver(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    from_stage: Stage,
    to_stage: Stage,
    act: str,
    to: str | None,
) -> int | None:
    if to is not None:
        if receiving.means_team(to):
            return None
        return receiving.named_receiver(tx, shop, to, to_stage).id
    if viewer.covers(to_stage):
        return viewer.operator_id
    there = {one.id for one in receiving.present(tx, shop, to_stage)}
    known = clients.last_farmer(tx, contact_id) if to_stage is Stage.FARMING else None
    if known in there:
        return known
    return receiving.choose(tx, shop, from_stage, to_stage, act)
