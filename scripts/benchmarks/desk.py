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

from scripts.benchmarks import big_shop, full_desk
from scripts.benchmarks.measuring import Report

CONTACTS, QUICK_CONTACTS = 1_000_000, 20_000
KEYS, QUICK_KEYS = 200, 40
DAY, QUICK_DAY = 2_000, 300  # calls
EARLY = 100  # calls before memory is first looked at
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
    """Measure the desk on a large list beside two Textual apps: an empty one, and a full one that stores."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.db"
        big_shop.make(path, QUICK_CONTACTS if quick else CONTACTS).close()
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_APP)
        program = str(Path(sys.executable).parent / "pipeline-tui")
        with (
            running([program, "--workspace", str(path), "--as", "Scout 1"]) as desk,
            running([sys.executable, str(empty)]) as peer,
            running([sys.executable, full_desk.__file__, str(Path(folder) / "full.db")]) as plain,
        ):
            desk.key_until(b"", re.compile(rb"Scout"))
            desk.drain(2.0)
            _, contact = desk.key_until(b"\r", _CONTACT)
            day = _Day(desk, contact)
            _keys(report, day, peer, plain, QUICK_KEYS if quick else KEYS)
            _memory(report, day, QUICK_DAY if quick else DAY)
            _idle(report, desk, QUICK_IDLE if quick else IDLE)


class _Day:
    """The calls made so far, and the memory after the first hundred of them."""

    def __init__(self, desk: Terminal, contact: bytes) -> None:
        """Begin with the first contact in hand."""
        self.desk, self._contact = desk, contact
        self.made, self.early = 0, 0.0

    def call(self) -> float:
        """Make one call; return the ms from its outcome to the next contact."""
        taken, self._contact = one_call(self.desk, self._contact)
        self.made += 1
        if self.made == EARLY:
            self.early = self.desk.memory
        return taken


def _keys(report: Report, day: _Day, peer: Terminal, plain: Terminal, keys: int) -> None:
    _, shown = peer.key_until(b"", _CONTACT)
    _, stored = plain.key_until(b"", _CONTACT)
    peer.drain(1.0)
    plain.drain(1.0)
    ours: list[float] = []
    theirs: list[float] = []
    full: list[float] = []
    cpu_ours, cpu_full = -day.desk.cpu, -plain.cpu
    for _ in range(keys):
        ours.append(day.call())
        taken, shown = peer.key_until(b"n", _CONTACT, but=shown)
        theirs.append(taken)
        taken, stored = plain.key_until(b"n", _CONTACT, but=stored)
        full.append(taken)
        plain.drain(0.05)
    cpu_ours, cpu_full = cpu_ours + day.desk.cpu, cpu_full + plain.cpu
    report.add("outcome key to next contact painted", ours, "ms", at_most=50)
    report.add("the same key in an empty Textual app", theirs, "ms")
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    report.add("outcome key / empty Textual app", ratios, "x", at_most=2)
    report.add("the same key in a full desk of plain text with one durable commit", full, "ms")
    ratios = [mine / other for mine, other in zip(ours, full, strict=True)]
    report.add("outcome key / full desk of plain text", ratios, "x")
    report.add("CPU of a whole call (dial and outcome)", [cpu_ours / keys * 1000], "ms")
    report.add("CPU of a key in the full desk of plain text", [cpu_full / keys * 1000], "ms")


def _memory(report: Report, day: _Day, calls: int) -> None:
    while day.made < calls:
        day.call()
    late = day.desk.memory
    report.add(f"memory after {EARLY} calls", [day.early], "MiB")
    report.add(f"memory after {calls} calls", [late], "MiB")
    report.add("memory at the end of the day / early", [late / day.early], "x", at_most=1.1)


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
