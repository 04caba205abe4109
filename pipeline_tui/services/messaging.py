"""Words from one desk to another about a contact; the sender is not told to whom they went."""

from __future__ import annotations

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.look_ups import LookUp
from pipeline_tui.domain.messages import LONGEST_MESSAGE, Message, Sent, Waiting
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.claiming import desk_for, take_in
from pipeline_tui.services.looking_up import logged
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import hand_offs, journal, passing_on, returned, sight
from pipeline_tui.storage import messages as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

MESSAGED, READ = "messaged", "message_read"


def send(shop: Shop, viewer: Viewer, to: int | LookUp, text: str, *, act: str) -> Sent:
    """Leave words for whoever has a contact: by a look-up, or by the id of one the viewer sees or gave on.

    A number that several others answer to leaves them with each of them.
    """
    words = clean(text, limit=LONGEST_MESSAGE, multiline=True)
    if not words:
        raise UsageTrouble(tr("The message is empty"), "", tr("Write what the receiver should know."))
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, MESSAGED)
        if done is None:
            about = _about(tx, shop, viewer, to)
            ids = [stored.store(tx, viewer, contact_id, words, now) for contact_id in about]
            # Without the contact: whose it is must not follow from the sender's own journal.
            journal.append(tx, viewer.operator_id, MESSAGED, act, now, None, {"messages": ids})
        else:
            ids = list(done.detail["messages"])
    return Sent(tuple(ids))


def messages(shop: Shop, viewer: Viewer) -> tuple[Message, ...]:
    """Return the messages for the viewer, unread ones first and without their words."""
    with shop.store.read() as tx:
        return stored.for_viewer(tx, viewer, shop.now())


def read_message(shop: Shop, viewer: Viewer, message_id: int, *, act: str) -> Message:
    """Open a message; who reads it first stands on it, and it can no longer be taken back."""
    now = shop.now()
    with shop.store.act() as tx:
        message = stored.one(tx, viewer, message_id, now)
        if message.unread and not done_before(tx, viewer, act, READ):
            stored.mark_read(tx, viewer, message_id, now)
            journal.append(tx, viewer.operator_id, READ, act, now, None, {"message": message_id})
        return stored.one(tx, viewer, message_id, now)


def take_from_message(shop: Shop, viewer: Viewer, message_id: int, *, act: str, lease: str = "desk") -> Desk:
    """Take the contact of a message in hand, where it is the receiver's own or waits for their team."""
    now = shop.now()
    with shop.store.act() as tx:
        message = stored.one(tx, viewer, message_id, now)
        if not message.yours:
            raise Refused(
                tr("This contact is not yours to take"),
                tr("It has moved on, waits to be accepted, or a colleague has it in hand."),
                tr("Answer the colleague who wrote, or look into your inbox."),
            )
        passing_on.require_free(tx, viewer, message.contact_id, now)
        hold = take_in(tx, shop, viewer, message.contact_id, act, lease, {"message": message_id})
    return desk_for(shop, viewer, hold)


def waiting_in(tx: Tx, shop: Shop, viewer: Viewer) -> Waiting:
    """Return how much is new for the viewer: messages, and hand-offs for who works the stage they go to."""
    now, today = shop.now(), shop.today()
    offered = hand_offs.inbox_count(tx, viewer, now, today)
    accept_by, changes_at = hand_offs.limits(tx, viewer, now, today)
    count = offered + returned.came_back_count(tx, viewer)
    return Waiting(count, stored.unread(tx, viewer), accept_by, changes_at)


def _about(tx: Tx, shop: Shop, viewer: Viewer, to: int | LookUp) -> tuple[int, ...]:
    if isinstance(to, int):
        if not (sight.sees(tx, viewer, to, shop.now()) or hand_offs.given_by(tx, viewer, to)):
            raise sight.not_on_your_desk()
        return (to,)
    _, led = logged(tx, shop, viewer, to)
    if not led.others:
        raise Refused(
            tr("There is no other owner to write to"),
            tr("The number is not known, or the contact is your own."),
            tr("Take the contact in hand, or make a new one."),
        )
    return led.others
