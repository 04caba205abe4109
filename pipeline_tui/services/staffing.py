"""People of the shop: who they are, and taking on somebody new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.first_days import begins_with_one
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import who
from pipeline_tui.services.starting_out import begin_in
from pipeline_tui.storage import journal
from pipeline_tui.storage import people as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

ADDED, CHANGED = "person_added", "person_changed"
LONGEST_NAME = 60
MOST_SHARES = 100
KEEP = -1  # a discount limit that stays as it is
_EXTENSION = re.compile(r"[0-9*#]{1,8}")  # a code of the house, not a number of a person


def people(shop: Shop, viewer: Viewer) -> tuple[Operator, ...]:
    """Return everybody who works here; colleagues know each other's names, as the sign-in shows them."""
    with shop.store.read() as tx:
        return stored.operators(tx)


def add_person(
    shop: Shop,
    viewer: Viewer,
    name: str,
    roles: Iterable[Role],
    *,
    act: str,
    languages: Sequence[str] = (),
    newcomer: bool | None = None,
) -> Operator:
    """Take somebody on; refused when an operator has that name already.

    ``languages`` (ISO 639) are those they speak in calls; none means every one. A ``newcomer`` has a first
    day before live contacts; None: from the fourth person of a real shop on.
    """
    needs_manager(viewer)
    plain, given = clean(name, limit=LONGEST_NAME), frozenset(roles)
    if not fold(plain):
        raise UsageTrouble(tr("The person needs a name"), "", tr('Write it like "Paul Martin:scout,hunter".'))
    if not given:
        raise UsageTrouble(
            tr("What does {plain} do?", plain=plain),
            tr("A person has at least one role."),
            tr("Give some of {value}.", value=", ".join(role.value for role in Role)),
        )
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ADDED)
        if done is None:
            known = stored.named(tx, plain)
            if known is not None and known.roles:
                raise Refused(
                    tr("There is a {name} already", name=known.name),
                    tr("Two people cannot have the same name: accents and capitals do not tell them apart."),
                    tr("Add an initial."),
                )
            operator_id = stored.add_operator(tx, plain, given, now, languages)
            detail: dict[str, object] = {
                "operator": operator_id,
                "roles": sorted(role.value for role in given),
            }
            if languages:
                detail["languages"] = list(languages)
            if newcomer is None:
                works = any(role in STAGE_OF_ROLE for role in given)
                here = sum(one.active for one in stored.operators(tx))
                newcomer = begins_with_one(here, works_a_stage=works, practice=shop.workspace.practice)
            if newcomer:
                detail["newcomer"] = True
                begin_in(tx, shop, viewer, operator_id, act)
            journal.append(tx, viewer.operator_id, ADDED, act, now, detail=detail)
        else:
            operator_id = int(done.detail["operator"])
        return _stored(tx, operator_id)


def change_person(
    shop: Shop,
    viewer: Viewer,
    name: str,
    *,
    act: str,
    languages: Sequence[str] | None = None,
    extension: str | None = None,
    discount_limit: int | None = KEEP,
    share: int | None = None,
) -> Operator:
    """Change what is given of a person.

    The languages they speak in calls (() every one), their extension, how far below the price list they may
    sell without asking (basis points; None as the playbook says), their share of what is given out by quota
    (0 is nothing). It holds from their next claim on; contacts
    in hand and calls they promised stay theirs.
    """
    needs_manager(viewer)
    operator_id, now = who(shop, name).id, shop.now()
    if extension and not _EXTENSION.fullmatch(extension):
        raise UsageTrouble(
            tr("That is no extension"),
            clean(extension, limit=40),
            tr("Give up to eight digits, such as 203."),
        )
    if share is not None and not 0 <= share <= MOST_SHARES:
        raise UsageTrouble(
            tr("That is no share"),
            tr("{share} is not between 0 and {most_shares}.", share=share, most_shares=MOST_SHARES),
            tr("Give 1 for an equal share."),
        )
    told = {"languages": languages, "extension": extension, "share": share}
    given = [key for key, value in told.items() if value is not None]
    if discount_limit != KEEP:
        given.append("discount_limit")
    if not given:
        raise UsageTrouble(
            tr("What changes for {name}?", name=name),
            "",
            tr("Give --speaks, --extension, --share or --discount-limit."),
        )
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, CHANGED) is None:
            before = stored.changeable(tx, operator_id)
            stored.change_operator(tx, operator_id, languages=languages, extension=extension)
            if "discount_limit" in given:
                stored.set_discount_limit(tx, operator_id, discount_limit)
            if share is not None:
                stored.set_share(tx, operator_id, share)
            after = stored.changeable(tx, operator_id)
            detail = {
                "operator": operator_id,
                "before": {key: before[key] for key in given},
                "after": {key: after[key] for key in given},
            }
            journal.append(tx, viewer.operator_id, CHANGED, act, now, detail=detail)
        return _stored(tx, operator_id)


def _stored(tx: Tx, operator_id: int) -> Operator:
    operator = stored.by_id(tx, operator_id)
    if operator is None:
        raise LookupError(f"operator {operator_id} is not stored")
    return operator
