"""Changing the contact in hand: fields, numbers, whose they are; and taking it back."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.contact_acts import Changed, ContactChanges, NumberChange
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import HoldLost, PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import changing, dialling, undoing
from tests.shops import Line

ROWS = ("contact", "number", "email")


def change(line: Line, viewer: Viewer, desk: Desk, **fields: object) -> Changed:
    changes = ContactChanges(**fields)  # type: ignore[arg-type]
    return changing.change_contact(line.shop, viewer, desk.token, changes, act=line.act())


def stored(line: Line) -> list[object]:
    rows: list[object] = []
    for table in ROWS:
        columns = [
            row[1] for row in line.all(f"PRAGMA table_info({table})") if row[1] not in ("version", "id")
        ]
        rows += line.all(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2")
    return rows


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"civility": "M."}, {"civility": "mr", "spoken": "Mr Martin"}),
        ({"first_name": "Anne", "last_name": "Durand"}, {"name": "Anne DURAND"}),
        ({"language": "French"}, {"language": "fr", "spoken": "Madame Martin"}),
        ({"firm": "Petit SARL", "role": "buyer"}, {"firm": "Petit SARL", "role": "buyer"}),
        ({"place": "97400 Saint-Denis"}, {"city": "Saint-Denis", "zone": "Indian/Reunion"}),
        ({"audience": "bus"}, {"name": "Claire MARTIN"}),
        ({"preferred_hours": "after 5"}, {"preferred_hours": "after 5"}),
    ],
)
def test_a_field_is_changed_and_taken_back(
    line: Line, fields: dict[str, object], shown: dict[str, str]
) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk, before = line.claim(sam), stored(line)
    changed = change(line, sam, desk, **fields)
    assert changed.desk is not None
    for name, value in shown.items():
        assert getattr(changed.desk, name) == value
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.verb == "contact_changed"
    assert undone.desk is not None
    assert undone.desk.token == desk.token, "the contact stays in hand"
    assert stored(line) == before
    assert line.broken() == ""


def test_numbers_are_added_marked_and_put_aside(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", numbers=[line.number(), line.number()])
    desk, before = line.claim(sam), stored(line)
    first, second = desk.numbers
    changed = change(
        line,
        sam,
        desk,
        numbers=(NumberChange(first.id, "personal", gone=True), NumberChange(second.id, "switchboard", "12")),
        add_numbers="06 12 00 00 01",
        email="claire@example.org",
    )
    assert changed.desk is not None
    assert [(one.e164, one.holder, one.extension) for one in changed.desk.numbers] == [
        (second.e164, "switchboard", "12"),
        ("+33612000001", "personal", ""),
    ]
    assert changed.what == ("numbers", "new number", "e-mail")
    undoing.undo(line.shop, sam, act=line.act())
    assert stored(line) == before


def test_the_place_in_the_queue_follows(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact("Martin")
    desk = line.claim(sam)
    (number,) = desk.numbers
    change(line, sam, desk, numbers=(NumberChange(number.id, "personal", gone=True),))
    assert line.position(contact)["blocker"] == "no-number"
    undoing.undo(line.shop, sam, act=line.act())
    assert line.position(contact)["blocker"] == ""
    bucket = line.position(contact)["bucket_id"]
    change(line, sam, desk, place="97400 Saint-Denis")
    assert line.position(contact)["bucket_id"] != bucket


def test_a_firm_binds_its_people_from_then_on(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Martin", hot=True)
    line.contact("Ngo", firm="Petit SARL")
    desk = line.claim(sam)
    change(line, sam, desk, firm="Petit SARL")
    with pytest.raises(PipelineError, match="Nothing to call"):
        line.claim(paul)


def test_somebody_else_s_change_is_not_written_over(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk = line.claim(sam)
    read = changing.contact_fields(line.shop, sam, desk.token)
    change(line, sam, desk, role="buyer", version=read.version)
    with pytest.raises(Refused, match="meanwhile"):
        change(line, sam, desk, role="owner", version=read.version)
    assert changing.contact_fields(line.shop, sam, desk.token).role == "buyer"


def test_while_a_call_runs_it_can_be_changed_and_taken_back(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk = line.call(sam)
    change(line, sam, desk, add_numbers="06 12 00 00 01")
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.desk is not None
    assert undone.desk.call is not None, "the call goes on"
    assert len(undone.desk.numbers) == 1


def test_a_number_put_aside_and_added_again_at_once_ends_as_it_began(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", numbers=[line.number("+33199005566", holder="household")])
    desk, before = line.claim(sam), stored(line)
    aside = NumberChange(desk.numbers[0].id, "personal", gone=True)
    change(line, sam, desk, numbers=(aside,), add_numbers="01 99 00 55 66")
    undoing.undo(line.shop, sam, act=line.act())
    assert stored(line) == before


def test_a_number_that_was_dialled_stays_in_the_record(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", numbers=[])
    contact = line.one("SELECT id FROM contact")[0]
    with line.shop.store.act() as tx:
        tx.run(
            "UPDATE position SET held_by = :me, token = 't', lease = 9999999999, lease_kind = 'desk'",
            {"me": sam.operator_id},
        )
    changing.change_contact(line.shop, sam, "t", ContactChanges(add_numbers="01 99 00 55 66"), act=line.act())
    dialling.dial(line.shop, sam, "t", act=line.act())
    undoing.undo(line.shop, sam, act=line.act())
    assert line.one("SELECT wrong FROM number WHERE contact_id = :c", c=contact)[0] == "stranger"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"last_name": "", "first_name": " "},
        {"language": "xyzzy"},
        {"add_numbers": "12"},
        {"numbers": (NumberChange(999, "personal"),)},
        {"numbers": (NumberChange(1, "nobody"),)},
        {"email": "nobody"},
        {"civility": "Sir Lancelot"},
    ],
)
def test_what_cannot_be_understood_changes_nothing(line: Line, fields: dict[str, object]) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk, before = line.claim(sam), stored(line)
    with pytest.raises(UsageTrouble):
        change(line, sam, desk, **fields)
    assert stored(line) == before


def test_a_lost_hold_changes_nothing_and_a_retry_once(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    desk, act = line.claim(sam), line.act()
    for _ in range(2):
        changing.change_contact(line.shop, sam, desk.token, ContactChanges(role="buyer"), act=act)
    assert line.verbs().count("contact_changed") == 1
    line.later(minutes=5)
    with pytest.raises(HoldLost):
        change(line, sam, desk, role="owner")


def test_the_journal_holds_no_word_of_it(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    change(line, sam, line.claim(sam), role="secret", add_numbers="01 99 00 55 66", email="s@example.org")
    said = " ".join(row[0] for row in line.all("SELECT detail FROM journal WHERE operator_id > 0"))
    for word in ("secret", "0055", "example", "MARTIN"):
        assert word not in said
