"""The books of a dry run: the workspace as it is, with what a file would change kept in memory only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline_tui.domain.import_matching import Known, identity_of
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import fold
from pipeline_tui.domain.till import TillRow
from pipeline_tui.services.booking_till import Books
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import acquaintances, clients, till
from pipeline_tui.storage.acquaintances import Acquaintance
from pipeline_tui.storage.store import Tx


class TriedBooks(Books):
    """Answers as the real books would after the rows before, and writes nothing.

    Who is new has an id below zero; a purchase has one above all that are stored, as it would be the newest.
    """

    def __init__(self, tx: Tx, shop: Shop, viewer: Viewer, act: str) -> None:
        """Take a transaction that only reads."""
        super().__init__(tx, shop, viewer, act)
        self._keys: set[str] = set()
        self._known: dict[int, Known] = {}
        self._by_mark: defaultdict[str, set[int]] = defaultdict(set)  # number, address, folded name
        self._clients: defaultdict[str, set[int]] = defaultdict(set)  # by folded name
        self._bought: dict[int, list[till.Refundable]] = {}  # newest first, with what is left of each
        self._last_purchase = 1 << 62

    def booked(self, key: str) -> till.Booking | None:
        """Return where a line is booked, the rows before included."""
        return till.Booking(0, by_this_file=False) if key in self._keys else super().booked(key)

    def acquaintance(self, asked: NewContact) -> Acquaintance:
        """Return whom somebody resembles, those who would be new included."""
        marks = {fold(f"{asked.last_name} {asked.first_name}"), fold(f"{asked.first_name} {asked.last_name}")}
        marks |= {one.e164 for one in asked.numbers} | set(asked.emails)
        also = set().union(*(self._by_mark[one] for one in marks - {""} if one in self._by_mark))
        return acquaintances.acquaintance(
            self.tx, asked, also=[self._known[one] for one in sorted(also, reverse=True)]
        )

    def named(self, names: Iterable[str]) -> list[int]:
        """Return the clients with one of these names, those who would be clients included."""
        wanted = tuple(names)
        found = set(super().named(wanted))
        return sorted(found.union(*(self._clients[one] for one in wanted if one in self._clients)))

    def refundable(self, contact_id: int, amount_minor: int, on: date) -> till.Refundable | None:
        """Return the newest purchase of which so much can be given back."""
        return next((one for one in self._of(contact_id) if one.on <= on and one.left >= amount_minor), None)

    def made(self, contact_id: int) -> bool:
        """Return whether the contact would be new."""
        return contact_id < 0

    def shown(self, contact_id: int) -> int | None:
        """Return no id for who is not there yet."""
        return contact_id if contact_id > 0 else None

    def add(self, contact: NewContact, farmer_id: int, on: date) -> int:
        """Remember who would be new."""
        contact_id = -len(self._known) - 1
        name = fold(f"{contact.last_name} {contact.first_name}")
        self._known[contact_id] = Known(
            contact_id, identity_of(contact), contact.postcode, contact.audience, None
        )
        for mark in (name, *(one.e164 for one in contact.numbers), *contact.emails):
            self._by_mark[mark].add(contact_id)
        self._clients[name].add(contact_id)
        self._bought[contact_id] = []
        return contact_id

    def book(self, row: TillRow, contact_id: int, key: str, back: till.Refundable | None) -> None:
        """Remember a row as booked."""
        self._keys.add(key)
        bought = self._of(contact_id)
        if contact_id > 0 and clients.client(self.tx, contact_id) is None:
            self._clients[till.folded_name(self.tx, contact_id)].add(contact_id)
        if back is not None:
            at = bought.index(back)
            bought[at] = replace(back, left=back.left + row.amount_minor)
        elif row.amount_minor > 0:
            self._last_purchase += 1
            bought.append(till.Refundable(self._last_purchase, row.what, row.on, row.amount_minor))
            bought.sort(key=lambda one: (one.on, one.id), reverse=True)

    def _of(self, contact_id: int) -> list[till.Refundable]:
        if contact_id not in self._bought:
            self._bought[contact_id] = till.all_refundable(self.tx, contact_id)
        return self._bought[contact_id]
