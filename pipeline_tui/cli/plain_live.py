"""Calls passed on live at the linear desk: offering the one in hand, taking one that is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_script import read_step
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.floor import OFFERED_FOR
from pipeline_tui.services import transferring
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.floor import LiveCall

LOOK_EVERY = 0.5  # seconds


def pass_on(sitting: Sitting) -> None:
    """Ask the brief, then every free colleague of the next stage; the first to take it has the contact."""
    from pipeline_tui.cli.plain_hand_off import ask_brief, known_brief

    desk, shop, viewer = sitting.desk, sitting.shop, sitting.viewer
    if desk is None:
        return
    filled = known_brief(sitting, desk)
    if not ask_brief(sitting, desk, filled):
        return
    draft = sitting.draft(understood_only=True)
    brief = {key: text for key, text in filled.items() if text}
    call = transferring.offer_live(
        shop, viewer, desk.token, brief, act=new_act(), note=draft.note, draft=draft
    )
    asked = trn(
        "{number} colleague is asked, for {seconds} seconds. Keep them on the line.",
        "{number} colleagues are asked, for {seconds} seconds. Keep them on the line.",
        call.asked,
        seconds=OFFERED_FOR.seconds,
    )
    sitting.voice.say(asked, tr("Control C withdraws."))
    call = _waited(sitting, call)
    if call.state != "taken":
        why = tr("Withdrawn.") if call.state == "withdrawn" else tr("Nobody took it.")
        sitting.voice.say(f"{why} {tr('The call is still yours, and the brief is kept. h hands off.')}")
        return
    way = (
        tr("transfer to extension {extension}", extension=call.extension)
        if call.extension
        else tr("give the phone to {name}", name=call.taken_by)
    )
    sitting.voice.say(tr("{taker} takes {name}: {way}.", taker=call.taken_by, name=call.name, way=way))
    sitting.refresh(None)
    sitting.unheard = None  # the lease was not lost, it was given
    sitting.phone.hang_up()


def take(sitting: Sitting) -> None:
    """Take the call that is offered now; an undialled contact in hand goes back first."""
    offer = sitting.watch.offer
    if offer is None:
        sitting.voice.say(tr("No call is offered now."))
        return
    sitting.keep()
    sitting.hold(transferring.take_live(sitting.shop, sitting.viewer, offer.id, act=new_act()))
    read_step(sitting, ask=False)


def _waited(sitting: Sitting, call: LiveCall) -> LiveCall:
    shop, viewer, act = sitting.shop, sitting.viewer, new_act()
    try:
        while call.state == "open":
            if shop.now() >= call.until:
                return transferring.end_offer(shop, viewer, call.id, act=act)
            sitting.wait(LOOK_EVERY)
            call = transferring.live_call(shop, viewer, call.id)
    except KeyboardInterrupt:
        return transferring.end_offer(shop, viewer, call.id, act=act)
    return call
