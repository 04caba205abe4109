"""While what is in hand each command of the scout's desk is live, on every desk: the whole table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.desk import Desk, OpenCall
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.ui.command import DESK_OF, Hand, Place
from tests.screens.driving import opened, press
from tests.screens.fake_shop import CLAIRE, NOW, session_with
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors

KEY = {
    Place.SCOUT: "f2",
    Place.HUNTER: "f3",
    Place.FARMER: "f4",
    Place.MANAGER: "f5",
    Place.INBOX: "f9",
    Place.TODAY: "f10",
}
ALL, CALLING = frozenset(KEY), frozenset({Place.SCOUT, Place.HUNTER, Place.FARMER})
SCOUT = frozenset({Place.SCOUT})
ANY, IN_HAND = frozenset(Hand), frozenset({Hand.READY, Hand.CALLING})
IDLE, READY, AT_IT = frozenset({Hand.NOTHING, Hand.READY}), frozenset({Hand.READY}), frozenset({Hand.CALLING})
NOBODY = frozenset({Hand.NOTHING})

# Of every command: the desks that know it, and while what is in hand.
LIVE = {
    "caller.look-up": (ALL, ANY),
    "contact.new": (ALL, ANY),
    "contact.referred": (CALLING, IN_HAND),
    "contact.change": (CALLING, IN_HAND),
    "contact.everything": (CALLING, IN_HAND),
    "contact.why": (SCOUT, IN_HAND),
    "contact.skip": (SCOUT, READY),
    "note.edit": (CALLING, IN_HAND),
    "note.late": (CALLING, ANY),
    "figures.day": (SCOUT, IDLE),
    "call.next": (SCOUT, NOBODY),
    "call.dial": (CALLING, READY),
    "call.hang-up": (CALLING, AT_IT),
    "call.other-number": (CALLING, IN_HAND),
    "call.copy-number": (CALLING, IN_HAND),
    "call.pause": (CALLING, IDLE),
    "script.objections": (CALLING, IN_HAND),
    "script.cards": (frozenset({Place.HUNTER, Place.FARMER}), NOBODY),
    "script.fields": (CALLING, IN_HAND),
    "script.unsaid": (CALLING, IN_HAND),
    "hand-off.hot": (SCOUT, AT_IT),
    "hand-off.open": (SCOUT, IN_HAND),
    "hand-off.live": (SCOUT, AT_IT),
    "outcome.no-answer": (CALLING, AT_IT),
    "outcome.refused.stay": (CALLING, AT_IT),
    "outcome.talked": (frozenset({Place.HUNTER, Place.FARMER}), AT_IT),
    "call.as-proposed": (ALL, frozenset[Hand]()),  # nothing is proposed yet
    "program.undo": (ALL, ANY),
}
STAGE_OF = {place: stage for stage, place in DESK_OF.items()}


def _in_hand(place: Place, hand: Hand) -> Desk | None:
    if hand is Hand.NOTHING:
        return None
    call = OpenCall(1, 1, NOW, "simulated") if hand is Hand.CALLING else None
    return replace(CLAIRE, stage=STAGE_OF.get(place, Stage.SCOUTING), call=call)


@pytest.mark.parametrize("place", list(KEY))
async def test_a_command_is_live_when_the_table_says_so(place: Place) -> None:
    session = session_with(SellingDoors(), ALONE)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, KEY[place])
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        assert desk.PLACE is place
        hands = list(Hand) if place in STAGE_OF else [Hand.NOTHING]
        wrong = []
        for hand in hands:
            desk.desk = _in_hand(place, hand)
            assert desk.hand is hand
            for ident, (places, when) in LIVE.items():
                command = session.keys.find(ident)
                assert command is not None, ident
                wanted = place in places and hand in when
                if desk.available(command) is not wanted:
                    wrong.append((ident, hand.value, "not live" if wanted else "live"))
                known = session.keys.for_action(place, command.call, command.args)
                if known is command and bool(desk.check_action(command.call, command.args)) is not wanted:
                    wrong.append((ident, hand.value, "the key and the palette differ"))
        desk.desk = None
        assert wrong == []


async def test_a_call_is_not_passed_on_within_one_tier() -> None:
    session = session_with(SellingDoors(), ALONE, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f2")
        desk, live = app.screen, session.keys.find("hand-off.live")
        assert isinstance(desk, DeskScreen)
        assert live is not None
        desk.desk = _in_hand(Place.SCOUT, Hand.CALLING)
        assert not desk.available(live)
        desk.desk = None
