"""The judgement after a crash would notice each breach it is there to find."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import claiming, negotiating, winning
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage.store import Tx
from tests.killing import load_acts, worker
from tests.killing.ground import Ground, prepare, viewer_of
from tests.killing.judging import judge
from tests.killing.trade_acts import TradeActs

pytestmark = pytest.mark.slow  # of the judge of killed desks: whoever changes it runs this file


@pytest.fixture(scope="module")
def worked_once(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A workspace in which two workers did their turns and went; copy it, never open it."""
    path = tmp_path_factory.mktemp("worked") / "shop.db"
    ground = Ground(path, "wal", time.monotonic(), speed=1, contacts=60)
    prepare(ground)
    load_acts.run(ground, seed=1, turns=12)
    load_acts.Loader(ground, seed=1).leave_one_of_each()  # else chance decides whether anything is left
    for number in (0, 1):
        worker.run(ground, number, seed=number, turns=15)
    _trade(ground)
    return ground


def _trade(ground: Ground) -> None:
    """Have one worker hunt and keep for a while, so that there is something to falsify."""
    shop = ground.open()
    viewer = viewer_of(shop, 0)
    told: Counter[str] = Counter()
    acts = TradeActs(random.Random(1), shop, viewer, lambda what, **_: told.update([what]))
    for _ in range(45):
        with suppress(Refused):
            acts.turn()
    shop.close()
    kinds = {"offer", "offer-written", "offer-sent", "won", "sale", "refund", "check-in", "check-in-moved"}
    assert kinds <= told.keys(), "else nothing was tried"


@pytest.fixture
def worked(worked_once: Ground, tmp_path: Path) -> Ground:
    """That workspace, as the test's own."""
    for file in worked_once.path.parent.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    return replace(worked_once, path=tmp_path / "shop.db")


def test_honest_work_is_found_good(worked: Ground) -> None:
    found = judge(worked)
    assert found.faults == {}
    assert found.acknowledged["outcome"] > 5


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_hold_that_a_win_ends_and_its_undo_gives_back_is_one_hand(worked: Ground, meanwhile: bool) -> None:
    shop = worked.open()
    viewer = viewer_of(shop, 2)
    deal = negotiating.deals(shop, viewer)[0]
    claiming.take(shop, viewer, deal.contact_id, act="a" * 32)
    winning.win_deal(shop, viewer, deal.id, Winning(4500), act="b" * 32)
    assert claiming.in_hand(shop, viewer) is None
    other = claiming.claim_next(shop, viewer, act="c" * 32).contact_id if meanwhile else None
    undo(shop, viewer, act="d" * 32)
    back = claiming.in_hand(shop, viewer)
    assert back is not None
    assert back.contact_id == (other or deal.contact_id), "not beside the one that is in hand by now"
    shop.close()
    assert judge(worked).faults == {}


_FALSIFIED = {
    "no acknowledged act is lost": "UPDATE call SET outcome = 'x' WHERE outcome <> ''",
    "the hands are those of the journal": "UPDATE position SET held_by = held_by + 3 WHERE held_by < 9",
    "one outcome a call": "UPDATE call SET outcome = '' WHERE outcome <> ''",
    "every attempt is stored once": """UPDATE call SET mode = 'other' WHERE id = (SELECT MAX(id) FROM call
      WHERE mode = 'simulated' OR mode = 'handset')""",
    "no contact is in two hands": "DELETE FROM journal WHERE verb = 'outcome'",
    "nobody dials what is not in hand": "UPDATE journal SET contact_id = 60 WHERE verb = 'dialled'",
    "the journal is whole": "UPDATE journal SET detail = '{} ' WHERE verb = 'claimed'",
    "an open call is of the contact in hand": """UPDATE position SET call_id = (SELECT MIN(id) FROM call)
      WHERE contact_id = 59""",
    "one pause at a time": """INSERT INTO pause (operator_id, reason, began_at, ended_at)
      VALUES (1, 'x', '2026', '2027')""",
    "a call is passed on once": """INSERT INTO transfer (contact_id, giver_id, call_id, token, to_stage,
        brief, note, asked_at, until, state)
      SELECT contact_id, operator_id, id, '', 'hunting', '{}', '', '2026', '2026', 'taken'
      FROM call LIMIT 1""",
    "nobody is added twice": "UPDATE contact SET source = 'walk-in' WHERE id < 3",
    "words and messages are stored once": "UPDATE contact_change SET undone = 1 - undone",
    "a deal is won once": "UPDATE deal SET state = 'won' WHERE state = 'open'",
    "a sale is booked once": "UPDATE purchase SET undone = 1 WHERE id = (SELECT MAX(id) FROM purchase)",
    "more is never given back than was paid": "UPDATE purchase SET amount_minor = 0 WHERE refund_of IS NULL",
    "one check-in is planned for a client": """INSERT INTO check_in (contact_id, due_on, state, outcome, note,
        version)
      SELECT contact_id, '2031-01-01', 'planned', '', '', 1 FROM check_in WHERE state = 'planned' LIMIT 1""",
    "a check-in is logged once": "UPDATE check_in SET outcome = outcome || '?' WHERE state = 'done'",
    "an offer is what its acts made of it": "UPDATE offer_version SET state = 'sent' WHERE state = 'draft'",
    "a load is seen at once or not at all": "DELETE FROM journal WHERE verb = 'list_imported'",
    "nobody works on what is not seen yet": """UPDATE journal SET contact_id = (
        SELECT json_extract(made, '$[0][0]') FROM load WHERE state = 'done' ORDER BY id DESC)
      WHERE rowid = (SELECT MIN(rowid) FROM journal)""",
    "the account of a load is true": "UPDATE load_account SET taken = taken + 1",
    "a killed load is finished or leaves nothing": """INSERT INTO load_change
        (load_id, contact_id, state, wanted, after)
      SELECT MAX(id), 60, 'waiting', '{}', 0 FROM load WHERE state = 'done'""",
    "what a load changed stands as it left it": "UPDATE contact SET city = 'Elsewhere' WHERE id <= 60",
    "a register counts as a whole": """DELETE FROM register_number WHERE hash = (SELECT MIN(hash)
      FROM register_number JOIN register ON id = register_id AND state = 'current')""",
    "nobody dials whom a register lists": """UPDATE journal SET detail = json_set(detail, '$.number',
        (SELECT MIN(n.id) FROM number n JOIN position p ON p.contact_id = n.contact_id
         WHERE p.blocker = 'on-register')) WHERE verb = 'dialled'""",
    "whom a register frees comes back": """UPDATE position
      SET rank = NULL, due = NULL, blocker = 'on-register'
      WHERE contact_id <= 60""",
    "leases come free": "UPDATE position SET held_by = 4, lease = NULL, token = 'x' WHERE contact_id = 59",
}


@pytest.mark.parametrize("invariant", list(_FALSIFIED))
def test_each_breach_is_found(worked: Ground, invariant: str) -> None:
    shop = worked.open()
    with shop.store.act() as tx:
        _falsify(tx, _FALSIFIED[invariant])
    shop.close()
    assert invariant in judge(worked).faults


def test_an_acknowledged_act_that_is_not_stored_is_found(worked: Ground) -> None:
    with worked.acks(0).open("a", encoding="utf-8") as acks:
        acks.write(json.dumps({"what": "release", "act": "0" * 32, "contact": 1}) + "\n")
    assert "no acknowledged act is lost" in judge(worked).faults


def _falsify(tx: Tx, statement: str) -> None:
    for verb in ("update", "delete"):
        tx.run(f"DROP TRIGGER journal_{verb}")
    tx.run("PRAGMA defer_foreign_keys = ON")
    tx.run("UPDATE check_in SET call_id = NULL")
    tx.run(statement)


def test_a_draft_that_did_not_come_back_is_found(worked: Ground) -> None:
    shop = worked.open()
    with shop.store.read() as tx:
        in_hand = tx.one("SELECT contact_id, token FROM position WHERE held_by = 1")
    shop.close()
    assert in_hand is not None
    contact_id, token = in_hand
    draft = {"what": "draft", "contact": contact_id, "note": "~ typed last", "token": token}
    with worked.acks(0).open("a", encoding="utf-8") as acks:
        acks.write(json.dumps(draft) + "\n")
    worker.run(worked, 0, seed=0, turns=0)
    assert "the draft comes back" in judge(worked).faults
