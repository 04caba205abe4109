"""What colleagues wrote and what became of one's hand-offs, told on the linear desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.printing import when
from pipeline_tui.cli.shell import new_act
from pipeline_tui.services import handing_off, messaging

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.hunting import Receipt

_LAST = 5


def inbox(sitting: Sitting) -> None:
    """Say what became of the last hand-offs, then open messages."""
    shop, viewer = sitting.shop, sitting.viewer
    zone = shop.workspace.zone
    became = handing_off.receipts(shop, viewer)[:_LAST]
    if became:
        sitting.voice.say("What became of yours:", *(_receipt(one, sitting) for one in became))
    every = messaging.messages(shop, viewer)
    if not every:
        sitting.voice.say("No message for you.")
        return
    options = [
        (str(one.id), f"{'new, ' if one.unread else ''}{one.sender}, about {one.name}, {when(one.at, zone)}")
        for one in every
    ]
    picked = sitting.voice.choose("Open which message?", options)
    if picked is None:
        return
    read = messaging.read_message(shop, viewer, int(picked), act=new_act())
    sitting.voice.say(f"{read.sender}, about {read.name}:", *read.text.splitlines())
    if read.yours and sitting.desk is None and sitting.voice.yes("Take this contact in hand?"):
        sitting.hold(messaging.take_from_message(shop, viewer, read.id, act=new_act()))


def _receipt(one: Receipt, sitting: Sitting) -> str:
    shop = sitting.shop
    reasons = {each.code: each.name(shop.workspace.language) for each in shop.playbook.every_reason_to_return}
    became = f"returned, {reasons.get(one.reason, one.reason)}" if one.reason else one.state
    return f"{one.initials}, given {when(one.given_at, shop.workspace.zone)}: {became}."
