"""Looking up who calls us: the last dials, an exact number, and taking the caller in hand.

A look-up tells one of four answers and is written into the journal, the number as a keyed hash; whoever is
not the viewer's own has no name, no owner and no stage in it.
"""

from __future__ import annotations

from pipeline_tui.domain.calling import Purpose
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.look_ups import (
    GOOD_FOR,
    LAST_DIALS,
    LookUp,
    PastDial,
    answer_for,
)
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import masked, read_number
from pipeline_tui.services.claiming import awaits_outcome, desk_for, take_in
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    bursts,
    calls,
    holds,
    journal,
    look_ups,
    passing_on,
    sight,
)
from pipeline_tui.storage.bursts import LOOKED_UP
from pipeline_tui.storage.facts import gather, keyed_hash
from pipeline_tui.storage.look_ups import Callers
from pipeline_tui.storage.replays import another_act, done_before
from pipeline_tui.storage.scripts_for import script_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment
from pipeline_tui.wording import tr

INCOMING = "incoming"  # verb, and the mode of a call that was not dialled


def last_dials(shop: Shop, viewer: Viewer, limit: int = LAST_DIALS) -> tuple[PastDial, ...]:
    """Return the viewer's own last calls, newest first, with numbers covered."""
    with shop.store.read() as tx:
        return look_ups.last_dials(tx, viewer, limit)


def look_up(shop: Shop, viewer: Viewer, number: str, *, act: str, call_id: int | None = None) -> LookUp:
    """Look up an exact number, as typed, or with ``call_id`` the contact of one of the viewer's own dials.

    Raises UsageTrouble for what is no full number, Refused after too many within the hour; the first refusal
    of a burst is in the journal too.
    """
    now = shop.now()
    e164 = "" if call_id is not None else read_number(number, shop.workspace.country).e164
    refused: Refused | None = None
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, LOOKED_UP)
        rung, found = _led_to(tx, shop, viewer, e164, call_id)
        digest = keyed_hash(shop.workspace.secret, rung)
        answer = answer_for(len(found.yours), len(found.free), len(found.others))
        if done is not None and done.detail["number"] != digest:
            raise another_act()  # or one logged look-up would answer for every number
        if done is None and bursts.left_over(tx, viewer.operator_id, bursts.LOOK_UPS, now) <= 0:
            refused = bursts.refusal(tx, viewer.operator_id, bursts.LOOK_UPS, now)
        elif done is None:
            detail = {"number": digest, "answer": answer.value}
            if call_id is not None:
                detail["call"] = str(call_id)
            journal.append(tx, viewer.operator_id, LOOKED_UP, act, now, None, detail)
    if refused is not None:
        raise refused
    return LookUp(act, answer, e164, call_id, masked(rung), found.yours, len(found.free), len(found.others))


def claim_found(
    shop: Shop, viewer: Viewer, found: LookUp, *, act: str, which: int = 0, lease: str = "desk"
) -> Desk:
    """Take a caller in hand, whatever its turn in the queue: they rang us. Dialling still asks the gate.

    ``which`` counts the viewer's own contacts of the look-up first, then those in nobody's hand.
    """
    with shop.store.act() as tx:
        rung, led = logged(tx, shop, viewer, found)
        done = journal.seen(tx, act)
        if done is None and not 0 <= which < len(led.known):
            raise _not_free()
        # Once taken, a contact stands elsewhere in the order: a retry goes by the entry.
        contact_id = led.known[which] if done is None else done.contact_id or 0
        if contact_id not in led.known:
            raise _not_free()
        passing_on.require_free(tx, viewer, contact_id, shop.now())
        hold = take_in(tx, shop, viewer, contact_id, act, lease, {"caller": True})
        number_id = look_ups.number_id_of(tx, contact_id, rung)
    return desk_for(shop, viewer, hold, number_id)


def take_incoming(shop: Shop, viewer: Viewer, token: str, *, act: str, number_id: int | None = None) -> Desk:
    """Open a call with the contact in hand who rang us, so that outcomes, note and hand-off work as ever.

    Nothing is dialled: the gate is not asked and no cap counts it. That they rang must be on record: by a
    look-up of the viewer's own within the hour that led to them, or by how they were added.
    """
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if not done_before(tx, viewer, act, INCOMING):
            if hold.call_id is not None:
                raise awaits_outcome()
            facts = gather(tx, hold.contact_id, now, shop.workspace.secret)
            theirs = [keyed_hash(shop.workspace.secret, one.e164) for one in facts.numbers]
            if not look_ups.rang_us(tx, viewer, hold.contact_id, theirs, now - GOOD_FOR):
                raise Refused(
                    tr("Who rang is not on record"),
                    tr("A call that came in needs the look-up of its number first; nothing was changed."),
                    tr("Look the number up, or dial."),
                )
            standing = [one for one in facts.numbers if not one.wrong] or list(facts.numbers)
            chosen = next((one for one in standing if one.id == number_id), *standing[:1])
            if chosen is None:
                raise Refused(
                    tr("This contact has no number"),
                    tr("A call needs one to be stored with."),
                    tr("Add it, then retry."),
                )
            script_id = script_of(tx, hold.contact_id, facts.stage, shop.method, now)
            call_id = calls.start_call(
                tx,
                hold,
                viewer.operator_id,
                chosen,
                now,
                stage=facts.stage.value,
                purpose=Purpose.OWN_REQUEST.value,
                mode=INCOMING,
                script=f"{shop.workspace.trade}/{script_id}/{shop.playbook.version}",
                gate={},
                counts=False,
            )
            detail = {"call": call_id, "number": chosen.id, "purpose": Purpose.OWN_REQUEST.value}
            journal.append(tx, viewer.operator_id, INCOMING, act, now, hold.contact_id, detail)
        hold = holds.held_with(tx, viewer.operator_id, token, now)
    return desk_for(shop, viewer, hold)


def logged(tx: Tx, shop: Shop, viewer: Viewer, found: LookUp) -> tuple[str, Callers]:
    """Return number and contacts of a look-up that is in the journal; what it rests on is read again."""
    entry = journal.seen(tx, found.act)
    rung, led = _led_to(tx, shop, viewer, found.number, found.call_id)
    if (
        entry is None
        or entry.operator_id != viewer.operator_id
        or entry.verb != LOOKED_UP
        or entry.detail["number"] != keyed_hash(shop.workspace.secret, rung)
        or entry.detail.get("call") != (None if found.call_id is None else str(found.call_id))
        or shop.now() - moment(entry.at) > GOOD_FOR
    ):
        raise UsageTrouble(
            tr("Look the number up first"),
            tr("This does not rest on a look-up of yours within the hour; nothing was changed."),
            tr("Look it up again."),
        )
    return rung, led


def _led_to(tx: Tx, shop: Shop, viewer: Viewer, e164: str, call_id: int | None) -> tuple[str, Callers]:
    if call_id is None:
        return e164, look_ups.part(tx, viewer, look_ups.with_number(tx, e164), shop.now())
    dial = look_ups.dial_of(tx, viewer, call_id)
    if dial is None:
        raise sight.not_on_your_desk()
    return dial[1], look_ups.part(tx, viewer, (dial[0],), shop.now())


def _not_free() -> Refused:
    return Refused(
        tr("Not free any more"),
        tr("A colleague has taken the contact, or it was never yours to take; nothing was changed."),
        tr("Leave a message to its owner."),
    )
