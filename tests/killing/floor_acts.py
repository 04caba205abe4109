"""What a worker does beside calling: looks up callers, adds, changes, writes, pauses, passes calls on."""

from __future__ import annotations

import random
import time
import uuid
from typing import Any, Protocol

from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.look_ups import LookUp
from pipeline_tui.domain.newcomers import Ground as Basis
from pipeline_tui.domain.newcomers import How, NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import (
    adding,
    attending,
    changing,
    diaries,
    handing_off,
    late_words,
    looking_up,
    messaging,
    pausing,
    transferring,
)
from pipeline_tui.services.shop import Shop
from tests.killing.ground import CONTACTS, Ground, new_number

BRIEF = {"need": "roses", "next": "quote"}
_LOADED = range(10_000, 12_000)  # numbers that lists bring while everybody calls


class Tell(Protocol):
    """Writes down an act that was acknowledged."""

    def __call__(self, what: str, **told: Any) -> None: ...


class FloorActs:
    """The acts of a desk that is not only dialling; each is told after it returned."""

    def __init__(self, ground: Ground, draw: random.Random, shop: Shop, viewer: Viewer, tell: Tell) -> None:
        """Work as one operator at an open shop."""
        self._ground = ground
        self._draw = draw
        self._shop = shop
        self._viewer = viewer
        self._tell = tell

    def sit_down(self) -> None:
        """Give a sign of life, and end the pause that a killed process left."""
        attending.attend(self._shop, self._viewer, "scout")
        if pausing.running(self._shop, self._viewer) is not None:
            self._end_pause()

    def aside(self) -> Desk | None:
        """Do something with free hands, or with a contact that was not dialled; returns whom it brought."""
        attending.attend(self._shop, self._viewer, "scout")
        deeds = (self._look_up, self._look_up, self._add, self._pause, self._add_words, self._read)
        return self._draw.choice(deeds)()

    def change(self, desk: Desk) -> None:
        """Change the contact in hand."""
        act = uuid.uuid4().hex
        more = f"+33199{self._draw.randrange(900000, 999999)}" if self._draw.random() < 0.3 else ""
        changes = ContactChanges(role=f"role {self._draw.random()}", add_numbers=more)
        changing.change_contact(self._shop, self._viewer, desk.token, changes, act=act)
        self._tell("change", act=act, contact=desk.contact_id)

    def agree_a_slot(self, desk: Desk) -> None:
        """Hand the dialled contact on with a time in a diary; two desks want the same times."""
        slots = diaries.free_slots(self._shop, self._viewer, days=1)
        if not slots:
            raise NothingToDo("no slot", "", "")
        slot, act = self._draw.choice(slots[:4]), uuid.uuid4().hex
        handing_off.hand_off(
            self._shop, self._viewer, desk.token, BRIEF, act=act, to=slot.hunter, slot=slot.at
        )
        self._tell("slot", act=act, contact=desk.contact_id)

    def offer_live(self, desk: Desk) -> bool:
        """Offer the call and wait a while for a taker; whether somebody has taken it."""
        act = uuid.uuid4().hex
        draft = Draft(note="said so far")
        live = transferring.offer_live(
            self._shop, self._viewer, desk.token, BRIEF, act=act, note="live", draft=draft
        )
        self._tell("offer", act=act, contact=desk.contact_id)
        while live.state == "open" and self._ground.now() < live.until:
            time.sleep(0.01)  # the taker is another process, and nothing tells this one
            live = transferring.live_call(self._shop, self._viewer, live.id)
            if self._draw.random() < 0.05:
                break
        ended = transferring.end_offer(self._shop, self._viewer, live.id, act=uuid.uuid4().hex)
        if ended.state != "taken":
            self._tell("offer-ended", act=self._ended_by(live.id), contact=desk.contact_id)
        return ended.state == "taken"

    def _ended_by(self, transfer_id: int) -> str:
        """Return the act that ended an offer: one that ran out may have been ended by another desk's."""
        with self._shop.store.read() as tx:
            return str(
                tx.value(
                    """SELECT act FROM journal
                       WHERE verb = :ended AND json_extract(detail, '$.transfer') = :transfer""",
                    {"ended": transferring.ENDED, "transfer": transfer_id},
                )
            )

    def take_live(self) -> Desk | None:
        """Say that somebody sits here, and take what is offered live, if anything is."""
        if self._draw.random() < 0.3:
            attending.attend(self._shop, self._viewer, "scout")
        offers = attending.on_the_floor(self._shop, self._viewer).offers
        if not offers:
            return None
        act = uuid.uuid4().hex
        desk = transferring.take_live(self._shop, self._viewer, self._draw.choice(offers).id, act=act)
        self._tell("took-live", act=act, contact=desk.contact_id)
        return desk

    def _look_up(self) -> Desk | None:
        whose = _LOADED if self._draw.random() < 0.2 else range(CONTACTS)
        number, act = new_number(self._draw.choice(whose)), uuid.uuid4().hex
        found = looking_up.look_up(self._shop, self._viewer, number, act=act)
        self._tell("look-up", act=act, contact=None)
        if not found.free and not found.yours:
            if found.others:
                self._write(found)
            return None
        taking, rings = uuid.uuid4().hex, uuid.uuid4().hex
        desk = looking_up.claim_found(self._shop, self._viewer, found, act=taking)
        self._tell(
            "claim", token=desk.token, contact=desk.contact_id, act=taking if desk.token == taking else ""
        )
        if desk.call is None and self._draw.random() < 0.6:
            desk = looking_up.take_incoming(self._shop, self._viewer, desk.token, act=rings)
            self._tell("incoming", act=rings, contact=desk.contact_id)
        return desk

    def _write(self, found: LookUp) -> None:
        act = uuid.uuid4().hex
        messaging.send(self._shop, self._viewer, found, "rang for you", act=act)
        self._tell("message", act=act, contact=None)

    def _read(self) -> None:
        unread = [one for one in messaging.messages(self._shop, self._viewer) if one.unread]
        if unread:
            act = uuid.uuid4().hex
            messaging.read_message(self._shop, self._viewer, self._draw.choice(unread).id, act=act)
            self._tell("read", act=act, contact=None)

    def _add(self) -> Desk | None:
        """Add somebody; now and then they are known already, or two desks add the same."""
        subscriber = (
            self._draw.randrange(2000, 2200) if self._draw.random() < 0.7 else self._draw.randrange(99)
        )
        person = NewPerson(
            f"Nova Walkin{subscriber}",
            numbers=new_number(subscriber),
            firm="Walk-in",
            how=How.WALK_IN,
            ground=Basis.BUSINESS,
        )
        act = uuid.uuid4().hex
        added = adding.add_contact(self._shop, self._viewer, person, act=act)
        self._tell("add", act=act, contact=added.contact_id)
        return added.desk

    def _add_words(self) -> None:
        recent = late_words.recent(self._shop, self._viewer)
        if recent:
            call, act = self._draw.choice(recent), uuid.uuid4().hex
            late_words.add_words(self._shop, self._viewer, call.id, "and one thing more", act=act)
            self._tell("late-words", act=act, contact=call.contact_id)

    def _pause(self) -> None:
        act = uuid.uuid4().hex
        pausing.begin(self._shop, self._viewer, "lunch", act=act)
        self._tell("pause", act=act, contact=None)
        time.sleep(self._draw.random() / 20)  # so that kills fall into pauses too
        self._end_pause()

    def _end_pause(self) -> None:
        act = uuid.uuid4().hex
        pausing.end(self._shop, self._viewer, act=act)
        self._tell("pause-end", act=act, contact=None)
