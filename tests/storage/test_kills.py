"""Desks killed at random instants, in both journal modes: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


# Every kind of act was acknowledged, else nothing was tried. Of the loads into a stage one is enough.
KINDS = (
    *("claim", "dial", "outcome", "hand-off", "accept", "return", "undo", "skip", "release", "draft"),
    *("look-up", "incoming", "add", "change", "slot", "offer", "took-live", "late-words", "pause"),
    *("deal-planned", "offer-written", "won", "check-in", "sale"),
    *("load-scouting", "load-undone", "register"),
)
ROUNDS = 3  # at most: on a busy machine fewer acts come between two kills, and a rare one may be missing


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "seed"), [("wal", 1), ("truncate", 2)])
def test_three_hundred_kills(mode: str, seed: int) -> None:
    told: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for turn in range(ROUNDS):
        found = _killed(mode, seed + 100 * turn)
        assert found["faults"] == {}
        assert sum(found["acknowledged"].values()) > 1000
        told.update(found["acknowledged"])
        seen.update({what: found[what] for what in ("lapses", "late", "cut")})
        if told.keys() >= set(KINDS) and {"load-hunting", "load-farming"} & told.keys() and len(+seen) == 3:
            break
    assert set(KINDS) - told.keys() == set()
    assert {"load-hunting", "load-farming"} & told.keys()
    # Leases ran out, late answers were refused, lines were cut off by a kill.
    assert min(seen["lapses"], seen["late"], seen["cut"]) > 0


def _killed(mode: str, seed: int) -> dict[str, Any]:
    extent = ["--kills", "300", "--pace", "6", "--mode", mode, "--seed", str(seed), "--json"]
    command = ["-m", "tests.killing.crashing", *extent]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
