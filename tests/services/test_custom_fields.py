"""Fields of the shop's own: set by their type, seen at their stages only, undone, exported, erased."""

from __future__ import annotations

import json

import pytest

from pipeline_tui.domain.contact_acts import Changed, ContactChanges
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.services import answering_access, changing, claiming, erasing, undoing
from pipeline_tui.services.adopting import adopt
from tests.services.own_playbook import changed
from tests.shops import Line

OWN = """
[[custom_fields]]
code = "tables"
stages = ["scouting", "farming"]
type = "number"
names = { en = "Tables", fr = "Tables" }

[[joints]]
"""


@pytest.fixture
def in_hand(line: Line) -> Desk:
    adopt(
        line.shop,
        line.viewer("Mona"),
        changed(line, "playbook.toml", ("[[joints]]", OWN.strip())),
        act=line.act(),
    )
    line.contact("Martin")
    return line.claim(line.viewer("Sam"))


def set_field(line: Line, desk: Desk, **typed: str) -> Changed:
    sam = line.viewer("Sam")
    changes = ContactChanges(custom=typed)
    return changing.change_contact(line.shop, sam, desk.token, changes, act=line.act())


def shown(desk: Desk | None) -> list[tuple[str, str]]:
    assert desk is not None
    return [(one.name, one.words) for one in desk.custom]


def test_a_field_is_set_shown_changed_and_taken_back(line: Line, in_hand: Desk) -> None:
    assert shown(in_hand) == [("Tables", "")]
    fields = changing.contact_fields(line.shop, line.viewer("Sam"), in_hand.token)
    assert [(one.code, one.value) for one in fields.custom] == [("tables", "")]
    first = set_field(line, in_hand, tables="1,200")
    assert (first.what, shown(first.desk)) == (("tables",), [("Tables", "1,200")])
    assert shown(set_field(line, in_hand, tables="14").desk) == [("Tables", "14")]
    for left in ("1,200", ""):
        undone = undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
        assert shown(undone.desk) == [("Tables", left)]
    assert line.all("SELECT * FROM answer") == []


def test_nothing_typed_takes_it_away_and_back_again(line: Line, in_hand: Desk) -> None:
    set_field(line, in_hand, tables="14")
    assert shown(set_field(line, in_hand, tables="").desk) == [("Tables", "")]
    assert shown(undoing.undo(line.shop, line.viewer("Sam"), act=line.act()).desk) == [("Tables", "14")]


@pytest.mark.parametrize("typed", [{"tables": "many"}, {"loyalty_card": "7"}, {"need": "x"}, {"shoe": "9"}])
def test_what_is_no_field_here_changes_nothing(line: Line, in_hand: Desk, typed: dict[str, str]) -> None:
    before = line.image()
    with pytest.raises(UsageTrouble):
        set_field(line, in_hand, **typed)
    assert line.image() == before


def test_a_field_of_another_stage_is_not_seen(line: Line, in_hand: Desk) -> None:
    with line.shop.store.act() as tx:
        tx.run(
            """INSERT INTO answer (contact_id, field, value, at)
               VALUES (:who, 'loyalty_card', 'QZ7', '2026-11-01')""",
            {"who": in_hand.contact_id},
        )
    seen = claiming.in_hand(line.shop, line.viewer("Sam"))
    assert seen is not None
    assert "QZ7" not in repr(seen)
    fields = changing.contact_fields(line.shop, line.viewer("Sam"), in_hand.token)
    assert "QZ7" not in repr(fields)


def test_it_is_exported_erased_and_never_journalled(line: Line, in_hand: Desk) -> None:
    set_field(line, in_hand, tables="4711")
    assert "4711" not in json.dumps(line.all("SELECT detail FROM journal"))
    mona = line.viewer("Mona")
    claiming.release(line.shop, line.viewer("Sam"), in_hand.token, act=line.act())
    exported = answering_access.export_person(line.shop, mona, in_hand.contact_id, act=line.act())
    assert "4711" in repr(exported)
    erasing.erase_person(line.shop, mona, in_hand.contact_id, act=line.act())
    left = {table for table, rows in line.image().items() for row in rows if "4711" in map(str, row)}
    assert left == set()
