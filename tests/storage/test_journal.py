"""The journal: one entry an act, and tampering that is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.services import claiming, handing_off
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import journal
from pipeline_tui.storage.store import Tx
from tests.shops import Line

BRIEF = {"need": "roses", "next": "quote"}


@pytest.fixture
def lived_in(line: Line) -> Line:
    """Three days of two scouts and a hunter."""
    for day in range(3):
        for name in ("Sam", "Paul"):
            viewer = line.viewer(name)
            line.contact(f"{name} {day}")
            line.end(viewer, "busy")
            line.contact(f"Hot {day}")
            desk = line.call(viewer)
            done = handing_off.hand_off(line.shop, viewer, desk.token, BRIEF, act=line.act())
            handing_off.accept(line.shop, line.viewer("Hugo"), done.hand_off_id, act=line.act())
        line.later(days=1)
    line.claim(line.viewer("Sam"))
    assert not line.broken()
    return line


def tamper(line: Line, change: Callable[[Tx], object]) -> str:
    """Change the file as its owner could, past the triggers, and return what the walk finds."""
    with line.shop.store.act() as tx:
        for verb in ("update", "delete"):
            tx.run(f"DROP TRIGGER journal_{verb}")
        change(tx)
    return line.broken()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET verb = 'skipped' WHERE operator_id = 1 AND seq = 2",
        "UPDATE journal SET at = '2026-11-23T13:03:01.000000Z' WHERE operator_id = 1 AND seq = 2",
        "UPDATE journal SET contact_id = 9 WHERE operator_id = 1 AND seq = 1",
        "UPDATE journal SET contact_id = NULL WHERE operator_id = 1 AND seq = 1",
        "UPDATE journal SET act = 'x' WHERE operator_id = 1 AND seq = 1",
        "UPDATE journal SET detail = '{}' WHERE operator_id = 1 AND verb = 'outcome'",
        "UPDATE journal SET hash = 'x' WHERE operator_id = 2 AND seq = 3",
        "UPDATE journal SET operator_id = 5 WHERE operator_id = 3",
        "DELETE FROM journal WHERE operator_id = 1 AND seq = 1",
        "DELETE FROM journal WHERE operator_id = 1 AND seq = 3",
        "DELETE FROM journal WHERE operator_id = 1 AND seq = (SELECT MAX(seq) FROM journal x WHERE"
        " x.operator_id = 1)",
        "DELETE FROM journal WHERE operator_id = 2",
        "DELETE FROM journal WHERE operator_id = 0",
        "DELETE FROM journal",
        "DELETE FROM journal_head WHERE operator_id = 1",
        "DELETE FROM journal_head",
        "UPDATE journal_head SET seq = seq - 1 WHERE operator_id = 1",
    ],
)
def test_one_statement_of_tampering_is_found(lived_in: Line, statement: str) -> None:
    assert tamper(lived_in, lambda tx: tx.run(statement))


def test_a_chain_removed_with_its_head_is_found_by_the_heads_kept(lived_in: Line) -> None:
    def remove(tx: Tx) -> None:
        tx.run("DELETE FROM journal WHERE operator_id = 2")
        tx.run("DELETE FROM journal_head WHERE operator_id = 2")

    assert "operator 2" in tamper(lived_in, remove)


def test_an_emptied_journal_is_not_whole(lived_in: Line) -> None:
    def empty(tx: Tx) -> None:
        tx.run("DELETE FROM journal")
        tx.run("DELETE FROM journal_head")

    assert "operator 0" in tamper(lived_in, empty)


def test_a_tail_cut_and_rebuilt_is_found_by_the_heads_kept(lived_in: Line) -> None:
    def cut(tx: Tx) -> None:
        tx.run("DELETE FROM journal WHERE operator_id = 2 AND seq > 4")
        digest = tx.value("SELECT hash FROM journal WHERE operator_id = 2 AND seq = 4")
        tx.run("UPDATE journal_head SET seq = 4, hash = :hash WHERE operator_id = 2", {"hash": digest})

    assert "operator 2" in tamper(lived_in, cut)


def test_the_workspace_s_own_chain_cannot_go(lived_in: Line) -> None:
    def remove(tx: Tx) -> None:
        tx.run("DELETE FROM journal WHERE operator_id = 0")
        tx.run("DELETE FROM journal_head WHERE operator_id = 0")

    assert "operator 0" in tamper(lived_in, remove)


def test_the_file_itself_refuses_changes(lived_in: Line) -> None:
    for statement in (
        "UPDATE journal SET verb = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    ):
        with pytest.raises(WorkspaceTrouble), lived_in.shop.store.act() as tx:
            tx.run(statement)
    assert not lived_in.broken()


def test_entries_hold_no_personal_text(lived_in: Line) -> None:
    for (detail,) in lived_in.all("SELECT detail FROM journal"):
        words = json.dumps(json.loads(detail))
        assert not any(text in words for text in ("roses", "quote", "Hot", "+33", "Claire"))


def test_the_first_act_of_a_day_keeps_all_heads(lived_in: Line) -> None:
    days = lived_in.all("SELECT at FROM journal WHERE verb = 'heads' ORDER BY seq")
    assert len({row[0][:10] for row in days}) == len(days) == 4


def test_an_undo_is_one_entry_that_names_the_act(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    act = line.end(sam, "busy")
    undo(line.shop, sam, act=line.act())
    with line.shop.store.read() as tx:
        newest = journal.entries(tx, operator_id=sam.operator_id, limit=1)[0]
    assert (newest.verb, json.loads(newest.detail)["undoes"]) == ("undone", act)


def test_a_clock_set_back_breaks_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    line.contact()
    line.claim(sam)
    line.at -= timedelta(days=2)
    claiming.renew(line.shop, sam, line.claim(sam).token)
    line.at += timedelta(days=2)
    line.end(sam, "busy")
    assert not line.broken()
