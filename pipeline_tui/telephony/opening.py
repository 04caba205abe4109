"""Opens a link in a program of the desktop the operator sits at; never over SSH, never on a bare terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

_REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_PATIENCE = 3.0  # seconds: an opener that goes on after that has found its program

Which = Callable[[str], str | None]


def opener(environment: Mapping[str, str], platform: str, which: Which = shutil.which) -> str:
    """Return the program that opens links here, "" where no desktop is the operator's own."""
    if any(environment.get(name) for name in _REMOTE):
        return ""  # it would open on the machine they are signed in to, before nobody
    if platform == "darwin":
        return which("open") or ""
    if not any(environment.get(name) for name in _DISPLAYS):
        return ""
    return which("xdg-open") or ""


def open_link(link: str) -> bool:
    """Open a link; return whether a program took it."""
    program = opener(os.environ, sys.platform)
    if not program:
        return False
    try:
        started = subprocess.Popen(
            [program, link],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return started.wait(timeout=_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
