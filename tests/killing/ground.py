"""The workspace that the workers share, their clock, and how each opens it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.calling_windows import is_public_holiday
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import international
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.services.own_list import OWN_LIST
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import check_ins, clients, deals, moves, workspaces
from pipeline_tui.storage.contact_writing import add_contact, list_named
from pipeline_tui.storage.schema import open_store
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx

WORKERS = 8
LOADER = WORKERS  # the process that loads lists and registers
OWNED = 3  # contacts each worker has to begin with: two deals and a client
OPENING = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)  # Monday 9:05 in Paris; businesses may be rung till 19:00
MANAGER = "Mia"  # who loads
CONTACTS = 1500  # in the base, from the beginning
JUDGE = "Judge"  # a scout who has nothing in hand until everybody else is gone
SPEED = 60  # a lease of a minute lasts a second
_DAY = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where everybody works, and since when."""

    path: Path
    mode: str  # journal mode: wal or truncate
    started: float  # of time.monotonic, which all processes of the machine share
    speed: int = SPEED
    contacts: int = CONTACTS

    def now(self) -> datetime:
        """Return the shared clock: it runs fast, over working days only."""
        passed = timedelta(seconds=(time.monotonic() - self.started) * self.speed)
        day, clock = divmod(passed, _DAY)
        return OPENING + timedelta(days=day // 5 * 7 + day % 5) + clock

    def open(self) -> Shop:
        """Open the shop on the shared clock."""
        store = open_store(self.path, mode=self.mode)
        with store.read() as tx:
            workspace = workspaces.read_workspace(tx)
        assert workspace is not None
        return Shop(store, workspace, self.now)

    def acks(self, worker: int) -> Path:
        """Return the file into which a worker writes what it was told is stored."""
        return self.path.with_name(f"acknowledged-{worker}.jsonl")


def open_acks(path: Path) -> int:
    """Open a file of acknowledgements to write lines at its end; one that a kill cut off stays by itself."""
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR)
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        os.write(handle, b"\n")
    return handle


def read_acks(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what a worker told; a line that its death cut off told nothing."""
    for line in path.read_text("utf-8").splitlines():
        with suppress(json.JSONDecodeError):
            yield json.loads(line)


def warm() -> None:
    """Read what every worker needs and no file of the workspace holds, so that a fork has it already."""
    load_shipped("florist")
    load_rules("FR")
    international("+33199000123")
    for days in range(60):
        is_public_holiday((OPENING + timedelta(days=days)).date(), "FR", "")


def new_number(index: int) -> str:
    """Return the number of a contact, in the base or in a file that is loaded."""
    return f"+331990{index:05}"


def name_of(worker: int) -> str:
    """Return the operator that a worker signs in as."""
    return f"Worker {worker}"


def viewer_of(shop: Shop, worker: int) -> Viewer:
    """Sign a worker in."""
    return sign_in(shop, who(shop, name_of(worker)))


def prepare(ground: Ground) -> None:
    """Make the workspace: a three-tier shop whose workers work every stage, and businesses to ring."""
    workers = tuple((name_of(n), frozenset({Role.SCOUT, Role.HUNTER, Role.FARMER})) for n in range(WORKERS))
    setup = SetUp(
        firm="Crash",
        trade="florist",
        country="FR",
        structure=Structure.THREE_TIER,
        language="en",
        operators=(
            *workers,
            (JUDGE, frozenset({Role.SCOUT})),
            ("Fatou", frozenset({Role.FARMER, Role.MANAGER})),
            (MANAGER, frozenset({Role.MANAGER})),
        ),
        practice=True,
    )
    set_up(ground.path, setup, now=OPENING).close()
    shop = ground.open()
    with shop.store.act() as tx:
        list_id = list_named(tx, OWN_LIST)
        assert list_id is not None
        for index in range(ground.contacts):
            number = NewNumber(new_number(index), kind="fixed", zones=("Europe/Paris",))
            new = NewContact(
                f"Contact {index}",
                audience=Audience.BUSINESS,
                country="FR",
                numbers=(number,),
                hot=index % 7 == 0,
            )
            contact_id = add_contact(tx, new, list_id=list_id, now=OPENING, operator_id=None, act="")
            settle(tx, (contact_id,), shop.method, OPENING)
        for worker in range(WORKERS):
            _own(tx, shop, sign_in(shop, who(shop, name_of(worker))), 1 + OWNED * worker)
    shop.close()


def _own(tx: Tx, shop: Shop, viewer: Viewer, first: int) -> None:
    """Give a worker two deals and a client to begin with, of contacts nobody called yet."""
    me = viewer.operator_id
    for contact_id in (first, first + 1):
        moves.move(tx, contact_id, Stage.HUNTING, me)
        step = shop.playbook.deal_steps[0].code
        deals.open_deal(tx, viewer, contact_id, step=step, currency="EUR", now=OPENING, title="roses")
    moves.move(tx, first + 2, Stage.FARMING, me)
    clients.note_contact(tx, first + 2, OPENING, segment=shop.playbook.default_segment)
    check_ins.plan(tx, first + 2, me, OPENING.date())
    settle(tx, (first, first + 1, first + 2), shop.method, OPENING)
