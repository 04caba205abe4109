"""Winning back: a client who buys no more goes to the scouts again, with all that was said in view."""

from __future__ import annotations

from pipeline_tui.domain.acts import GivenBack
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services.claiming import awaits_outcome
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    check_ins,
    contact_lines,
    hand_offs,
    holds,
    journal,
    kept,
    moves,
    passing_on,
)
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.wording import tr

GIVEN_BACK = "client_given_back"


def win_back(shop: Shop, viewer: Viewer, contact_id: int, *, act: str, words: str = "") -> GivenBack:
    """Give a silent client to the scouts; Refused while a complaint or a deal is open.

    The planned check-in goes; ``words`` and all that was said before travel with the client. The calling
    rules decide when, and whether, they may be rung.
    """
    said, now = clean(words, limit=400), shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, GIVEN_BACK) is None:
            kept.sellable(tx, viewer, contact_id, now)
            role, me = viewer.role_for(Stage.FARMING), viewer.operator_id
            target = stage_after(Stage.FARMING, Move.WIN_BACK, role) if role else None
            if target is None:
                raise Refused(
                    tr("Only a farmer gives a client back"),
                    tr("Nothing was changed."),
                    tr("Ask who keeps them."),
                )
            hold = holds.current(tx, me)
            if hold is not None and hold.contact_id == contact_id and hold.call_id is not None:
                raise awaits_outcome()
            before = moves.image(tx, contact_id)
            held = passing_on.finish_hold(tx, viewer, contact_id, now, outcome="", reached=False)
            cancelled = check_ins.cancel_planned(tx, contact_id)
            brief = {"need": said} if said else {}
            passing_on.move_on(tx, viewer, contact_id, now, target, None)
            hand_off_id = hand_offs.give(tx, contact_id, me, None, Stage.FARMING, target, brief, now, None)
            hand_offs.answer(tx, hand_off_id, "accepted", me, now)  # the queue takes everybody
            settle(tx, (contact_id,), shop.method, now)
            detail = {
                "hand_off": hand_off_id,
                "cancelled": cancelled,
                "before": {"position": before, "held": held},
            }
            journal.append(tx, me, GIVEN_BACK, act, now, contact_id, detail)
        return GivenBack(contact_id, contact_lines.name_of(tx, contact_id))
