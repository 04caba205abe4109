"""What is known of clients, on a real file: needs, yearly dates, complaints, habits, and each taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.newcomers import Ground as Why
from pipeline_tui.domain.newcomers import How, NewPerson
from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.script_words import placeholder_values
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    adding,
    asking_needs,
    claiming,
    dialling,
    drafting,
    following_up,
    hearing_complaints,
    keeping_occasions,
    knowing_clients,
    reporting_farming,
)
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import clients
from tests.services.ground import TODAY, Ground, open_ground

ALL = tuple[Ground, Viewer, int]


@pytest.fixture
def kept(three: Ground) -> ALL:
    """A shop, Fatou, and a client of hers."""
    fatou = three.viewer("Fatou")
    return three, fatou, three.client(fatou)[0]


def bought(ground: Ground, who: Viewer, contact: int, *ago: int, minor: int = 4500) -> None:
    with ground.shop.store.act() as tx:
        for days in ago:
            on = TODAY - timedelta(days=days)
            clients.add_purchase(tx, contact, who.operator_id, on, minor, "EUR", what="roses")


# needs


def test_an_answer_is_kept_with_its_history_and_taken_back(kept: ALL) -> None:
    three, fatou, contact = kept
    for value in ("lilies", "?", "white tulips", ""):
        three.later(minutes=5)
        asking_needs.answer_need(three.shop, fatou, contact, "style", value, act=three.act())

    def style() -> tuple[str, list[str]]:
        sheet = asking_needs.needs_of(three.shop, fatou, contact)
        line = next(one for one in sheet if one.key == "style")
        return line.words, [one.value for one in ((line.said,) if line.said else ()) + line.older]

    assert style() == ("", ["", "white tulips", "?", "lilies"])
    undo(three.shop, fatou, act=three.act())
    assert style() == ("white tulips", ["white tulips", "?", "lilies"])
    undo(three.shop, fatou, act=three.act())
    undo(three.shop, fatou, act=three.act())
    assert style() == ("lilies", ["lilies"])
    assert three.whole()


def test_an_answer_is_read_as_its_question_wants_it(kept: ALL) -> None:
    three, fatou, contact = kept
    line = asking_needs.answer_need(three.shop, fatou, contact, "usual_budget", "45,50", act=three.act())
    assert (line.value, line.words) == ("45.50 EUR", "€45.50")
    line = asking_needs.answer_need(three.shop, fatou, contact, "delivery_slot", "2", act=three.act())
    assert line.value == "8 to 10"
    for key, value in (("usual_budget", "a lot"), ("delivery_slot", "at night"), ("shoe_size", "42")):
        with pytest.raises(UsageTrouble):
            asking_needs.answer_need(three.shop, fatou, contact, key, value, act=three.act())


def test_what_a_check_in_s_script_asks_fills_the_sheet(kept: ALL) -> None:
    three, fatou, contact = kept
    desk = claiming.take(three.shop, fatou, contact, act=three.act())
    sheet = asking_needs.needs_of(three.shop, fatou, contact)
    assert desk.ask_next == tuple(one.ask for one in sheet[:2]), "never asked, in the playbook's order"
    assert placeholder_values(desk, "Fleurs", "Fatou")["last_purchase"] == "roses"
    desk = dialling.dial(three.shop, fatou, desk.token, act=three.act())
    answers = {"delivery_slot": "before 8", "frequency": "every week"}
    drafting.keep_draft(three.shop, fatou, desk.token, Draft(answers=answers))  # type: ignore[arg-type]
    check_in = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert check_in is not None
    following_up.log_check_in(three.shop, fatou, check_in.id, "reached", act=three.act())
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert {one.key: one.words for one in card.needs if one.words} == answers
    assert [one.key for one in card.needs if one.ask_next] == ["style", "places"]


# yearly dates


def test_a_date_is_kept_changed_dropped_and_each_taken_back(kept: ALL) -> None:
    three, fatou, contact = kept
    soon = TODAY + timedelta(days=9)

    def shown() -> list[tuple[str, int]]:
        return [
            (one.occasion.last_gift, one.days_left)
            for one in knowing_clients.client_card(three.shop, fatou, contact).occasions
        ]

    born = Occasion(0, contact, "birthday", soon.month, soon.day, "Anna", "wife", "", "40 roses")
    first = keeping_occasions.keep_occasion(three.shop, fatou, born, act=three.act())
    changed = Occasion(first.id, contact, "birthday", soon.month, soon.day, "Anna", last_gift="peonies")
    second = keeping_occasions.keep_occasion(three.shop, fatou, changed, act=three.act())
    assert shown() == [("peonies", 9)]
    with pytest.raises(Refused):
        keeping_occasions.keep_occasion(three.shop, fatou, changed, act=three.act())  # replaced already
    keeping_occasions.drop_occasion(three.shop, fatou, second.id, act=three.act())
    assert shown() == []
    undo(three.shop, fatou, act=three.act())
    assert shown() == [("peonies", 9)]
    undo(three.shop, fatou, act=three.act())
    assert shown() == [("40 roses", 9)]
    undo(three.shop, fatou, act=three.act())
    assert shown() == []
    assert three.whole()


@pytest.mark.parametrize(
    ("what", "month", "day", "lead"), [(" ", 2, 3, 10), ("birthday", 2, 30, 10), ("birthday", 2, 3, 999)]
)
def test_what_is_no_date(kept: ALL, what: str, month: int, day: int, lead: int) -> None:
    three, fatou, contact = kept
    wrong = Occasion(0, contact, what, month, day, lead_days=lead)
    with pytest.raises(UsageTrouble):
        keeping_occasions.keep_occasion(three.shop, fatou, wrong, act=three.act())


def test_a_date_is_due_in_today_until_they_are_spoken_to(kept: ALL) -> None:
    three, fatou, contact = kept
    soon = TODAY + timedelta(days=9)
    one = Occasion(0, contact, "birthday", soon.month, soon.day, "Anna", last_gift="40 roses")
    keeping_occasions.keep_occasion(three.shop, fatou, one, act=three.act())

    def due() -> list[str]:
        return [each.name for each in knowing_clients.cares(three.shop, fatou).occasions]

    assert due() == ["Claire DURAND"]
    assert knowing_clients.cares(three.shop, three.viewer("Félix")).occasions == ()
    check_in = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert check_in is not None
    following_up.log_check_in(three.shop, fatou, check_in.id, "nobody-reached", act=three.act())
    assert due() == ["Claire DURAND"], "nobody was reached"
    check_in = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert check_in is not None
    following_up.log_check_in(three.shop, fatou, check_in.id, "reached", act=three.act())
    assert due() == []
    assert [one.days_left for one in knowing_clients.occasions_of(three.shop, fatou)] == [9]


def test_the_shop_s_date_lists_last_year_s_buyers(kept: ALL) -> None:
    three, fatou, contact = kept
    three.at = three.at.replace(month=12, day=15)
    christmas = date(2025, 12, 24)
    with three.shop.store.act() as tx:
        tx.run("UPDATE client SET last_contact_at = '2026-06-01T10:00:00.000000Z'")
        me, days = fatou.operator_id, (christmas - timedelta(days=3), christmas, date(2025, 11, 2))
        for number, on in enumerate(days, start=1):
            clients.add_purchase(tx, contact, me, on, 1000 * number, "EUR", what=f"wreath {number}")
    (near,) = [one for one in knowing_clients.cares(three.shop, fatou).dates if one.code == "christmas"]
    assert (near.days_left, near.last_time) == (9, christmas)
    assert [(one.contact_id, one.what) for one in near.buyers] == [(contact, "wreath 2")]
    with three.shop.store.act() as tx:
        tx.run("UPDATE client SET last_contact_at = '2026-12-14T10:00:00.000000Z'")
    (near,) = [one for one in knowing_clients.cares(three.shop, fatou).dates if one.code == "christmas"]
    assert near.buyers == (), "they were rung about it"


# complaints


def test_an_open_complaint_stops_selling_everywhere(kept: ALL) -> None:
    three, fatou, contact = kept
    bought(three, fatou, contact, 200, 170, 140)
    soon = TODAY + timedelta(days=3)
    one = Occasion(0, contact, "birthday", soon.month, soon.day)
    keeping_occasions.keep_occasion(three.shop, fatou, one, act=three.act())
    before = knowing_clients.cares(three.shop, fatou)
    assert len(before.occasions) == 1
    assert [each.contact_id for each in before.reorders] == [contact]
    hearing_complaints.open_complaint(three.shop, fatou, contact, "wilted in a day", act=three.act())
    during = knowing_clients.cares(three.shop, fatou)
    assert (during.occasions, during.reorders) == ((), ())
    ((name, known),) = during.complaints
    assert (name, known.words) == ("Claire DURAND", "wilted in a day")
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert card.complaint is not None
    assert card.complaint.open
    assert not any(each.due for each in card.occasions)
    desk = claiming.take(three.shop, fatou, contact, act=three.act())
    assert desk.script_id == "complaint"
    assert desk.complaint == "today, Fatou: wilted in a day"
    desk = dialling.dial(three.shop, fatou, desk.token, act=three.act())
    assert three.one("SELECT script FROM call ORDER BY id DESC LIMIT 1") == ("florist/complaint/1",)
    dialling.record_outcome(three.shop, fatou, desk.token, "talked", act=three.act())
    with pytest.raises(Refused, match="open already"):
        hearing_complaints.open_complaint(three.shop, fatou, contact, "again", act=three.act())
    hearing_complaints.solve_complaint(three.shop, fatou, contact, "new ones, free", act=three.act())
    after = knowing_clients.cares(three.shop, fatou)
    assert [each.contact_id for each in after.reorders] == [contact]
    history = knowing_clients.client_card(three.shop, fatou, contact).before
    assert ("complaint-solved", "new ones, free") in [(line.what, line.text) for line in history]
    with pytest.raises(Refused, match="No complaint"):
        hearing_complaints.solve_complaint(three.shop, fatou, contact, "twice", act=three.act())


def test_opening_and_solving_are_taken_back(kept: ALL) -> None:
    three, fatou, contact = kept
    hearing_complaints.open_complaint(three.shop, fatou, contact, "wilted", act=three.act())
    hearing_complaints.solve_complaint(three.shop, fatou, contact, "replaced", act=three.act())

    def is_open() -> bool:
        return knowing_clients.client_card(three.shop, fatou, contact).complaint is not None

    assert not is_open()
    undo(three.shop, fatou, act=three.act())
    assert is_open()
    undo(three.shop, fatou, act=three.act())
    assert not is_open()
    assert three.whole()


def test_a_check_in_that_hears_one_opens_it(kept: ALL) -> None:
    three, fatou, contact = kept
    check_in = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert check_in is not None
    following_up.log_check_in(
        three.shop, fatou, check_in.id, "complaint", act=three.act(), note="two were broken", satisfaction=3
    )
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert card.complaint is not None
    assert card.complaint.words == "two were broken"
    assert [one.score for one in card.satisfaction] == [3]
    undo(three.shop, fatou, act=three.act())
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert (card.complaint, card.satisfaction) == (None, ())


# habits, people named, figures


def test_due_and_silent_by_the_own_gap(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    days = {"silent": (160, 120, 80), "due": (114, 74, 34), "early": (90, 50, 10), "twice": (60, 5)}
    known = {}
    for name, ago in days.items():
        known[name] = three.contact(name, Stage.FARMING, fatou)
        bought(three, fatou, known[name], *ago)
    bought(three, fatou, known["early"], 39, minor=-4500)  # a refund is no purchase
    lines = knowing_clients.cares(three.shop, fatou).reorders
    assert [(one.contact_id, one.silent, one.days_left) for one in lines] == [
        (known["silent"], True, -40),
        (known["due"], False, 6),
    ]
    card = knowing_clients.client_card(three.shop, fatou, known["due"])
    assert card.habit is not None
    assert (card.habit.gap, [year.purchases for year in card.years]) == (40, [3])


def test_whom_a_client_named_is_kept_with_the_source(kept: ALL) -> None:
    three, fatou, contact = kept
    person = NewPerson(
        "Mme Paule Roy", numbers="0199007771", how=How.REFERRED, ground=Why.NONE, referred_by=contact
    )
    added = adding.add_contact(three.shop, fatou, person, act=three.act(), stage=Stage.FARMING)
    assert not added.verdict.allowed, "the calling rules decide whether they may be rung"
    asked = NewPerson(
        "Mme Jeanne Loy", numbers="0199007772", how=How.REFERRED, ground=Why.ASKED, referred_by=contact
    )
    assert adding.add_contact(three.shop, fatou, asked, act=three.act()).verdict.blocker is None
    assert three.one("SELECT source FROM contact WHERE id = :id", id=added.contact_id) == ("referral",)
    (later, first) = knowing_clients.client_card(three.shop, fatou, contact).brought
    assert {later.name, first.name} == {"Paule ROY", "Jeanne LOY"}
    assert knowing_clients.client_card(three.shop, fatou, added.contact_id).named_by == "Claire DURAND"
    with three.shop.store.act() as tx:
        gone = "UPDATE position SET stage = 'scouting', owner_id = NULL WHERE contact_id = :id"
        tx.run(gone, {"id": added.contact_id})
    names = {one.name for one in knowing_clients.client_card(three.shop, fatou, contact).brought}
    assert "Paule ROY" not in names, "whom others keep is there by initials"
    assert len(names) == 2


def test_the_farmers_report(kept: ALL) -> None:
    three, fatou, contact = kept
    bought(three, fatou, contact, 200, 170, 140)
    late = three.client(fatou, due=TODAY - timedelta(days=3), segment="A")[1]
    three.client(fatou, due=TODAY - timedelta(days=2), segment="A")
    following_up.log_check_in(three.shop, fatou, late, "reached", act=three.act(), satisfaction=8)
    check_in = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert check_in is not None
    following_up.log_check_in(three.shop, fatou, check_in.id, "reached", act=three.act(), satisfaction=5)
    mona, row = three.viewer("Mona"), reporting_farming.farming(three.shop, fatou)[0]
    assert (row.farmer, row.clients, row.kept, row.late, row.missed) == ("Fatou", 3, 1, 1, 1)
    assert (row.satisfaction, row.due, row.silent) == (6.5, 1, 0)
    both = reporting_farming.farming(three.shop, mona)
    assert [one.farmer for one in both] == ["Fatou", "Félix"]
    assert both[0] == row
    assert [one.farmer for one in reporting_farming.farming(three.shop, three.viewer("Félix"))] == ["Félix"]
    with pytest.raises(Refused):
        reporting_farming.farming(three.shop, three.viewer("Sam"))


def test_nobody_else_cares_for_a_client(kept: ALL) -> None:
    three, _, contact = kept
    for who in ("Félix", "Hugo", "Sam", "Mona"):
        viewer = three.viewer(who)
        for hidden in (contact, 4711):
            with pytest.raises(Refused, match="Not on your desk"):
                asking_needs.answer_need(three.shop, viewer, hidden, "style", "x", act=three.act())
            with pytest.raises(Refused, match="Not on your desk"):
                hearing_complaints.open_complaint(three.shop, viewer, hidden, "x", act=three.act())
    assert three.entries() == 0


def test_a_shop_without_a_sheet_asks_nothing(tmp_path: Path) -> None:
    ground = open_ground(tmp_path, Structure.ONE_TIER, trade="furniture")
    zoe = ground.viewer("Zoé")
    contact = ground.client(zoe)[0]
    assert len(knowing_clients.client_card(ground.shop, zoe, contact).needs) == 8
    ground.shop.close()


@pytest.mark.parametrize(
    ("ago", "script"),
    [((20, 5), "check-in"), ((65, 45, 25), "repeat-sale"), ((200, 170, 140), "win-back")],
)
def test_the_desk_opens_with_what_the_client_is_rung_for(
    kept: ALL, ago: tuple[int, ...], script: str
) -> None:
    three, fatou, contact = kept
    with three.shop.store.act() as tx:
        tx.run("UPDATE purchase SET undone = 1")  # the one that made a client of them
        tx.run("UPDATE check_in SET due_on = '2027-01-05'")  # one that is due goes before a sale
    bought(three, fatou, contact, *ago)
    assert claiming.take(three.shop, fatou, contact, act=three.act()).script_id == script
