"""What colleagues wrote and what became of one's hand-offs, told on the linear desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.printing import when
from pipeline_tui.cli.shell import new_act
from pipeline_tui.services import handing_off, messaging
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.inbox_lines import became
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.hunting import Receipt
    from pipeline_tui.domain.messages import Message

_LAST = 5


def inbox(sitting: Sitting) -> None:
    """Say what became of the last hand-offs, then open messages."""
    shop, viewer = sitting.shop, sitting.viewer
    zone = shop.workspace.zone
    given = handing_off.receipts(shop, viewer)[:_LAST]
    if given:
        sitting.voice.say(tr("What became of yours:"), *(_receipt(one, sitting) for one in given))
    every = messaging.messages(shop, viewer)
    if not every:
        sitting.voice.say(tr("No message for you."))
        return
    options = [(str(one.id), _message(one, zone)) for one in every]
    picked = sitting.voice.choose(tr("Open which message?"), options)
    if picked is None:
        return
    read = messaging.read_message(shop, viewer, int(picked), act=new_act())
    sitting.voice.say(
        tr("{sender}, about {name}:", sender=read.sender, name=read.name), *read.text.splitlines()
    )
    if read.yours and sitting.desk is None and sitting.voice.yes(tr("Take this contact in hand?")):
        sitting.hold(messaging.take_from_message(shop, viewer, read.id, act=new_act()))


def _receipt(one: Receipt, sitting: Sitting) -> str:
    shop = sitting.shop
    own = shop.workspace
    names = Names.of(shop.playbook, own.language)
    return tr(
        "{initials}, given {when}: {became}.",
        initials=one.initials,
        when=when(one.given_at, own.zone),
        became=became(one, names, shop.now()),
    )


def _message(one: Message, zone: str) -> str:
    told = tr("{sender}, about {name}, {when}", sender=one.sender, name=one.name, when=when(one.at, zone))
    return tr("new, {message}", message=told) if one.unread else told
