"""A load killed at any point of its life: seen as a whole or not at all, and finished by the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.resuming_loads import resume_loads
from pipeline_tui.services.undoing_imports import undo_import
from pipeline_tui.storage import arrivals
from tests.services.ground import Ground, open_ground
from tests.services.loading_files import HEADER, PRO, firms, image, loader

# It loads or undoes, and kills itself at its n-th commit, before or after the commit is durable.
_KILLED = """
import os, signal, sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from pipeline_tui.domain.import_choices import ImportChoices, Known
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import importing, loading, taking_loads_back, undoing_imports
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage.store import Store

database, file, what, act, nth, when, stage = sys.argv[1:]
taking_loads_back._AT_ONCE = 10
if stage != Stage.SCOUTING:  # one known contact after the other
    loading._CHANGED_AT_ONCE = taking_loads_back._CHANGED_AT_ONCE = 1
shop = open_shop(Path(database), now=datetime(2026, 11, 23, 13, 10, tzinfo=UTC))
zoe = sign_in(shop, who(shop, None))
left = int(nth)
original = Store._transaction

@contextmanager
def killed(self, engine, *, commit, **more):
    global left
    left -= commit
    with original(self, engine, commit=commit, **more) as tx:
        yield tx
        if commit and left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if commit and left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Store._transaction = killed
if what == "load":
    choices = ImportChoices(known=Known.UPDATE, stage=Stage(stage))
    importing.import_list(shop, zoe, Path(file), list_name=Path(file).stem, choices=choices, act=act)
else:
    undoing_imports.undo_import(shop, zoe, Path(file).stem, act=act)
"""

# In turn: the hidden list, its contacts, likeness twice, rows, words, what waits; then it is seen, the known
# contact is changed, and the new ones move to the older list.
POINTS = [(2, "after"), (7, "after"), (8, "before"), (8, "after"), (9, "after"), (11, "after")]
UNDONE_AT = [1, 6]

# Clients, two of whom stand on the older list: they come along, one after the other, once the list is seen.
CLIENTS = (
    "Nom;Téléphone;Type;Vendeur;Dernier contact;Achats",
    "N1;01 99 01 00 01;pro;Zoé;20/11/2026;12/03/2026 45,50 € roses | 02/05/2026 60 €",
    "N2;01 99 01 00 02;pro;Zoé;;12/03/2026 20 €",
    "N9;01 99 01 00 09;pro;Zoé;;12/03/2026 10 €",
)
# In turn: all is stored unseen; it is seen, and the first known client is about to come along; that one has.
CLIENT_POINTS = [(5, "after"), (7, "before"), (7, "after")]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Ground]:
    """A shop with an older list, one of whose contacts the next one changes."""
    ground = open_ground(tmp_path, Structure.ONE_TIER)
    loader(ground, tmp_path)(*firms(4), PRO)
    yield ground
    ground.shop.close()


def _rows() -> tuple[str, ...]:
    return *firms(30, start=5), PRO.replace("Lyon", "Bron")


def _killed(
    ground: Ground, folder: Path, what: str, nth: int, when: str, stage: Stage = Stage.SCOUTING
) -> bool:
    """Run until killed; returns whether it was, and not done before it came so far."""
    scouting = stage is Stage.SCOUTING
    file = folder / ("Salon.csv" if scouting else "Clients.csv")
    file.write_text("\n".join((HEADER, *_rows()) if scouting else CLIENTS), encoding="utf-8")
    arguments = [str(ground.shop.store.path), str(file), what, ground.act(), str(nth), when, stage.value]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, *arguments],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        check=False,
    )
    assert done.returncode in (-signal.SIGKILL, 0)
    return done.returncode != 0


def _loaded(ground: Ground) -> tuple[int, str]:
    """Return how many contacts a desk could see, and where the known one lives."""
    seen = """SELECT COUNT(*) FROM position p JOIN list l ON l.id = p.list_id WHERE l.state = 'active'"""
    return int(str(ground.one(seen)[0])), str(
        ground.one("SELECT city FROM contact WHERE last_name = 'DUPONT'")[0]
    )


@pytest.mark.slow
def test_a_killed_load_is_seen_as_a_whole_or_not_at_all(shop: Ground, tmp_path: Path) -> None:
    before = image(shop)
    zoe = shop.viewer("Zoé")
    resumed = 0
    for nth, when in POINTS:
        assert _killed(shop, tmp_path, "load", nth, when)
        count, city = _loaded(shop)
        assert (count, city) in ((5, "Lyon"), (35, "Lyon"), (35, "Bron")), (nth, when)
        resume_loads(shop.shop, zoe)
        resumed += count == 35
        assert _loaded(shop) == ((35, "Bron") if count == 35 else (5, "Lyon")), (nth, when)
        if count == 35:
            assert shop.one("SELECT COUNT(*) FROM list WHERE joins IS NOT NULL OR state <> 'active'") == (0,)
            undo_import(shop.shop, zoe, "Salon", act=shop.act())
        assert image(shop) == before, (nth, when)
        shop.later(minutes=1)
    assert resumed == 3
    assert shop.whole()


@pytest.mark.slow
def test_a_killed_undo_is_finished_by_the_next(shop: Ground, tmp_path: Path) -> None:
    before = image(shop)
    zoe = shop.viewer("Zoé")
    for nth in UNDONE_AT:
        loader(shop, tmp_path)(*_rows(), known=Known.UPDATE)
        shop.later(minutes=20)
        assert _killed(shop, tmp_path, "undo", nth, "after")
        assert resume_loads(shop.shop, zoe)
        assert image(shop) == before, nth
    assert shop.whole()


def _whole(ground: Ground) -> dict[str, Any]:
    """Return every row that a load past the scouts and its undo could have touched."""
    found: dict[str, Any] = image(ground)
    with ground.shop.store.read() as tx:
        for table in arrivals.TABLES:
            found[table] = [tuple(row) for row in tx.all(f"SELECT * FROM {table}")]
    return found


def _stand(ground: Ground) -> list[str]:
    """Return how each of the two stands: still with the scouts, or a client with all that was bought."""
    found = []
    for name, bought in (("N1", 2), ("N2", 1)):
        stands = ground.one(
            """SELECT p.stage, p.owner_id, p.rank IS NOT NULL,
                 (SELECT COUNT(*) FROM purchase b WHERE b.contact_id = c.id AND b.undone = 0),
                 (SELECT COUNT(*) FROM check_in k WHERE k.contact_id = c.id AND k.state = 'planned'),
                 (SELECT COUNT(*) FROM client t WHERE t.contact_id = c.id)
               FROM contact c JOIN position p ON p.contact_id = c.id WHERE c.last_name = :name""",
            name=name,
        )
        cold, client = ("scouting", None, 1, 0, 0, 0), ("farming", 1, 0, bought, 1, 1)
        assert stands in (cold, client)
        found.append("client" if stands == client else "cold")
    return found


@pytest.mark.slow
def test_clients_who_come_along_are_moved_whole_wherever_it_is_killed(shop: Ground, tmp_path: Path) -> None:
    before, zoe = _whole(shop), shop.viewer("Zoé")
    for nth, when in CLIENT_POINTS:
        last = (nth, when) == CLIENT_POINTS[-1]
        assert _killed(shop, tmp_path, "load", nth, when, Stage.FARMING)
        assert _stand(shop) == ["client" if last else "cold", "cold"], (nth, when)
        seen = shop.one("SELECT COUNT(*) FROM list WHERE name = 'Clients' AND state = 'active'") == (1,)
        resume_loads(shop.shop, zoe)
        assert _stand(shop) == (["client"] * 2 if seen else ["cold"] * 2), (nth, when)
        if last:
            assert _killed(shop, tmp_path, "undo", 2, "after", Stage.FARMING)
            assert _stand(shop) == ["client", "cold"]
            assert resume_loads(shop.shop, zoe)
        elif seen:
            undo_import(shop.shop, zoe, "Clients", act=shop.act())
        assert seen is (nth > 6)
        assert _whole(shop) == before, (nth, when)
        shop.later(minutes=1)
    assert shop.whole()
