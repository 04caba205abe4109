"""The last hour of a rehearsal: what must lie on every desk when somebody sits down to practise."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import negotiating
from pipeline_tui.services.rehearsing import SESSIONS, Player, Rehearsal, covers
from pipeline_tui.services.rehearsing_calls import HOT, claim_and_dial, end_call
from pipeline_tui.services.rehearsing_sales import advance, give_back
from pipeline_tui.storage import practice_touches

LASTS = timedelta(minutes=65)
CALLBACKS = (timedelta(minutes=17), timedelta(minutes=95), timedelta(hours=3))
_TODAY, _OVERDUE = 5, 2  # check-ins on each farmer's day
_AGREED = (timedelta(minutes=26), timedelta(minutes=70), timedelta(hours=2, minutes=10))
_LATE, _LATE_DEALS = timedelta(hours=26), 2
_TRIES = 4


def curtain(play: Rehearsal, start: datetime) -> datetime:
    """Return when the last hour ends (UTC): at ``start``, or at the end of the session before it."""
    local = start.astimezone(play.shop.zone)
    day = local.date()
    for begin, end in reversed(SESSIONS):
        if not play.is_working_day(day) or local.time() < begin:
            continue
        if start >= play.at_local(day, begin) + LASTS:
            return min(start, play.at_local(day, end))
    day -= timedelta(days=1)
    while not play.is_working_day(day):
        day -= timedelta(days=1)
    return play.at_local(day, SESSIONS[-1][1])


def last_hour(play: Rehearsal, end: datetime, start: datetime, promises: int) -> None:
    """Play the hand-offs, callbacks and plans that practice begins with at ``start`` (UTC).

    So many callbacks are promised at most: a small shop needs people to ring at once, too.
    """
    minute = timedelta(minutes=1)
    play.move_to(end - 61 * minute)
    _hand_offs(play, start)
    play.move_to(max(play.now, end - 24 * minute))
    _callbacks(play, start, promises)
    play.move_to(max(play.now, end - 4 * minute))
    for player in play.players:
        if covers(player, Stage.HUNTING):
            _board(play, player, start)
        if covers(player, Stage.FARMING):
            _calendar(play, player, start)
    _caller(play)
    with play.shop.store.act() as tx:
        practice_touches.returned_at(tx, play.now)


def _hand_offs(play: Rehearsal, start: datetime) -> None:
    """Two wait in the inbox, the one before them came back."""
    structure = play.shop.workspace.structure
    if not needs_ceremony(structure, Stage.SCOUTING, Stage.HUNTING):
        return
    hunters = [player for player in play.players if covers(player, Stage.HUNTING)]
    for turn in range(3):
        player, desk = _ringing(play, turn, rung_again=turn == 0)
        if player is None or desk is None:
            return
        handed = end_call(play, player, desk, HOT)
        if turn == 0 and handed is not None and hunters:
            play.waiting.pop()
            play.pass_seconds(120, 240)
            receiver = next(one for one in hunters if play.may_answer(one, handed.to))
            give_back(play, receiver, handed.hand_off_id)
            with play.shop.store.act() as tx:  # on top of the queue, it would be what is handed on next
                practice_touches.returned_at(tx, start)


def _ringing(play: Rehearsal, turn: int, *, rung_again: bool = False) -> tuple[Player | None, Desk | None]:
    """Return a scout with a contact whose phone rings; one who may be rung again soon, if so wished."""
    scouts = [player for player in play.players if covers(player, Stage.SCOUTING)]
    if not scouts:
        return None, None
    player = scouts[turn % len(scouts)]
    for _ in range(_TRIES):
        desk = claim_and_dial(play, player)
        if desk is None:
            continue
        cap = desk.verdict.cap
        if not rung_again or cap is None or desk.verdict.attempts + 1 < cap:
            return player, desk
        end_call(play, player, desk, "no-answer")
    return player, None


def _callbacks(play: Rehearsal, start: datetime, promises: int) -> None:
    """Promise calls for today; the first is due in seventeen minutes."""
    closing = play.at_local(start.astimezone(play.shop.zone).date(), time(19, 45))
    for turn, after in enumerate(CALLBACKS[:promises]):
        due = (start + after).replace(second=0, microsecond=0)
        if turn and due > closing:
            continue
        player, desk = _ringing(play, turn)
        if player is not None and desk is not None:
            end_call(play, player, desk, "callback", callback=due)


def _board(play: Rehearsal, player: Player, start: datetime) -> None:
    """Fill the steps that are empty, plan something for today, leave one deal without a next step."""
    shop = play.shop
    own = list(negotiating.deals(shop, player.viewer))
    held = Counter(deal.step for deal in own)
    for step in shop.playbook.deal_steps:
        crowded = max(held, key=lambda code: held[code], default="")
        if held[step.code] or held[crowded] < 2:
            continue
        moved = next(deal for deal in own if deal.step == crowded)
        own.remove(moved)
        held[crowded] -= 1
        held[step.code] += 1
        advance(play, player, moved, step.code)
    waiting = [deal for deal in own if deal.next_at is None or deal.next_at > start]
    for deal, after in zip(waiting, _AGREED[:2], strict=False):
        _plan(play, player, deal, start + after)
    late = [deal for deal in own if deal.next_at is not None and deal.next_at <= start]
    for place, deal in enumerate(late[_LATE_DEALS:]):
        after = timedelta(minutes=25 + 55 * (place % 5), days=place % 4)
        _plan(play, player, deal, play.working_hour(start + after))
    with shop.store.act() as tx:
        spare = waiting[2:] or late[1:]
        if spare:
            practice_touches.forget_next(tx, spare[0].id)
        if len(waiting) > 3 and not late:
            practice_touches.let_slip(tx, waiting[3].id, play.working_hour(start - _LATE))


def _plan(play: Rehearsal, player: Player, deal: Deal, at: datetime) -> None:
    do = deal.next_do
    if not do:
        step = play.shop.playbook.deal_step(deal.step)
        do = step.next_do.get(play.shop.workspace.language, step.next_do["en"]) if step else deal.title
    at = at.replace(second=0, microsecond=0)
    negotiating.plan_next(play.shop, player.viewer, deal.id, do, at, act=play.act())


def _calendar(play: Rehearsal, player: Player, start: datetime) -> None:
    """Leave some check-ins overdue and give today enough of them, a few at an agreed time."""
    shop = play.shop
    today = start.astimezone(shop.zone).date()
    before = today - timedelta(days=1)
    while not play.is_working_day(before):
        before -= timedelta(days=1)
    with shop.store.act() as tx:
        planned = practice_touches.planned(tx, player.viewer.operator_id, today.isoformat())
        if len(planned) < 2:
            return
        overdue, rest = planned[:_OVERDUE], planned[_OVERDUE:]
        # Every second one, so that the days to come keep some.
        due = sorted(rest[::2][:_TODAY], key=lambda one: one[1])
        for check_in_id, day in overdue:
            if day >= today.isoformat():
                practice_touches.expect_on(tx, check_in_id, before.isoformat(), None)
        late = [one for one in rest if one[1] <= today.isoformat() and one not in due]
        for place, (check_in_id, _) in enumerate(due):
            agreed = start + _AGREED[place] if place < len(_AGREED) else None
            if agreed is not None and agreed.astimezone(shop.zone).date() != today:
                agreed = None
            at = agreed.replace(second=0, microsecond=0) if agreed else None
            practice_touches.expect_on(tx, check_in_id, today.isoformat(), at)
        for place, (check_in_id, _) in enumerate(late):
            following = play.working_hour(start + timedelta(days=1 + place % 6))
            later = following.astimezone(shop.zone).date()
            practice_touches.expect_on(tx, check_in_id, later.isoformat(), None)


def _caller(play: Rehearsal) -> None:
    """Keep a note of somebody who rang the shop."""
    for player in play.players:
        if not covers(player, Stage.FARMING):
            continue
        with play.shop.store.act() as tx:
            client = practice_touches.some_client(tx, player.viewer.operator_id)
            if client is not None:
                me, stage = player.viewer.operator_id, Stage.FARMING.value
                practice_touches.leave_note(tx, client, me, stage, play.now, play.note("caller"))
        return
