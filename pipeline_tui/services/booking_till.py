"""The books that a file from the till is entered into: who is known, what was bought, one row at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.till import TillRow
from pipeline_tui.services import proposing
from pipeline_tui.services.own_list import own_list
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import acquaintances, check_ins, clients, contact_writing, purchases, till
from pipeline_tui.storage.acquaintances import Acquaintance
from pipeline_tui.storage.store import Tx


class Books:
    """The workspace as the rows of one file read and change it, inside one act."""

    def __init__(self, tx: Tx, shop: Shop, viewer: Viewer, act: str) -> None:
        """Take the transaction, the shop, the manager and the id of the file's act."""
        self.tx, self._shop, self._viewer, self._act = tx, shop, viewer, act
        self.changed: set[int] = set()  # whose purchases became others

    def booked(self, key: str) -> till.Booking | None:
        """Return where a line of the till is booked already."""
        return till.booking(self.tx, key, self._act)

    def exists(self, contact_id: int) -> bool:
        """Return whether there is somebody under an id."""
        return till.contact_exists(self.tx, contact_id)

    def acquaintance(self, asked: NewContact) -> Acquaintance:
        """Return whom somebody resembles."""
        return acquaintances.acquaintance(self.tx, asked)

    def named(self, names: Iterable[str]) -> list[int]:
        """Return the clients with one of these folded names."""
        return till.clients_named(self.tx, names)

    def refundable(self, contact_id: int, amount_minor: int, on: date) -> till.Refundable | None:
        """Return the newest purchase of which so much can be given back."""
        return till.refundable(self.tx, contact_id, amount_minor, on)

    def made(self, contact_id: int) -> bool:
        """Return whether this file made the contact."""
        return till.made(self.tx, self._act, contact_id)

    def shown(self, contact_id: int) -> int | None:
        """Return the id of a contact as the report tells it."""
        return contact_id

    def add(self, contact: NewContact, farmer_id: int, on: date) -> int:
        """Store a new client of a farmer with a first check-in; returns their id."""
        tx, shop, me = self.tx, self._shop, self._viewer.operator_id
        list_id = own_list(tx, shop.workspace.language, shop.now(), me)
        contact_id = contact_writing.add_contact(
            tx,
            contact,
            list_id=list_id,
            now=shop.now(),
            operator_id=me,
            act=self._act,
            stage=Stage.FARMING,
            owner_id=farmer_id,
        )
        check_ins.plan(tx, contact_id, farmer_id, proposing.first(tx, shop, farmer_id, on))
        till.touch(tx, self._act, contact_id, made=True)
        return contact_id

    def book(self, row: TillRow, contact_id: int, key: str, back: till.Refundable | None) -> None:
        """Enter one row, known by its key; ``back`` is the purchase it gives money back of."""
        tx = self.tx
        till.touch(tx, self._act, contact_id)
        till.make_client(tx, contact_id, self._shop.playbook.default_segment, row.on)
        purchase_id = clients.add_purchase(
            tx,
            contact_id,
            self._viewer.operator_id,
            row.on,
            row.amount_minor,
            self._shop.workspace.currency,
            what=row.what or (back.what if back else ""),
            refund_of=back.id if back else None,
        )
        till.mark(tx, purchase_id, key, self._act)
        if back is None:
            purchases.since(tx, contact_id, row.on)
        self.changed.add(contact_id)
