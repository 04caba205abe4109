"""The scout's desk in a pty of 120 by 40: outcome key to next contact painted, memory over a day, idling."""

from __future__ import annotations

import os
import re
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

from scripts.benchmarks import big_shop
from scripts.benchmarks.measuring import Report

CONTACTS, QUICK_CONTACTS = 1_000_000, 20_000
KEYS, QUICK_KEYS = 200, 40
DAY, QUICK_DAY = 2_000, 300  # calls
WARM = 100  # calls before memory is first looked at
IDLE, QUICK_IDLE = 30.0, 10.0  # seconds
PATIENCE = 30.0  # seconds
EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    BINDINGS = [("n", "next", "Next")]
    count = 1
    def compose(self):
        yield Static("Claire MARTIN 1", markup=False)
    def action_next(self):
        self.count += 1
        self.query_one(Static).update(f"Claire MARTIN {self.count}")
Empty().run()
"""
# What a desk cannot do without: a thread, one durable commit of two rows, a desk of plain text painted anew.
FULL_DESK_APP = """
import sqlite3, sys
from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
LINE = "what is said here is as long as a line of a script mostly is"
class Desk(App):
    BINDINGS = [("n", "next", "Next")]
    CSS = "#left { width: 52; } #script { width: 1fr; } .one { height: 1; } .body { height: 1fr; } #who { height: 12; } #before, #script { height: 1fr; } #keys { height: 2; }"
    count = 1
    def compose(self):
        yield Static(id="head", classes="one", markup=False)
        with Horizontal(classes="body"):
            with Vertical(id="left"):
                yield Static(id="who", markup=False)
                yield Static(id="before", markup=False)
            yield Static(id="script", markup=False)
        yield Static(id="bar", classes="one", markup=False)
        yield Static(id="keys", markup=False)
    def on_mount(self):
        self.file = sqlite3.connect(sys.argv[1], isolation_level=None, check_same_thread=False)
        self.file.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE desk (contact);"
                                "INSERT INTO desk VALUES (1); CREATE TABLE done (id INTEGER PRIMARY KEY, at TEXT);")
        self.show(1)
    def show(self, count):
        self.count = count
        texts = {
            "head": f"Scout, {count} calls",
            "who": "\\n".join([f"Claire MARTIN {count}", *[f"{LINE[:40]} {count}"] * 11]),
            "before": "\\n".join([f"{count} {LINE[:44]}"] * 20),
            "script": "\\n".join([f"{LINE} {count}"] * 36),
            "bar": f"no answer, {count - 1}",
            "keys": f"{LINE} {count}\\n{LINE} {LINE[:40]}",
        }
        for name, text in texts.items():
            self.query_one("#" + name, Static).update(text, layout=False)
    def action_next(self):
        self.run_worker(self.work, thread=True)
    def work(self):
        for statement in ("BEGIN IMMEDIATE", "UPDATE desk SET contact = contact + 1",
                          "INSERT INTO done (at) VALUES (datetime('now'))", "COMMIT"):
            self.file.execute(statement)
        (count,) = self.file.execute("SELECT contact FROM desk").fetchone()
        self.call_from_thread(self.show, count)
Desk().run()
"""
_CONTACT = re.compile(rb"MARTIN (\d+)")
_DIALLED = re.compile(rb"no answer")
_TICKS = os.sysconf("SC_CLK_TCK")


class Terminal:
    """A program in a pty; what it writes is kept only as long as a key's answer is waited for."""

    def __init__(self, command: list[str]) -> None:
        """Start it."""
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(40, 120),
            timeout=PATIENCE,
            env={**os.environ, "TERM": "xterm-256color", "PIPELINE_NOW": big_shop.NOW.isoformat()},
        )
        self.child.delaybeforesend = None

    def key_until(self, key: bytes, wanted: re.Pattern[bytes], *, but: bytes = b"") -> tuple[float, bytes]:
        """Press a key; return the ms until a match other than ``but`` is written, and what it matched."""
        start = time.perf_counter()
        if key:
            os.write(self.child.child_fd, key)
        heard = b""
        while time.perf_counter() - start < PATIENCE:
            ready, _, _ = select.select([self.child.child_fd], [], [], PATIENCE)
            if not ready:
                break
            heard += os.read(self.child.child_fd, 65536)
            for match in wanted.finditer(heard):
                found = match.group(match.lastindex or 0)
                if found != but:
                    return (time.perf_counter() - start) * 1000, found
        raise TimeoutError(
            f"{key!r}: not within {PATIENCE:.0f} s: {wanted.pattern!r}; last: {heard[-400:]!r}"
        )

    def drain(self, quiet: float) -> None:
        """Take in what is written until nothing came for a while (seconds)."""
        while select.select([self.child.child_fd], [], [], quiet)[0]:
            os.read(self.child.child_fd, 65536)

    def listen(self, seconds: float) -> int:
        """Take in what is written for a while; return how many bytes it was."""
        until, count = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.child.child_fd], [], [], left)[0]:
                count += len(os.read(self.child.child_fd, 65536))
        return count

    @property
    def memory(self) -> float:
        """Return the resident memory in MiB."""
        pages = int(Path(f"/proc/{self.child.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    @property
    def cpu(self) -> float:
        """Return the seconds of CPU used so far, user and system."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def running(command: list[str]) -> Iterator[Terminal]:
    """Lend a program in a pty and end it afterwards."""
    terminal = Terminal(command)
    try:
        yield terminal
    finally:
        terminal.child.close(force=True)


def one_call(desk: Terminal, before: bytes) -> tuple[float, bytes]:
    """Dial what is in hand, end the call with ``n``; return the ms to the next contact, and which it is."""
    desk.key_until(b"\r", _DIALLED)
    desk.drain(0.05)
    return desk.key_until(b"n", _CONTACT, but=before)


def run(report: Report, *, quick: bool) -> None:
    """Measure the desk on a large list beside an empty Textual app."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.db"
        big_shop.make(path, QUICK_CONTACTS if quick else CONTACTS).close()
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_APP)
        program = str(Path(sys.executable).parent / "pipeline-tui")
        with (
            running([program, "--workspace", str(path), "--as", "Scout 1"]) as desk,
            running([sys.executable, str(empty)]) as peer,
        ):
            desk.key_until(b"", re.compile(rb"Scout"))
            desk.drain(2.0)
            _, contact = desk.key_until(b"\r", _CONTACT)
            _, shown = peer.key_until(b"", _CONTACT)
            peer.drain(1.0)
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(QUICK_KEYS if quick else KEYS):
                taken, contact = one_call(desk, contact)
                ours.append(taken)
                taken, shown = peer.key_until(b"n", _CONTACT, but=shown)
                theirs.append(taken)
            report.add("outcome key to next contact painted", ours, "ms", at_most=50)
            report.add("the same key in an empty Textual app", theirs, "ms")
            ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
            report.add("outcome key / empty Textual app", ratios, "x", at_most=2)
            _memory(report, desk, contact, len(ours), QUICK_DAY if quick else DAY)
            _idle(report, desk, QUICK_IDLE if quick else IDLE)


def _memory(report: Report, desk: Terminal, contact: bytes, made: int, day: int) -> None:
    for _ in range(max(0, WARM - made)):
        _, contact = one_call(desk, contact)
    early = desk.memory
    for _ in range(day - max(made, WARM)):
        _, contact = one_call(desk, contact)
    report.add(f"memory after {max(made, WARM)} calls", [early], "MiB")
    report.add(f"memory after {day} calls", [desk.memory], "MiB")
    report.add("memory at the end of the day / early", [desk.memory / early], "x", at_most=1.1)


def _idle(report: Report, desk: Terminal, seconds: float) -> None:
    desk.drain(2.0)
    for name, key in (("a contact in hand", b""), ("a call that awaits its outcome", b"\r")):
        if key:
            desk.key_until(key, _DIALLED)
            desk.listen(15.0)  # until the simulated phone has rung out
        before = desk.cpu
        written = desk.listen(seconds)
        share = (desk.cpu - before) / seconds * 100
        report.add(f"idle CPU with {name}", [share], "%", at_most=1)
        report.add(f"bytes a second with {name}", [written / seconds], "B/s")
