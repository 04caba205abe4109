"""Who receives a contact: the person named, or as the playbook shares out what comes over a joint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pipeline_tui.domain.absences import Absence
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.distribution import Share, Way, choose_by_quota
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.hand_over import Candidate, choose_receiver
from pipeline_tui.domain.people import Operator, called
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.domain.text import fold
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, floor, hand_offs, people
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

QUOTA_COUNTS = timedelta(days=30)  # what somebody received before that is no longer held against them
_TEAM_AS_TYPED = frozenset({"team", "the team", "equipe", "l'equipe"})


def the_team() -> str:
    """Return how a receiver is called that is nobody in particular."""
    return tr("the team")


def means_team(name: str) -> bool:
    """Return whether a typed receiver is the team, not a person."""
    return fold(name).strip() in _TEAM_AS_TYPED


def named_receiver(tx: Tx, shop: Shop, name: str, stage: Stage) -> Operator:
    """Return the person named to receive a contact.

    Refused when they do not work the stage, or are absent today: until when, and who else works it.
    """
    operator = called(people.operators(tx), name)
    today = local_day(shop.now(), shop.workspace.zone)
    away = absences.between(tx, today, today, operator.id)
    if not operator.active or stage not in stages_covered(shop.workspace.structure, operator.roles):
        raise Refused(
            tr("{name} does not work {value}", name=operator.name, value=tr(stage.value)),
            tr("Who does: {names}; nothing was changed.", names=_names(present(tx, shop, stage))),
            tr("Name another person, or the team."),
        )
    if operator.newcomer:
        raise Refused(
            tr("{name} is not released yet", name=operator.name),
            tr("Who else: {names}; nothing was changed.", names=_names(present(tx, shop, stage))),
            tr("Name another person, or the team."),
        )
    if away:
        raise absent(operator.name, away[0], present(tx, shop, stage))
    return operator


def present(tx: Tx, shop: Shop, stage: Stage) -> tuple[Operator, ...]:
    """Return who works a stage and is not absent today."""
    away = absences.absent_on(tx, local_day(shop.now(), shop.workspace.zone))
    covering = people.covering(tx, shop.workspace.structure, stage)
    return tuple(one for one in covering if one.id not in away)


def on_shift(tx: Tx, shop: Shop, stage: Stage) -> tuple[Operator, ...]:
    """Return who of a stage is at a desk now; everybody who is not absent when nobody is at one."""
    known = present(tx, shop, stage)
    here = {one.operator_id for one in floor.present(tx, shop.now())}
    return tuple(one for one in known if one.id in here) or known


def choose(tx: Tx, shop: Shop, from_stage: Stage, to_stage: Stage, act: str) -> int | None:
    """Return who receives by the playbook's way of the joint; None: the team picks, or everybody is absent.

    Refused when nobody works the stage at all. The same act's id chooses the same person again.
    """
    if not people.covering(tx, shop.workspace.structure, to_stage):
        raise nobody_works(to_stage)
    match shop.playbook.ways.get((from_stage, to_stage), Way.FAIR):
        case Way.TEAM:
            return None
        case Way.FAIR:
            return _by_load(tx, on_shift(tx, shop, to_stage), to_stage, act)
        case Way.QUOTA:
            return _by_quota(tx, shop, on_shift(tx, shop, to_stage), from_stage, to_stage, act)


def fairest(tx: Tx, shop: Shop, stage: Stage, act: str) -> int | None:
    """Return who of a stage is on shift with the least open load; None when nobody is there."""
    return _by_load(tx, on_shift(tx, shop, stage), stage, act)


def returned_to(tx: Tx, shop: Shop, giver_id: int, stage: Stage, act: str) -> int:
    """Return who has what is given back to a stage: its giver, who may have left it or the shop since."""
    covering = people.covering(tx, shop.workspace.structure, stage)
    if any(one.id == giver_id for one in covering):
        return giver_id
    return fairest(tx, shop, stage, act) or giver_id


def nobody_works(stage: Stage) -> Refused:
    """Return the refusal to give something to a stage where nobody is."""
    return Refused(
        tr("Nobody works {value}", value=tr(stage.value)),
        tr("No active operator could receive this contact; nothing was changed."),
        tr(
            'Ask the manager to add one: pipeline-tui people add "NAME:{value}".',
            value=ROLE_OF_STAGE[stage].value,
        ),
    )


def absent(name: str, away: Absence, others: Sequence[Operator]) -> Refused:
    """Return the refusal to give something to somebody who is away."""
    until = tr("until {to_on}", to_on=away.to_on.isoformat()) if away.to_on else tr("until they are back")
    return Refused(
        tr("{name} is absent {until}", name=name, until=until),
        tr("Who else: {names}; nothing was changed.", names=_names(others)),
        tr("Name another person, or the team."),
        {"absent": name, "until": away.to_on, "others": [one.name for one in others]},
    )


def _by_load(tx: Tx, team: Sequence[Operator], stage: Stage, act: str) -> int | None:
    loads = people.load(tx, stage)
    return choose_receiver(
        [Candidate(one.id, on_shift=True, open_load=loads.get(one.id, 0)) for one in team], seed=act
    )


def _by_quota(
    tx: Tx, shop: Shop, team: Sequence[Operator], from_stage: Stage, to_stage: Stage, act: str
) -> int | None:
    received = hand_offs.received(tx, from_stage, to_stage, shop.now() - QUOTA_COUNTS)
    weights = people.shares(tx)
    return choose_by_quota(
        [Share(one.id, weights.get(one.id, 1), received.get(one.id, 0)) for one in team], seed=act
    )


def _names(team: Sequence[Operator]) -> str:
    return ", ".join(one.name for one in team) or tr("nobody")
