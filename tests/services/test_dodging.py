"""A disloyal operator with the contact in hand: what is typed opens nothing that the rules keep shut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.contact_acts import ContactChanges, NumberChange
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import HoldLost, Refused
from pipeline_tui.domain.newcomers import Ground, NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    adding,
    attending,
    changing,
    claiming,
    dialling,
    looking_up,
    messaging,
    pausing,
    recognising,
    transferring,
    undoing,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import MONDAY, Line, opened_line

NUMBER = "+33199001234"
EVENING = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)  # 20:30 in Paris, 15:30 in Martinique


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as opened:
        yield opened


def change(line: Line, who: Viewer, desk: Desk, **changes: object) -> Desk:
    told = ContactChanges(**changes)  # type: ignore[arg-type]
    changed = changing.change_contact(line.shop, who, desk.token, told, act=line.act())
    assert changed.desk is not None
    return changed.desk


def caught(line: Line, who: Viewer, number: str = NUMBER) -> Desk:
    """Take somebody in hand out of turn, by their number."""
    found = looking_up.look_up(line.shop, who, number, act=line.act())
    return looking_up.claim_found(line.shop, who, found, act=line.act())


def rule_that_refuses(line: Line, who: Viewer, desk: Desk) -> object:
    before = line.image()
    with pytest.raises(Refused) as refused:
        dialling.dial(line.shop, who, desk.token, act=line.act())
    assert line.image() == before
    return refused.value.data["rule"]


@pytest.mark.parametrize("place", ["97200 Fort-de-France", "Martinique", "Montreal, Canada"])
def test_another_town_opens_no_closed_window(line: Line, place: str) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)])
    line.at = EVENING
    desk = change(line, sam, caught(line, sam), place=place)
    assert rule_that_refuses(line, sam, desk) == "outside-window"
    line.at = EVENING + timedelta(days=1)
    assert rule_that_refuses(line, sam, caught(line, sam)) == "outside-window"


@pytest.mark.parametrize("place", ["Brussels, Belgium", "Rome, Italy"])
def test_another_country_is_no_ground(line: Line, place: str) -> None:
    sam = line.viewer("Sam")
    contact = line.contact(numbers=[line.number(NUMBER)], consent=False)
    desk = change(line, sam, caught(line, sam), place=place)
    assert rule_that_refuses(line, sam, desk) == "no-basis"
    claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.position(contact)["blocker"] == "no-basis"
    with pytest.raises(NothingToCall):
        line.claim(sam)


@pytest.mark.parametrize("place", ["97200 Fort-de-France", "Montreal, Canada"])
def test_somebody_new_on_a_known_line_opens_no_closed_window(line: Line, place: str) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)])
    line.at = EVENING
    person = NewPerson("Bob Other", numbers=NUMBER, place=place, ground=Ground.ASKED)
    added = adding.add_contact(line.shop, sam, person, act=line.act())
    assert added.linked == 1
    assert added.desk is not None
    assert rule_that_refuses(line, sam, added.desk) == "outside-window"
    line.at = MONDAY + timedelta(days=1, hours=2)  # 16:03 in Paris, 11:03 in Martinique
    assert dialling.dial(line.shop, sam, line.claim(sam).token, act=line.act()).call is not None


def test_another_country_gives_no_used_cap_back(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact(numbers=[line.number(NUMBER)])
    for day in range(4):
        line.at = MONDAY + timedelta(days=day)
        desk = dialling.dial(line.shop, sam, caught(line, sam).token, act=line.act())
        dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    line.at += timedelta(hours=1)
    desk = change(line, sam, caught(line, sam), place="Brussels, Belgium")
    assert rule_that_refuses(line, sam, desk) == "capped"
    claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.position(contact)["blocker"] in ("capped", "attempts-used")


def test_called_a_business_by_hand_is_no_ground(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact(numbers=[line.number(NUMBER)], consent=False)
    desk = change(line, sam, caught(line, sam), audience="business")
    assert rule_that_refuses(line, sam, desk) == "no-basis"
    assert line.position(contact)["blocker"] == "no-basis"
    line.at += timedelta(days=31)
    assert caught(line, sam).verdict.allowed, "what it was counts for thirty days"


def test_called_a_consumer_it_needs_a_ground_at_once_and_undo_ends_it(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)], consent=False, audience=Audience.BUSINESS)
    desk = caught(line, sam)
    assert desk.verdict.allowed
    desk = change(line, sam, desk, audience="consumer")
    assert rule_that_refuses(line, sam, desk) == "no-basis"
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.desk is not None
    assert undone.desk.verdict.allowed


def test_several_changes_count_from_the_first_and_undo_ends_it(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)], consent=False)
    desk = change(line, sam, caught(line, sam), place="Brussels, Belgium")
    desk = change(line, sam, desk, place="Rome, Italy")
    assert rule_that_refuses(line, sam, desk) == "no-basis"
    line.at += timedelta(days=31)
    desk = dialling.dial(line.shop, sam, caught(line, sam).token, act=line.act())
    assert desk.call is not None  # by then it is where they live


def test_an_honest_change_is_called_when_both_places_allow(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)])
    desk = change(line, sam, caught(line, sam), place="97200 Fort-de-France")  # 9:03 there
    assert rule_that_refuses(line, sam, desk) == "outside-window"
    line.at = MONDAY + timedelta(hours=2)
    assert dialling.dial(line.shop, sam, caught(line, sam).token, act=line.act()).call is not None


def test_a_place_that_was_missing_may_be_said(line: Line) -> None:
    sam = line.viewer("Sam")
    number = line.number(NUMBER, zone="")
    contact = line.contact(numbers=[number], zone="")
    with line.shop.store.act() as tx:
        tx.run("UPDATE number SET zones = '' WHERE contact_id = :id", {"id": contact})
    desk = caught(line, sam)
    assert rule_that_refuses(line, sam, desk) == "zone-unknown"
    desk = change(line, sam, desk, place="69002 Lyon")
    assert dialling.dial(line.shop, sam, desk.token, act=line.act()).call is not None


def test_a_line_called_a_switchboard_keeps_its_cap(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("First", numbers=[line.number(NUMBER)])
    for day in range(4):
        line.at = MONDAY + timedelta(days=day)
        desk = dialling.dial(line.shop, sam, caught(line, sam).token, act=line.act())
        dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    line.contact("Second", numbers=[line.number(NUMBER)], hot=True)
    found = looking_up.look_up(line.shop, sam, NUMBER, act=line.act())
    desk = looking_up.claim_found(line.shop, sam, found, act=line.act(), which=1)
    mark = NumberChange(desk.numbers[0].id, "switchboard")
    desk = change(line, sam, desk, firm="Second et fils", numbers=(mark,))
    assert rule_that_refuses(line, sam, desk) == "capped"


def test_a_foreign_number_is_judged_by_the_contact_s_own_country(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(numbers=[line.number(NUMBER)], consent=False)
    desk = change(line, sam, caught(line, sam), add_numbers="+32 2 555 12 34")
    assert rule_that_refuses(line, sam, desk) == "no-basis"
    with pytest.raises(Refused):
        dialling.dial(line.shop, sam, desk.token, act=line.act(), number_id=desk.numbers[1].id)


def test_two_of_a_firm_are_not_on_the_telephone_at_once(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Un", firm="Dupont", audience=Audience.BUSINESS)
    line.call(sam)
    line.contact("Deux", firm="Dupont", audience=Audience.BUSINESS, numbers=[line.number(NUMBER)])
    desk = caught(line, paul)
    with pytest.raises(Refused, match="talking to this firm"):
        dialling.dial(line.shop, paul, desk.token, act=line.act())
    assert looking_up.take_incoming(line.shop, paul, desk.token, act=line.act()).call is not None


def test_a_change_is_not_taken_back_under_a_colleague_s_eyes(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact(numbers=[line.number(NUMBER)])
    desk = change(line, sam, line.claim(sam), last_name="Other", add_numbers="01 99 00 77 77")
    claiming.release(line.shop, sam, desk.token, act=line.act())
    line.claim(paul)
    before = line.image()
    with pytest.raises(Refused, match="in hand"):
        undoing.undo(line.shop, sam, act=line.act())
    assert line.image() == before


def test_whoever_pauses_takes_no_call_by_its_number(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    attending.attend(line.shop, line.viewer("Hana"), "hunter")
    line.contact()
    desk = line.call(sam)
    brief = {"need": "roses", "next": "quote"}
    offer = transferring.offer_live(line.shop, sam, desk.token, brief, act=line.act())
    pausing.begin(line.shop, hugo, "lunch", act=line.act())
    before = line.image()
    with pytest.raises(Refused, match="pause"):
        transferring.take_live(line.shop, hugo, offer.id, act=line.act())
    assert line.image() == before


def test_names_beside_a_known_line_cannot_be_guessed_without_end(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    line.contact("Zyx", numbers=[line.number(NUMBER)], stage=Stage.HUNTING, owner=hugo)
    tried = 0
    with pytest.raises(Refused, match="Too many"):
        for tried in range(100):
            person = NewPerson(f"Claire Name{tried}", numbers=NUMBER)
            recognising.alike(line.shop, sam, person, form="one form")
    assert tried <= 60
    assert line.verbs().count("burst_refused") == 1
    assert NUMBER[-6:] not in str(line.all("SELECT detail FROM journal"))


def test_known_people_are_not_picked_without_end_by_adding_them(line: Line) -> None:
    sam, taken = line.viewer("Sam"), 0
    numbers = [line.number() for _ in range(70)]
    for one in numbers:
        line.contact(numbers=[one])
    with pytest.raises(Refused, match="Too many"):
        for one in numbers:
            person = NewPerson("Claire Martin", numbers=one.e164)
            added = adding.add_contact(line.shop, sam, person, act=line.act())
            taken += 1
            assert added.desk is not None
            claiming.release(line.shop, sam, added.desk.token, act=line.act())
    assert taken <= 30
    assert line.broken() == ""


def test_a_time_agreed_for_the_team_stands_when_somebody_adds_them(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    known = line.contact("Zyx", numbers=[line.number(NUMBER)])
    line.end(paul, "callback", callback=line.at + timedelta(days=1), team=True)
    agreed = line.position(known)["promise_due"]
    line.contact("Other")
    line.claim(sam)
    added = adding.add_contact(line.shop, sam, NewPerson("Claire Zyx", numbers=NUMBER), act=line.act())
    assert not added.next_up
    assert line.position(known)["promise_due"] == agreed


def test_another_s_token_changes_nothing(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact(numbers=[line.number(NUMBER)])
    desk, before = line.call(sam), line.image()
    for door in (
        lambda: changing.contact_fields(line.shop, paul, desk.token),
        lambda: change(line, paul, desk, role="x"),
        lambda: looking_up.take_incoming(line.shop, paul, desk.token, act=line.act()),
        lambda: transferring.offer_live(line.shop, paul, desk.token, {}, act=line.act()),
    ):
        with pytest.raises(HoldLost):
            door()
    for contact in range(1, 40):
        with pytest.raises(Refused):
            messaging.send(line.shop, paul, contact, "who are you?", act=line.act())
    assert line.image() == before
