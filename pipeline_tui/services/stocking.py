"""Stocking the practice shop: its old clients on the first day, its lists as they come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.practice import Bought, OldClient, PracticeTrade
from pipeline_tui.domain.practice_people import Inventor
from pipeline_tui.domain.rhythm import next_check_in
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.rehearsing import Rehearsal
from pipeline_tui.storage import journal
from pipeline_tui.storage.bulk_contacts import BulkWriter
from pipeline_tui.storage.contact_writing import add_list
from pipeline_tui.storage.old_clients import add_clients
from pipeline_tui.storage.places_of_new import PlacesOfNew
from pipeline_tui.storage.store import Tx

_CLIENT_SHARE = 0.2
_CORE = 900  # cold contacts that the history is played with; the shop had the others before
_MOST_ON_A_LIST = 12_500
_STRANGERS_FROM = 60  # contacts
_STRANGE_CLIENTS, _STRANGE, _STRANGE_NEWCOMERS = 3, 3, 99
_AT_ONCE = 5000
_LAST_PRIORITY = 6
BEFORE = -1  # the "day" of what the shop had before the days that are played
_MEMORY_DAYS = 730
# Segment, how many of a hundred clients, fewest and most purchases in two years.
_SEGMENTS = (("A", 16, 6, 16), ("B", 34, 2, 7), ("C", 50, 1, 3))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A list on its way: on which working day it comes in, and how many are on it."""

    name: str
    day: int
    count: int
    business: int  # of a hundred
    strangers: int = 0
    priority: int = 5


@dataclass(frozen=True, slots=True)
class Arrival:
    """A list that is being written, and the act it belongs to."""

    list_id: int
    operator_id: int
    act: str

    def writer(self, play: Rehearsal) -> BulkWriter:
        """Return the writer of its contacts."""
        return BulkWriter(self.list_id, play.now, self.operator_id, self.act)


@dataclass(frozen=True, slots=True)
class Stock:
    """How many clients and cold contacts the shop has, and when they come."""

    clients: int
    cold: int
    deliveries: tuple[Delivery, ...]

    @property
    def has_past(self) -> bool:
        """Whether the shop had lists before the days that are played."""
        return any(one.day == BEFORE for one in self.deliveries)

    @classmethod
    def of(cls, contacts: int, trade: PracticeTrade, days: int, language: str) -> Stock:
        """Return the stock of a shop that knows so many contacts after so many working days."""
        clients = round(min(contacts, _CORE) * _CLIENT_SHARE)
        cold = contacts - clients
        core = min(cold, _CORE)
        arrives = (0, round(days * 0.45), max(days - 2, 0))
        deliveries: list[Delivery] = []
        left = core
        for place, one in enumerate(trade.cold_lists):
            final = place == len(trade.cold_lists) - 1
            count = left if final else min(left, round(core * one.of / 100))
            left -= count
            name = one.names.get(language) or one.names["en"]
            day = arrives[min(place, len(arrives) - 1)]
            strangers = (_STRANGE_NEWCOMERS if final else _STRANGE) if contacts >= _STRANGERS_FROM else 0
            deliveries.append(Delivery(name, day, count, one.business, strangers, one.priority))
        turn = 1
        extra = cold - core
        while extra > 0:
            one = trade.cold_lists[turn % len(trade.cold_lists)]
            turn += 1
            count = min(extra, max(_MOST_ON_A_LIST, (cold - core) // 40))
            extra -= count
            name = f"{one.names.get(language) or one.names['en']} {turn}"
            deliveries.append(Delivery(name, BEFORE, count, one.business, priority=_LAST_PRIORITY))
        return cls(clients, core, tuple(deliveries))


def stock_up(play: Rehearsal, inventor: Inventor, crew: Sequence[Viewer], stock: Stock, number: int) -> None:
    """Bring in what arrives on the working day of that number, counted from 0, or ``BEFORE``."""
    manager = next((viewer for viewer in crew if viewer.is_manager), crew[0])
    with play.shop.store.act() as tx:
        if number == 0:
            _clients(play, inventor, crew, manager, stock.clients, tx)
        for delivery in stock.deliveries:
            if delivery.day == number and delivery.count:
                _list(play, inventor, manager, delivery, tx)


def _list(play: Rehearsal, inventor: Inventor, manager: Viewer, delivery: Delivery, tx: Tx) -> None:
    arrival = _arrival(play, manager, delivery.name, tx, delivery.priority)
    people = inventor.strangers(delivery.strangers, play.now, delivery.name)
    left = max(0, delivery.count - len(people))
    people += inventor.contacts(left, play.now, delivery.name, delivery.business)
    inventor.rng.shuffle(people)
    people = people[: delivery.count]
    places = PlacesOfNew(tx, play.shop.method, play.now, people)
    writer = arrival.writer(play)
    for start in range(0, len(people), _AT_ONCE):
        portion = people[start : start + _AT_ONCE]
        ids = writer.write(tx, [(one, places.place(one)) for one in portion])
        writer.link(tx, list(enumerate(ids, start + 1)))
    _imported(play, manager, arrival, delivery.count, tx)


def _clients(
    play: Rehearsal, inventor: Inventor, crew: Sequence[Viewer], manager: Viewer, count: int, tx: Tx
) -> None:
    farmers = [viewer for viewer in crew if viewer.covers(Stage.FARMING)]
    if not count or not farmers:
        return
    shop = play.shop
    names = play.trade.client_list
    source = names.get(shop.workspace.language) or names["en"]
    arrival = _arrival(play, manager, source, tx)
    writer, rows = arrival.writer(play), 0
    strange = inventor.strangers(_STRANGE_CLIENTS if count >= _STRANGERS_FROM // 2 else 0, play.now, source)
    for place, farmer in enumerate(farmers):
        some = [
            _client(play, inventor, source, strange.pop() if strange else None)
            for _ in range(place, count, len(farmers))
        ]
        ids = add_clients(tx, writer, some, farmer.operator_id, shop.workspace.currency)
        writer.link(tx, list(enumerate(ids, rows + 1)))
        rows += len(ids)
    _imported(play, manager, arrival, count, tx)


def _client(play: Rehearsal, inventor: Inventor, source: str, strange: NewContact | None) -> OldClient:
    rng, shop = play.rng, play.shop
    code, _, least, most = rng.choices(_SEGMENTS, [one[1] for one in _SEGMENTS])[0]
    segment = shop.playbook.segment(code)
    regular = segment.code == "A" and play.chance(0.7)
    if strange is not None:
        contact = strange
    elif regular:
        contact = inventor.employee(source)
    else:
        contact = inventor.consumer_with_consent(play.now, source)
    today = shop.today()
    last = play.now - timedelta(days=rng.randint(1, segment.days), minutes=rng.randint(0, 400))
    ago = sorted(rng.sample(range(1, _MEMORY_DAYS), k=rng.randint(least, most)), reverse=True)
    return OldClient(
        contact=contact,
        segment=segment.code,
        last_contact=last,
        check_in_on=next_check_in(last.date(), segment.days, today + timedelta(days=1), shop.day_off),
        bought=tuple(_bought(play, today - timedelta(days=days)) for days in ago),
    )


def _bought(play: Rehearsal, day: date) -> Bought:
    article, amount = play.sale()
    return Bought(day, article.what, amount)


def _arrival(play: Rehearsal, manager: Viewer, name: str, tx: Tx, priority: int = 5) -> Arrival:
    me = manager.operator_id
    list_id = add_list(tx, name, source=name, now=play.now, operator_id=me, priority=priority)
    return Arrival(list_id, me, play.act())


def _imported(play: Rehearsal, manager: Viewer, arrival: Arrival, rows: int, tx: Tx) -> None:
    detail = {"list": arrival.list_id, "rows": rows, "added": rows}
    journal.append(tx, manager.operator_id, "list_imported", arrival.act, play.now, None, detail)
