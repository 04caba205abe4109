"""Changing what somebody is; what waits for them at a stage they no longer work goes to others with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.open_work import work_of
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.replacing import Plan, StagesChanged
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services import replacing, sharing_work
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, people
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

CHANGED = "person_stages"


def plan_stages(shop: Shop, viewer: Viewer, name: str, roles: Iterable[Role], by: Sequence[str] = ()) -> Plan:
    """Return what would go to whom if somebody were something else from now on; nothing is done."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        person = replacing.person_called(tx, name)
        given = _wanted(tx, person, roles)
        sharing = _shared_out(tx, shop, person, given, by)
        alone = sharing_work.left_alone(tx, shop, person, given)
    return Plan(person.id, person.name, False, work_of(sharing.things), sharing.parts, alone)


def set_stages(
    shop: Shop, viewer: Viewer, name: str, roles: Iterable[Role], by: Sequence[str] = (), *, act: str
) -> StagesChanged:
    """Make somebody something else from now on.

    ``by`` names who takes over what waits at the stages they no longer work, or the team; refused without it
    when anything does, while they are on a call there, and when nobody would be a manager any more.
    """
    needs_manager(viewer)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, CHANGED)
        if done is None:
            person = replacing.person_called(tx, name)
            given = _wanted(tx, person, roles)
            freed = replacing.empty_hand(tx, shop, person, _lost(shop, person, given))
            sharing = _shared_out(tx, shop, person, given, by)
            sharing.give(tx, act)
            people.set_roles(tx, person.id, given)
            detail = {
                "operator": person.id,
                "before": sorted(role.value for role in person.roles),
                "after": sorted(role.value for role in given),
                "freed": freed,
                "alone": sharing_work.as_kept(sharing_work.left_alone(tx, shop, person, given)),
            }
            journal.append(tx, viewer.operator_id, CHANGED, act, shop.now(), detail=detail)
            done = journal.seen(tx, act)
            assert done is not None
        made = frozenset(Role(role) for role in done.detail["after"])
        told = done.detail
        moved = sharing_work.replaced(tx, act, int(told["operator"]), left=False, alone=told["alone"])
    stages = stages_covered(shop.workspace.structure, made)
    return StagesChanged(moved.id, moved.name, made, stages, moved.work, moved.parts, moved.alone)


def _wanted(tx: Tx, person: Operator, roles: Iterable[Role]) -> frozenset[Role]:
    given = frozenset(roles)
    if not given:
        raise UsageTrouble(
            tr("What does {name} do?", name=person.name),
            tr("A person has at least one role."),
            tr("Give some of {value}.", value=", ".join(role.value for role in Role)),
        )
    if given == person.roles:
        words = ", ".join(tr(role.value) for role in sorted(given))
        raise NothingToDo(
            tr("{name} is that already", name=person.name), tr("{roles}; nothing was changed.", roles=words)
        )
    replacing.keeps_a_manager(tx, person, given)
    return given


def _lost(shop: Shop, person: Operator, given: frozenset[Role]) -> frozenset[Stage]:
    structure = shop.workspace.structure
    return stages_covered(structure, person.roles) - stages_covered(structure, given)


def _shared_out(
    tx: Tx, shop: Shop, person: Operator, given: frozenset[Role], by: Sequence[str]
) -> sharing_work.Sharing:
    lost = _lost(shop, person, given)
    try:
        return sharing_work.shared_out(tx, shop, person, by, lost)
    except Refused as refused:
        if "open" not in refused.data:
            raise
        roles = ",".join(sorted(role.value for role in given))
        raise Refused(
            refused.title,
            refused.detail,
            tr(
                'Say who takes it over: people stages "{name}" {roles} --by NAME (or --by team).',
                name=person.name,
                roles=roles,
            ),
            refused.data,
        ) from refused
