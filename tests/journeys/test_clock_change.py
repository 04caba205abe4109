"""Promises around the nights when clocks change, made from a desk in Paris on the days before."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, shop_of
from tests.journeys.shell import Prompt
from tests.journeys.terminals import without

pytestmark = pytest.mark.slow

FRIDAY_BEFORE_WINTER = "2026-10-23T10:30:00+02:00"
FRIDAY_BEFORE_SUMMER = "2027-03-26T10:30:00+01:00"
PEOPLE = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
ALICE, BASILE = "Alice ABEILLE", "Basile ABEILLE"


def _shop(prompt: Prompt, monkeypatch: pytest.MonkeyPatch, now: str) -> Path:
    monkeypatch.setenv("PIPELINE_NOW", now)
    return shop_of(prompt, *PEOPLE, text=contacts(4))


def _promised(path: Path) -> list[tuple[str, str, datetime]]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(
            """SELECT c.first_name || ' ' || c.last_name, p.promise, p.promise_due FROM position p
               JOIN contact c ON c.id = p.contact_id WHERE p.promise_due IS NOT NULL ORDER BY c.id"""
        ).fetchall()
    return [(who, kind, datetime.fromtimestamp(due, UTC)) for who, kind, due in rows]


def _typed(sam: Scout, phrase: str, *read_back: str) -> str:
    who = sam.ring()
    sam.press("c")
    sam.sees(f"Call back · {who}")
    sam.press(*phrase)
    sam.sees(phrase, *read_back)
    sam.press("enter")
    return who


def test_a_promise_into_the_hour_that_comes_twice(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _shop(prompt, monkeypatch, FRIDAY_BEFORE_WINTER)
    with at_desk(path, "Sam", FRIDAY_BEFORE_WINTER) as sam:
        sam.sees(RESTING)
        sam.next(ALICE)
        _typed(sam, "25 oct 2:30", "Sun 25 Oct 02:30", "twice")
        sam.sees(
            "Did they ask for exactly this time?",
            "1 they asked for exactly",
            "nearest before",
            "nearest after",
        )
        sam.press("1")
        sam.stored(ALICE, "Sun 25 Oct 02:30")
        _typed(sam, "mon 10:30", "Mon 26 Oct 10:30")
        sam.stored(BASILE, "Mon 26 Oct 10:30")
    (alice, basile) = _promised(path)
    assert alice == (ALICE, "exact", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), "the first of the two"
    assert basile == (BASILE, "callback", datetime(2026, 10, 26, 9, 30, tzinfo=UTC)), "an hour more of night"
    with at_desk(path, "Sam", "2026-10-25T02:31:00+02:00") as sam:
        sam.sees(RESTING, "due now")
        other = sam.next()  # who was in hand on Friday; nobody may be rung at night
        sam.press("s")
        sam.stored(other, "skipped")
        sam.sees(ALICE, lambda screen: re.search(r"\b02:[345]\d there", screen) is not None)
        sam.ring()
        sam.press("n")
        sam.sees("✓ No answer", ALICE, "Nothing can be called now")


def test_a_promise_across_the_night_that_is_an_hour_short(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _shop(prompt, monkeypatch, FRIDAY_BEFORE_SUMMER)
    with at_desk(path, "Sam", FRIDAY_BEFORE_SUMMER, size=(120, 40)) as sam:
        sam.sees(RESTING)
        sam.next(ALICE)
        _typed(sam, "30/03 10:30", "Tue 30 Mar 10:30")
        sam.stored(ALICE, "Tue 30 Mar 10:30")
        sam.ring()
        sam.press("c")
        sam.sees(f"Call back · {BASILE}")
        sam.press(*"28/03 2:30")
        sam.sees("28/03 2:30", "Sun 28 Mar 03:30")
        sam.press("escape")
        sam.sees("h HOT", without(f"Call back · {BASILE}"))
    assert _promised(path) == [(ALICE, "callback", datetime(2027, 3, 30, 8, 30, tzinfo=UTC))]
    with at_desk(path, "Sam", "2027-03-30T10:31:00+02:00") as sam:
        sam.sees(RESTING, "due now")
        sam.press("enter")
        sam.sees(BASILE, "how did it end?")
        sam.press("n")
        sam.stored(BASILE, "No answer")
        assert sam.who == ALICE
