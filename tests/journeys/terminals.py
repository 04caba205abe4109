"""The real program in a real terminal: in tmux, or in a pty of its own whose every byte is kept.

Waiting never sleeps: tmux's control client and the pty wake us when the screen changes.
"""

from __future__ import annotations

import os
import re
import select
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from uuid import uuid4

import pexpect
import pyte

PROGRAM = (sys.executable, "-m", "pipeline_tui")
PATIENCE = 90.0  # seconds until a screen that does not come is a failure; the machine may be busy
Seen = Callable[[str], bool]
_ENDED = "the program ended with"

# Sequences that pyte 0.8 does not know and would print; none of them shows anything.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*\$?[a-z]")


class NotSeen(AssertionError):
    """The screen that was waited for did not come."""


def environment(**more: str) -> dict[str, str]:
    """Return what the program finds: this test's home, a terminal of 256 colours, and what is given."""
    kept = {key: os.environ[key] for key in os.environ if key.startswith(("HOME", "XDG_", "PATH", "TZ"))}
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | more


def _all(wanted: Sequence[str | Seen]) -> Seen:
    return lambda screen: all(one(screen) if callable(one) else one in screen for one in wanted)


def without(word: str) -> Seen:
    """Return the wish for a screen on which a word does not stand."""
    return lambda screen: word not in screen


def in_one_line(*words: str) -> Seen:
    """Return the wish for a line of the screen in which all these words stand."""
    return lambda screen: any(all(word in line for word in words) for line in screen.splitlines())


class Tmux:
    """One program in a tmux server of its own."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int]) -> None:
        self._server = f"pipeline-{uuid4().hex[:12]}"
        self._sockets = TemporaryDirectory(prefix="tmux-")  # short: a socket's path has little room
        self._env = {key: value for key, value in env.items() if key != "TERM"}
        self._env["TMUX_TMPDIR"] = self._sockets.name
        columns, rows = map(str, size)
        command = f"{shlex.join(argv)}; echo {_ENDED} $?; read _"
        opening = ("new-session", "-d", "-s", "work", "-x", columns, "-y", rows, command)
        self._run("-f", os.devnull, *opening, ";", "set", "-g", "window-size", "manual")
        self._control = subprocess.Popen(
            ["tmux", "-L", self._server, "-C", "attach", "-t", "work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._env,
        )

    def press(self, *keys: str) -> None:
        """Press keys, as tmux names them: ``Enter``, ``F4``, ``C-q``, ``n``."""
        self._run("send-keys", "-t", "work", *keys)

    def write(self, text: str) -> None:
        """Type text."""
        self._run("send-keys", "-t", "work", "-l", text)

    def screen(self) -> str:
        """Return what stands in the pane."""
        return self._run("capture-pane", "-p", "-t", "work")

    def wait_for(self, *wanted: str | Seen) -> str:
        """Return the first screen that shows all that is wanted; NotSeen when none does."""
        return self._wait(self.screen, _all(wanted))

    def wait_for_end(self) -> int:
        """Wait until the program has ended and return its exit code."""
        shown = self.wait_for(_ENDED)
        return int(shown.partition(_ENDED)[2].split()[0])

    def close(self) -> None:
        """End the server, the program with it."""
        self._run("kill-server", check=False)
        self._control.communicate()
        self._sockets.cleanup()

    def _wait(self, look: Callable[[], str], wanted: Seen) -> str:
        assert self._control.stdout is not None
        until = monotonic() + PATIENCE
        while True:
            shown = look()
            if wanted(shown):
                return shown
            ready, _, _ = select.select(
                [self._control.stdout], [], [], min(1.0, max(0.0, until - monotonic()))
            )
            if ready:
                os.read(self._control.stdout.fileno(), 65536)
            elif monotonic() >= until:
                raise NotSeen(f"not within {PATIENCE:.0f} s; the pane shows:\n{self.screen()}")

    def _run(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *words], env=self._env, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout


class Pty:
    """One program in a pty; ``raw`` is every byte it wrote."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int]) -> None:
        self.columns, self.rows = size
        self.raw = bytearray()
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self.child = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            env=dict(env),
            dimensions=(self.rows, self.columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def press(self, *keys: str) -> None:
        """Press keys by name, or type characters."""
        for key in keys:
            self.child.send(_KEYS.get(key, key.encode()))

    def screen(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *wanted: str | Seen) -> str:
        """Return the first screen that shows all that is wanted; NotSeen when none does."""
        seen, until = _all(wanted), monotonic() + PATIENCE
        while not seen(self.screen()):
            if self.read(max(0.0, until - monotonic())) or seen(self.screen()):
                continue
            if self.child.eof() or monotonic() >= until:
                why = "the program ended" if self.child.eof() else f"not within {PATIENCE:.0f} s"
                raise NotSeen(f"{why}: {wanted}; the screen shows:\n{self.screen()}")
        return self.screen()

    def wait_until_still(self, quiet: float = 0.3) -> str:
        """Return the screen once the program has written nothing for a while (seconds)."""
        until = monotonic() + PATIENCE
        while self.read(quiet) and monotonic() < until:
            pass
        return self.screen()

    def wait_for_end(self) -> int | None:
        """Wait until the program has ended; return its exit code, None when a signal ended it."""
        until = monotonic() + PATIENCE
        while self.read(max(0.0, until - monotonic())) and monotonic() < until:
            pass
        if not self.child.eof() and self.child.isalive():
            raise NotSeen(f"did not end within {PATIENCE:.0f} s; the screen shows:\n{self.screen()}")
        self.child.wait()
        code: int | None = self.child.exitstatus
        return code

    def read(self, patience: float) -> bool:
        """Take in what the program writes within a time (seconds); say whether there was anything."""
        try:
            data: bytes = self.child.read_nonblocking(65536, timeout=patience)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        data = self._held + data
        cut = data.rfind(b"\x1b", max(0, len(data) - 24))
        self._held = data[cut:] if cut >= 0 and not _COMPLETE.match(data[cut:]) else b""
        whole = data[: len(data) - len(self._held)]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", whole))
        return True

    def close(self) -> None:
        """End the program."""
        self.child.close(force=True)


_COMPLETE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[^\[\]P_^X])", re.DOTALL)
_KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
}


@contextmanager
def in_tmux(workspace: Path, now: str, *words: str, size: tuple[int, int] = (80, 24)) -> Iterator[Tmux]:
    """Open the workstation in tmux at a practice time and end it afterwards."""
    argv = (*PROGRAM, "--workspace", str(workspace), *words)
    tmux = Tmux(argv, environment(PIPELINE_NOW=now), size)
    try:
        yield tmux
    finally:
        tmux.close()


@contextmanager
def in_pty(
    workspace: Path, now: str, *words: str, size: tuple[int, int] = (80, 24), **env: str
) -> Iterator[Pty]:
    """Open the workstation in a pty at a practice time and end it afterwards."""
    pty = Pty((*PROGRAM, "--workspace", str(workspace), *words), environment(PIPELINE_NOW=now, **env), size)
    try:
        yield pty
    finally:
        pty.close()
