"""Start to first paint in a pty of 120 by 40, beside an empty Textual app and VisiData."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from scripts.benchmarks import big_shop
from scripts.benchmarks.measuring import Report

REPEATS = 9
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY MARK")
Empty().run()
"""
HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "phonenumbers")


def painted_after(command: list[str], mark: str) -> float:
    """Return the ms from spawning a program to its mark on the screen."""
    start = time.perf_counter()
    child = pexpect.spawn(
        command[0],
        command[1:],
        dimensions=(40, 120),
        encoding="utf-8",
        codec_errors="replace",
        timeout=30,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    child.expect_exact(mark)
    taken = (time.perf_counter() - start) * 1000
    child.close(force=True)
    return taken


def run(report: Report, *, quick: bool) -> None:
    """Measure our first paint against both peers, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.db"
        shop = big_shop.make(path, 1_000)
        shop.close()
        table = Path(folder) / "peer.csv"
        rows = "\n".join(f"{number},Claire,MARTIN {number},Lyon" for number in range(20_000))
        table.write_text(f"id,first,last,VDMARK\n{rows}\n")
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_APP)
        here = Path(sys.executable).parent
        programs = {
            "ours": ([str(here / "pipeline-tui"), "--workspace", str(path)], "Bench"),
            "empty Textual app": ([sys.executable, str(empty)], "READY MARK"),
            "VisiData": ([str(here / "vd"), str(table)], "VDMARK"),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(3 if quick else REPEATS):
            for name, (command, mark) in programs.items():
                times[name].append(painted_after(command, mark))
    for name, samples in times.items():
        report.add(f"start to first paint: {name}", samples, "ms")
    for peer, most in (("empty Textual app", 1.25), ("VisiData", 1.0)):
        ratios = [mine / theirs for mine, theirs in zip(times["ours"], times[peer], strict=True)]
        report.add(f"start to first paint / {peer}", ratios, "x", at_most=most)
