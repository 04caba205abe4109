"""Two scouts on one list at two terminals at the same time: nobody in both hands, nobody rung twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, figures_in, shop_of
from tests.journeys.shell import Prompt

pytestmark = pytest.mark.slow

CALLS = 15  # each
LETTERS = "nvrqx"


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(sql).fetchall()


def _apart(path: Path, scouts: tuple[Scout, Scout]) -> None:
    """What stands on the two screens is what the file says: two contacts of two firms."""
    held = _rows(
        path,
        """SELECT o.name, c.first_name || ' ' || c.last_name, p.firm_id FROM position p
           JOIN contact c ON c.id = p.contact_id JOIN operator o ON o.id = p.held_by ORDER BY o.name""",
    )
    assert [(name, who) for name, who, _ in held] == [("Paul", scouts[1].who), ("Sam", scouts[0].who)]
    assert held[0][2] not in (None, held[1][2]), "colleagues are not rung at once"


def test_two_scouts_on_one_list(prompt: Prompt) -> None:
    people = ("Sam:scout", "Paul:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(40, firm_of=2))
    with at_desk(path, "Sam") as sam, at_desk(path, "Paul", size=(120, 40)) as paul:
        scouts = (sam, paul)
        for one in scouts:
            one.sees(RESTING)
        for one in scouts:
            one.press("enter")
        for one in scouts:
            one.sees(one.anybody, "Enter dial")
        for number in range(CALLS):
            _apart(path, scouts)
            before = [one.who for one in scouts]
            for one in scouts:
                one.press("enter")
            for one in scouts:
                one.sees("h HOT")
            letter = LETTERS[number % len(LETTERS)]
            for one in scouts:
                one.press(letter)  # both at once: one commit waits for the other
            for one, who in zip(scouts, before, strict=True):
                one.stored(who)
        _apart(path, scouts)
        for one in scouts:
            one.sees(lambda screen: figures_in(screen) == (CALLS, 0))
    calls = _rows(path, "SELECT operator_id, COUNT(*), COUNT(DISTINCT contact_id) FROM call GROUP BY 1")
    assert [(number, different) for _, number, different in calls] == [(CALLS, CALLS)] * 2
    assert _rows(path, "SELECT COUNT(DISTINCT contact_id), COUNT(DISTINCT e164) FROM call") == [(30, 30)]
    assert _rows(path, "SELECT COUNT(*) FROM call WHERE outcome = ''") == [(0,)]
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
