"""Replacing somebody: their work goes to others, by a plan shown first, in one act that undo takes back.

The same plan is made when somebody leaves, and when their stages change: what they no longer work goes to
whoever is named, or to the team. Refused while they talk to somebody, and when a stage of theirs would be
left to people who do not work it: nothing ever waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.open_work import OpenWork, Thing, work_of
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.replacing import Given, Part, Plan, Replaced, Taker, part_of, share_out, uncovered
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services import receiving
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, diaries, holds, journal, open_work, people, reassignments
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import mark_many, tr, trn

REPLACED = "person_replaced"
LOOK_AHEAD = timedelta(days=90)  # of a diary in which clashes are looked for


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who gives what to whom, as one transaction sees it."""

    person: Operator
    things: tuple[Thing, ...]
    takers: tuple[Taker, ...]
    given: Given

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return what each receiver would take over, the team last."""
        known = {one.id: one for one in self.takers}
        own = [part_of(known[to], things) for to, things in self.given.items() if to is not None and things]
        left = self.given.get(None, ())
        team = [Part(None, receiving.TEAM, work_of(left))] if left else []
        return (*own, *team)


def plan(shop: Shop, viewer: Viewer, name: str, by: Sequence[str], *, stays: bool = False) -> Plan:
    """Return what would go to whom if people, or the team, took over somebody's work; nothing is done."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        person = person_called(tx, name)
        if not stays:
            may_leave(tx, viewer, person)
        sharing = shared_out(tx, shop, person, by)
    return Plan(person.id, person.name, not stays, work_of(sharing.things), sharing.parts)


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
            sharing = shared_out(tx, shop, person, by)
            if stays and not sharing.things:
                raise NothingToDo(
                    tr("Nothing waits for {name}", name=person.name),
                    tr("There is nothing that anybody could take over."),
                )
            reassignments.give(tx, act, person.id, sharing.given)
            if not stays:
                people.set_active(tx, person.id, active=False)
            detail = {
                "operator": person.id,
                "left": not stays,
                "things": len(sharing.things),
                "freed": freed,
            }
            journal.append(tx, viewer.operator_id, REPLACED, act, now, detail=detail)
            done = journal.seen(tx, act)
            assert done is not None
        return replaced(tx, act, int(done.detail["operator"]), left=bool(done.detail["left"]))


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


def shared_out(
    tx: Tx, shop: Shop, person: Operator, by: Sequence[str], stages: Iterable[Stage] | None = None
) -> Sharing:
    """Return who takes over what waits for somebody, at some stages or at all.

    ``by`` names people, or the team. Refused when somebody named is the person themselves, or when nobody
    named works a stage at which something waits.
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
    return Sharing(person, things, takers, share_out(things, takers, to_team=to_team))


def needs_receivers(person: Operator, things: Sequence[Thing]) -> Refused:
    """Return the refusal to leave open work to nobody."""
    return Refused(
        tr("Work waits for {name}", name=person.name),
        tr("{work}; nothing was changed.", work=in_words(work_of(things))),
        tr('Say who takes it over: people replace "{name}" --by NAME (or --by team).', name=person.name),
        {"open": work_of(things)},
    )


def in_words(work: OpenWork) -> str:
    """Return how much waits, in words."""
    told = (
        (work.clients, mark_many("client", "clients")),
        (work.deals, mark_many("deal", "deals")),
        (work.callbacks, mark_many("promised call", "promised calls")),
        (work.check_ins, mark_many("check-in", "check-ins")),
        (work.hand_offs, mark_many("hand-off", "hand-offs")),
        (work.messages, mark_many("message", "messages")),
    )
    parts = [f"{number} {trn(*words, number)}" for number, words in told if number]
    if not parts and work.contacts:
        parts = [f"{work.contacts} {trn('contact', 'contacts', work.contacts)}"]
    return ", ".join(parts) or tr("nothing")


def replaced(tx: Tx, act: str, operator_id: int, *, left: bool) -> Replaced:
    """Return what an act gave to whom."""
    given = reassignments.given(tx, act)
    return Replaced(
        operator_id,
        people.name_of(tx, operator_id),
        left,
        work_of(one for things in given.values() for one in things),
        tuple(Part(to, name or receiving.TEAM, work_of(things)) for (to, name), things in given.items()),
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
        if one.active and one.id != person.id and one.id not in away and _stages(shop, one)
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
    waits = in_words(work_of(one for one in things if one.stage is stage))
    return Refused(
        tr("Nobody named works {stage}", stage=tr(stage.value)),
        tr("There {name} has {work}; nothing was changed.", name=person.name, work=waits),
        step,
    )
