"""Acts between two people: handing off, live transfers, looking up, messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    attending,
    drafting,
    giving_again,
    handing_off,
    looking_up,
    messaging,
    transferring,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import (
    BRIEF,
    DRAFT,
    NUMBER,
    SECRET,
    contact,
    dialled,
    given_back,
    handed,
    live,
    message,
    sold_on,
)
from tests.shops import Line


def hand_off(line: Line) -> Act:
    token = dialled(line)
    drafting.keep_draft(line.shop, line.viewer("Sam"), token, DRAFT)
    slot = line.at.replace(hour=10, minute=0) + timedelta(days=1)
    return lambda act: handing_off.hand_off(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, to="Hugo", slot=slot, note=SECRET, draft=DRAFT
    )


def look_up(line: Line) -> Act:
    contact(line)
    return lambda act: looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=act)


def claim_found(line: Line) -> Act:
    contact(line)
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    return lambda act: looking_up.claim_found(line.shop, line.viewer("Sam"), found, act=act)


def take_incoming(line: Line) -> Act:
    desk = claim_found(line)(line.act())
    return lambda act: looking_up.take_incoming(line.shop, line.viewer("Sam"), desk.token, act=act)  # type: ignore[attr-defined]


def send(line: Line) -> Act:
    contact(line, stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    return lambda act: messaging.send(line.shop, line.viewer("Sam"), found, SECRET, act=act)


def offer_live(line: Line) -> Act:
    token = dialled(line)
    attending.attend(line.shop, line.viewer("Hugo"), SECRET)
    return lambda act: transferring.offer_live(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, note=SECRET, draft=DRAFT
    )


ACTS: dict[str, Callable[[Line], Act]] = {
    "giving_again.give_again": given(
        "Hugo", giving_again.give_again, given_back, {"promised": SECRET}, to="Fatou"
    ),
    "handing_off.hand_off": hand_off,
    "handing_off.accept": given("Hugo", handing_off.accept, handed),
    "handing_off.accept sale": given("Fatou", handing_off.accept, sold_on),
    "handing_off.give_back sale": given(
        "Fatou", handing_off.give_back, sold_on, reason="need-unclear", note=SECRET
    ),
    "handing_off.give_back": given("Hugo", handing_off.give_back, handed, reason="need-unclear", note=SECRET),
    "looking_up.look_up": look_up,
    "looking_up.claim_found": claim_found,
    "looking_up.take_incoming": take_incoming,
    "messaging.send": send,
    "messaging.read_message": given("Hugo", messaging.read_message, message),
    "messaging.take_from_message": given("Hugo", messaging.take_from_message, message),
    "transferring.offer_live": offer_live,
    "transferring.end_offer": given("Sam", transferring.end_offer, live),
    "transferring.take_live": given("Hugo", transferring.take_live, live),
}
