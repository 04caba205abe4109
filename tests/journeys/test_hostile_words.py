"""Hostile text through every entrance: what is stored is clean, whatever the door."""

from __future__ import annotations

import csv
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.hostile import TEXTS, unclean
from tests.journeys.shell import Prompt, set_up

# A shell cannot pass NUL or lone surrogates; a file can hold the first.
WORDS = [text for text in TEXTS if "\x00" not in text]


def _unclean_cells(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            f"{table}: {cell!r}"
            for table in tables
            for row in database.execute(f"SELECT * FROM {table}")
            for cell in row
            if isinstance(cell, str) and unclean(cell)
        ]


def test_the_check_finds_what_is_not_clean(prompt: Prompt) -> None:
    set_up(prompt, "one-tier", "Anne:scout,hunter,farmer,manager")
    with closing(sqlite3.connect(prompt.workspace)) as database, database:
        database.execute("UPDATE workspace SET firm = ?", (TEXTS[0],))
    assert len(_unclean_cells(Path(prompt.workspace))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(WORDS)))
def test_no_entrance_lets_it_in(prompt: Prompt, turn: int) -> None:
    def text(shift: int = 0) -> str:
        return WORDS[(turn + shift) % len(WORDS)]

    set_up(prompt, "one-tier", f"A{text()[:40]}:scout,hunter,farmer,manager")
    who = prompt.done("people", "list")[0]["name"]
    file = Path(prompt.workspace).with_name("contacts.csv")
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Nom", "Prénom", "Téléphone", "Ville", "Société", "Consentement", "Date consentement"])
        rows.writerow([text(1), text(2), "01 99 00 12 34", text(3), text(4), text(5), "02/11/2026"])
        rows.writerow(
            [f"N{os.linesep}\x00{text(6)}", text(7), "01 99 00 12 35", text(8), "", "oui", "03/11/2026"]
        )
    prompt.done("lists", "import", file, "--list", f"L{text(9)}", "--as", who)
    token = prompt.done("next", "--as", who)["token"]
    prompt.done("dial", token)
    prompt.done("outcome", token, "no-answer", "--note", text(1))
    token = prompt.done("next", "--as", who)["token"]
    prompt.done("dial", token)
    prompt.done("hand-off", token, "--brief", f"need=x{text(2)}", "--brief", f"next=y{text(3)}")
    (deal,) = prompt.done("deals", "--as", who)
    prompt.done("deal", "next", deal["id"], "--do", f"z{text(4)}", "--at", "demain 10h", "--as", who)
    prompt.done("deal", "won", deal["id"], "--amount", "12.00", "--as", who)
    (check_in,) = prompt.done("check-ins", "--as", who, "--to", "2027-12-31")
    prompt.done("check-in", "log", check_in["id"], "--as", who, "--outcome", "reached", "--note", text(5))
    assert _unclean_cells(Path(prompt.workspace)) == []
