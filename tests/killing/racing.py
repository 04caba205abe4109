"""Eight processes take contacts from one file as fast as they can: our way, and a first thought."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlmodel import Session, col, create_engine, select

from pipeline_tui.services import claiming, dialling
from pipeline_tui.storage.driver import sqlite_module
from pipeline_tui.storage.tables.line import PositionRow
from tests.killing.ground import OWNED, WORKERS, Ground, prepare, viewer_of, warm

Race = Callable[[Ground, int, int], None]
_fork = multiprocessing.get_context("fork")


def ours(ground: Ground, number: int, turns: int) -> None:
    """Claim, dial and record; a refusal keeps the contact away for longer than the race lasts."""
    shop = ground.open()
    viewer = viewer_of(shop, number)
    desk = claiming.claim_next(shop, viewer, act=uuid.uuid4().hex)
    for _ in range(turns):
        _tell(ground, number, desk.contact_id)
        desk = dialling.dial(shop, viewer, desk.token, act=uuid.uuid4().hex)
        told = dialling.record_outcome(
            shop,
            viewer,
            desk.token,
            "refused",
            act=uuid.uuid4().hex,
            then_next=True,
            next_act=uuid.uuid4().hex,
        )
        assert told.desk is not None
        desk = told.desk
    shop.close()


def naive(ground: Ground, number: int, turns: int) -> None:
    """Read the first free contact, then write that it is taken: a session as the tutorials have it."""
    module = sqlite_module()
    engine = create_engine(
        "sqlite://", creator=lambda: module.connect(ground.path, timeout=10), module=module
    )
    for _ in range(turns):
        with Session(engine) as session:
            first = (
                select(PositionRow).where(col(PositionRow.rank).is_not(None)).order_by(col(PositionRow.rank))
            )
            row = session.exec(first).first()
            assert row is not None
            row.rank = None
            session.add(row)
            contact = row.contact_id
            session.commit()
        _tell(ground, number, contact)


def _tell(ground: Ground, number: int, contact: int | None, trouble: str = "") -> None:
    with ground.acks(number).open("a", encoding="utf-8") as acks:
        acks.write(json.dumps({"contact": contact, "trouble": trouble}) + "\n")


def _runner(race: Race, ground: Ground, number: int, turns: int) -> None:
    try:
        race(ground, number, turns)
    except Exception as error:  # noqa: BLE001 - every way to fail is what the race is there to find
        _tell(ground, number, None, repr(error))


def race(way: Race, folder: Path, mode: str, turns: int) -> tuple[int, list[int], list[str]]:
    """Let eight processes run; returns how many contacts were taken, which of them twice, and what failed."""
    warm()
    contacts = WORKERS * (turns + 2 + OWNED)
    ground = Ground(folder / "shop.db", mode, time.monotonic(), speed=1, contacts=contacts)
    prepared = _fork.Process(target=prepare, args=(ground,))
    prepared.start()
    prepared.join()
    runners = [_fork.Process(target=_runner, args=(way, ground, n, turns)) for n in range(WORKERS)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    told = [
        json.loads(line) for n in range(WORKERS) for line in ground.acks(n).read_text("utf-8").splitlines()
    ]
    taken = Counter(one["contact"] for one in told if one["contact"] is not None)
    twice = [contact for contact, times in taken.items() if times > 1]
    return sum(taken.values()), twice, [one["trouble"] for one in told if one["trouble"]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one race and print what came of it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=("ours", "naive"))
    parser.add_argument("--mode", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--turns", type=int, default=60)
    told = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="pipeline-race-") as folder:
        way = {"ours": ours, "naive": naive}[told.way]
        taken, twice, trouble = race(way, Path(folder), told.mode, told.turns)
    sys.stdout.write(json.dumps({"taken": taken, "twice": twice, "trouble": trouble}) + "\n")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    sys.exit(main())
