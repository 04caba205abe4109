"""Kills workers at random instants, starts them again, and says in the form of a promise what held."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.killing import load_acts, worker
from tests.killing.floor_judging import INVARIANTS as FLOOR
from tests.killing.ground import LOADER, WORKERS, Ground, prepare, warm
from tests.killing.judging import Judgement, judge
from tests.killing.load_judging import INVARIANTS as LOADS
from tests.killing.trade_judging import INVARIANTS as TRADE

INVARIANTS = (
    "no acknowledged act is lost",
    "no contact is in two hands",
    "nobody dials what is not in hand",
    "the hands are those of the journal",
    "one outcome a call",
    "every attempt is stored once",
    "the draft comes back",
    "leases come free",
    "the file is whole",
    "the journal is whole",
    "no act fails but by a rule",
    *FLOOR,
    *TRADE,
    *LOADS,
)
_PER_KILL = 500  # bytes that are told meanwhile: some four acts
_fork = multiprocessing.get_context("fork")  # a fresh interpreter for each kill would cost a second


def crash(folder: Path, kills: int, mode: str, seed: int, pace: float = 12) -> tuple[Judgement, float]:
    """Kill so often, ``pace`` times a second; returns the judgement and the seconds it took to kill."""
    warm()
    draw = random.Random(seed)
    ground = Ground(folder / "shop.db", mode, time.monotonic())
    _apart(prepare, ground)
    ground = Ground(ground.path, mode, time.monotonic())
    working = {number: _start(ground, number, draw.getrandbits(32)) for number in range(LOADER + 1)}
    started = time.monotonic()
    for done in range(kills):
        time.sleep(draw.expovariate(pace))  # kills fall at instants that no process can know of
        while _written(ground) < done * _PER_KILL:  # on a busy machine they fall less often
            time.sleep(draw.expovariate(pace))
        number = draw.randrange(LOADER + 1)
        _kill(working[number])
        working[number] = _start(ground, number, draw.getrandbits(32))
    for process in working.values():
        _kill(process)
    return judge(ground), time.monotonic() - started


def _written(ground: Ground) -> int:
    """Return how much the processes have told so far, in bytes."""
    files = (ground.acks(number) for number in range(LOADER + 1))
    return sum(file.stat().st_size for file in files if file.exists())


def _start(ground: Ground, number: int, seed: int) -> BaseProcess:
    told = {"args": (ground, number, seed)} if number < LOADER else {"args": (ground, seed)}
    process = _fork.Process(target=worker.run if number < LOADER else load_acts.run, daemon=True, **told)
    process.start()
    return process


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join()


def _apart(work: object, *told: object) -> None:
    """Run something in a process of its own: a parent that had the file open must not fork."""
    process = _fork.Process(target=work, args=told)  # type: ignore[arg-type]
    process.start()
    process.join()
    assert process.exitcode == 0


def report(found: Judgement, kills: int, mode: str, seed: int, seconds: float, pace: float) -> str:
    """Return invariant by invariant how often it was tried and broke, and the command to repeat it."""
    import pipeline_tui.storage.driver as driver

    acts = sum(found.acknowledged.values())
    lines = [
        f"{kills} kills -9, {acts} acknowledged acts, {found.lapses} lapses, "
        f"{found.refused_late} late answers refused, {found.cut_off} loads cut off, {seconds:.0f} s, "
        f"SQLite {driver.sqlite_module().sqlite_version} {mode} FULL, {WORKERS + 1} processes, seed {seed}",
        *(f"  {len(found.faults.get(one, ())):>3} breaches: {one}" for one in INVARIANTS),
        f"  0 in {kills} trials means less than {3 / kills:.2%} at 95 %" if not found.faults else "  BROKEN",
        f"repeat: scripts/crash --kills {kills} --mode {mode} --seed {seed} --pace {pace:g}",
    ]
    return "\n".join([*lines, *(fault for faults in found.faults.values() for fault in faults[:3])])


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line; exit 1 when an invariant broke."""
    parser = argparse.ArgumentParser(prog="scripts/crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--mode", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=12, help="kills a second: fewer let desks do more")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="pipeline-crash-") as folder:
        found, seconds = crash(Path(folder), told.kills, told.mode, told.seed, told.pace)
    if told.json:
        counts = {"acknowledged": found.acknowledged, "lapses": found.lapses, "late": found.refused_late}
        counts["cut"] = found.cut_off
        said = json.dumps({**counts, "faults": found.faults, "seconds": seconds})
    else:
        said = report(found, told.kills, told.mode, told.seed, seconds, told.pace)
    sys.stdout.write(said + "\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
