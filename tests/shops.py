"""A line to work on: a shop of several scouts, contacts of every kind, and a clock that the test moves."""

from __future__ import annotations

import atexit
import itertools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming, dialling
from pipeline_tui.services.own_list import OWN_LIST
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import journal
from pipeline_tui.storage.contact_writing import add_contact, add_list, list_named
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Row

MONDAY = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)  # 14:03 in Paris: everybody's window is open
PARIS = "Europe/Paris"
# The index of words keeps what it was built of in any shape it likes; its rows are compared, not its pages.
_TABLES = (
    """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'word_index_*' ORDER BY name"""
)

S, H, F, M = Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER
PEOPLE = (
    ("Sam", frozenset({S})),
    ("Paul", frozenset({S})),
    ("Hugo", frozenset({H})),
    ("Hana", frozenset({H})),
    ("Fatou", frozenset({F})),
    ("Mona", frozenset({M})),
)


@dataclass
class Line:
    """An open shop, its clock, and the hand that fills it."""

    shop: Shop
    at: datetime = MONDAY
    _acts: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _subscribers: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    def __post_init__(self) -> None:
        self.shop.now = lambda: self.at

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)

    def act(self) -> str:
        """Return the id of a new act."""
        return f"{next(self._acts):032x}"

    def viewer(self, name: str) -> Viewer:
        """Return somebody signed in."""
        return sign_in(self.shop, who(self.shop, name))

    def a_list(self, name: str, *, priority: int = 5, state: str = "active") -> int:
        """Return the id of a list, made or changed to be so."""
        with self.shop.store.act() as tx:
            known = list_named(tx, name)
            list_id = known or add_list(tx, name, source="", now=self.at, operator_id=None)
            tx.run(
                "UPDATE list SET priority = :priority, state = :state WHERE id = :id",
                {"priority": priority, "state": state, "id": list_id},
            )
        return list_id

    def number(self, e164: str = "", *, holder: str = "personal", zone: str = PARIS) -> NewNumber:
        """Return a number of the range set aside for fiction; a new one unless it is given."""
        return NewNumber(
            e164 or f"+3319900{next(self._subscribers)}", kind="fixed", holder=holder, zones=(zone,)
        )

    def contact(
        self,
        last_name: str = "Martin",
        *,
        numbers: Sequence[NewNumber] | None = None,
        list_id: int | None = None,
        hot: bool = False,
        firm: str = "",
        audience: Audience = Audience.CONSUMER,
        zone: str = PARIS,
        country: str = "FR",
        consent: bool = True,
        stage: Stage = Stage.SCOUTING,
        owner: Viewer | None = None,
    ) -> int:
        """Store a contact as a list would bring it."""
        new = NewContact(
            last_name=last_name,
            first_name="Claire",
            civility="ms",
            firm=firm,
            audience=audience,
            country=country,
            zone=zone,
            hot=hot,
            numbers=tuple(numbers) if numbers is not None else (self.number(zone=zone),),
            bases=(NewBasis(BasisKind.CONSENT, self.at - timedelta(days=30), channel="web form"),)
            if consent
            else (),
        )
        list_id = list_id or self.a_list(OWN_LIST)
        with self.shop.store.act() as tx:
            contact_id = add_contact(
                tx,
                new,
                list_id=list_id,
                now=self.at,
                operator_id=None,
                act=self.act(),
                stage=stage,
                owner_id=owner.operator_id if owner else None,
            )
            settle(tx, (contact_id,), self.shop.method, self.at)
        return contact_id

    def claim(self, viewer: Viewer, lease: str = "desk") -> Desk:
        """Press Enter."""
        return claiming.claim_next(self.shop, viewer, act=self.act(), lease=lease)

    def call(self, viewer: Viewer) -> Desk:
        """Press Enter twice: the contact is in hand and was dialled."""
        return dialling.dial(self.shop, viewer, self.claim(viewer).token, act=self.act())

    def end(self, viewer: Viewer, code: str, **told: object) -> str:
        """Call the next contact and record how it ended; returns the act."""
        act = self.act()
        desk = self.call(viewer)
        dialling.record_outcome(self.shop, viewer, desk.token, code, act=act, **told)  # type: ignore[arg-type]
        return act

    def all(self, sql: str, **params: object) -> list[Row]:
        """Return rows as they are stored."""
        with self.shop.store.read() as tx:
            return tx.all(sql, params)

    def one(self, sql: str, **params: object) -> Row:
        """Return one row as it is stored."""
        (row,) = self.all(sql, **params)
        return row

    def position(self, contact_id: int) -> dict[str, object]:
        """Return where a contact stands."""
        columns = [row[1] for row in self.all("PRAGMA table_info(position)")]
        row = self.one("SELECT * FROM position WHERE contact_id = :contact", contact=contact_id)
        return dict(zip(columns, row, strict=True))

    def holders(self) -> dict[int, int]:
        """Return who holds which contact."""
        rows = self.all("SELECT held_by, contact_id FROM position WHERE held_by IS NOT NULL")
        return {row[0]: row[1] for row in rows}

    def image(self) -> dict[str, list[Row]]:
        """Return everything the workspace holds, to compare with later."""
        with self.shop.store.read() as tx:
            return {row[0]: tx.all(f"SELECT * FROM {row[0]} ORDER BY 1") for row in tx.all(_TABLES)}

    def entries(self) -> int:
        """Return how many acts of people the journal holds."""
        return int(self.one("SELECT COUNT(*) FROM journal WHERE operator_id > 0")[0])

    def verbs(self) -> list[str]:
        """Return what people did, in the order of its commits."""
        return [row[0] for row in self.all("SELECT verb FROM journal WHERE operator_id > 0 ORDER BY rowid")]

    def broken(self) -> str:
        """Return where the journal is broken, "" when it is whole."""
        with self.shop.store.read() as tx:
            return journal.verify(tx).first_bad


@cache
def blank(
    structure: Structure, people: tuple[tuple[str, frozenset[Role]], ...], trade: str = "florist"
) -> Path:
    """Return a practice shop that was set up once; copy it, never open it."""
    folder = Path(mkdtemp(prefix="pipeline-line-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "blank.db"
    setup = SetUp(
        firm="Fleurs du Port",
        trade=trade,
        country="FR",
        structure=structure,
        language="en",
        operators=people,
        practice=True,
    )
    set_up(path, setup, now=MONDAY).close()
    return path


@contextmanager
def opened_line(
    folder: Path,
    structure: Structure = Structure.THREE_TIER,
    people: tuple[tuple[str, frozenset[Role]], ...] = PEOPLE,
) -> Iterator[Line]:
    """Lend a shop on a file of its own, a copy of one that was set up once."""
    folder.mkdir(exist_ok=True)
    path = folder / "shop.db"
    shutil.copyfile(blank(structure, people), path)
    line = Line(open_shop(path, now=MONDAY))
    try:
        yield line
    finally:
        line.shop.close()
