"""Reads whom somebody typed: a viewer's own contacts one by one, for a manager all of them by indexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.finding import (
    FEWEST_LAST_DIGITS,
    LONG,
    OWN_STAGES,
    SHOWN,
    FoundPeople,
    FoundPerson,
    Sought,
)
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import international, masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.driver import driver_error
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.wording import tr

_STEPS = 4000  # of the engine between two looks whether the answer is still wanted
_AFTER_DIGITS = ":"  # the character after 9: everything between begins with the same digits
_AFTER_LETTERS = "\U0010ffff"

_VISIBLE = """NOT EXISTS (SELECT 1 FROM list l WHERE l.id = p.list_id AND l.state = 'loading')"""
_BY_HEAD = f"""SELECT n.contact_id FROM number n JOIN position p ON p.contact_id = n.contact_id
  WHERE n.e164 >= :head AND n.e164 < :head || '{_AFTER_DIGITS}' AND n.wrong IS NULL AND {_VISIBLE}
  ORDER BY n.e164 LIMIT :most"""
_BY_TAIL = f"""SELECT n.contact_id FROM number n JOIN position p ON p.contact_id = n.contact_id
  WHERE substr(n.e164, -4) = :last AND n.e164 LIKE '%' || :tail AND n.wrong IS NULL AND {_VISIBLE}
  ORDER BY n.e164 LIMIT :most"""
# CROSS JOIN keeps the order of the tables: what was typed decides, not the statistics of the day.
_BY_NAME = f"""SELECT c.id FROM contact c CROSS JOIN position p ON p.contact_id = c.id
  {{words}}WHERE c.folded >= :word AND c.folded < :word || '{_AFTER_LETTERS}' AND {{holds}} AND {_VISIBLE}
  ORDER BY c.folded, c.id LIMIT :most"""
_BY_FIRM = f"""SELECT c.id FROM firm f CROSS JOIN contact c ON c.firm_id = f.id
  CROSS JOIN position p ON p.contact_id = c.id
  {{words}}WHERE f.folded >= :word AND f.folded < :word || '{_AFTER_LETTERS}' AND {{holds}} AND {_VISIBLE}
  ORDER BY f.folded, f.id LIMIT :most"""
_BY_WORDS = f"""SELECT w.rowid FROM word_index w CROSS JOIN position p ON p.contact_id = w.rowid
  WHERE w.word_index MATCH :letters AND {{holds}} AND {_VISIBLE} LIMIT :most"""
_WORDS = "CROSS JOIN word_index w ON w.rowid = c.id "

_LINE = f"""SELECT p.contact_id, p.stage, COALESCE(o.name, ''), c.city, {{own}}, COALESCE((SELECT n.e164
    FROM number n WHERE n.contact_id = p.contact_id AND n.wrong IS NULL
    ORDER BY {{matches}} DESC, n.place, n.id LIMIT 1), ''), {NAME}
  FROM position p {JOIN_CONTACT} LEFT JOIN operator o ON o.id = p.owner_id """
_OWN = """{line} LEFT JOIN word_index w ON w.rowid = p.contact_id
  WHERE {own} AND {stages} AND {holds}
  ORDER BY instr(c.folded, :first) <> 1, c.folded, c.id LIMIT :most"""
_NUMBERED = """EXISTS (SELECT 1 FROM number n WHERE n.contact_id = p.contact_id AND n.wrong IS NULL
  AND {matches})"""


def find_own(tx: Tx, viewer: Viewer, sought: Sought, now: datetime) -> FoundPeople:
    """Return the viewer's own deals and clients that hold what was typed.

    They are a few hundred and read one by one: how long it takes tells nothing about other people's.
    """
    values = sight.of(viewer, now, most=SHOWN + 1, first=(*sought.words, "")[0])
    matches = _matches(sought, values)
    holds = _NUMBERED.format(matches=matches) if sought.by_number else _holds(sought.words, values)
    own = sight.in_sight(viewer)
    rows = tx.all(
        _OWN.format(
            line=_LINE.format(own=own, matches=matches),
            own=own,
            stages=sight.stages_in("p.stage", viewer.stages & OWN_STAGES),
            holds=holds,
        ),
        values,
    )
    return FoundPeople(tuple(map(_person, rows[:SHOWN])), len(rows) > SHOWN)


def find_any(tx: Tx, viewer: Viewer, sought: Sought, now: datetime) -> FoundPeople:
    """Return the contacts of any stage that hold what was typed, but of lists being loaded; for a manager."""
    found: dict[int, None] = {}
    for rows in _by_number(tx, sought) if sought.by_number else _by_words(tx, sought):
        found.update((row[0], None) for row in rows)
        if len(found) > SHOWN:
            break
    values = sight.of(viewer, now)
    matches = _matches(sought, values)
    told = list(found)[:SHOWN]
    line = _LINE.format(own=sight.in_sight(viewer), matches=matches)
    among = "WHERE p.contact_id IN (SELECT value FROM json_each(:ids))"
    people = {row[0]: _person(row) for row in tx.all(line + among, {**values, "ids": json.dumps(told)})}
    return FoundPeople(tuple(people[one] for one in told if one in people), len(found) > SHOWN)


@contextmanager
def while_wanted(tx: Tx, overtaken: Callable[[], bool]) -> Iterator[None]:
    """Stop the engine in the middle of a search that nobody waits for any more."""
    connection: Any = tx.conn.connection.driver_connection
    connection.set_progress_handler(overtaken, _STEPS)
    try:
        yield
    except driver_error() as error:
        if "interrupted" not in str(error):
            raise
        raise NothingToDo(
            tr("Overtaken"), tr("Something else was typed meanwhile."), tr("Read its answer.")
        ) from error
    finally:
        connection.set_progress_handler(None, 0)


def _by_number(tx: Tx, sought: Sought) -> Iterator[list[Row]]:
    most = {"most": SHOWN + 1}
    for head in sought.heads:
        yield tx.all(_BY_HEAD, {**most, "head": head})
    if sought.tail:
        yield tx.all(_BY_TAIL, {**most, "tail": sought.tail, "last": sought.tail[-FEWEST_LAST_DIGITS:]})


def _by_words(tx: Tx, sought: Sought) -> Iterator[list[Row]]:
    """Yield whose last name or firm begins with the first word, in their order, then who holds all words."""
    values: dict[str, Any] = {"most": SHOWN + 1}
    holds = _holds(sought.words, values)
    alone = len(sought.words) == 1
    rest = {"words": "" if alone else _WORDS, "holds": "1" if alone else holds}
    first = {**values, "word": sought.words[0]}
    yield tx.all(_BY_NAME.format(**rest), first)
    yield tx.all(_BY_FIRM.format(**rest), first)
    letters = _letters(sought.words)
    if letters:
        yield tx.all(_BY_WORDS.format(holds=holds), {**values, "letters": letters})


def _letters(words: tuple[str, ...]) -> str:
    """Return the query of the index: every three letters of what is sought; ``_holds`` knows their order."""
    threes = dict.fromkeys(
        part[at : at + LONG] for part in map(_part, words) for at in range(len(part) - LONG + 1)
    )
    return " AND ".join('"{}"'.format(three.replace('"', '""')) for three in threes)


def _holds(words: tuple[str, ...], values: dict[str, Any]) -> str:
    """Return the condition that ``w`` holds every word, the short ones where a word begins."""
    for number, word in enumerate(words):
        values[f"w{number}"] = _part(word)
    return " AND ".join(f"instr(w.words, :w{number}) > 0" for number in range(len(words))) or "0 = 1"


def _part(word: str) -> str:
    """Return what the index holds of a word: short ones are sought with the space before them."""
    return word if len(word) >= LONG else f" {word}"


def _matches(sought: Sought, values: dict[str, Any]) -> str:
    """Return the condition that ``n`` is a number that was sought; the same for all when none was."""
    conditions = []
    for number, head in enumerate(sought.heads):
        values[f"h{number}"] = f"{head}%"
        conditions.append(f"n.e164 LIKE :h{number}")
    if sought.tail:
        values["t"] = f"%{sought.tail}"
        conditions.append("n.e164 LIKE :t")
    return f"({' OR '.join(conditions)})" if conditions else "1 = 1"


def _person(row: Row) -> FoundPerson:
    contact_id, stage, owner, city, own, e164, *who = row
    number = (international(e164) if own else masked(e164)) if e164 else ""
    return FoundPerson(contact_id, line_name(*who), who[4], city, Stage(stage), owner, number, bool(own))
