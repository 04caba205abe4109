"""Replacing somebody: their work goes to others, by a plan shown first, in one act that undo takes back.

The same plan is made when somebody leaves, and when their stages change: what they no longer work goes to
whoever is named, or to the team. Refused while they talk to somebody, and when a stage of theirs would be
left to people who do not work it: nothing ever waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.open_work import work_of
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.replacing import Plan, Replaced
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.sharing_work import as_kept, left_alone, replaced, shared_out
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    holds,
    journal,
    people,
)
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

REPLACED = "person_replaced"


def plan(shop: Shop, viewer: Viewer, name: str, by: Sequence[str], *, stays: bool = False) -> Plan:
    """Return what would go to whom if people, or the team, took over somebody's work; nothing is done."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        person = person_called(tx, name)
        if not stays:
            may_leave(tx, viewer, person)
        sharing = shared_out(tx, shop, person, by, leaves=not stays)
        alone = () if stays else left_alone(tx, shop, person, ())
    return Plan(person.id, person.name, not stays, work_of(sharing.things), sharing.parts, alone)


def replace(
    shop: Shop, viewer: Viewer, name: str, by: Sequence[str], *, act: str, stays: bool = False
) -> Replaced:
    """Give everything that waits for somebody to others, who are named, or the team.

    They leave with it and sign in no more, unless they stay. Refused while they are on a call.
    """
    needs_manager(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, REPLACED)
        if done is None:
            person = person_called(tx, name)
            if not stays:
                may_leave(tx, viewer, person)
            freed = empty_hand(tx, shop, person)
            sharing = shared_out(tx, shop, person, by, leaves=not stays)
            if stays and not sharing.things:
                raise NothingToDo(
                    tr("Nothing waits for {name}", name=person.name),
                    tr("There is nothing that anybody could take over."),
                )
            sharing.give(tx, act)
            if not stays:
                people.set_active(tx, person.id, active=False)
            detail = {
                "operator": person.id,
                "left": not stays,
                "things": len(sharing.things),
                "freed": freed,
                "alone": [] if stays else as_kept(left_alone(tx, shop, person, ())),
            }
            journal.append(tx, viewer.operator_id, REPLACED, act, now, detail=detail)
            done = journal.seen(tx, act)
            assert done is not None
        told, alone = done.detail, done.detail["alone"]
        return replaced(tx, act, int(told["operator"]), left=bool(told["left"]), alone=alone)


# parts that leaving and changing stages are made of as well


def person_called(tx: Tx, name: str) -> Operator:
    """Return the active operator with this name; NothingToDo for somebody who left."""
    known = people.operators(tx)
    active = [one for one in known if one.active]
    gone = people.named(tx, name)
    if gone is not None and gone.roles and not gone.active:
        raise NothingToDo(
            tr("{name} left already", name=gone.name),
            tr("They sign in no more, and nothing waits for them; nothing was changed."),
        )
    return called(active, name)


def may_leave(tx: Tx, viewer: Viewer, person: Operator) -> None:
    """Refuse to show oneself out, and to leave the shop without a manager."""
    if person.id == viewer.operator_id:
        raise Refused(
            tr("You cannot leave by your own hand"),
            tr("Somebody has to be there who can take it back; nothing was changed."),
            tr("Ask another manager, or give your work away and stay: --stays."),
        )
    if Role.MANAGER in person.roles:
        keeps_a_manager(tx, person, ())


def keeps_a_manager(tx: Tx, person: Operator, roles: Iterable[Role]) -> None:
    """Refuse when nobody would run the line any more."""
    if Role.MANAGER in roles or Role.MANAGER not in person.roles:
        return
    if not people.manager_beside(tx, person.id):
        raise Refused(
            tr("{name} is the only manager", name=person.name),
            tr("Nobody could run the line any more; nothing was changed."),
            tr('Make somebody else a manager first: pipeline-tui people stages "NAME" manager.'),
        )


def empty_hand(
    tx: Tx, shop: Shop, person: Operator, stages: Iterable[Stage] = tuple(Stage)
) -> list[list[int]]:
    """Put back what somebody has in hand at some stages; refused while they are on a call.

    Returns contact and holder of what left the hand, as the act's entry keeps them.
    """
    hold, now = holds.current(tx, person.id), shop.now()
    if hold is None or holds.stage_in_hand(tx, person.id) not in set(stages):
        return []
    if hold.call_id is not None and hold.lease >= now.replace(microsecond=0):
        raise Refused(
            tr("{name} is on a call", name=person.name),
            tr("It awaits its outcome; nothing was changed."),
            tr("Wait until the call is over, then do it again."),
        )
    holds.put_back(tx, hold, shop.method, now)
    return [[hold.contact_id, person.id]]
