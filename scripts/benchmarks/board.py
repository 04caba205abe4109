"""The hunter's desk with 5,000 open deals beside 50, in ptys of 120 by 40: open, move, turn, memory."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pipeline_tui.storage.types import stamp
from scripts.benchmarks import big_shop
from scripts.benchmarks.desk import Terminal, running
from scripts.benchmarks.measuring import Report

DEALS, FEW = 5_000, 50
KEYS, QUICK_KEYS = 60, 12
_LIST = re.compile(rb"Without a next step|no step")  # the heading may be scrolled out of sight
_BOARD = re.compile(rb"Awaiting signature")
_FORECAST = re.compile(rb"Expected by month")
_MOVED = re.compile(rb"\xe2\x86\x92")  # the arrow between two steps, on the call's line
_UNDER_CURSOR = re.compile(rb"MARTIN (\d+)")

_DEAL = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO deal (contact_id, owner_id, title, step, step_since, value_minor, currency, next_do, next_at,
  opened_at, state, lost_reason, note, version)
SELECT i, :owner, 'deal ' || i, (SELECT value FROM json_each(:steps) WHERE key = i % :of),
  :since, CASE WHEN i % 7 THEN i * 1000 END, 'EUR', 'ring',
  CASE WHEN i % 11 THEN strftime('%Y-%m-%dT%H:%M:%fZ', :now, '+' || (i % 90 - 20) || ' hours') END,
  :since, 'open', '', '', 1 FROM n"""


def make(path: Path, deals: int) -> None:
    """Make a shop whose hunter has so many open deals."""
    shop = big_shop.make(path, deals)
    steps = [step.code for step in shop.playbook.deal_steps]
    with shop.store.act() as tx:
        owner = tx.value("SELECT id FROM operator WHERE name = 'Hunter'")
        tx.run(
            "UPDATE position SET stage = 'hunting', owner_id = :owner, rank = NULL, bucket_id = NULL",
            {"owner": owner},
        )
        tx.run(
            _DEAL,
            {
                "count": deals,
                "owner": owner,
                "steps": f"[{','.join(map(_quoted, steps))}]",
                "of": len(steps),
                "since": stamp(big_shop.NOW - timedelta(days=5)),
                "now": stamp(big_shop.NOW),
            },
        )
    shop.close()


def run(report: Report, *, quick: bool) -> None:
    """Measure pairs of keys, one on each desk, one after the other."""
    keys = QUICK_KEYS if quick else KEYS
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder) / "many.db", Path(folder) / "few.db"
        make(many, DEALS)
        make(few, FEW)
        program = str(Path(sys.executable).parent / "pipeline-tui")
        commands = [[program, "--workspace", str(path), "--as", "Hunter"] for path in (many, few)]
        starts = [_started(commands) for _ in range(2 if quick else 5)]
        with running(commands[0]) as full, running(commands[1]) as small:
            desks = (full, small)
            for desk in desks:
                desk.key_until(b"", _LIST)
                desk.drain(2.0)
            _pairs(report, "start of the program to the list", (), starts, at_most=1.5)
            _pairs(report, "view by step", desks, _turned(desks, keys // 3), at_most=4)
            for desk in desks:
                desk.key_until(b"v", _BOARD)
                desk.drain(0.3)
            _pairs(report, "cursor on the board", desks, _stepped(desks, keys), at_most=2)
            _pairs(report, "deal moved a step", desks, _moved(desks, keys), at_most=2)
            report.add(f"memory with {DEALS} deals", [full.memory], "MiB")
            report.add(f"memory with {DEALS} deals / {FEW}", [full.memory / small.memory], "x", at_most=1.5)


Pair = tuple[float, float]


def _started(commands: Sequence[list[str]]) -> Pair:
    """Start both, one after the other, until their lists are painted."""
    taken = []
    for command in commands:
        with running(command) as desk:
            taken.append(desk.key_until(b"", _LIST)[0])
    return taken[0], taken[1]


def _turned(desks: Sequence[Terminal], times: int) -> list[Pair]:
    """Go from today to the board, and by forecast and agenda back to today."""
    found: list[Pair] = []
    for _ in range(times):
        pair = [desk.key_until(b"v", _BOARD)[0] for desk in desks]
        found.append((pair[0], pair[1]))
        for desk in desks:
            for keys, wanted in ((b"v", _FORECAST), (b"vv", _LIST)):
                desk.drain(0.1)
                desk.key_until(keys, wanted)
            desk.drain(0.1)
    return found


def _stepped(desks: Sequence[Terminal], times: int) -> list[Pair]:
    found: list[Pair] = []
    for number in range(times):
        pair = []
        for desk in desks:  # down and up again: a short column ends
            pair.append(desk.key_until(b"\x1b[A" if number % 2 else b"\x1b[B", _UNDER_CURSOR)[0])
            desk.drain(0.05)
        found.append((pair[0], pair[1]))
    return found


def _moved(desks: Sequence[Terminal], times: int) -> list[Pair]:
    """Move the deal under the cursor on, and back again."""
    found: list[Pair] = []
    for number in range(times):
        pair = []
        for desk in desks:
            pair.append(desk.key_until(b"><"[number % 2 : number % 2 + 1], _MOVED)[0])
            desk.drain(0.1)
        found.append((pair[0], pair[1]))
    return found


def _pairs(
    report: Report, what: str, desks: Sequence[Terminal], pairs: Sequence[Pair], *, at_most: float
) -> None:
    report.add(f"{what}, {DEALS} deals", [pair[0] for pair in pairs], "ms")
    report.add(f"{what}, {FEW} deals", [pair[1] for pair in pairs], "ms")
    ratios = [pair[0] / pair[1] for pair in pairs]
    report.add(f"{what}, {DEALS} / {FEW}", ratios, "x", at_most=at_most)
    for desk in desks:
        desk.drain(0.2)


def _quoted(code: str) -> str:
    return f'"{code}"'
