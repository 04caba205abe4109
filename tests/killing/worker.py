"""One worker: calls, hands on, undoes without pause, and writes down every act after it returned."""

from __future__ import annotations

import json
import os
import random
import time
import traceback
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, NothingToDo, Refused
from pipeline_tui.services import claiming, dialling, drafting, handing_off
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import holds
from tests.killing.floor_acts import BRIEF, FloorActs
from tests.killing.ground import SPEED, Ground, open_acks, read_acks, viewer_of
from tests.killing.trade_acts import TradeActs

_SOON = timedelta(minutes=20)
_CODES = ("no-answer", "busy", "voicemail", "refused", "callback", "not-now")


class Worker:
    """Works until it is killed."""

    def __init__(self, ground: Ground, number: int, seed: int) -> None:
        """Open the shop and the file of acknowledgements."""
        self._ground = ground
        self._draw = random.Random(seed)
        self._path = ground.acks(number)
        self._acks = open_acks(self._path)
        self._shop = ground.open()
        self._viewer = viewer_of(self._shop, number)
        self._floor = FloorActs(ground, self._draw, self._shop, self._viewer, self._tell)
        self._trade = TradeActs(self._draw, self._shop, self._viewer, self._tell)

    def work(self, turns: int | None = None) -> None:
        """Take one contact after the other."""
        desk = self._come_back()
        while turns is None or turns > 0:
            try:
                desk = self._turn(desk)
            except HoldLost:
                self._tell("refused", late=True)
                desk = None
            except (NothingToDo, Refused):
                desk = None
            if turns is not None:
                turns -= 1
        self._shop.close()

    def _come_back(self) -> Desk | None:
        """Take up the desk a killed process left; what it had typed for the contact in hand must be there."""
        self._floor.sit_down()
        typed = _last_draft(self._path)
        with self._shop.store.read() as tx:
            left = holds.current(tx, self._viewer.operator_id)
        if typed is not None and (left is None or left.token != typed["token"]):
            # Acts that nobody acknowledged any more have stored it, or the contact went to others; by now it
            # may even have come back, under another claim.
            typed = None
        try:
            desk = self._claim()
        except NothingToDo:
            return None
        # Once a colleague has touched the contact, by late words or a message, the draft is offered instead.
        offered = desk.kept.draft.note if desk.kept is not None else ""
        there = max(desk.draft.note, offered)
        if typed is not None and typed["contact"] == desk.contact_id and there < typed["note"]:
            self._tell("lost-draft", typed=typed, found=desk.draft.note, offered=offered)
        return desk

    def _claim(self) -> Desk:
        act = _new()
        desk = claiming.claim_next(self._shop, self._viewer, act=act)
        self._tell("claim", token=desk.token, contact=desk.contact_id, act=act if desk.token == act else "")
        return desk

    def _turn(self, desk: Desk | None) -> Desk | None:
        if (desk is None or desk.call is None) and (passed := self._floor.take_live()) is not None:
            return passed
        if desk is None:
            self._answer_inbox()
            if self._draw.random() < 0.5 and self._trade.turn():
                return None
            return (self._floor.aside() if self._draw.random() < 0.5 else None) or self._claim()
        if self._draw.random() < 0.08:
            self._floor.change(desk)
        if desk.call is None:
            if self._draw.random() < 0.1 and (brought := self._floor.aside()) is not None:
                return brought
            what = self._draw.random()
            if what < 0.1:
                return self._leave(desk)
            if what < 0.2:
                return self._undo()
            act = _new()
            desk = dialling.dial(self._shop, self._viewer, desk.token, act=act)
            self._tell("dial", act=act, contact=desk.contact_id)
        if self._draw.random() < 0.4:
            self._type(desk)
        if self._draw.random() < 0.015:  # the lease runs out under a working hand
            time.sleep(75 / SPEED)
        if self._draw.random() < 0.1:
            claiming.renew(self._shop, self._viewer, desk.token)
        return self._pass_on(desk) if self._draw.random() < 0.25 else self._end(desk)

    def _pass_on(self, desk: Desk) -> Desk | None:
        """Hand the contact on: into the inbox, with a time in a diary, or while they are on the line."""
        how = self._draw.random()
        if how < 0.5:
            return self._hand_off(desk)
        if how < 0.75:
            self._floor.agree_a_slot(desk)
            return None
        return None if self._floor.offer_live(desk) else self._end(desk)

    def _type(self, desk: Desk) -> None:
        note = f"{time.monotonic_ns():020} words"  # later notes sort higher
        drafting.keep_draft(self._shop, self._viewer, desk.token, Draft(note=note))
        self._tell("draft", contact=desk.contact_id, note=note, token=desk.token)

    def _end(self, desk: Desk) -> Desk | None:
        act, code = _new(), self._draw.choice(_CODES)
        told = dialling.record_outcome(
            self._shop,
            self._viewer,
            desk.token,
            code,
            act=act,
            callback=self._ground.now() + _SOON if code == "callback" else None,
            exact=code == "callback",
            then_next=True,
            next_act=_new(),
        )
        self._tell("outcome", act=act, contact=desk.contact_id, code=code)
        return told.desk

    def _hand_off(self, desk: Desk) -> Desk | None:
        act = _new()
        done = handing_off.hand_off(
            self._shop, self._viewer, desk.token, BRIEF, act=act, then_next=True, next_act=_new()
        )
        self._tell("hand-off", act=act, contact=desk.contact_id)
        return done.desk

    def _leave(self, desk: Desk) -> Desk | None:
        act = _new()
        if self._draw.random() < 0.5:
            claiming.release(self._shop, self._viewer, desk.token, act=act)
            self._tell("release", act=act, contact=desk.contact_id)
            return None
        told = claiming.skip(
            self._shop, self._viewer, desk.token, act=act, next_act=_new(), reason="known to me"
        )
        self._tell("skip", act=act, contact=desk.contact_id)
        return told.desk

    def _undo(self) -> Desk | None:
        act = _new()
        undone = undo(self._shop, self._viewer, act=act)
        self._tell("undo", act=act, contact=undone.contact_id or None)
        return undone.desk

    def _answer_inbox(self) -> None:
        waiting = handing_off.inbox(self._shop, self._viewer)
        if not waiting:
            return
        act, offered = _new(), self._draw.choice(waiting)
        if self._draw.random() < 0.5:
            handing_off.accept(self._shop, self._viewer, offered.id, act=act)
            self._tell("accept", act=act, contact=offered.contact_id)
        else:
            handing_off.give_back(self._shop, self._viewer, offered.id, reason="need-unclear", act=act)
            self._tell("return", act=act, contact=offered.contact_id)

    def _tell(self, what: str, **told: Any) -> None:
        _append(self._acks, {"what": what, **told})


def run(ground: Ground, number: int, seed: int, turns: int | None = None) -> None:
    """Work in this process; whatever goes wrong is written down for the judgement."""
    try:
        Worker(ground, number, seed).work(turns)
    except Exception:  # noqa: BLE001 - the judgement raises it
        _append(open_acks(ground.acks(number)), {"what": "crash", "trace": traceback.format_exc()})


def _append(handle: int, told: dict[str, Any]) -> None:
    os.write(handle, (json.dumps(told) + "\n").encode())


def _last_draft(path: Path) -> dict[str, Any] | None:
    """Return the last acknowledged draft, unless an act on its contact or another contact followed."""
    typed: dict[str, Any] | None = None
    for told in read_acks(path):
        if told["what"] == "draft":
            typed = told
        elif typed and (told["what"] not in ("claim", "refused") or told.get("contact") != typed["contact"]):
            typed = None
    return typed


def _new() -> str:
    return uuid.uuid4().hex
