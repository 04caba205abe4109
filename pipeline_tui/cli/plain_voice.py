"""The voice of the linear desk: short lines out, one line in; no colour, no cursor, no box."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import TextIO

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

LEAVE = "."  # goes back from a question without an answer
_LONGEST = 4000


class Leaving(Exception):
    """The operator ended the input: Ctrl+C, Ctrl+D, or the pipe ran dry."""


class Voice:
    """Says lines and asks for one; other threads may say a line while a question waits."""

    def __init__(self, heard: TextIO | None = None, out: TextIO | None = None) -> None:
        """Take where lines come from and go to, the standard streams when not given."""
        self._heard, self._out = heard or sys.stdin, out or sys.stdout
        self._lock = Lock()
        self._asking = False

    def say(self, *lines: str) -> None:
        """Say lines, each cleaned; below a question that waits they begin on a line of their own."""
        with self._lock:
            if self._asking:
                self._out.write("\n")
            for line in lines:  # one line each, so that no data can speak in the desk's own voice
                self._out.write(f"{self._writable(clean(line, limit=10_000))}\n")
            self._out.flush()

    def trouble(self, error: PipelineError) -> None:
        """Say what was not done: title, detail, next step, a line each."""
        self.say(*(text for text in (error.title, error.detail, error.next_step) if text))

    def ask(self, question: str, help_lines: Iterable[str], *, unknown: bool = False) -> str:
        """Return the line typed, cleaned; ``?`` says what can be typed and asks again.

        With ``unknown`` a ``?`` is an answer, and ``??`` says what can be typed. Raises Leaving.
        """
        wants_help = "??" if unknown else "?"
        while True:
            typed = self._line(question)
            if typed != wants_help:
                return typed
            self.say(tr("You can type:"), *help_lines)

    def choose(self, question: str, options: Sequence[tuple[str, str]], default: str = "") -> str | None:
        """Return the code chosen by its number, its code or its name; None when left with ``.``.

        ``default`` is the code that nothing typed stands for.
        """
        listed = [f"{number}: {name}" for number, (_, name) in enumerate(options, start=1)]
        self.say(*listed)
        while True:
            typed = self.ask(question, (*listed, tr(". leaves.")))
            if typed == LEAVE:
                return None
            if default and not typed:
                return default
            if (found := chosen(typed, options)) is not None:
                return found
            self.say(tr("That is none of them.") if typed else tr("Type a number."))

    def yes(self, question: str) -> bool:
        """Return whether the answer is yes; nothing typed is no."""
        while True:
            asked = tr("{question} y or n:", question=question)
            typed = self.ask(asked, (tr("y for yes."), tr("n or nothing for no."))).casefold()
            if typed in ("y", "yes", "o", "oui"):
                return True
            if typed in ("", "n", "no", "non", LEAVE):
                return False
            self.say(tr("Type y or n."))

    def _line(self, question: str) -> str:
        with self._lock:
            self._out.write(self._writable(clean(question, limit=1000).rstrip() + " "))
            self._out.flush()
            self._asking = True
        typed = ""
        try:
            if self._heard.isatty() and os.name == "posix":
                _await_line(self._heard.fileno())
            typed = self._heard.readline()
        except (KeyboardInterrupt, ValueError, OSError) as end:
            raise Leaving from end
        finally:
            with self._lock:
                self._asking = False
                if not typed or not self._heard.isatty():  # nobody echoes the end of the line
                    self._out.write("\n")
        if not typed:
            raise Leaving
        return clean(typed, limit=_LONGEST).strip()

    def _writable(self, text: str) -> str:
        encoding = self._out.encoding or "utf-8"
        return text.encode(encoding, "replace").decode(encoding)


def _await_line(terminal: int) -> None:
    """Wait for a line of a terminal, or for a signal, whose handler then runs.

    A signal that comes in the moment before a read is noticed by nobody until the next line; waiting for the
    wake-up descriptor too leaves no such moment. For the main thread.
    """
    seen, wake = os.pipe()
    for end in (seen, wake):
        os.set_blocking(end, False)
    before = signal.set_wakeup_fd(wake)
    try:
        select.select([terminal, seen], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(seen)
        os.close(wake)


def chosen(typed: str, options: Sequence[tuple[str, str]]) -> str | None:
    """Return the code of the option typed: its number, its code, its name or how the name begins."""
    if typed.isdecimal():
        return options[int(typed) - 1][0] if 1 <= int(typed) <= len(options) else None
    wanted = typed.casefold()
    exact = [code for code, name in options if wanted in (code.casefold(), name.casefold())]
    begun = [code for code, name in options if wanted and name.casefold().startswith(wanted)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None
