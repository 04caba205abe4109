"""Who takes over what waits for somebody: found, shared out, given, and told again from what was kept.

Refused where nobody named works a stage at which something waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_part
from datetime import timedelta
from typing import Any

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.open_work import Thing, What, work_of, work_words
from pipeline_tui.domain.people import Operator, called
from pipeline_tui.domain.replacing import (
    Alone,
    Given,
    Part,
    Replaced,
    Taker,
    part_of,
    share_out,
    uncovered,
)
from pipeline_tui.domain.restructuring import uncovered as unworked
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services import receiving
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, diaries, left_drafts, line_sight, open_work, people, reassignments
from pipeline_tui.storage.left_drafts import LeftDraft
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

LOOK_AHEAD = timedelta(days=90)  # of a diary in which clashes are looked for


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who gives what to whom, as one transaction sees it."""

    person: Operator
    things: tuple[Thing, ...]
    takers: tuple[Taker, ...]
    given: Given
    drafts: Mapping[int | None, Sequence[LeftDraft]]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return what each receiver would take over, the team last."""
        known = {one.id: one for one in self.takers}
        own = [
            replace_part(part_of(known[to], things), drafts=len(self.drafts.get(to, ())))
            for to, things in self.given.items()
            if to is not None and things
        ]
        left, typed = self.given.get(None, ()), len(self.drafts.get(None, ()))
        team = [Part(None, receiving.the_team(), work_of(left), drafts=typed)] if left or typed else []
        return (*own, *team)

    def give(self, tx: Tx, act: str) -> None:
        """Give everything to its receivers, and offer them what was half typed."""
        reassignments.give(tx, act, self.person.id, self.given)
        left_drafts.pass_on(tx, act, self.person.id, self.drafts)


def shared_out(
    tx: Tx,
    shop: Shop,
    person: Operator,
    by: Sequence[str],
    stages: Iterable[Stage] | None = None,
    *,
    leaves: bool = True,
) -> Sharing:
    """Return who takes over what waits for somebody, at some stages or at all.

    With ``leaves`` they have no contact of these stages in hand any more: what they half typed is offered to
    others, also where the contact was nobody's. ``by`` names people, or the team. Refused when somebody named
    is the person themselves, or when nobody named works a stage at which something waits.
    """
    wanted = set(Stage) if stages is None else set(stages)
    things = tuple(one for one in open_work.things_of(tx, person.id) if one.stage in wanted)
    names = [one.strip() for one in by if one.strip()]
    if not names and things:
        raise needs_receivers(person, things)
    to_team = len(names) == 1 and receiving.means_team(names[0])
    takers = _team(tx, shop, person) if to_team else _named(tx, shop, person, names)
    missing = uncovered(things, takers)
    if missing:
        raise _nobody_there(tx, shop, person, things, missing[0])
    given = share_out(things, takers, to_team=to_team)
    receivers = {one.contact_id: to for to, some in given.items() for one in some}
    receivers |= {one.contact_id: to for to, some in given.items() for one in some if one.what is What.OWNER}
    typed = left_drafts.shared(left_drafts.reaching(tx, person.id, wanted), receivers, all_go=leaves)
    return Sharing(person, things, takers, given, typed)


def needs_receivers(person: Operator, things: Sequence[Thing]) -> Refused:
    """Return the refusal to leave open work to nobody."""
    return Refused(
        tr("Work waits for {name}", name=person.name),
        tr("{work}; nothing was changed.", work=work_words(work_of(things))),
        tr('Say who takes it over: people replace "{name}" --by NAME (or --by team).', name=person.name),
        {"open": work_of(things)},
    )


def left_alone(tx: Tx, shop: Shop, person: Operator, roles: Iterable[Role]) -> tuple[Alone, ...]:
    """Return the stages that nobody works once somebody has other roles, and how much waits there."""
    before = _stages(shop, person)
    crew = [one for one in people.operators(tx) if one.id != person.id]
    crew.append(replace_part(person, roles=frozenset(roles)))
    lacking = [one for one in unworked(shop.workspace.structure, crew) if one in before]
    waiting = line_sight.for_everybody(tx) if lacking else {}
    return tuple(Alone(stage, waiting.get(stage, 0)) for stage in lacking)


def as_kept(alone: Iterable[Alone]) -> list[list[Any]]:
    """Return stages left alone as an act's entry keeps them."""
    return [[one.stage.value, one.waiting] for one in alone]


def replaced(
    tx: Tx, act: str, operator_id: int, *, left: bool, alone: Iterable[Sequence[Any]] = ()
) -> Replaced:
    """Return what an act gave to whom; ``alone`` as its entry keeps it."""
    given, typed = dict(reassignments.given(tx, act)), left_drafts.counted(tx, act)
    if None in typed:
        given.setdefault((None, ""), ())
    return Replaced(
        operator_id,
        people.name_of(tx, operator_id),
        left,
        work_of(one for things in given.values() for one in things),
        tuple(
            Part(to, name or receiving.the_team(), work_of(things), drafts=typed.get(to, 0))
            for (to, name), things in given.items()
        ),
        tuple(Alone(Stage(stage), waiting) for stage, waiting in alone),
    )


def _named(tx: Tx, shop: Shop, person: Operator, names: Sequence[str]) -> tuple[Taker, ...]:
    known = [one for one in people.operators(tx) if one.active]
    found = dict[int, Operator]()
    for name in names:
        if receiving.means_team(name):
            raise UsageTrouble(
                tr("The team, or people"),
                tr("Both were named."),
                tr("Name people with commas, or the team alone."),
            )
        one = called(known, name)
        if one.id == person.id:
            raise UsageTrouble(
                tr("{name} cannot replace themselves", name=person.name),
                "",
                tr("Name whoever takes the work over."),
            )
        found[one.id] = one
    return tuple(_taker(tx, shop, one) for one in found.values())


def _team(tx: Tx, shop: Shop, person: Operator) -> tuple[Taker, ...]:
    today = local_day(shop.now(), shop.workspace.zone)
    away = absences.absent_on(tx, today)
    there = [
        one
        for one in people.operators(tx)
        if one.active and one.id != person.id and one.id not in away and not one.newcomer
        if _stages(shop, one)
    ]
    return tuple(_taker(tx, shop, one, load=open_work.contacts_with(tx, one.id)) for one in there)


def _taker(tx: Tx, shop: Shop, one: Operator, load: int = 0) -> Taker:
    now = shop.now()
    today = local_day(now, shop.workspace.zone)
    away = absences.between(tx, today, today, one.id)
    return Taker(
        one.id,
        one.name,
        _stages(shop, one),
        one.languages,
        diaries.taken(tx, one.id, now, now + LOOK_AHEAD),
        load,
        bool(away),
        away[0].to_on if away else None,
        one.newcomer,
    )


def _stages(shop: Shop, one: Operator) -> frozenset[Stage]:
    return stages_covered(shop.workspace.structure, one.roles)


def _nobody_there(tx: Tx, shop: Shop, person: Operator, things: Sequence[Thing], stage: Stage) -> Refused:
    there = [one for one in people.covering(tx, shop.workspace.structure, stage) if one.id != person.id]
    names = ", ".join(one.name for one in there)
    role = ROLE_OF_STAGE[stage].value
    step = (
        tr("Name one of them: {names}.", names=names)
        if there
        else tr('Add one first: pipeline-tui people add "NAME:{role}".', role=role)
    )
    waits = work_words(work_of(one for one in things if one.stage is stage))
    return Refused(
        tr("Nobody named works {stage}", stage=tr(stage.value)),
        tr("There {name} has {work}; nothing was changed.", name=person.name, work=waits),
        step,
    )
