"""Desks killed at random instants, in both journal modes: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "seed"), [("wal", 1), ("truncate", 2)])
def test_three_hundred_kills(mode: str, seed: int) -> None:
    extent = ["--kills", "300", "--pace", "6", "--mode", mode, "--seed", str(seed), "--json"]
    command = ["-m", "tests.killing.crashing", *extent]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == {}
    told = found["acknowledged"]
    assert sum(told.values()) > 1000
    # Every kind of act was acknowledged, leases ran out, late answers were refused: else nothing was tried.
    kinds = {"claim", "dial", "outcome", "hand-off", "accept", "return", "undo", "skip", "release", "draft"}
    assert kinds <= told.keys()
    kinds = {"look-up", "incoming", "add", "change", "slot", "offer", "took-live", "late-words", "pause"}
    assert kinds <= told.keys()
    kinds = {"deal-planned", "offer", "offer-written", "won", "check-in", "sale"}
    assert kinds <= told.keys()
    assert {"load-scouting", "load-undone", "register"} <= told.keys()
    assert {"load-hunting", "load-farming"} & told.keys()
    assert found["lapses"] > 0
    assert found["late"] > 0
    assert found["cut"] > 0
