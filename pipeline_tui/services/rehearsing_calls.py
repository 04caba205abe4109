"""The scouts' part of a rehearsal: the next contact is rung, and the call ends the way calls end."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType

from pipeline_tui.domain.acts import HandedOff
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.playbook import After
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, handing_off
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.rehearsing import Player, Rehearsal, covers
from pipeline_tui.storage import practice_touches

LEASE = "shell"  # long enough for a whole call without signs of life
HOT = "hot"

# Of a thousand cold calls; about one talk in seven is hot.
COLD = MappingProxyType(
    {
        "no-answer": 400.0,
        "voicemail": 150.0,
        "busy": 40.0,
        "wrong-number": 24.0,
        "other-language": 4.0,
        "refused": 110.0,
        "callback": 80.0,
        "not-now": 52.0,
        "send-information": 36.0,
        "not-our-customer": 18.0,
        "do-not-call": 14.0,
        HOT: 60.0,
    }
)
# Whoever asked to be rung back, or was handed on once, is there more often and warmer.
EXPECTED = MappingProxyType({"no-answer": 22.0, "callback": 8.0, "refused": 12.0, "not-now": 12.0, HOT: 40.0})
_GATEKEEPER = 90.0  # in firms
_WRONG = MappingProxyType({"disconnected": 60.0, "stranger": 35.0, "deceased": 5.0})
_RING, _TALK, _PITCH = (14, 40), (45, 260), (150, 520)  # seconds
_LATER, _LATER_OFTEN = tuple(timedelta(hours=hours) for hours in (2, 24, 48, 120)), (4, 5, 3, 1)


def ring_next(play: Rehearsal, player: Player) -> bool:
    """Take the next contact and ring it."""
    if not covers(player, Stage.SCOUTING) or player.dials_left <= 0:
        return False
    desk = claim_and_dial(play, player)
    if desk is None:
        return False
    end_call(play, player, desk, _how_it_ends(play, desk))
    return True


def claim_and_dial(play: Rehearsal, player: Player) -> Desk | None:
    """Return the next contact with its phone ringing; None when there is nobody, or the gate says no."""
    shop, viewer = play.shop, player.viewer
    try:
        desk = claiming.claim_next(shop, viewer, act=play.act(), lease=LEASE)
    except NothingToCall:
        player.dials_left = 0
        return None
    player.dials_left -= 1
    play.pass_seconds(8, 45)
    return dial(play, player, desk)


def dial(play: Rehearsal, player: Player, desk: Desk) -> Desk | None:
    """Ring the contact in hand; it is let go when the gate says no."""
    try:
        return dialling.dial(play.shop, player.viewer, desk.token, act=play.act())
    except Refused:
        claiming.release(play.shop, player.viewer, desk.token, act=play.act())
        return None


def end_call(
    play: Rehearsal, player: Player, desk: Desk, code: str, callback: datetime | None = None
) -> HandedOff | None:
    """Let the call run its time and record how it ended."""
    if code == HOT:
        return _hand_on(play, player, desk)
    outcome = play.shop.playbook.outcome(code)
    assert outcome is not None, code
    play.pass_seconds(*_RING)
    if outcome.reached:
        play.pass_seconds(*_TALK)
    draft = play.typed(desk.language) if outcome.reached and play.chance(0.35) else Draft()
    when = None
    if outcome.after is After.CALLBACK:
        when = callback or _later(play)
    reason = play.pick(_WRONG) if code == "wrong-number" else ""
    note = play.note(code, desk.language)
    if not _recorded(play, player, desk, code, note, reason, draft, when, exact=False):
        _recorded(play, player, desk, code, note, reason, draft, when, exact=True)
    return None


def _recorded(
    play: Rehearsal,
    player: Player,
    desk: Desk,
    code: str,
    note: str,
    reason: str,
    draft: Draft,
    when: datetime | None,
    *,
    exact: bool,
) -> bool:
    try:
        dialling.record_outcome(
            play.shop,
            player.viewer,
            desk.token,
            code,
            act=play.act(),
            note=note,
            reason=reason,
            draft=draft,
            callback=when,
            exact=exact,
        )
    except Refused:  # outside the window there, unless they asked for just that time
        if exact:
            raise
        return False
    return True


def _hand_on(play: Rehearsal, player: Player, desk: Desk) -> HandedOff:
    shop, viewer = play.shop, player.viewer
    play.pass_seconds(*_PITCH)
    talk = play.talk(desk.language)
    wish = play.rng.choice(talk.wishes)
    handed = handing_off.hand_off(
        shop,
        viewer,
        desk.token,
        wish.brief,
        act=play.act(),
        note=wish.said,
        draft=play.typed(desk.language),
    )
    play.wanted[handed.hand_off_id] = wish.sells
    if not handed.kept:
        play.waiting.append((play.now, handed.hand_off_id, handed.to))
        return handed
    play.pass_seconds(20, 90)
    claiming.release(shop, viewer, desk.token, act=play.act())
    if handed.deal_id is not None:
        opened(play, player, handed.deal_id, handed.hand_off_id)
    return handed


def opened(play: Rehearsal, player: Player, deal_id: int, hand_off_id: int) -> None:
    """Note a new deal in its owner's diary, with what it may bring."""
    article = play.wanted[hand_off_id]
    value = play.price(article)
    play.offered[deal_id] = (article, value)
    with play.shop.store.act() as tx:
        practice_touches.value(tx, deal_id, value)
        due = practice_touches.next_at(tx, deal_id)
    player.deals[deal_id] = due or play.now + timedelta(days=1)


def _how_it_ends(play: Rehearsal, desk: Desk) -> str:
    expected = desk.brief or any(past.what in ("callback", "returned") for past in desk.before[:1])
    weights = dict(EXPECTED if expected else COLD)
    if desk.firm and not expected:
        weights["gatekeeper"] = _GATEKEEPER
    return play.pick(MappingProxyType(weights))


def _later(play: Rehearsal) -> datetime:
    after = play.rng.choices(_LATER, _LATER_OFTEN)[0] + timedelta(minutes=play.rng.randint(-50, 50))
    wanted = play.now + after
    return play.working_hour(max(wanted, play.now + timedelta(minutes=20))).replace(second=0, microsecond=0)
