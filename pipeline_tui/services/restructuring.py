"""Changing the structure: a preview that names every move, and one act that does exactly that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.restructuring import (
    Handed,
    HandOffsWaiting,
    Piece,
    Restructuring,
    SightOfOne,
    Work,
    WorkMoved,
    joints_changed,
    sight_of,
    uncovered,
)
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.receiving import the_team
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, line_sight, loads, out_of_place, people, workspaces
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

SET = "structure_set"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a change would do, by id."""

    told: Restructuring
    handed: tuple[Handed, ...]
    idle: tuple[Piece, ...]
    crew: tuple[Operator, ...]


def preview(shop: Shop, viewer: Viewer, structure: Structure) -> Restructuring:
    """Return what a change to a structure would do now; nothing is changed."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return _planned(tx, shop, structure).told


def set_structure(shop: Shop, viewer: Viewer, structure: Structure, *, act: str) -> Restructuring:
    """Group the stages as a structure says, and give open work to who may do it; in one act.

    Refused when a stage would be nobody's; raises NothingToDo when the shop works so already.
    """
    needs_manager(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SET)
        if done is not None:
            return _as_done(tx, done.detail)
        plan = _planned(tx, shop, structure)
        workspaces.set_structure(tx, structure)
        out_of_place.give(tx, act, plan.handed)
        freed = out_of_place.let_go(tx, act, plan.idle)
        promised = (one.piece.contact_id for one in plan.handed if one.piece.what is Work.PROMISE)
        settle(tx, sorted({*freed, *promised}), shop.method, now)
        journal.append(tx, viewer.operator_id, SET, act, now, detail=_detail(tx, plan))
    with shop.store.read() as tx:
        shop.look_at_workspace(tx)
    return replace(plan.told, applied=True)


def _planned(tx: Tx, shop: Shop, structure: Structure) -> _Plan:
    before = Structure(workspaces.structure_of(tx))
    if structure is before:
        raise NothingToDo(
            tr("The shop works in {structure} already", structure=structure.value),
            tr("Nothing was changed."),
            tr("Choose another structure."),
        )
    if loads.under_way(tx):
        raise Refused(
            tr("A list is being loaded"),
            tr("Whose its contacts are is not settled yet; nothing was changed."),
            tr("Wait until it is in; a load that was cut off goes on when a manager opens the lists."),
        )
    crew = tuple(one for one in people.operators(tx) if one.active)
    lacking = uncovered(structure, crew)
    if lacking:
        roles = ",".join(ROLE_OF_STAGE[stage].value for stage in lacking)
        raise Refused(
            tr("Nobody would work {stages}", stages=tr(" or ").join(tr(stage.value) for stage in lacking)),
            tr(
                "In the structure {structure} every stage needs somebody; nothing was changed.",
                structure=structure.value,
            ),
            tr('Add a person first: pipeline-tui people add "NAME:{roles}".', roles=roles),
            {"lacking": [stage.value for stage in lacking]},
        )
    who_works = out_of_place.works(structure, crew)
    handed = out_of_place.shared(tx, out_of_place.misplaced(tx, who_works), who_works, shop.today())
    idle, calling = out_of_place.held(tx, who_works)
    to_team = sum(one.piece.what is Work.HAND_OFF for one in handed)
    told = Restructuring(
        before,
        structure,
        _sights(tx, crew, (before, structure), handed),
        _moves(tx, handed),
        HandOffsWaiting(line_sight.waiting(tx) - to_team, to_team),
        joints_changed(before, structure),
        len(idle),
        len(calling),
    )
    return _Plan(told, handed, idle, crew)


def _sights(
    tx: Tx, crew: tuple[Operator, ...], structures: tuple[Structure, Structure], handed: tuple[Handed, ...]
) -> tuple[SightOfOne, ...]:
    owned, everybody = line_sight.owned(tx), line_sight.for_everybody(tx)
    received: dict[int, dict[Stage, int]] = {}
    to_team: dict[Stage, int] = {}
    for one in handed:
        if one.piece.what is Work.CONTACT:
            counts = to_team if one.to_id is None else received.setdefault(one.to_id, {})
            counts[one.piece.stage] = counts.get(one.piece.stage, 0) + 1
    return tuple(
        sight_of(one, structures, owned.get(one.id, {}), everybody, received.get(one.id, {}), to_team)
        for one in crew
    )


def _moves(tx: Tx, handed: tuple[Handed, ...]) -> tuple[WorkMoved, ...]:
    return tuple(
        WorkMoved(
            people.name_of(tx, giver),
            people.name_of(tx, receiver) or the_team(),
            stage,
            MappingProxyType({what: counts[what] for what in Work if what in counts}),
        )
        for (giver, receiver, stage), counts in out_of_place.counted(tx, handed).items()
    )


def _detail(tx: Tx, plan: _Plan) -> dict[str, Any]:
    """Return what the journal keeps: structures, ids and counts."""
    told = plan.told
    return {
        "before": told.before.value,
        "after": told.after.value,
        "moved": [
            [giver, receiver, stage.value, {what.value: count for what, count in counts.items()}]
            for (giver, receiver, stage), counts in out_of_place.counted(tx, plan.handed).items()
        ],
        "sights": [
            [who.id, *(_plain(each) for each in (one.before, one.after, one.gains, one.loses))]
            for who, one in zip(plan.crew, told.people, strict=True)
        ],
        "waiting": [told.hand_offs.stay, told.hand_offs.to_team],
        "freed": [[one.contact_id, one.from_id] for one in plan.idle],
        "calling": told.calling,
    }


def _plain(told: Iterable[Stage] | Mapping[Stage, int]) -> Any:
    if isinstance(told, Mapping):
        return {stage.value: count for stage, count in told.items()}
    return [stage.value for stage in told]


def _as_done(tx: Tx, detail: Mapping[str, Any]) -> Restructuring:
    """Return what a retried act did."""
    before, after = Structure(detail["before"]), Structure(detail["after"])
    moves = tuple(
        WorkMoved(
            people.name_of(tx, giver),
            people.name_of(tx, receiver) or the_team(),
            Stage(stage),
            MappingProxyType({Work(what): count for what, count in counts.items()}),
        )
        for giver, receiver, stage, counts in detail["moved"]
    )
    people_then = tuple(
        SightOfOne(
            people.name_of(tx, who),
            tuple(Stage(one) for one in was),
            tuple(Stage(one) for one in will),
            MappingProxyType({Stage(stage): count for stage, count in gains.items()}),
            MappingProxyType({Stage(stage): count for stage, count in loses.items()}),
        )
        for who, was, will, gains, loses in detail["sights"]
    )
    return Restructuring(
        before,
        after,
        people_then,
        moves,
        HandOffsWaiting(*detail["waiting"]),
        joints_changed(before, after),
        len(detail["freed"]),
        detail["calling"],
        applied=True,
    )
