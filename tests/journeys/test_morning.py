"""A morning of sixty calls at a real terminal, keyboard only; afterwards the file is read and compared."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from pipeline_tui.services.shop import open_shop
from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, figures_in, shop_of
from tests.journeys.shell import Prompt
from tests.killing.consistency import consistent

pytestmark = pytest.mark.slow

OPENS, AFTER_AN_HOUR, LAST_HOUR = (f"2026-11-24T{at}:00+01:00" for at in ("10:30", "11:31", "12:31"))
NOTE = "la fille s'appelle Zoé ; « pas de lys »"
Done = tuple[str, str, str]  # who, the outcome, its reason

# The letters that need no question, and the outcomes that have none.
LETTERS = {
    "n": "no-answer",
    "b": "busy",
    "v": "voicemail",
    "r": "refused",
    "x": "do-not-call",
    "q": "not-now",
}
BY_NAME = {
    "Gatekeeper": "gatekeeper",
    "Send information": "send-information",
    "Not our customer": "not-our-customer",
    "Other language": "other-language",
}
REASONS = ("disconnected", "stranger", "deceased", "under-age")


def by_letter(sam: Scout, letter: str) -> Done:
    """Ring whoever is in hand and end the call with one letter."""
    who = sam.ring()
    sam.press(letter)
    sam.stored(who)
    return who, LETTERS[letter.lower()], ""


def and_stay(sam: Scout, letter: str) -> Done:
    """End a call with Shift and the letter, and go on by hand."""
    who = sam.ring()
    sam.press(letter.upper())
    if letter == "x":  # nobody keeps in hand whom nobody rings again
        sam.sees("✓ Do not call", who, RESTING)
        sam.next()
    else:
        sam.stayed(who)
    return who, LETTERS[letter], ""


def by_name(sam: Scout, name: str, *, stay: bool = False) -> Done:
    """End a call with an outcome that has no letter."""
    who = sam.ring()
    sam.palette(f"{name}, and stay" if stay else name)
    (sam.stayed if stay else sam.stored)(who, name)
    return who, BY_NAME[name], ""


def wrong(sam: Scout, digit: int, *, stay: bool = False) -> Done:
    """Say which way a number is wrong."""
    who = sam.ring()
    sam.press("W" if stay else "w")
    sam.sees("1 disconnected", "4 under age")
    sam.press(str(digit))
    if stay:
        sam.stayed(who, "Wrong number")
    else:  # where the number is wrong and not the person, the other number is next
        sam.stored(who, "Wrong number", again=digit < 3)
    return who, "wrong-number", REASONS[digit - 1]


def callback(sam: Scout, typed: str, read_back: str, *, stay: bool = False) -> Done:
    """Promise a call at a typed time, or with a digit."""
    who = sam.ring()
    sam.press("C" if stay else "c")
    sam.sees(f"Call back · {who}")
    sam.press(*typed)
    sam.sees(read_back)
    sam.press("enter")
    (sam.stayed if stay else sam.stored)(who, "Call back", read_back.replace("Tue 24 Nov", "callback today"))
    return who, "callback", ""


def hot(sam: Scout) -> Done:
    """Walk the script to its end, answer its questions, hand over to the team."""
    who = sam.ring()
    for answer, step in (("1", "· Who"), ("1", "· Weekly")):
        sam.press(answer)
        sam.sees(step)
    sam.fields("roses by the door", "3", "1")
    sam.press("1")
    sam.sees("· Decision")
    sam.fields("the manager", "1 200,50")
    sam.sees("€1,200.50")
    sam.press("1")
    sam.sees("· Promise")
    sam.fields("two quotes by Thursday")
    sam.press("1")
    sam.sees("Enter hand off")
    sam.press("enter")
    sam.sees(f"Hand off · {who}", "roses by the door", "two quotes by Thursday", "the team", "Complete.")
    sam.press("enter")
    sam.stored(who, "HOT", "the team")
    return who, "hot", ""


def noted(sam: Scout, text: str, letter: str) -> Done:
    """End a call with a note."""
    who = sam.ring()
    sam.note(text)
    sam.press(letter)
    sam.stored(who)
    return who, LETTERS[letter], ""


def other_number(sam: Scout) -> Done:
    """Ring the other number."""
    sam.press("a")
    sam.sees("mobile · 2 of 2", "Enter dial")
    return by_letter(sam, "n")


def taken_back(sam: Scout) -> Done:
    """End a call wrongly, take that back, end it rightly."""
    who = sam.ring()
    sam.press("r")
    sam.stored(who, "Refused")
    sam.press("u")
    sam.sees(who, "Taken back", "h HOT")
    assert sam.who == who
    sam.press("b")
    sam.stored(who, "Busy")
    return who, "busy", ""


def skipped(sam: Scout, reason: str = "") -> None:
    """Pass somebody over."""
    who = sam.who
    sam.press("s")
    if reason:
        sam.sees("Why skip this one?")
        sam.press(reason)
    sam.stored(who, "skipped", "comes back in 30 minutes")


def paused(sam: Scout) -> None:
    """Stop for lunch and come back to the same contact."""
    who = sam.who
    sam.press("p")
    sam.sees("4 Lunch")
    sam.press("4")
    sam.sees("Pause · Lunch", f"{who} stays in hand", "■ paused")
    sam.press("enter")
    sam.sees("back after", "☎ ready", "Enter dial")
    assert sam.who == who


def first_hour(sam: Scout) -> Iterator[Done]:
    """Every outcome, every reason, every Shift."""
    # First what is counted from now: the clock runs on, and shows another minute before the hour is over.
    yield callback(sam, "1", "Tue 24 Nov 11:30", stay=True)
    yield callback(sam, "+2h", "Tue 24 Nov 12:30")
    yield callback(sam, "2", "Wed 25 Nov 10:30")
    for letter in LETTERS:
        yield by_letter(sam, letter)
    for digit in (1, 2, 3, 4):
        yield wrong(sam, digit)
        if digit < 3:
            yield by_letter(sam, "n")
    yield wrong(sam, 1, stay=True)
    yield by_letter(sam, "n")
    for name in BY_NAME:
        yield by_name(sam, name)
    skipped(sam)
    skipped(sam)
    skipped(sam, "1")
    for letter in LETTERS:
        yield and_stay(sam, letter)
    yield by_name(sam, "Gatekeeper", stay=True)
    yield callback(sam, "11:20", "Tue 24 Nov 11:20")
    yield callback(sam, "3", "Tue 24 Nov 14:00")
    yield callback(sam, "11:25", "Tue 24 Nov 11:25")
    yield hot(sam)


def second_hour(sam: Scout, promised: Sequence[str]) -> Iterator[Done]:
    """Whoever was in hand, then what was promised, in its order; then the retries, then new ones."""
    yield by_letter(sam, "n")
    for who in promised:
        assert sam.who == who
        sam.press("i")
        sam.sees("promised")
        sam.press("escape")
        sam.sees("Enter dial", lambda screen: "Why" not in screen)
        yield by_letter(sam, "v")
    yield other_number(sam)
    yield taken_back(sam)
    yield noted(sam, NOTE, "n")
    paused(sam)
    for letter in "nbvrxqnvq":
        yield by_letter(sam, letter)


def last_hour(sam: Scout, promised: str) -> Iterator[Done]:
    """In a wide terminal: one more promise that came due, one more hot one, and the rest."""
    yield by_letter(sam, "n")
    assert sam.who == promised
    yield by_letter(sam, "n")
    yield hot(sam)
    for letter in "nbvrnbvqn":
        yield by_letter(sam, letter)


def test_a_morning_of_sixty_calls(prompt: Prompt) -> None:
    people = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(60))
    done: list[Done] = []
    with at_desk(path, "Sam", OPENS) as sam:
        sam.sees(RESTING)
        sam.next()
        done += first_hour(sam)
        _left(sam, done)
    by_time = [done[at][0] for at in (_nth(done, 3), _nth(done, 5), _nth(done, 0))]
    with at_desk(path, "Sam", AFTER_AN_HOUR) as sam:
        sam.sees("due now")
        sam.next()
        done += second_hour(sam, by_time)
        _left(sam, done)
    with at_desk(path, "Sam", LAST_HOUR, size=(120, 40)) as sam:
        sam.sees("due now")
        sam.next()
        done += last_hour(sam, done[_nth(done, 1)][0])
        _left(sam, done)
    assert len(done) == 60
    _what_is_stored(path, done)
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""


def _nth(done: Sequence[Done], number: int) -> int:
    return [at for at, (_, code, _) in enumerate(done) if code == "callback"][number]


def _left(sam: Scout, done: Sequence[Done]) -> None:
    """Compare the header with what was done, and leave with a contact in hand."""
    wanted = (len(done), sum(code == "hot" for _, code, _ in done))
    sam.sees(lambda screen: figures_in(screen) == wanted)
    sam.press("ctrl+q")
    assert sam.pty.wait_for_end() == 0


def _what_is_stored(path: Path, done: Sequence[Done]) -> None:
    with closing(sqlite3.connect(path)) as file:
        calls = file.execute(
            """SELECT c.first_name || ' ' || c.last_name, call.outcome, call.reason
               FROM call JOIN contact c ON c.id = call.contact_id ORDER BY call.id"""
        ).fetchall()
        verbs = Counter(row[0] for row in file.execute("SELECT verb FROM journal WHERE operator_id > 0"))
        (noted,) = file.execute("SELECT note FROM call WHERE note <> ''").fetchall()
        briefs = file.execute("SELECT brief, state, receiver_id FROM hand_off").fetchall()
        pauses = file.execute("SELECT reason, ended_at IS NOT NULL FROM pause").fetchall()
        waiting = file.execute(
            "SELECT COUNT(*) FROM position WHERE promise_due IS NOT NULL AND promise_owner IS NOT NULL"
        ).fetchone()
        mobiles = file.execute("SELECT outcome FROM call WHERE e164 LIKE '+336%' ORDER BY id").fetchall()
    assert calls == list(done)
    stayed = 2 + len(LETTERS)  # a wrong number, a gatekeeper, a callback; nobody stays after "do not call"
    wanted = {"dialled": 60, "outcome": 59, "undone": 1, "handed_off": 2, "skipped": 3 + stayed}
    assert {verb: verbs[verb] for verb in wanted} == wanted
    assert noted == (NOTE,)
    assert [(json.loads(brief)["need"], *rest) for brief, *rest in briefs] == [
        ("roses by the door", "waiting", None)
    ] * 2
    assert pauses == [("lunch", 1)]
    assert waiting == (2,), "at 14:00 and tomorrow"
    assert len(mobiles) == 4, "three wrong numbers were followed by the other one, and one was chosen"
    shop = open_shop(path, now=datetime.fromisoformat(LAST_HOUR))
    try:
        assert consistent(shop, []).faults == {}
    finally:
        shop.close()
