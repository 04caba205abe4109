"""A peer of the scout's desk: what no desk can do without, and nothing else.

A thread, one durable commit of two rows, and a desk of plain text painted anew, as wide and high as ours.
Run as a program with the name of a new database; `n` stores and shows the next contact.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

LINE = "what is said here is as long as a line of a script mostly is"
SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE desk (contact INTEGER);
CREATE TABLE done (id INTEGER PRIMARY KEY, at TEXT);
INSERT INTO desk VALUES (1);
"""


class FullDesk(App[None]):
    """Header, contact, what was before, script, call line and keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("n", "next", "Next")]
    CSS = """
    #head, #bar { height: 1; }
    #body { height: 1fr; }
    #left { width: 52; }
    #who { height: 12; }
    #before, #script { height: 1fr; }
    #keys { height: 2; }
    """

    def __init__(self, database: str) -> None:
        """Make the database."""
        super().__init__()
        self.file = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self.file.executescript(SCHEMA)

    def compose(self) -> ComposeResult:
        """Build the desk."""
        yield Static(id="head", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static(id="who", markup=False)
                yield Static(id="before", markup=False)
            yield Static(id="script", markup=False)
        yield Static(id="bar", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the first contact."""
        self.show(1)

    def show(self, number: int) -> None:
        """Show a contact; every widget's text is another one, and none needs another layout."""
        for name, text in {
            "head": f"Scout, {number} calls",
            "who": "\n".join([f"Claire MARTIN {number}", *[f"{LINE[:40]} {number}"] * 11]),
            "before": "\n".join([f"{number} {LINE[:44]}"] * 20),
            "script": "\n".join([f"{LINE} {number}"] * 36),
            "bar": f"no answer, {number - 1}",
            "keys": f"{LINE} {number}\n{LINE} {LINE[:40]}",
        }.items():
            self.query_one(f"#{name}", Static).update(text, layout=False)

    def action_next(self) -> None:
        """Store, in a thread."""
        self.run_worker(self._store, thread=True)

    def _store(self) -> None:
        for statement in (
            "BEGIN IMMEDIATE",
            "UPDATE desk SET contact = contact + 1",
            "INSERT INTO done (at) VALUES (datetime('now'))",
            "COMMIT",
        ):
            self.file.execute(statement)
        (number,) = self.file.execute("SELECT contact FROM desk").fetchone()
        self.call_from_thread(self.show, number)


if __name__ == "__main__":
    FullDesk(sys.argv[1]).run()
