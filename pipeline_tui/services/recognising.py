"""Recognising somebody while they are typed, without telling anything of people on other desks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pipeline_tui.domain.calling import Basis, Blocker, CallFacts, NumberFacts
from pipeline_tui.domain.calling_gate import judge_standing
from pipeline_tui.domain.contact_acts import Alike, Standing
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.newcomers import NewPerson, as_contact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.queue_place import purpose_of
from pipeline_tui.domain.registers import Listing
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.adding import grounds_of, stage_for
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import acquaintances, checks, contact_lines, registers
from pipeline_tui.storage.acquaintances import Acquaintance
from pipeline_tui.storage.facts import keyed_hash, suppressed
from pipeline_tui.storage.store import Tx


def alike(shop: Shop, viewer: Viewer, person: NewPerson, *, form: str, stage: Stage | None = None) -> Alike:
    """Return whether somebody who is being typed is known, and whether the rules would let them be rung.

    ``form`` is the id of the form they are typed in, ``stage`` the desk's own. Each number, address or name
    with firm that is asked about in a form is one entry of the journal, like a look-up; there is an end to
    them within the hour.
    """
    new, now, at = as_contact(person, shop.workspace.country), shop.now(), stage_for(viewer, stage)
    new = replace(new, bases=grounds_of(person, at, now))
    secret = shop.workspace.secret
    with shop.store.act() as tx:
        found = acquaintances.acquaintance(tx, new)
        refused = checks.log(tx, secret, viewer, new, form, now, known=found.line_is_known)
        told = _told(tx, shop, viewer, new, found, at)
    if refused is not None:
        raise refused
    return told


def _told(tx: Tx, shop: Shop, viewer: Viewer, new: NewContact, found: Acquaintance, stage: Stage) -> Alike:
    secret, now = shop.workspace.secret, shop.now()
    digests = {one.e164: keyed_hash(secret, one.e164) for one in new.numbers}
    hashes = suppressed(tx, digests.values())
    stopped = tuple(e164 for e164, digest in digests.items() if digest in hashes)
    listed = registers.listings(tx, registers.current(tx), digests)
    told = Alike(
        Standing.NOBODY,
        linked=len(found.linked),
        stopped=stopped,
        blocker=_blocker(shop, new, stage, now, stopped, listed),
    )
    if found.same is None:
        return told
    where = acquaintances.standing(tx, viewer, found.same.contact_id, now)
    name = contact_lines.name_of(tx, found.same.contact_id) if where is Standing.YOURS else ""
    return replace(told, standing=where, certain=found.certain, name=name)


def _blocker(
    shop: Shop,
    new: NewContact,
    stage: Stage,
    now: datetime,
    stopped: tuple[str, ...],
    listed: Mapping[str, tuple[Listing, ...]],
) -> Blocker | None:
    """Return what would keep a newcomer from being rung, the hour and earlier calls on the line aside."""
    bases = tuple(Basis(one.kind, one.given_at, one.expires_at, purpose=one.purpose) for one in new.bases)
    refused: Blocker | None = Blocker.NO_NUMBER
    for number in new.numbers:
        facts = CallFacts(
            purpose=purpose_of(stage, [one.kind for one in bases]),
            audience=new.audience,
            country=new.country,
            region=new.region,
            place_zone=new.zone,
            number=NumberFacts(
                0,
                number.e164,
                number.zones,
                number.e164 in stopped,
                listings=listed.get(number.e164, ()),
            ),
            person_suppressed=False,
            bases=bases,
            refused_at=None,
            person_attempts=(),
        )
        verdict = judge_standing(facts, shop.rules(new.country), now)
        if verdict.allowed:
            return None
        refused = verdict.blocker
    return refused
