"""Somebody leaves the shop, or works here again; their name stays in its history."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.replacing import Replaced
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.replacing import empty_hand, may_leave, person_called
from pipeline_tui.services.sharing_work import as_kept, left_alone, replaced, shared_out
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, people
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

LEFT, RETURNED = "person_left", "person_returned"


def deactivate(shop: Shop, viewer: Viewer, name: str, by: Sequence[str] = (), *, act: str) -> Replaced:
    """Let somebody sign in no more; refused while anything waits for them, unless others take it over."""
    needs_manager(viewer)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, LEFT)
        if done is None:
            person = person_called(tx, name)
            may_leave(tx, viewer, person)
            freed = empty_hand(tx, shop, person)
            shared_out(tx, shop, person, by).give(tx, act)
            people.set_active(tx, person.id, active=False)
            alone = as_kept(left_alone(tx, shop, person, ()))
            detail = {"operator": person.id, "left": True, "freed": freed, "alone": alone}
            journal.append(tx, viewer.operator_id, LEFT, act, shop.now(), detail=detail)
            operator_id = person.id
        else:
            operator_id, alone = int(done.detail["operator"]), done.detail["alone"]
        return replaced(tx, act, operator_id, left=True, alone=alone)


def reactivate(shop: Shop, viewer: Viewer, name: str, *, act: str) -> Operator:
    """Let somebody who left work here again, with the stages they had; their work stays where it went."""
    needs_manager(viewer)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, RETURNED)
        if done is None:
            person = called(people.operators(tx), name)
            if person.active:
                raise NothingToDo(tr("{name} works here", name=person.name), tr("Nothing was changed."))
            people.set_active(tx, person.id, active=True)
            detail = {"operator": person.id, "left": False}
            journal.append(tx, viewer.operator_id, RETURNED, act, shop.now(), detail=detail)
            operator_id = person.id
        else:
            operator_id = int(done.detail["operator"])
        again = people.by_id(tx, operator_id)
    assert again is not None
    return again
