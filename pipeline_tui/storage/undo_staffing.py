"""Takes back who left, was replaced or works other stages, with their work, until somebody built on it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.storage import people, reassignments
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_left(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let somebody who left or was replaced have everything again, while nobody has worked on it."""
    person = _person(tx, entry)
    if entry.detail["left"] and person.active:
        raise built_on(tr("{name} works here again.", name=person.name))
    _give_back(tx, viewer, entry, now)
    if entry.detail["left"]:
        people.set_active(tx, person.id, active=True)
    return NOBODY


def revert_returned(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Let somebody leave again, while they have done nothing and nothing waits for them."""
    person = _person(tx, entry)
    if not person.active:
        raise built_on(tr("{name} left again.", name=person.name))
    if people.has_worked_since(tx, person.id, entry.act):
        raise built_on(tr("{name} has worked since.", name=person.name))
    people.set_active(tx, person.id, active=False)
    return NOBODY


def revert_stages(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let somebody be what they were, with the work they had, while nobody has changed either."""
    person = _person(tx, entry)
    if person.roles != {Role(role) for role in entry.detail["after"]}:
        raise built_on(tr("{name} was given other stages since.", name=person.name))
    before = {Role(role) for role in entry.detail["before"]}
    if Role.MANAGER in person.roles - before and not people.manager_beside(tx, person.id):
        raise built_on(tr("{name} is the only manager by now.", name=person.name))
    _give_back(tx, viewer, entry, now)
    people.set_roles(tx, person.id, before)
    return NOBODY


REVERTS: dict[str, Revert] = {
    "person_replaced": revert_left,
    "person_left": revert_left,
    "person_returned": revert_returned,
    "person_stages": revert_stages,
}


def _person(tx: Tx, entry: Seen) -> Operator:
    person = people.by_id(tx, entry.detail["operator"])
    if person is None:
        raise LookupError(f"operator {entry.detail['operator']} is not stored")
    return person


def _give_back(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> None:
    if not reassignments.stand(tx, entry.act) or reassignments.worked_on_since(
        tx, entry.act, viewer.operator_id, now
    ):
        raise built_on(tr("Somebody has worked on what was given to them."))
    reassignments.take_back(tx, entry.act)
