"""Discounts above somebody's limit: what waits for a manager, and the manager's yes or no."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.messages import LONGEST_MESSAGE
from pipeline_tui.domain.offers import Answered, Approval, OfferState
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.text import clean
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import contact_lines, journal, messages, offer_writing, people
from pipeline_tui.storage import offers as stored
from pipeline_tui.storage.offers import Standing
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

APPROVED, REFUSED = "offer_approved", "offer_refused"


def approvals(shop: Shop, viewer: Viewer) -> tuple[Approval, ...]:
    """Return the offers that wait, the longest waiting first; for managers."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return stored.waiting(tx, shop.playbook.offer_rules.discount_limit)


def approve(shop: Shop, viewer: Viewer, offer_id: int, *, act: str, words: str = "") -> Answered:
    """Agree to an offer as it stands; its hunter is told, and may send it."""
    return _answer(shop, viewer, offer_id, OfferState.APPROVED, words, act)


def refuse(shop: Shop, viewer: Viewer, offer_id: int, words: str, *, act: str) -> Answered:
    """Refuse an offer with words for its hunter, who may change it and ask again."""
    if not clean(words):
        raise UsageTrouble(tr("Why is it refused?"), "", tr("Write what the hunter should change."))
    return _answer(shop, viewer, offer_id, OfferState.REFUSED, words, act)


def _answer(shop: Shop, viewer: Viewer, offer_id: int, state: OfferState, words: str, act: str) -> Answered:
    needs_manager(viewer)
    now, said = shop.now(), clean(words, limit=LONGEST_MESSAGE - 100, multiline=True)
    verb = APPROVED if state is OfferState.APPROVED else REFUSED
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, verb)
        stands = stored.standing(tx, offer_id)
        if done is None:
            if stands is None or stands.state is not OfferState.WAITING:
                raise Refused(
                    tr("This offer does not wait"),
                    tr("There is no such offer, it was answered, or its hunter has changed it since."),
                    tr("Look at what waits now."),
                )
            _not_one_s_own(tx, viewer, stands)
            event = offer_writing.decide(
                tx, offer_id, stands.version_id, viewer.operator_id, now, state, state.value, said
            )
            told = _tell(tx, shop, viewer, stands, state, said)
            detail = {"offer": offer_id, "event": event, "operator": stands.writer_id, "messages": told}
            # Without the contact: a manager's answer is no work on it, and hinders no undo of its hunter.
            journal.append(tx, viewer.operator_id, verb, act, now, None, detail)
        if stands is None:
            raise LookupError(f"offer {offer_id} was answered and is not stored")
        return Answered(
            offer_id,
            stands.number,
            people.name_of(tx, stands.writer_id),
            contact_lines.name_of(tx, stands.contact_id),
            state,
            said,
        )


def _not_one_s_own(tx: Tx, viewer: Viewer, stands: Standing) -> None:
    """Four eyes where there are four: one's own offer is another manager's to answer, if there is one."""
    others = [
        one.name
        for one in people.operators(tx)
        if one.active and Role.MANAGER in one.roles and one.id != viewer.operator_id
    ]
    if stands.writer_id == viewer.operator_id and others:
        raise Refused(
            tr("This offer is your own"),
            tr("A discount above your limit is another manager's to answer."),
            tr("Ask {others}.", others=", ".join(others)),
        )


def _tell(tx: Tx, shop: Shop, viewer: Viewer, stands: Standing, state: OfferState, words: str) -> list[int]:
    if stands.writer_id == viewer.operator_id:
        return []
    head = tr(
        "Offer {number} v{version}: {state}.",
        number=stands.number,
        version=stands.version,
        state=tr(state.value),
    )
    text = f"{head} {words}".strip()
    return [messages.store_to(tx, viewer, stands.contact_id, stands.writer_id, text, shop.now())]
