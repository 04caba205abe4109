"""Random keys by the thousand on two desks of one shop, with kills: no exception, nothing lost, all whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.practising import make_demo
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import operators
from tests.killing import pressing
from tests.killing.consistency import consistent

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
ROUNDS = 3  # in each, both desks press keys until they are killed
KEYS = 5_000  # more than anybody waits for
PATIENCE = 120.0  # seconds for a round on a slow machine
SIZES = ("80x24", "120x40", "160x50")


def _desk(workspace: Path, name: str, told: Path, seed: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, pressing.__file__, str(workspace), name, str(told)),
            *("--seed", str(seed), "--keys", str(KEYS), "--size", SIZES[seed % len(SIZES)]),
        ],
        env={**os.environ, "PIPELINE_NOW": NOW.isoformat(), "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _told(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _pull_the_plug(desk: subprocess.Popen[bytes], told: Path, chance: Random) -> None:
    """Kill a desk somewhere after a few hundred more keys; the time it takes to press them is no matter."""
    enough, until = len(_told(told)) + chance.randint(12, 40), monotonic() + PATIENCE
    while len(_told(told)) < enough and monotonic() < until and desk.poll() is None:
        _ended_within(desk, 0.1)
    if not _ended_within(desk, chance.uniform(0, 0.5)):
        desk.send_signal(signal.SIGKILL)
        desk.wait()


def _ended_within(desk: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        desk.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize(
    ("structure", "seed"),
    [(Structure.ONE_TIER, 11), (Structure.THREE_TIER, 12), (Structure.TWO_TIER_CLOSER, 13)],
)
def test_any_keys_leave_a_consistent_workspace(tmp_path: Path, structure: Structure, seed: int) -> None:
    workspace, chance = tmp_path / "shop.db", Random(seed)
    shop = make_demo(
        workspace, contacts=150, seed=seed, structure=structure, history_days=20, language="en", now=NOW
    )
    names = [one.name for one in operators(shop)]
    shop.close()
    scouts = (names * 2)[:2]
    told = [tmp_path / f"told-{number}.jsonl" for number in range(2)]
    for _ in range(ROUNDS):
        desks = [_desk(workspace, scouts[n], told[n], chance.getrandbits(16)) for n in range(2)]
        for number in chance.sample(range(2), 2):
            _pull_the_plug(desks[number], told[number], chance)
    said = [line for path in told for line in _told(path)]
    assert [one for one in said if one["what"] == "crash"] == []
    acts = [one for one in said if "act" in one]
    keys = sum(one["what"] == "keys" for one in said) * pressing.TELLS_EVERY
    assert len(acts) > 20, f"hardly anything was done with {keys} keys"
    shop = open_shop(workspace, now=LATER)
    try:
        assert consistent(shop, acts).faults == {}
    finally:
        shop.close()


def test_the_judge_notices_what_is_broken(tmp_path: Path) -> None:
    shop = make_demo(tmp_path / "shop.db", contacts=60, seed=1, history_days=5, language="en", now=NOW)
    try:
        assert consistent(shop, []).faults == {}
        with shop.store.act() as tx:
            tx.run(
                """UPDATE position SET blocker = 'capped', rank = NULL WHERE contact_id =
                   (SELECT contact_id FROM position WHERE rank IS NOT NULL LIMIT 1)"""
            )
            tx.run("UPDATE call SET outcome = 'made-up' WHERE id = (SELECT MAX(id) FROM call)")
        faults = consistent(shop, [{"what": "skip", "act": "never-written"}]).faults
        assert set(faults) == {"every place follows from its facts", "no acknowledged act is lost"}
    finally:
        shop.close()
