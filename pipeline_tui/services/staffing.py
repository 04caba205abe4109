"""People of the shop: who they are, and taking on somebody new."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import who
from pipeline_tui.storage import journal
from pipeline_tui.storage import people as stored
from pipeline_tui.storage.replays import done_before

ADDED = "person_added"
LONGEST_NAME = 60


def people(shop: Shop, viewer: Viewer) -> tuple[Operator, ...]:
    """Return everybody who works here; colleagues know each other's names, as the sign-in shows them."""
    with shop.store.read() as tx:
        return stored.operators(tx)


def receiver(shop: Shop, name: str, stage: Stage) -> Operator:
    """Return the person named to receive a contact; refused when they do not work the stage."""
    operator = who(shop, name)
    if stage not in stages_covered(shop.workspace.structure, operator.roles):
        raise Refused(
            f"{operator.name} does not work {stage.value}",
            "A hot contact goes to somebody of the next stage.",
            "Name another person, or leave --to out for the team.",
        )
    return operator


def add_person(shop: Shop, viewer: Viewer, name: str, roles: Iterable[Role], *, act: str) -> Operator:
    """Take somebody on; refused when an operator has that name already."""
    needs_manager(viewer)
    plain, given = clean(name, limit=LONGEST_NAME), frozenset(roles)
    if not fold(plain):
        raise UsageTrouble("The person needs a name", "", 'Write it like "Paul Martin:scout,hunter".')
    if not given:
        raise UsageTrouble(
            f"What does {plain} do?",
            "A person has at least one role.",
            f"Give some of {', '.join(role.value for role in Role)}.",
        )
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ADDED)
        if done is None:
            known = stored.named(tx, plain)
            if known is not None and known.roles:
                raise Refused(
                    f"There is a {known.name} already",
                    "Two people cannot have the same name: accents and capitals do not tell them apart.",
                    "Add an initial.",
                )
            operator_id = stored.add_operator(tx, plain, given, now)
            detail = {"operator": operator_id, "roles": sorted(role.value for role in given)}
            journal.append(tx, viewer.operator_id, ADDED, act, now, detail=detail)
        else:
            operator_id = int(done.detail["operator"])
        added = stored.by_id(tx, operator_id)
    if added is None:
        raise LookupError(f"operator {operator_id} was just stored")
    return added
