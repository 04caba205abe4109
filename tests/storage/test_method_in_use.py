"""What refers to the method is counted as whoever walks through every row would count it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.method_fit import Refers
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import asking_needs, drafting
from pipeline_tui.storage import method_in_use
from tests.services.oracle import PEOPLE, live
from tests.shops import Line, opened_line

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with opened_line(Path(tmp_path_factory.mktemp("in-use")), Structure.THREE_TIER, PEOPLE) as line:
        live(line)
        known, keeper = line.all(
            "SELECT contact_id, owner_id FROM position WHERE stage = 'farming' AND owner_id > 0"
        )[0]
        fatou = next(one for name, _ in PEOPLE if (one := line.viewer(name)).operator_id == keeper)
        need = line.shop.playbook.needs[0].key
        asking_needs.answer_need(line.shop, fatou, known, need, "?", act=line.act())
        asking_needs.answer_need(line.shop, fatou, known, need, "before 8", act=line.act())
        sam = line.viewer("Sam")
        desk = line.claim(sam)  # a call of theirs is open already
        typed = Draft(answers={"budget": "80"}, brief={"need": "roses", "next": ""})  # type: ignore[arg-type]
        drafting.keep_draft(line.shop, sam, desk.token, typed)
        yield line


def rows(line: Line, table: str) -> list[dict[str, Any]]:
    names = [row[1] for row in line.all(f"PRAGMA table_info({table})")]
    return [dict(zip(names, row, strict=True)) for row in line.all(f"SELECT * FROM {table}")]


def walked(line: Line) -> dict[Refers, Counter[str]]:
    """Count everything by hand."""
    calls, deals, given = rows(line, "call"), rows(line, "deal"), rows(line, "hand_off")
    by_id, last = {one["id"]: one for one in calls}, dict[int, str]()
    for one in sorted(calls, key=lambda each: int(each["id"])):
        if not one["undone"] and one["outcome"]:
            last[one["contact_id"]] = one["outcome"]
    places = rows(line, "position")
    typed = [json.loads(one["body"]) for one in rows(line, "draft")]
    typed += [kept for one in typed for kept in one.get("aside", ())]
    return {
        Refers.STEP: Counter(one["step"] for one in deals if one["state"] == "open"),
        Refers.SEGMENT: Counter(one["segment"] for one in rows(line, "client")),
        Refers.SCRIPT: Counter(
            by_id[one["call_id"]]["script"].split("/")[1] for one in places if one["call_id"]
        ),
        Refers.RETRY: Counter(
            last[one["contact_id"]]
            for one in places
            if one["stage"] == "scouting" and one["promise_due"] is None and one["contact_id"] in last
        ),
        Refers.FIELD: Counter(one["field"] for one in rows(line, "answer") if one["value"]),
        Refers.NEED: Counter(
            need
            for need, _ in {
                (one["need"], one["contact_id"])
                for one in rows(line, "client_need")
                if not one["undone"] and one["value"] not in ("", "?")
            }
        ),
        Refers.BRIEF: Counter(
            key
            for one in given
            if one["state"] == "waiting"
            for key, value in json.loads(one["brief"]).items()
            if value
        ),
        Refers.DRAFT: Counter(
            key for one in typed for part in ("answers", "brief") for key, value in one[part].items() if value
        ),
        Refers.OUTCOME: Counter(one["outcome"] for one in calls if not one["undone"]),
        Refers.CHECK_IN: Counter(one["outcome"] for one in rows(line, "check_in") if one["state"] == "done"),
        Refers.RETURNED: Counter(one["reason"] for one in given if one["state"] == "returned"),
        Refers.LOST: Counter(one["lost_reason"] for one in deals if one["state"] == "lost"),
        Refers.CARD: Counter(one["card"] for one in rows(line, "card_use")),
        Refers.SPEAKS: Counter(one["language"] for one in rows(line, "contact")),
    }


def test_every_count_is_the_one_a_walk_through_the_rows_gives(lived_in: Line) -> None:
    with lived_in.shop.store.read() as tx:
        counted = method_in_use.everything(tx)
        open_work = method_in_use.open_work(tx)
    by_hand = {
        refers: {code: n for code, n in counts.items() if code} for refers, counts in walked(lived_in).items()
    }
    assert counted == by_hand
    assert open_work == {refers: by_hand[refers] for refers in (Refers.STEP, Refers.SEGMENT)}
    tried = {refers for refers, counts in by_hand.items() if counts}
    assert tried >= {Refers.STEP, Refers.SCRIPT, Refers.NEED, Refers.BRIEF, Refers.DRAFT, Refers.OUTCOME}, (
        tried
    )


def test_clients_who_bought_within_some_days_are_counted_once(lived_in: Line) -> None:
    bought = rows(lived_in, "purchase")
    assert bought
    first, last = (f(one["bought_on"] for one in bought) for f in (min, max))
    farmed = {one["contact_id"] for one in rows(lived_in, "position") if one["stage"] == "farming"}
    who = {one["contact_id"] for one in bought if not one["undone"] and one["amount_minor"] > 0} & farmed
    with lived_in.shop.store.read() as tx:
        found = method_in_use.bought_between(tx, date.fromisoformat(first), date.fromisoformat(last))
        assert found == len(who) > 0
        assert method_in_use.bought_between(tx, date(1999, 1, 1), date(1999, 12, 31)) == 0
