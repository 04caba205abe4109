"""Legal holds: a person's data stays, whatever they ask and however old it is, until somebody lifts it."""

from __future__ import annotations

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.personal_data import LONGEST_REASON, LegalHold
from pipeline_tui.domain.text import clean
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, legal_holds, personal_data, sight
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

SET, LIFTED = "legal_hold_set", "legal_hold_lifted"


def hold(shop: Shop, viewer: Viewer, contact_id: int, *, reason: str, act: str) -> LegalHold:
    """Keep a person's data from being erased, for a reason. For managers."""
    needs_manager(viewer)
    why, now = clean(reason, limit=LONGEST_REASON), shop.now()
    if not why:
        raise UsageTrouble(
            tr("Why must it stay?"), "", tr('Give --reason, as in --reason "court case 12/2026".')
        )
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SET)
        if done is not None:
            return legal_holds.one(tx, done.detail["hold"])
        if not sight.exists(tx, contact_id):
            raise sight.not_on_your_desk()
        if personal_data.is_erased(tx, contact_id):
            raise Refused(
                tr("This person was erased before"),
                tr("Nothing was changed."),
                tr("There is nothing to keep."),
            )
        if (standing := legal_holds.standing(tx, contact_id)) is not None:
            raise NothingToDo(
                tr("There is a legal hold already"), standing.reason, tr("It stands until it is lifted.")
            )
        hold_id = legal_holds.put(tx, contact_id, why, viewer.operator_id, act, now)
        journal.append(tx, viewer.operator_id, SET, act, now, contact_id, {"hold": hold_id})
        return legal_holds.one(tx, hold_id)


def release(shop: Shop, viewer: Viewer, contact_id: int, *, act: str) -> LegalHold:
    """Lift the legal hold on a person. For managers."""
    needs_manager(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, LIFTED)
        if done is not None:
            return legal_holds.one(tx, done.detail["hold"])
        standing = legal_holds.standing(tx, contact_id)
        if standing is None:
            raise NothingToDo(
                tr("There is no legal hold"), tr("Nothing was changed."), tr("people hold NUMBER sets one.")
            )
        legal_holds.lift(tx, standing.id, viewer.operator_id, now)
        journal.append(tx, viewer.operator_id, LIFTED, act, now, contact_id, {"hold": standing.id})
        return legal_holds.one(tx, standing.id)
