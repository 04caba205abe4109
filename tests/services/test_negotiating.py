"""Deals: who sees them, how they move, and that every act can be retried and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, following_up, knowing_clients, negotiating
from pipeline_tui.services.claiming import claim_next, take
from pipeline_tui.services.snoozing import snooze_deal
from pipeline_tui.services.undoing import undo
from pipeline_tui.services.valuing import set_value
from pipeline_tui.storage.grounds import STANDS
from tests.services.ground import TODAY, Ground

STAND = "SELECT stage, owner_id, held_by, promise_due, rank FROM position WHERE contact_id = :contact"


def test_deals_are_the_owner_s_alone(three: Ground) -> None:
    hugo, hana = three.viewer("Hugo"), three.viewer("Hana")
    own, other = three.deal(hugo), three.deal(hana)
    assert [deal.id for deal in negotiating.deals(three.shop, hugo)] == [own]
    for name in ("Sam", "Fatou", "Mona"):
        assert negotiating.deals(three.shop, three.viewer(name)) == ()
    assert negotiating.deal_card(three.shop, hana, other).numbers[0].e164.startswith("+33199000")


ACTS: dict[str, Callable[[Ground, Viewer, int, str], object]] = {
    "card": lambda g, v, d, a: negotiating.deal_card(g.shop, v, d),
    "step": lambda g, v, d, a: negotiating.move_deal(g.shop, v, d, "quote-sent", act=a),
    "next": lambda g, v, d, a: negotiating.plan_next(g.shop, v, d, "ring", g.at + timedelta(days=2), act=a),
    "snooze": lambda g, v, d, a: snooze_deal(
        g.shop, v, d, TODAY + timedelta(days=8), "waits for the bank", act=a
    ),
    "value": lambda g, v, d, a: set_value(g.shop, v, d, 48_000, act=a, title="weekly"),
    "won": lambda g, v, d, a: negotiating.win_deal(g.shop, v, d, Winning(4500), act=a),
    "lost": lambda g, v, d, a: negotiating.lose_deal(g.shop, v, d, "price", act=a),
}


@pytest.mark.parametrize("name", list(ACTS))
@pytest.mark.parametrize("who", ["Sam", "Hana", "Fatou", "Mona"])
def test_hidden_and_unknown_answer_alike(three: Ground, name: str, who: str) -> None:
    deal, viewer, before = three.deal(three.viewer("Hugo")), three.viewer(who), three.entries()
    answers = []
    for wanted in (deal, 4711):
        with pytest.raises(Refused) as refused:
            ACTS[name](three, viewer, wanted, three.act())
        answers.append((type(refused.value), refused.value.title, refused.value.detail, refused.value.data))
    assert answers[0] == answers[1]
    assert three.entries() == before


@pytest.mark.parametrize("name", ["step", "next", "snooze", "value", "won", "lost"])
def test_a_retry_changes_nothing(three: Ground, name: str) -> None:
    hugo = three.viewer("Hugo")
    deal, act = three.deal(hugo), three.act()
    first, before = ACTS[name](three, hugo, deal, act), three.entries()
    assert before == 1
    assert ACTS[name](three, hugo, deal, act) == first
    assert three.entries() == before
    with pytest.raises(UsageTrouble):  # the same id for another act, or by somebody else
        ACTS["lost" if name != "lost" else "step"](three, hugo, deal, act)
    with pytest.raises(UsageTrouble):
        ACTS[name](three, three.viewer("Hana"), deal, act)
    assert three.whole()


def test_step_and_next(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    three.later(hours=1)
    moved = negotiating.move_deal(three.shop, hugo, deal, "sample", act=three.act())
    assert (moved.step, moved.step_since, moved.next_do) == ("sample", three.at, "send the quote")
    at = three.at + timedelta(days=3)
    planned = negotiating.plan_next(three.shop, hugo, deal, "  ring\x1b[31m\tback ", at, act=three.act())
    assert (planned.next_do, planned.next_at) == ("ring[31m back", at)
    three.later(days=30)
    assert negotiating.deals(three.shop, hugo)[0].overdue


@pytest.mark.parametrize(("step", "script"), [("brief-taken", "hot-call"), ("quote-sent", "closing")])
def test_once_an_offer_went_out_the_desk_opens_the_closing(three: Ground, step: str, script: str) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    if step != "brief-taken":
        negotiating.move_deal(three.shop, hugo, deal, step, act=three.act())
    contact = negotiating.deal_card(three.shop, hugo, deal).deal.contact_id
    assert claiming.take(three.shop, hugo, contact, act=three.act()).script_id == script


@pytest.mark.parametrize(
    ("do", "trouble"),
    [
        (lambda g, v, d: negotiating.move_deal(g.shop, v, d, "nowhere", act=g.act()), UsageTrouble),
        (lambda g, v, d: negotiating.move_deal(g.shop, v, d, "brief-taken", act=g.act()), Refused),
        (lambda g, v, d: negotiating.plan_next(g.shop, v, d, "ring", g.at, act=g.act()), UsageTrouble),
        (
            lambda g, v, d: negotiating.plan_next(g.shop, v, d, "\x00 ", g.at + timedelta(1), act=g.act()),
            UsageTrouble,
        ),
        (lambda g, v, d: negotiating.lose_deal(g.shop, v, d, "boredom", act=g.act()), UsageTrouble),
        (lambda g, v, d: snooze_deal(g.shop, v, d, TODAY, "bank", act=g.act()), UsageTrouble),
        (lambda g, v, d: snooze_deal(g.shop, v, d, TODAY + timedelta(1), " \x00", act=g.act()), UsageTrouble),
        (lambda g, v, d: set_value(g.shop, v, d, 0, act=g.act()), UsageTrouble),
        (lambda g, v, d: set_value(g.shop, v, d, None, act=g.act()), Refused),
        (lambda g, v, d: negotiating.win_deal(g.shop, v, d, Winning(0), act=g.act()), UsageTrouble),
        (lambda g, v, d: negotiating.win_deal(g.shop, v, d, Winning(5, farmer="Hugo"), act=g.act()), Refused),
    ],
)
def test_what_is_refused_changes_nothing(
    three: Ground, do: Callable[[Ground, Viewer, int], object], trouble: type[PipelineError]
) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    known = negotiating.deals(three.shop, hugo)
    with pytest.raises(trouble):
        do(three, hugo, deal)
    assert negotiating.deals(three.shop, hugo) == known
    assert three.entries() == 0


def test_a_snooze_silences_until_the_shop_opens_on_its_day_and_ends_by_itself(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    three.later(days=30)
    (late,) = negotiating.deals(three.shop, hugo)
    assert late.overdue
    until = three.shop.today() + timedelta(days=5)  # Monday
    quiet = snooze_deal(three.shop, hugo, deal, until, "waits for\x1b the bank", act=three.act())
    assert (quiet.overdue, quiet.snooze_reason) == (False, "waits for the bank")
    assert quiet.snoozed_until is not None
    opens = quiet.snoozed_until.astimezone(three.shop.zone)
    assert (opens.date(), opens.hour) == (until, 9)
    (event,) = negotiating.deal_card(three.shop, hugo, deal).before
    assert (event.what, event.text) == ("snooze", f"{until.isoformat()} waits for the bank")
    three.at = quiet.snoozed_until
    (awake,) = negotiating.deals(three.shop, hugo)
    assert (awake.overdue, awake.snoozed_until, awake.snooze_reason) == (True, None, "")


@pytest.mark.parametrize("name", ["step", "next", "value"])
def test_any_act_ends_a_snooze_and_its_undo_brings_it_back(three: Ground, name: str) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    quiet = ACTS["snooze"](three, hugo, deal, three.act())
    ACTS[name](three, hugo, deal, three.act())
    assert negotiating.deals(three.shop, hugo)[0].snoozed_until is None
    undo(three.shop, hugo, act=three.act())
    assert negotiating.deals(three.shop, hugo) == (quiet,)


def test_win_gives_the_client_to_the_farmer(three: Ground) -> None:
    hugo, fatou = three.viewer("Hugo"), three.viewer("Fatou")
    contact = three.contact("Petit", Stage.HUNTING, hugo)
    deal = three.deal(hugo, contact)
    won = negotiating.win_deal(
        three.shop,
        hugo,
        deal,
        Winning(
            120_000, what="wedding", delivered_on=date(2026, 12, 23), farmer="fatou", follow_up_consent=True
        ),
        act=three.act(),
    )
    assert (won.farmer, won.deal.state, won.purchase.amount_minor) == ("Fatou", "won", 120_000)
    assert won.check_in.due_on == date(2026, 12, 26)  # two days after is Christmas: moved on
    assert three.one(STAND, contact=contact) == ("farming", fatou.operator_id, None, None, None)
    assert negotiating.deals(three.shop, hugo) == ()
    with pytest.raises(Refused):
        negotiating.deal_card(three.shop, hugo, deal)
    card = knowing_clients.client_card(three.shop, fatou, contact)
    assert (card.total_minor, card.segment, card.since, card.last_contact) == (120_000, "A", TODAY, three.at)
    assert card.next_check_in == won.check_in
    assert [(line.what, line.text) for line in card.before] == [
        ("hand-off", "wedding flowers · wedding, €1,200"),
        ("won", "€1,200 wedding"),
    ]
    assert three.one(
        "SELECT kind, purpose, channel FROM basis WHERE contact_id = :c ORDER BY id DESC LIMIT 1", c=contact
    ) == ("consent", "", "telephone")


def test_fair_choice_goes_to_the_least_loaded(three: Ground) -> None:
    hugo, fatou = three.viewer("Hugo"), three.viewer("Fatou")
    three.client(fatou)
    won = negotiating.win_deal(three.shop, hugo, three.deal(hugo), Winning(4500), act=three.act())
    assert won.farmer == "Félix"
    names = {
        negotiating.win_deal(three.shop, hugo, three.deal(hugo), Winning(4500), act=three.act()).farmer
        for _ in range(2)
    }
    assert len(names) == 2  # one tie, then whoever has fewer


def test_without_a_farmer_nothing_is_won(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    with three.shop.store.act() as tx:
        tx.run("UPDATE operator SET active = 0 WHERE name IN ('Fatou', 'Félix')")
    with pytest.raises(Refused) as refused:
        negotiating.win_deal(three.shop, hugo, deal, Winning(4500), act=three.act())
    assert "people add" in refused.value.next_step
    assert negotiating.deals(three.shop, hugo)[0].state == "open"


def test_win_from_the_scout_s_hand(each: Ground) -> None:
    name = "Zoé" if each.shop.workspace.structure.value == "one-tier" else "Sam"
    scout = each.viewer(name)
    contact = each.contact("Petit")
    desk = claim_next(each.shop, scout, act=each.act())
    dialling.dial(each.shop, scout, desk.token, act=each.act())
    won = negotiating.win_contact(each.shop, scout, contact, Winning(4500, what="roses"), act=each.act())
    stage, owner, held, _, _ = each.one(STAND, contact=contact)
    assert (stage, held) == ("farming", None)
    assert won.deal.state == "won"
    if name == "Zoé":
        assert owner == scout.operator_id
    assert each.one("SELECT outcome, reached FROM call WHERE contact_id = :c", c=contact) == ("won", 1)
    undone = undo(each.shop, scout, act=each.act())
    assert (undone.verb, undone.contact_id) == ("deal_won", contact)
    assert undone.desk is not None
    assert undone.desk.call is not None
    assert each.one("SELECT state FROM deal WHERE id = :d", d=won.deal.id) == ("undone",)
    assert each.one("SELECT COUNT(*) FROM client") == (0,)
    assert each.whole()


def test_a_hand_off_not_yet_accepted_is_not_won(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    contact = three.contact("Petit", Stage.HUNTING, hugo)
    with three.shop.store.act() as tx:
        tx.run(
            """INSERT INTO hand_off (contact_id, giver_id, receiver_id, from_stage, to_stage, given_at, brief,
               state, reason, note) VALUES (:c, 1, :h, 'scouting', 'hunting', '2026-11-23T10:00:00.000000Z',
               '{}', 'waiting', '', '')""",
            {"c": contact, "h": hugo.operator_id},
        )
    with pytest.raises(Refused):
        negotiating.win_contact(three.shop, hugo, contact, Winning(4500), act=three.act())


def test_lost_for_good_leaves_the_line(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    contact = three.contact("Petit", Stage.HUNTING, hugo)
    deal = three.deal(hugo, contact)
    lost = negotiating.lose_deal(
        three.shop, hugo, deal, "price", act=three.act(), note="20 % too much", win_back=False
    )
    assert (lost.state, lost.lost_reason, lost.win_back_on) == ("lost", "price", None)
    assert three.one(STAND, contact=contact) == ("closed", None, None, None, None)
    assert undo(three.shop, hugo, act=three.act()).verb == "deal_lost"
    assert three.one(STAND, contact=contact)[:2] == ("hunting", hugo.operator_id)
    assert negotiating.deals(three.shop, hugo)[0].lost_reason == ""


def test_a_client_s_further_deal_goes_back_to_the_farmer(three: Ground) -> None:
    hugo, fatou = three.viewer("Hugo"), three.viewer("Fatou")
    contact, _ = three.client(fatou)
    with three.shop.store.act() as tx:
        tx.run(
            "UPDATE position SET stage = 'hunting', owner_id = :h WHERE contact_id = :c",
            {"h": hugo.operator_id, "c": contact},
        )
    assert following_up.overdue(three.shop, fatou) == ()  # not on Fatou's desk meanwhile
    negotiating.lose_deal(three.shop, hugo, three.deal(hugo, contact), "price", act=three.act())
    assert three.one(STAND, contact=contact)[:2] == ("farming", fatou.operator_id)
    assert undo(three.shop, hugo, act=three.act()).verb == "deal_lost"
    won = negotiating.win_deal(three.shop, hugo, 1, Winning(900), act=three.act())
    assert won.farmer == "Fatou"
    assert three.one("SELECT COUNT(*) FROM check_in WHERE state = 'planned'") == (1,)


def test_undo_walks_back_through_every_act(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    contact = three.contact("Petit", Stage.HUNTING, hugo)
    deal = three.deal(hugo, contact)
    states = [negotiating.deals(three.shop, hugo)]
    negotiating.move_deal(three.shop, hugo, deal, "quote-sent", act=three.act())
    states.append(negotiating.deals(three.shop, hugo))
    negotiating.plan_next(three.shop, hugo, deal, "visit", three.at + timedelta(days=4), act=three.act())
    states.append(negotiating.deals(three.shop, hugo))
    set_value(three.shop, hugo, deal, 48_000, act=three.act(), title="weekly")
    states.append(negotiating.deals(three.shop, hugo))
    snooze_deal(three.shop, hugo, deal, TODAY + timedelta(days=8), "bank", act=three.act())
    states.append(negotiating.deals(three.shop, hugo))
    negotiating.win_deal(three.shop, hugo, deal, Winning(4500, follow_up_consent=True), act=three.act())
    for verb in ("deal_won", "deal_snoozed", "deal_valued", "deal_next", "deal_moved"):
        assert undo(three.shop, hugo, act=three.act()).verb == verb
        assert negotiating.deals(three.shop, hugo) == states.pop()
    assert three.one("SELECT COUNT(*) FROM client") == (0,)
    assert three.one("SELECT COUNT(*) FROM check_in WHERE state = 'planned'") == (0,)
    assert three.one("SELECT COUNT(*) FROM purchase WHERE undone = 0") == (0,)
    assert three.one(f"SELECT COUNT(*) FROM basis b WHERE channel = 'telephone' AND {STANDS}") == (0,)
    assert negotiating.deal_card(three.shop, hugo, deal).before == ()
    assert three.whole()


def test_a_win_the_farmer_built_on_stands(three: Ground) -> None:
    hugo, fatou = three.viewer("Hugo"), three.viewer("Fatou")
    won = negotiating.win_deal(
        three.shop, hugo, three.deal(hugo), Winning(4500, farmer="Fatou"), act=three.act()
    )
    three.later(days=3)
    following_up.log_check_in(three.shop, fatou, won.check_in.id, "reached", act=three.act())
    with pytest.raises(Refused):
        undo(three.shop, hugo, act=three.act())
    assert knowing_clients.client_card(three.shop, fatou, won.deal.contact_id).total_minor == 4500


def test_winning_ends_the_call_in_hand(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    contact = three.contact("Petit", Stage.HUNTING, hugo)
    deal = three.deal(hugo, contact)
    desk = take(three.shop, hugo, contact, act=three.act())
    dialling.dial(three.shop, hugo, desk.token, act=three.act())
    negotiating.win_deal(three.shop, hugo, deal, Winning(4500), act=three.act())
    assert three.one("SELECT outcome, reached FROM call") == ("won", 1)
    assert three.one(STAND, contact=contact)[2] is None
    undone = undo(three.shop, hugo, act=three.act())
    assert undone.desk is not None
    assert undone.desk.call is not None
    assert undone.desk.contact_id == contact
