"""A small real shop on a real file, with the people, contacts and deals that a test asks for."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.own_list import OWN_LIST
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import check_ins, clients, deals, journal
from pipeline_tui.storage.contact_writing import add_contact, link_to_list, list_named
from pipeline_tui.storage.settling import settle
from tests.shops import blank

MONDAY = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)  # 14:03 in Paris
TODAY = date(2026, 11, 23)

S, H, F, M = Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER
THREE_TIER = (
    ("Sam", frozenset({S})),
    ("Hugo", frozenset({H})),
    ("Hana", frozenset({H})),
    ("Fatou", frozenset({F})),
    ("Félix", frozenset({F})),
    ("Mona", frozenset({M})),
)
ONE_TIER = (("Zoé", frozenset({S, H, F, M})),)
TWO_TIER_FINDER = (("Sam", frozenset({S})), ("Hugo", frozenset({H})), ("Mona", frozenset({M})))
TWO_TIER_CLOSER = (("Sam", frozenset({S})), ("Fatou", frozenset({F})), ("Mona", frozenset({M})))
PEOPLE = {
    Structure.THREE_TIER: THREE_TIER,
    Structure.ONE_TIER: ONE_TIER,
    Structure.TWO_TIER_FINDER: TWO_TIER_FINDER,
    Structure.TWO_TIER_CLOSER: TWO_TIER_CLOSER,
}


@dataclass
class Ground:
    """The shop of a test and the hand that fills it."""

    shop: Shop
    at: datetime = MONDAY
    _acts: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(100))

    def __post_init__(self) -> None:
        self.shop.now = lambda: self.at

    def act(self) -> str:
        """Return the id of a new act."""
        return f"{next(self._acts):032x}"

    def later(self, **by: int) -> None:
        """Let time pass."""
        self.at += timedelta(**by)

    def viewer(self, name: str) -> Viewer:
        """Return somebody signed in."""
        return sign_in(self.shop, who(self.shop, name))

    def contact(
        self,
        last_name: str = "Martin",
        stage: Stage = Stage.SCOUTING,
        owner: Viewer | None = None,
        *,
        on_list: bool = False,
        note: str = "",
        zone: str = "Europe/Paris",
    ) -> int:
        """Store a contact with one French number and a consent."""
        new = NewContact(
            last_name=last_name,
            first_name="Claire",
            civility="ms",
            language="fr",
            audience=Audience.CONSUMER,
            country="FR",
            city="Lyon",
            zone=zone,
            numbers=(NewNumber(f"+33199000{next(self._numbers)}", kind="fixed", zones=("Europe/Paris",)),),
            emails=(f"{last_name.lower()}@example.org",),
            bases=(NewBasis(BasisKind.CONSENT, self.at - timedelta(days=30), channel="web form"),),
            note=note,
        )
        with self.shop.store.act() as tx:
            list_id = list_named(tx, OWN_LIST)
            assert list_id is not None
            contact_id = add_contact(
                tx,
                new,
                list_id=list_id,
                now=self.at,
                operator_id=owner.operator_id if owner else None,
                act=self.act(),
                stage=stage,
                owner_id=owner.operator_id if owner else None,
            )
            if on_list:
                link_to_list(tx, list_id, contact_id, contact_id)
            settle(tx, (contact_id,), self.shop.method, self.at)
        return contact_id

    def deal(self, owner: Viewer, contact_id: int | None = None, *, step: str = "") -> int:
        """Open a deal with a contact that stands at the hunter's."""
        if contact_id is None:
            contact_id = self.contact(stage=Stage.HUNTING, owner=owner)
        with self.shop.store.act() as tx:
            return deals.open_deal(
                tx,
                owner,
                contact_id,
                step=step or self.shop.playbook.deal_steps[0].code,
                currency="EUR",
                now=self.at,
                title="wedding flowers",
                next_do="send the quote",
                next_at=self.at + timedelta(days=1),
            )

    def client(
        self, owner: Viewer, *, due: date = TODAY, segment: str = "B", last_name: str = "Durand"
    ) -> tuple[int, int]:
        """Store a client of a farmer with one planned check-in; returns (contact, check-in)."""
        contact_id = self.contact(last_name, Stage.FARMING, owner)
        with self.shop.store.act() as tx:
            bought = self.at - timedelta(days=40)
            clients.note_contact(tx, contact_id, bought, since=bought.date())
            clients.set_segment(tx, contact_id, segment, by_hand=True)
            clients.add_purchase(tx, contact_id, owner.operator_id, bought.date(), 4500, "EUR", what="roses")
            return contact_id, check_ins.plan(tx, contact_id, owner.operator_id, due)

    def entries(self) -> int:
        """Return how many acts of people the journal holds."""
        with self.shop.store.read() as tx:
            return int(tx.value("SELECT COUNT(*) FROM journal WHERE operator_id > 0"))

    def whole(self) -> bool:
        """Return whether the journal's chains are unbroken."""
        with self.shop.store.read() as tx:
            return not journal.verify(tx).first_bad

    def one(self, sql: str, **params: object) -> tuple[object, ...]:
        """Return one row as it is stored."""
        with self.shop.store.read() as tx:
            row = tx.one(sql, params)
        assert row is not None
        return tuple(row)


def open_ground(folder: Path, structure: Structure, trade: str = "florist") -> Ground:
    """Open a practice shop whose clock the test moves, a copy of one that was set up once."""
    path = folder / "shop.db"
    shutil.copyfile(blank(structure, PEOPLE[structure], trade), path)
    return Ground(open_shop(path, now=MONDAY))
