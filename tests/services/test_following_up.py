"""Check-ins: the farmer's calendar, the rhythm, and that they never pile up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import counting_days, dialling, drafting, following_up, knowing_clients
from pipeline_tui.services.claiming import take
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import check_ins
from tests.services.ground import TODAY, Ground

FRIDAY = date(2026, 11, 20)
CHRISTMAS = date(2026, 12, 25)


def test_the_calendar_is_the_farmer_s_own(three: Ground) -> None:
    fatou, felix = three.viewer("Fatou"), three.viewer("Félix")
    late = three.client(fatou, due=FRIDAY)[1]
    today = three.client(fatou, due=TODAY)[1]
    three.client(felix, due=TODAY)
    shop = three.shop
    assert [one.id for one in following_up.overdue(shop, fatou)] == [late]
    assert [one.id for one in following_up.check_ins(shop, fatou, FRIDAY, TODAY)] == [late, today]
    assert [(one.overdue, one.days) for one in following_up.check_ins(shop, fatou, FRIDAY, TODAY)] == [
        (True, 30),
        (False, 30),
    ]
    for name in ("Sam", "Hugo", "Mona"):
        assert following_up.check_ins(shop, three.viewer(name), FRIDAY, TODAY) == ()
        assert not any(
            day.planned + day.overdue for day in counting_days.month(shop, three.viewer(name), 2026, 11)
        )


def test_the_month_is_counted(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    for due in (FRIDAY, TODAY, TODAY, TODAY + timedelta(days=1)):
        alone.client(zoe, due=due)
    done = alone.client(zoe, due=FRIDAY)[1]
    following_up.log_check_in(alone.shop, zoe, done, "reached", act=alone.act())
    days = {day.day: day for day in counting_days.month(alone.shop, zoe, 2026, 11)}
    assert len(days) == 30
    assert (days[FRIDAY].overdue, days[FRIDAY].planned) == (1, 0)
    assert (days[TODAY].overdue, days[TODAY].planned, days[TODAY].done) == (0, 2, 1)
    assert days[TODAY + timedelta(days=1)].planned == 1
    assert days[date(2026, 11, 11)].holiday == "Armistice Day"
    assert days[TODAY].holiday == ""


ACTS: dict[str, Callable[[Ground, Viewer, int, str], object]] = {
    "proposed": lambda g, v, c, a: following_up.proposed_next(g.shop, v, c, "reached"),
    "logged": lambda g, v, c, a: following_up.log_check_in(g.shop, v, c, "reached", act=a, note="all well"),
    "moved": lambda g, v, c, a: following_up.move_check_in(g.shop, v, c, TODAY + timedelta(days=4), act=a),
}


@pytest.mark.parametrize("name", list(ACTS))
@pytest.mark.parametrize("who", ["Sam", "Hugo", "Félix", "Mona"])
def test_hidden_and_unknown_answer_alike(three: Ground, name: str, who: str) -> None:
    contact, check_in = three.client(three.viewer("Fatou"))
    viewer = three.viewer(who)
    answers = []
    for wanted in (check_in, 4711):
        with pytest.raises(Refused) as refused:
            ACTS[name](three, viewer, wanted, three.act())
        answers.append((refused.value.title, refused.value.detail, refused.value.next_step))
    for hidden in (contact, 4711):
        with pytest.raises(Refused) as refused:
            knowing_clients.client_card(three.shop, viewer, hidden)
        answers.append((refused.value.title, refused.value.detail, refused.value.next_step))
    assert len(set(answers)) == 1
    assert three.entries() == 0


@pytest.mark.parametrize("name", ["logged", "moved"])
def test_a_retry_changes_nothing(three: Ground, name: str) -> None:
    fatou = three.viewer("Fatou")
    check_in, act = three.client(fatou)[1], three.act()
    first = ACTS[name](three, fatou, check_in, act)
    assert ACTS[name](three, fatou, check_in, act) == first
    assert three.entries() == 1
    assert three.whole()


def test_reached_counts_from_the_talk_itself(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, due=FRIDAY, segment="A")
    assert following_up.proposed_next(three.shop, fatou, check_in, "reached").day == TODAY + timedelta(
        days=14
    )
    logged = following_up.log_check_in(
        three.shop, fatou, check_in, "reached", act=three.act(), satisfaction=9, note="likes tulips"
    )
    assert (logged.logged.state, logged.logged.satisfaction, logged.logged.note) == (
        "done",
        9,
        "likes tulips",
    )
    assert logged.logged.done_on == TODAY
    assert logged.planned is not None
    assert logged.planned.due_on == TODAY + timedelta(days=14)
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert card.last_contact == three.at
    assert card.next_check_in == logged.planned
    assert [(line.what, line.text) for line in card.before] == [
        ("check-in reached", "likes tulips"),
        ("purchase", "€45 roses"),
    ]


def test_nobody_reached_keeps_the_rhythm(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    before = knowing_clients.client_card(three.shop, fatou, contact).last_contact
    logged = following_up.log_check_in(three.shop, fatou, check_in, "nobody-reached", act=three.act())
    assert logged.planned is not None
    assert logged.planned.due_on == TODAY + timedelta(days=1)
    assert knowing_clients.client_card(three.shop, fatou, contact).last_contact == before


def test_an_agreed_time_is_kept_and_needs_an_open_day(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou)[1]
    at = three.at + timedelta(days=1)
    moved = following_up.move_check_in(three.shop, fatou, check_in, at.date(), act=three.act(), at=at)
    assert (moved.due_on, moved.due_at) == (at.date(), at)
    sunday = three.at + timedelta(days=6)
    with pytest.raises(UsageTrouble, match="Nobody is here"):
        following_up.move_check_in(three.shop, fatou, check_in, sunday.date(), act=three.act(), at=sunday)
    logged = following_up.log_check_in(
        three.shop, fatou, check_in, "reached", act=three.act(), next_at=at + timedelta(days=1)
    )
    assert logged.planned is not None
    assert logged.planned.due_at == at + timedelta(days=1)


@pytest.mark.parametrize(
    ("do", "trouble"),
    [
        (lambda g, v, c: following_up.log_check_in(g.shop, v, c, "fine", act=g.act()), UsageTrouble),
        (
            lambda g, v, c: following_up.log_check_in(g.shop, v, c, "reached", act=g.act(), satisfaction=11),
            UsageTrouble,
        ),
        (
            lambda g, v, c: following_up.log_check_in(g.shop, v, c, "reached", act=g.act(), next_on=FRIDAY),
            UsageTrouble,
        ),
        (
            lambda g, v, c: following_up.log_check_in(g.shop, v, c, "reached", act=g.act(), next_on=TODAY),
            UsageTrouble,
        ),
        (
            lambda g, v, c: following_up.log_check_in(
                g.shop, v, c, "nobody-reached", act=g.act(), satisfaction=5
            ),
            UsageTrouble,
        ),
        (lambda g, v, c: following_up.move_check_in(g.shop, v, c, FRIDAY, act=g.act()), UsageTrouble),
    ],
)
def test_what_is_refused_changes_nothing(
    three: Ground, do: Callable[[Ground, Viewer, int], object], trouble: type[PipelineError]
) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    known = knowing_clients.client_card(three.shop, fatou, contact)
    with pytest.raises(trouble):
        do(three, fatou, check_in)
    assert knowing_clients.client_card(three.shop, fatou, contact) == known
    assert three.entries() == 0


def test_a_holiday_is_moved_on(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou)[1]
    moved = following_up.move_check_in(three.shop, fatou, check_in, CHRISTMAS, act=three.act())
    assert moved.due_on == date(2026, 12, 26)
    logged = following_up.log_check_in(
        three.shop, fatou, check_in, "reached", act=three.act(), next_on=date(2027, 1, 1)
    )
    assert logged.planned is not None
    assert logged.planned.due_on == date(2027, 1, 2)


def test_a_day_off_is_moved_on(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou)[1]
    sunday = date(2026, 11, 29)
    moved = following_up.move_check_in(three.shop, fatou, check_in, sunday, act=three.act())
    assert moved.due_on == date(2026, 11, 30)


def test_a_logged_check_in_is_not_logged_twice(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou)[1]
    following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act())
    for do in (ACTS["logged"], ACTS["moved"]):
        with pytest.raises(Refused, match="done already"):
            do(three, fatou, check_in, three.act())


def test_the_call_in_hand_gets_the_outcome(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    desk = take(three.shop, fatou, contact, act=three.act())
    dialling.dial(three.shop, fatou, desk.token, act=three.act())
    drafting.keep_draft(three.shop, fatou, desk.token, Draft(note="likes tulips"))
    logged = following_up.log_check_in(three.shop, fatou, check_in, "ordered", act=three.act())
    assert logged.logged.note == "likes tulips"
    assert three.one("SELECT outcome, reached, note FROM call") == ("ordered", 1, "likes tulips")
    assert three.one("SELECT held_by, call_id FROM position WHERE contact_id = :c", c=contact) == (None, None)
    assert three.one("SELECT COUNT(*) FROM draft") == (0,)
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert [line.what for line in card.before] == ["check-in ordered", "purchase"]
    undone = undo(three.shop, fatou, act=three.act())
    assert undone.desk is not None
    assert undone.desk.call is not None
    assert undone.desk.draft.note == "likes tulips"
    assert following_up.check_ins(three.shop, fatou, TODAY, TODAY)[0].state == "planned"


def test_undo_puts_the_calendar_back(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, due=FRIDAY)
    states = [knowing_clients.client_card(three.shop, fatou, contact)]
    following_up.move_check_in(three.shop, fatou, check_in, TODAY + timedelta(days=2), act=three.act())
    states.append(knowing_clients.client_card(three.shop, fatou, contact))
    following_up.log_check_in(three.shop, fatou, check_in, "complaint", act=three.act())
    for verb in ("check_in_logged", "check_in_moved"):
        assert undo(three.shop, fatou, act=three.act()).verb == verb
        assert knowing_clients.client_card(three.shop, fatou, contact) == states.pop()
    assert three.whole()


def test_check_ins_that_had_piled_up_become_one(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    with three.shop.store.act() as tx:
        for days in (1, 30, 31):
            check_ins.plan(tx, contact, fatou.operator_id, TODAY + timedelta(days=days))
    planned = "SELECT GROUP_CONCAT(due_on) FROM check_in WHERE state = 'planned'"
    before = three.one(planned)
    logged = following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act())
    assert logged.planned is not None
    assert three.one(planned) == (logged.planned.due_on.isoformat(),)
    undo(three.shop, fatou, act=three.act())
    assert three.one(planned) == before


def test_a_day_taken_by_another_check_in_is_refused(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    with three.shop.store.act() as tx:
        check_ins.plan(tx, contact, fatou.operator_id, TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="on that day"):
        following_up.move_check_in(three.shop, fatou, check_in, TODAY + timedelta(days=1), act=three.act())


def test_an_undone_note_is_not_lost(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou)[1]
    following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act(), note="likes tulips")
    undo(three.shop, fatou, act=three.act())
    assert following_up.check_ins(three.shop, fatou, TODAY, TODAY)[0].note == "likes tulips"
