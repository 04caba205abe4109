"""The cost of a claim: every statement goes by its index, and the lists may grow."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline_tui.services.claiming import claim_in
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import facts, holds
from pipeline_tui.storage.store import Tx
from tests.shops import Line

_PARAMS = {
    **dict.fromkeys(
        ("me", "now", "late", "day_late", "day", "since", "slot", "most", "contact", "version", "lease"), 1
    ),
    **dict.fromkeys(("list", "rank"), 1),
    "bucket": 1,
    "buckets": "[1, 2, 3]",
    "foreign": "[4]",
    "token": "t",
    "kind": "desk",
    "call": None,
}


def plan(line: Line, statement: str) -> str:
    with line.shop.store.read() as tx:
        return "\n".join(row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {statement}", _PARAMS))


@pytest.mark.parametrize(
    ("statement", "indexes"),
    [
        (
            holds._SURVEY,
            {
                "uq_position_held_by",
                "ix_position_promised",
                "ix_position_promise_due",
                "ix_position_due",
                "ix_position_firm_held",
            },
        ),
        (holds._PROMOTE, {"ix_position_due"}),
        (holds._PROBE, {"ix_position_ready", "ix_position_firm_held"}),
        (holds._TAKE, set()),
        (holds._LET_GO, set()),
        ("SELECT 1 FROM position WHERE token = :token AND held_by = :me", {"uq_position_held_by"}),
        (
            "SELECT contact_id FROM position WHERE held_by IS NOT NULL AND held_by <> :me AND lease < :now",
            set(),
        ),
        (facts._DROPPED, {"ix_call_contact_id"}),
        ("SELECT contact_id FROM number WHERE e164 = :token", {"ix_number_e164"}),
        ("SELECT dialled_at FROM call WHERE e164 = :token AND dialled_at >= :now", {"ix_call_e164"}),
        ("SELECT 1 FROM journal WHERE act = :token", {"uq_journal_act"}),
        ("SELECT 1 FROM journal WHERE contact_id = :contact AND rowid > 5", {"ix_journal_contact_id"}),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else "",
)
def test_no_statement_of_a_claim_walks_the_queue(line: Line, statement: str, indexes: set[str]) -> None:
    steps = plan(line, statement)
    tables = {"position", "p", "q", "f", "number", "call", "journal"}
    walks = [
        step
        for step in steps.splitlines()
        if step.startswith("SCAN") and step.split()[1] in tables and "USING" not in step
    ]
    assert not walks, steps
    for index in indexes:
        assert f"{index} " in f"{steps} ".replace("\n", " "), steps


def grow(tx: Tx, contacts: int) -> None:
    """Copy the first contact so often, each later in the queue than the one before."""
    columns = [row[1] for row in tx.all("PRAGMA table_info(contact)") if row[1] != "id"]
    names = ", ".join(columns)
    last = tx.value("SELECT MAX(id) FROM contact")
    first, end = last + 1, last + contacts
    series = f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {end})"
    tx.run(
        f"{series} INSERT INTO contact (id, {names}) SELECT i, {names} FROM n CROSS JOIN contact WHERE id = 1"
    )
    tx.run(
        f"""{series} INSERT INTO position (contact_id, stage, list_id, bucket_id, rank, band, blocker,
              attempts, promise, lease_kind, version)
            SELECT i, stage, list_id, bucket_id, rank + i, band, '', 0, '', '', 1
            FROM n CROSS JOIN position p WHERE p.contact_id = 1"""
    )


def steps_of_a_claim(line: Line, viewer_name: str = "Sam") -> int:
    """Return how many instructions SQLite ran for a claim."""
    viewer, counted = line.viewer(viewer_name), 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with line.shop.store.act() as tx:
        connection: Any = tx._cursor.connection
        connection.set_progress_handler(count, 1)
        held = claim_in(tx, line.shop, viewer, line.act(), "desk")
        connection.set_progress_handler(None, 1)
        assert held is not None
        holds.let_go(tx, held.contact_id, line.shop.method, line.at)
    return counted


@pytest.mark.parametrize("shape", ["fresh", "one low-priority zone open", "promises to come", "many at work"])
def test_a_claim_costs_the_same_on_a_short_and_a_long_list(line: Line, shape: str) -> None:
    line.contact()
    if shape == "one low-priority zone open":
        late = line.a_list("Late", priority=9)
        line.contact(list_id=late, zone="America/Guadeloupe")
        line.at = line.at.replace(hour=20)  # closed in Paris, 16:00 in Guadeloupe
    costs = []
    for contacts in (1_000, 49_000):
        with line.shop.store.act() as tx:
            grow(tx, contacts)
            if shape == "promises to come":
                tx.run(
                    """UPDATE position SET promise = 'callback', promise_due = :due, rank = NULL
                       WHERE contact_id % 3 = 0""",
                    {"due": int(line.at.timestamp()) + 3600},
                )
            if shape == "many at work":
                tx.run(
                    "UPDATE position SET due = :due, rank = NULL WHERE contact_id % 2 = 0",
                    {"due": int(line.at.timestamp()) + 3600},
                )
        steps_of_a_claim(line)
        costs.append(steps_of_a_claim(line))
    assert costs[0] == costs[1]


def test_no_more_than_fifty_come_back_at_once(line: Line) -> None:
    line.contact()
    with line.shop.store.act() as tx:
        grow(tx, 300)
        tx.run("UPDATE position SET rank = NULL, due = :due", {"due": int(line.at.timestamp()) - 5})
    line.claim(line.viewer("Sam"))
    assert line.one("SELECT COUNT(*) FROM position WHERE due IS NOT NULL")[0] == 301 - holds.PROMOTED_AT_ONCE
    with pytest.raises(NothingToCall):
        line.at = line.at.replace(hour=3)
        line.claim(line.viewer("Paul"))
