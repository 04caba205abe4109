"""Which day is proposed for the next check-in, and what makes it another."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.services import counting_days, following_up, knowing_clients
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import absences
from tests.services.ground import TODAY, Ground


def test_patience_grows_with_every_try_and_is_told(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, segment="B")
    waited, told = [], []
    for _ in range(4):
        proposed = following_up.proposed_next(three.shop, fatou, check_in, "nobody-reached")
        logged = following_up.log_check_in(three.shop, fatou, check_in, "nobody-reached", act=three.act())
        assert logged.planned is not None
        assert logged.planned.due_on == proposed.day
        waited.append((proposed.day - three.shop.today()).days)
        told.append((proposed.tries, proposed.telling))
        three.later(days=waited[-1])
        check_in = logged.planned.id
    assert waited == [1, 2, 4, 8]
    assert told == [(1, False), (2, False), (3, False), (4, True)]
    following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act())
    following = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert following is not None
    assert following_up.proposed_next(three.shop, fatou, following.id, "nobody-reached").tries == 1


def test_a_full_day_gives_way_and_it_says_so(three: Ground) -> None:
    fatou, felix = three.viewer("Fatou"), three.viewer("Félix")
    wished = TODAY + timedelta(days=30)
    limit = three.shop.playbook.check_ins_a_day
    for who, number in ((fatou, limit - 1), (felix, limit)):
        for _ in range(number):
            three.client(who, due=wished)
    check_in = three.client(fatou, segment="B")[1]
    assert following_up.proposed_next(three.shop, fatou, check_in, "reached").day == wished
    three.client(fatou, due=wished)
    proposed = following_up.proposed_next(three.shop, fatou, check_in, "reached")
    assert (proposed.day, proposed.wished, proposed.standing) == (wished - timedelta(days=1), wished, limit)
    logged = following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act())
    assert logged.planned is not None
    assert (logged.planned.due_on, logged.planned.wished_on) == (proposed.day, wished)
    moved = following_up.move_check_in(three.shop, fatou, logged.planned.id, wished, act=three.act())
    assert (moved.due_on, moved.wished_on) == (wished, None), "by hand, a full day is taken"
    undo(three.shop, fatou, act=three.act())
    back = following_up.check_ins(three.shop, fatou, proposed.day, proposed.day)[-1]
    assert (back.id, back.wished_on) == (moved.id, wished)


def test_no_check_in_is_proposed_while_its_farmer_is_away(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou, segment="A")[1]
    away_from, away_to = TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    with three.shop.store.act() as tx:
        me = fatou.operator_id
        absences.note(tx, me, away_from, away_to, "skiing", me, three.at)
    proposed = following_up.proposed_next(three.shop, fatou, check_in, "reached")
    assert proposed.day == TODAY + timedelta(days=21)
    moved = following_up.move_check_in(three.shop, fatou, check_in, away_from, act=three.act())
    assert moved.due_on == TODAY + timedelta(days=21)
    days = {one.day: one for one in counting_days.days(three.shop, fatou, TODAY, away_to)}
    assert days[away_from].closed == "skiing"
    assert days[TODAY].closed == ""
    assert not any(one.away for one in counting_days.days(three.shop, three.viewer("Félix"), TODAY, away_to))


def test_an_absence_without_end_gives_no_better_day(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    check_in = three.client(fatou, segment="A")[1]
    with three.shop.store.act() as tx:
        me = fatou.operator_id
        absences.note(tx, me, TODAY + timedelta(days=3), None, "", me, three.at)
    proposed = following_up.proposed_next(three.shop, fatou, check_in, "reached")
    assert proposed.day == TODAY + timedelta(days=14)
