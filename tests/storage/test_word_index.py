"""The index of words on either engine, in a backup, and against the plainest search there is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.finding import SHOWN, read_sought
from pipeline_tui.services.erasing import erase_person
from pipeline_tui.services.forgetting_words import forget_words
from pipeline_tui.storage import finding, word_index
from pipeline_tui.storage.backup import back_up
from pipeline_tui.storage.driver import connected
from pipeline_tui.storage.store import Store
from tests.shops import MONDAY, Line, opened_line

LAST = ("Béranger", "Martin", "Martineau", "Le Bihan", "Ber", "O'Connor", "Nguyễn", "Müller", "Ånnis", "李")
FIRMS = ("", "Hôtel Bellevue", "Martin & fils", "Bellanger SARL")

ON_THE_SYSTEMS_ENGINE = """
import sys
sys.modules["pysqlite3"] = None  # as on a machine that has no wheel of it
from pathlib import Path
from pipeline_tui.storage.driver import sqlite_module
from pipeline_tui.storage.schema import open_store
store = open_store(Path(sys.argv[1]))
contact = "INSERT INTO contact ({}) VALUES ({})"
with store.act() as tx:
    columns = [row[1] for row in tx.all("PRAGMA table_info(contact)") if row[3] and not row[5]]
    values = ["1" if one in ("hot", "version") else "''" for one in columns]
    tx.run(contact.format(", ".join(columns), ", ".join(values)))
    tx.run("UPDATE contact SET folded = 'martin claire'")
    tx.run("INSERT INTO email (contact_id, address) VALUES (1, 'c@example.com')")
with store.act() as tx:
    tx.run("DELETE FROM email")
with store.read() as tx:
    found = tx.all("SELECT rowid, words FROM word_index WHERE word_index MATCH 'art'")
    print(sqlite_module().__name__, found)
with store.act() as tx:
    tx.run("DELETE FROM contact")
with store.read() as tx:
    print(tx.all("SELECT rowid FROM word_index"), tx.all("PRAGMA integrity_check"))
"""


@pytest.mark.slow
def test_the_system_s_engine_keeps_the_index_too(workspace: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ON_THE_SYSTEMS_ENGINE, str(workspace)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines() == ["sqlite3 [(1, ' martin claire')]", "[] [('ok',)]"]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with opened_line(tmp_path_factory.mktemp("words")) as opened:
        for last in LAST:
            for firm in FIRMS:
                opened.contact(last, firm=firm)
        yield opened


def test_a_backup_holds_the_index(line: Line, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(line.shop.store.path, copy, at=datetime(2026, 11, 23, tzinfo=UTC))
    with connected(copy, read_only=True) as connection:
        kept = connection.execute("SELECT rowid, words FROM word_index").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert kept == line.all("SELECT rowid, words FROM word_index")
    assert len(kept) == len(LAST) * len(FIRMS)


def plainly(line: Line, words: tuple[str, ...]) -> set[int]:
    """Return who holds every word, one by one: long ones anywhere, short ones where a word begins."""
    found = set()
    for contact_id, text, name, firm in line.all(
        """SELECT w.rowid, w.words, c.folded, COALESCE(f.folded, '') FROM word_index w
           JOIN contact c ON c.id = w.rowid LEFT JOIN firm f ON f.id = c.firm_id"""
    ):
        held = all(word in text if len(word) > 2 else f" {word}" in text for word in words)
        alone = all(len(word) < 2 for word in words)  # one letter begins the whole name or firm
        begins = name.startswith(words[0]) or firm.startswith(words[0])
        if held and (begins or not alone):
            found.add(contact_id)
    return found


PARTS = st.sampled_from(
    [*LAST, *(one for one in FIRMS if one), "Claire", "zzz", "'", '"', "%", "_", "*", "-"]
)
WORDS = st.builds(
    lambda word, start, length: word[start : start + length], PARTS, st.integers(0, 4), st.integers(1, 8)
)


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_a_search_finds_exactly_who_holds_the_words(line: Line, typed: list[str]) -> None:
    sought = read_sought(" ".join(typed), "FR")
    if not sought.words:
        return
    with line.shop.store.read() as tx:
        found = finding.find_any(tx, line.viewer("Mona"), sought, MONDAY)
    assert {one.contact_id for one in found.people} == plainly(line, sought.words)
    assert len(found.people) <= SHOWN


def test_contacts_are_taken_in_by_portions_and_again_without_harm(line: Line) -> None:
    rows = line.all("SELECT rowid, words FROM word_index ORDER BY rowid")
    ids = [row[0] for row in rows]
    copy = line.shop.store.path.with_name("portions.db")
    back_up(line.shop.store.path, copy, at=datetime(2026, 11, 23, tzinfo=UTC))
    other = Store(copy)
    try:
        with other.act() as tx:
            tx.run("DELETE FROM word_index WHERE rowid % 2")
        for start in range(0, len(ids), 7):
            with other.act() as tx:
                word_index.take_in(tx, ids[start : start + 7])
        with other.act() as tx:
            word_index.take_in(tx, ids)
            word_index.take_in(tx, ())
        with other.read() as tx:
            assert tx.all("SELECT rowid, words FROM word_index ORDER BY rowid") == rows
            assert tx.all("PRAGMA integrity_check") == [("ok",)]
    finally:
        other.close()


def letters_in(store: Store) -> set[str]:
    """Return every three letters that the pages of the index still hold, of whomever."""
    with store.act() as tx:
        tx.run("CREATE VIRTUAL TABLE temp.kept USING fts5vocab('main', 'word_index', 'row')")
        told = {row[0] for row in tx.all("SELECT term FROM temp.kept")}
        tx.run("DROP TABLE temp.kept")
        raw = b"".join(row[0] for row in tx.all("SELECT block FROM word_index_data"))
    return told | ({"xqz"} if b"xqz" in raw else set())


def test_nothing_of_an_erased_name_stays_in_the_index(tmp_path: Path) -> None:
    with opened_line(tmp_path) as own:
        who = own.contact("Xqzara")
        for number in range(40):
            own.contact(f"Other{number}")
        assert "xqz" in letters_in(own.shop.store)
        with own.shop.store.act() as tx:
            tx.run("UPDATE contact SET folded = '' WHERE id = :id", {"id": who})
        assert "xqz" in letters_in(own.shop.store)  # the engine has only marked them
        forget_words(own.shop)
        assert "xqz" not in letters_in(own.shop.store)
        forget_words(own.shop)  # nothing is left to do, and nothing else was forgotten
        assert len(own.all("SELECT rowid FROM word_index WHERE word_index MATCH 'oth'")) == 40


def test_erasing_a_person_forgets_their_words(tmp_path: Path) -> None:
    with opened_line(tmp_path) as own:
        who = own.contact("Xqzara", firm="Xqzara & fils")
        own.contact("Other")
        erase_person(own.shop, own.viewer("Mona"), who, act=own.act())
        assert [row[0] for row in own.all("SELECT words FROM word_index")] == [" other claire"]
        assert "xqz" not in letters_in(own.shop.store)
