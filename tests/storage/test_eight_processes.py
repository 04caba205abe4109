"""Eight processes on one file: no contact twice, never "database is locked"; and the test would notice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TURNS = 40


def race(way: str, mode: str) -> Any:
    command = ["-m", "tests.killing.racing", way, "--mode", mode, "--turns", str(TURNS)]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_nobody_gets_a_contact_twice_and_nobody_is_locked_out(mode: str) -> None:
    assert race("ours", mode) == {"taken": 8 * TURNS, "twice": [], "trouble": []}


@pytest.mark.slow
def test_a_naive_claim_is_found_out() -> None:
    found = race("naive", "wal")
    assert found["twice"] or any("locked" in trouble for trouble in found["trouble"])
