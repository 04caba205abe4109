"""The hunters' and farmers' part of a rehearsal: inbox, deals step by step, check-ins and repeat orders."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

from pipeline_tui.domain.caring import COMPLAINT
from pipeline_tui.domain.deal_steps import default_next_step, next_step
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    claiming,
    dialling,
    drafting,
    following_up,
    handing_off,
    hearing_complaints,
    negotiating,
    winning,
)
from pipeline_tui.services.rehearsing import Player, Rehearsal, covers
from pipeline_tui.services.rehearsing_calls import LEASE, dial, opened

_ANSWERED_AFTER = timedelta(minutes=12)
_RETURNED = 0.09
_TALKS = (120, 480)  # seconds
_CHECK_INS = MappingProxyType(
    {
        "reached": 52.0,
        "nobody-reached": 28.0,
        "ordered": 9.0,
        "complaint": 3.0,
        "occasion-noted": 5.0,
        "wants-pause": 3.0,
    }
)
_MISSED = 0.06
_SOLVED = 0.8  # of the complaints, within the hour
# What comes of working on a deal: won, lost, moved on; else it is put off.
_STEPS, _LAST_STEP = (0.03, 0.12, 0.55), (0.45, 0.15, 0.0)
_HAPPY, _UNHAPPY = (7, 8, 8, 9, 9, 10), (3, 4, 5)


def answer_inbox(play: Rehearsal, player: Player) -> bool:
    """Accept what was handed over a while ago, or return it."""
    if _took_over(play, player):
        return True
    offered = next((one for one in play.waiting if play.may_answer(player, one[2])), None)
    if not covers(player, Stage.HUNTING) or offered is None:
        return False
    given_at, hand_off_id, _to = offered
    if play.now - given_at < _ANSWERED_AFTER:
        return False
    play.waiting.remove(offered)
    if play.chance(_RETURNED):
        give_back(play, player, hand_off_id)
    else:
        accepted = handing_off.accept(play.shop, player.viewer, hand_off_id, act=play.act())
        if accepted.deal is not None:
            opened(play, player, accepted.deal.id, hand_off_id)
    play.pass_seconds(60, 240)
    return True


def _took_over(play: Rehearsal, player: Player) -> bool:
    """Return whether the farmer accepted a client who was sold to a while ago."""
    for sold in play.sold:
        given_at, hand_off_id, farmer = sold
        if farmer == player.viewer.name and play.now - given_at >= _ANSWERED_AFTER:
            play.sold.remove(sold)
            handing_off.accept(play.shop, player.viewer, hand_off_id, act=play.act())
            play.pass_seconds(60, 240)
            return True
    return False


def give_back(play: Rehearsal, player: Player, hand_off_id: int) -> None:
    """Return a hand-off with what is missing."""
    reason, note = play.reason("returned", play.shop.playbook.return_reasons)
    handing_off.give_back(play.shop, player.viewer, hand_off_id, reason=reason, note=note, act=play.act())


def work_deal(play: Rehearsal, player: Player) -> bool:
    """Do the next step of the deal that is due first."""
    due = min(((at, deal_id) for deal_id, at in player.deals.items() if at <= play.now), default=None)
    if due is None:
        return False
    deal_id = due[1]
    card = negotiating.deal_card(play.shop, player.viewer, deal_id)
    spoken = _talked(play, player, card.deal.contact_id)
    if spoken is False:
        _again(play, player, card.deal, hours=play.rng.choice((3, 24, 24, 48)))
        return True
    _decide(play, player, card.deal)
    return True


def make_check_in(play: Rehearsal, player: Player) -> bool:
    """Ring the next client of the day; some days one is forgotten."""
    while player.check_ins:
        check_in_id, contact_id = player.check_ins.pop(0)
        if not play.chance(_MISSED):
            check_in(play, player, check_in_id, contact_id)
            return True
    return False


def check_in(play: Rehearsal, player: Player, check_in_id: int, contact_id: int) -> None:
    """Ring a client, log how it went, and book what was ordered."""
    shop, viewer = play.shop, player.viewer
    known = {one.code: one for one in shop.playbook.check_in_outcomes}
    code = play.pick(MappingProxyType({key: of for key, of in _CHECK_INS.items() if key in known}))
    desk = _in_hand(play, player, contact_id)
    if desk is not None:
        play.pass_seconds(*(_TALKS if known[code].reached else (20, 40)))
        if known[code].reached and play.chance(0.5):
            drafting.keep_draft(shop, viewer, desk.token, play.typed(desk.language))
    satisfaction = None
    if known[code].reached and play.chance(0.45):
        satisfaction = play.rng.choice(_UNHAPPY if code == "complaint" else _HAPPY)
    language = desk.language if desk else ""
    order = play.rng.choice(play.talk(language).repeats) if code == "ordered" else None
    note = order.said if order else play.note(code, language)
    following_up.log_check_in(
        shop, viewer, check_in_id, code, act=play.act(), satisfaction=satisfaction, note=note
    )
    if code == COMPLAINT and play.chance(_SOLVED):
        play.pass_seconds(300, 1200)
        done = play.note("solved", language)
        hearing_complaints.solve_complaint(shop, viewer, contact_id, done, act=play.act())
    if order is not None:
        play.pass_seconds(30, 120)
        amount = play.price(order.sells)
        winning.win_contact(shop, viewer, contact_id, Winning(amount, what=order.sells.what), act=play.act())


def _in_hand(play: Rehearsal, player: Player, contact_id: int) -> Desk | None:
    """Return the contact with its phone ringing; None when nobody may ring it now."""
    desk = claiming.take(play.shop, player.viewer, contact_id, act=play.act(), lease=LEASE)
    play.pass_seconds(10, 40)
    return dial(play, player, desk)


def _talked(play: Rehearsal, player: Player, contact_id: int) -> bool | None:
    """Return whether the contact answered; None when they came to the shop, or wrote."""
    if play.chance(0.3):
        return None
    desk = _in_hand(play, player, contact_id)
    if desk is None:
        return None
    answered = play.chance(0.65)
    play.pass_seconds(*(_TALKS if answered else (20, 40)))
    code = "talked" if answered else "no-answer"
    dialling.record_outcome(
        play.shop,
        player.viewer,
        desk.token,
        code,
        act=play.act(),
        note=play.note(code, desk.language),
        draft=play.typed(desk.language) if answered and play.chance(0.5) else None,
    )
    return answered


def _decide(play: Rehearsal, player: Player, deal: Deal) -> None:
    following = next_step(play.shop.playbook.deal_steps, deal.step)
    drawn = play.rng.random()
    play.pass_seconds(60, 200)
    won, lost, advanced = _LAST_STEP if following is None else _STEPS
    if drawn < won:
        win(play, player, deal)
    elif drawn < won + lost:
        reason, note = play.reason("lost", play.shop.playbook.lost_reasons)
        negotiating.lose_deal(play.shop, player.viewer, deal.id, reason, act=play.act(), note=note)
        del player.deals[deal.id]
    elif following is not None and drawn < won + lost + advanced:
        advance(play, player, deal, following.code)
    else:
        _again(play, player, deal, hours=play.rng.choice((24, 48, 48, 72)))


def advance(play: Rehearsal, player: Player, deal: Deal, step: str) -> None:
    """Move a deal on and plan what comes next."""
    shop = play.shop
    negotiating.move_deal(shop, player.viewer, deal.id, step, act=play.act())
    found = shop.playbook.deal_step(step)
    assert found is not None, step
    home = shop.workspace
    plan = default_next_step(found, home.language, play.now, shop.hours, home.zone, shop.closed)
    negotiating.plan_next(shop, player.viewer, deal.id, plan.text, plan.at, act=play.act())
    player.deals[deal.id] = plan.at


def win(play: Rehearsal, player: Player, deal: Deal) -> None:
    """Close a deal: what was bought, for how much, and whether we may ring afterwards."""
    article, value = play.offered[deal.id]
    amount = round(value * play.rng.randint(90, 105) // 100, -2)
    won = winning.win_deal(
        play.shop,
        player.viewer,
        deal.id,
        Winning(amount, what=article.what, follow_up_consent=play.chance(0.75)),
        act=play.act(),
    )
    if won.hand_off_id is not None:
        play.sold.append((play.now, won.hand_off_id, won.farmer))
    del player.deals[deal.id]


def _again(play: Rehearsal, player: Player, deal: Deal, hours: int) -> None:
    at = play.working_hour(play.now + timedelta(hours=hours)).replace(second=0, microsecond=0)
    if at <= play.now:
        at += timedelta(hours=1)
    step = play.shop.playbook.deal_step(deal.step)
    assert step is not None, deal.step
    do = deal.next_do or step.next_do.get(play.shop.workspace.language, step.next_do["en"])
    negotiating.plan_next(play.shop, player.viewer, deal.id, do, at, act=play.act())
    player.deals[deal.id] = at


def lay_out_day(play: Rehearsal, player: Player) -> None:
    """Read the check-ins of the day into the farmer's diary."""
    if not covers(player, Stage.FARMING):
        return
    today = play.shop.today()
    late = following_up.overdue(play.shop, player.viewer)
    due = following_up.check_ins(play.shop, player.viewer, today, today)
    player.check_ins = [(one.id, one.contact_id) for one in (*late, *due) if one.state == "planned"]
