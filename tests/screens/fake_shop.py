"""A shop without a file: the services as the screens reach them, answering from memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from pipeline_tui.bootstrap import keys_of
from pipeline_tui.domain.acts import HandedOff, Recorded, Undone
from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.desk import (
    Desk,
    Draft,
    EmptyQueue,
    Figures,
    LeftDesk,
    NumberLine,
    OpenCall,
    PastCall,
)
from pipeline_tui.domain.errors import HoldLost, NothingToDo, PipelineError, Refused
from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.messages import Message
from pipeline_tui.domain.objection_cards import CardFigures
from pipeline_tui.domain.own_figures import OwnDay
from pipeline_tui.domain.pauses import Pause, PauseTotal
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.shop import Workspace
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.screens.doors import Doors
from pipeline_tui.screens.entrance import Entrance
from pipeline_tui.screens.session import Session
from pipeline_tui.telephony.port import Phone
from pipeline_tui.telephony.simulated import Simulated
from tests.screens.a_day import a_day
from tests.screens.fake_floor import FakeFloor
from tests.screens.fake_lists import FakeLists
from tests.screens.fake_offers import FakeOffers
from tests.screens.fake_people import FakePeople

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)  # 14:03 in Paris
AMELIE = Operator(1, "Amélie", frozenset({Role.SCOUT}))
PAUL = Operator(2, "Paul", frozenset({Role.HUNTER}))

CLAIRE = Desk(
    token="t1",
    lease_until=NOW + timedelta(seconds=60),
    contact_id=7,
    stage=Stage.SCOUTING,
    name="Claire MARTIN",
    spoken="Madame Martin",
    first_name="Claire",
    last_name="Martin",
    civility="Madame",
    language="en",
    firm="",
    role="",
    city="Lyon",
    zone="Europe/Paris",
    source="Salon de l'immobilier",
    list_name="Spring flats",
    why="A retry that is due: no answer on 3 Nov, second of four attempts.",
    numbers=(
        NumberLine(1, "+33612345678", "+33 6 12 34 56 78", "mobile", "personal"),
        NumberLine(2, "+33478000000", "+33 4 78 00 00 00", "fixed", "household"),
    ),
    number_id=1,
    verdict=Verdict(
        True,
        reason="Consent by web form, inside the calling hours.",
        source="C. conso. L223-1",
        rules="fr 2026-11-20",
        open_until=datetime(2026, 11, 23, 19, 0, tzinfo=UTC),
        attempts=1,
        cap=4,
    ),
    attempt=2,
    attempts_allowed=4,
    basis="Consent web form, 2 Sep 2026",
    before=(
        PastCall(datetime(2026, 11, 3, 9, 12, tzinfo=UTC), "Paul", "no-answer"),
        PastCall(datetime(2026, 10, 28, 17, 40, tzinfo=UTC), "Paul", "voicemail", "left the shop's number"),
        PastCall(datetime(2026, 10, 20, 8, 0, tzinfo=UTC), "", "imported", "Salon de l'immobilier"),
    ),
    draft=Draft(note="looks for three rooms near the tram"),
    offer="first delivery free",
)
EMPTY_QUEUE = EmptyQueue(
    MappingProxyType({Blocker.OUTSIDE_WINDOW: 312, Blocker.WAITING: 45, Blocker.NO_BASIS: 1203}),
    datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
)


class NothingHere(NothingToDo):
    """The empty queue, as the service raises it."""

    def __init__(self, queue: EmptyQueue) -> None:
        super().__init__("Nothing to call now")
        self.queue = queue


class FakeDoors(FakePeople, FakeFloor, FakeLists, FakeOffers, Doors):
    """Answers from memory and writes down what was asked."""

    late: tuple[PromisedCall, ...] = ()

    def __init__(self, contacts: tuple[Desk, ...] = (CLAIRE,)) -> None:
        self.waiting = list(contacts)
        self.held: Desk | None = None
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.drafts: list[Draft] = []
        self.refuse: dict[str, PipelineError] = {}
        self.pause: Pause | None = None
        self.cards_did: Mapping[str, CardFigures] = {}
        self.left = LeftDesk(kept=False, worked_on=False, in_another_hand=False)

    def _note(self, what: str, **given: Any) -> None:
        self.asked.append((what, given))
        if what in self.refuse:
            raise self.refuse.pop(what)

    def named(self, what: str) -> list[dict[str, Any]]:
        return [given for name, given in self.asked if name == what]

    def _next(self) -> Desk:
        if not self.waiting:
            raise NothingHere(EMPTY_QUEUE)
        self.held = self.waiting.pop(0)
        return self.held

    def _mine(self, token: str) -> Desk:
        if self.held is None or self.held.token != token:
            raise HoldLost("Your hold on this contact has expired", "", "Your note is kept.")
        return self.held

    def in_hand(self) -> Desk | None:
        return self.held

    def claim_next(self, *, act: str) -> Desk:
        self._note("claim_next", act=act)
        return self._next()

    def renew(self, token: str) -> None:
        self._note("renew", token=token)
        self._mine(token)

    def choose_number(self, token: str, number_id: int) -> Desk:
        self._note("choose_number", number_id=number_id)
        self.held = replace(self._mine(token), number_id=number_id)
        return self.held

    def dial(self, token: str, *, act: str, number_id: int | None, mode: str) -> Desk:
        self._note("dial", act=act, number_id=number_id, mode=mode)
        self.held = replace(self._mine(token), call=OpenCall(1, number_id or 1, NOW, mode))
        return self.held

    def record_outcome(self, token: str, code: str, **given: Any) -> Recorded:
        self._note("record_outcome", code=code, **given)
        held = self._mine(token)
        if held.call is None:
            raise Refused("Nothing was dialled")
        self.held = replace(held, call=None, draft=Draft()) if given.get("stay") else None
        desk, empty = self.held, None
        if given.get("then_next"):
            try:
                desk = self._next()
            except NothingHere as nothing:
                empty = nothing.queue
        return Recorded(
            code, held.contact_id, held.name, "attempt 2 of 4, next Tue afternoon", None, desk, empty
        )

    def skip(self, token: str, *, act: str, reason: str, next_act: str) -> Recorded:
        self._note("skip", reason=reason)
        held = self._mine(token)
        self.held = None
        return Recorded("skipped", held.contact_id, held.name, "comes back in 30 minutes", None, self._next())

    def keep_draft(self, token: str, draft: Draft) -> None:
        self._note("keep_draft", token=token)
        self.drafts.append(draft)

    def keep_late(self, token: str, draft: Draft, *, typed_at: datetime) -> LeftDesk:
        self._note("keep_late", token=token, draft=draft, typed_at=typed_at)
        return replace(self.left, kept=not draft.empty)

    def use_kept(self, token: str) -> Desk:
        self._note("use_kept", token=token)
        held = self._mine(token)
        assert held.kept is not None
        self.held = replace(held, draft=held.kept.draft, kept=None)
        return self.held

    def drop_kept(self, token: str) -> None:
        self._note("drop_kept", token=token)
        self.held = replace(self._mine(token), kept=None)

    def release(self, token: str, *, act: str) -> None:
        self._note("release", token=token)
        self._mine(token)
        self.held = None

    def begin_pause(self, reason: str, *, act: str) -> Pause:
        self._note("begin_pause", reason=reason)
        self.pause = Pause(1, reason, NOW)
        return self.pause

    def end_pause(self, *, act: str) -> Pause:
        self._note("end_pause")
        if self.pause is None:
            raise NothingToDo("You are not on a pause")
        pause, self.pause = self.pause, None
        return replace(pause, ended_at=NOW + timedelta(minutes=12))

    def running_pause(self) -> Pause | None:
        return self.pause

    def pauses_today(self) -> tuple[PauseTotal, ...]:
        return (PauseTotal("lunch", 1, 2460), PauseTotal("bench", 2, 30))

    def undo(self, *, act: str) -> Undone:
        self._note("undo", act=act)
        self.held = CLAIRE
        return Undone("outcome", CLAIRE.contact_id, CLAIRE.name, CLAIRE)

    def figures(self) -> Figures:
        return Figures(37, 12, 4, datetime(2026, 11, 23, 13, 20, tzinfo=UTC), "Mr Ngo")

    def own_day(self) -> OwnDay:
        return a_day()

    def messages(self) -> tuple[Message, ...]:
        return ()

    def receipts(self) -> tuple[Receipt, ...]:
        return ()

    def card_figures(self, stage: Stage) -> Mapping[str, CardFigures]:
        self._note("card_figures", stage=stage)
        return self.cards_did

    def use_card(self, token: str, card: str) -> None:
        self._note("use_card", token=token, card=card)

    def may_promise(self, token: str, code: str, at: datetime, *, team: bool) -> None:
        self._note("may_promise", code=code, at=at, team=team)
        self._mine(token)

    def late_callbacks(self) -> tuple[PromisedCall, ...]:
        return self.late

    def people(self) -> tuple[Operator, ...]:
        return (AMELIE, PAUL)

    def hand_off(self, token: str, brief: Any, **given: Any) -> HandedOff:
        self._note("hand_off", brief=dict(brief), **given)
        held = self._mine(token)
        self.held = None
        to, slot = given.get("to") or "the team", given.get("slot")
        return HandedOff(1, held.contact_id, held.name, to, empty=EMPTY_QUEUE, slot_at=slot)


def workspace(structure: Structure = Structure.THREE_TIER, *, practice: bool = False) -> Workspace:
    return Workspace(
        "Maison Verte",
        "florist",
        "FR",
        "Europe/Paris",
        structure,
        "en",
        "EUR",
        "Mon-Sat 9-19",
        practice,
        0,
        1,
        "00",
    )


def session_with(
    doors: Doors,
    operator: Operator = AMELIE,
    *,
    phone: Phone | None = None,
    structure: Structure = Structure.THREE_TIER,
    practice: bool = False,
) -> Session:
    playbook = load_shipped("florist")
    return Session(
        viewer=Viewer.of(operator, structure),
        workspace=workspace(structure, practice=practice),
        playbook=playbook,
        doors=doors,
        phone=phone or Simulated(),
        keys=keys_of(playbook, "en"),
        now=lambda: NOW,
    )


def entrance_to(session: Session, operators: tuple[Operator, ...] = (AMELIE,)) -> Entrance:
    shop: Any = object()
    return Entrance(
        firm=session.workspace.firm,
        practice=session.workspace.practice,
        operators=operators,
        open=lambda: shop,
        sign_in=lambda _shop, _operator, _passphrase: session.viewer,
        session=lambda _shop, _viewer: session,
        close=lambda _: None,
    )
