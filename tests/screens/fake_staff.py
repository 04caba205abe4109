"""The people of a shop without a file: who they are, and what the manager does with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline_tui.domain.absences import Absence
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.finding import FoundPeople
from pipeline_tui.domain.open_work import OpenWork
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.replacing import Part, Plan, Replaced, StagesChanged
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.stages import Role, Stage
from tests.screens.fake_shop import NOW
from tests.screens.selling_shop import SellingDoors

F, H, M = Role.FARMER, Role.HUNTER, Role.MANAGER
WORK = OpenWork(contacts=43, clients=43, callbacks=2, check_ins=41)
STAFF = (
    OnStaff(Operator(3, "Fatou", frozenset({F})), frozenset({Stage.FARMING}), "talking", work=WORK),
    OnStaff(Operator(5, "Étienne", frozenset({F})), frozenset({Stage.FARMING})),
    OnStaff(
        Operator(6, "Louise", frozenset({H})),
        frozenset({Stage.HUNTING}),
        away=True,
        away_from=date(2026, 11, 20),
        away_to=date(2026, 11, 27),
    ),
    OnStaff(Operator(8, "Paul", frozenset({H}), active=False), frozenset({Stage.HUNTING})),
)
PART = Part(5, "Étienne", WORK, agreed=3, clashes=1, foreign=2, first_at=NOW)


class StaffShop(SellingDoors):
    """Answers from memory, and notes what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.people_here = STAFF
        self.acted: list[tuple[Any, ...]] = []
        self.refused: PipelineError | None = None

    def find(self, typed: str, *, overtaken: Callable[[], bool]) -> FoundPeople:
        return FoundPeople()

    def staff(self) -> tuple[OnStaff, ...]:
        return self.people_here

    def _did(self, *told: Any) -> None:
        if self.refused is not None:
            error, self.refused = self.refused, None
            raise error
        self.acted.append(told)

    def add_person(self, name: str, roles: Iterable[Role], *, languages: Sequence[str], act: str) -> Operator:
        self._did("add", name, frozenset(roles), tuple(languages))
        return Operator(9, name, frozenset(roles))

    def plan_replacement(self, name: str, by: Sequence[str], *, stays: bool) -> Plan:
        self._did("plan", name, tuple(by), stays)
        return Plan(3, name, not stays, WORK, (PART,))

    def replace_person(self, name: str, by: Sequence[str], *, stays: bool, act: str) -> Replaced:
        self._did("replace", name, tuple(by), stays)
        return Replaced(3, name, not stays, WORK, (PART,))

    def plan_stages(self, name: str, roles: Iterable[Role], by: Sequence[str]) -> Plan:
        self._did("plan stages", name, frozenset(roles), tuple(by))
        return Plan(3, name, False, OpenWork(), ())

    def set_stages(self, name: str, roles: Iterable[Role], by: Sequence[str], *, act: str) -> StagesChanged:
        self._did("stages", name, frozenset(roles), tuple(by))
        return StagesChanged(3, name, frozenset(roles), frozenset(), OpenWork(), ())

    def deactivate(self, name: str, *, act: str) -> Replaced:
        self._did("leave", name)
        return Replaced(3, name, True, OpenWork(), ())

    def reactivate(self, name: str, *, act: str) -> Operator:
        self._did("return", name)
        return replace(STAFF[3].operator, active=True)

    def be_absent(self, name: str, from_on: date, to_on: date | None, *, reason: str, act: str) -> Absence:
        self._did("absent", name, from_on, to_on, reason)
        return Absence(1, 3, name, from_on, to_on, reason)

    def be_back(self, name: str, *, act: str) -> Absence:
        self._did("back", name)
        return Absence(1, 3, name, date(2026, 11, 20), None)
