"""Random histories in which the people change in the middle of the work: nobody's work is lost with them.

Everything of the regrouped line, and besides: people come, are released, work other stages, are away, are
replaced, leave and work here again, by either of two managers, who take back what they did. The desks of
those who left stay open, as running programs do.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, PipelineError, Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.restructuring import Restructuring
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.services import (
    changing_stages,
    claiming,
    drafting,
    handing_off,
    leaving,
    messaging,
    replacing,
    restructuring,
    staffing,
    starting_out,
    taking_leave,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import people
from tests.services.test_line_model import BRIEF, CREW
from tests.services.test_line_regrouped import OPEN_WORK, TheLineRegrouped
from tests.services.test_replacing import callback, client, deal
from tests.shops import M, S

Do = Callable[[Viewer, str], object]

OWN = ["Sam", "Paul", "Hugo", "Hana", "Fatou", "Felix"]
HERE = (*CREW, ("Max", frozenset({M, S})))
MANAGERS, COMING = st.sampled_from(["Mona", "Max"]), st.sampled_from(["Nina", "Otto"])
STAFF = st.sampled_from([*OWN, "Max", "Nina", "Otto"])
ROLES = st.sets(st.sampled_from([*STAGE_OF_ROLE]), min_size=1).map(frozenset)
# Who takes over: nobody is named, the team, or one or two people.
TAKERS = st.one_of(st.just(()), st.just(("team",)), st.lists(STAFF, min_size=1, max_size=2).map(tuple))
TIMES = int(os.environ.get("PIPELINE_HISTORIES", "1"))  # so many times as many histories

STANDS = (
    """SELECT contact_id, stage, owner_id, promise, promise_owner, promise_due FROM position
       ORDER BY contact_id""",
    "SELECT id, owner_id, state FROM deal ORDER BY id",
    "SELECT id, owner_id, state FROM check_in ORDER BY id",
    "SELECT id, receiver_id, state FROM hand_off ORDER BY id",
    "SELECT id, to_id, read_at FROM message WHERE undone = 0 ORDER BY id",
    """SELECT o.id, o.active, o.newcomer, r.role FROM operator o
       JOIN operator_role r ON r.operator_id = o.id ORDER BY o.id, r.role""",
    "SELECT id, operator_id, from_on, to_on FROM absence WHERE undone = 0 ORDER BY id",
    "SELECT structure FROM workspace",
    "SELECT operator_id, contact_id, body FROM draft ORDER BY operator_id, contact_id",
)


class TheStaff(TheLineRegrouped):
    """The same line, whose people come, go and change in the middle of the work."""

    crew, most = HERE, 14

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[str] = []
        self.last_seen = {name: self.fresh(name) for name, _ in self.crew}

    def at_a_desk(self, name: str) -> Viewer:
        """Return somebody at their desk, or as they sat there when they left."""
        if name in self.signed_in:
            return self.signed_in[name]
        if name in self._names():
            self.last_seen[name] = self.fresh(name)
            if name not in ("Mona", "Max"):
                self.signed_in[name] = self.last_seen[name]
        return self.last_seen[name]

    @initialize(hot=st.booleans())
    def begin(self, hot: bool) -> None:
        """Begin with work of every kind under way."""
        super().begin(hot)
        line = self.line
        for name in ("Hugo", "Hana"):
            deal(line, line.viewer(name), f"Deal of {name}")
        for name in ("Fatou", "Felix"):
            client(line, line.viewer(name), f"Client of {name}")
        for to in ("team", "Hugo"):
            line.contact(f"Offered to {to}", hot=True)
            sam = line.viewer("Sam")
            handing_off.hand_off(line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), to=to)
        callback(line, "Paul")

    @rule(name=st.sampled_from(["Sam", "Paul", "Max"]), lease=st.sampled_from(["desk", "shell"]))
    def claims(self, name: str, lease: str) -> None:
        """Press Enter, also as somebody who scouts no more, or whose first day is not over."""
        with suppress(NothingToCall, Refused):
            self.line.claim(self.line.viewer(name), lease)

    @rule(name=COMING, roles=ROLES, newcomer=st.booleans(), by=MANAGERS)
    def comes_to_work_here(self, name: str, roles: frozenset[Role], newcomer: bool, by: str) -> None:
        def add(viewer: Viewer, act: str) -> object:
            return staffing.add_person(self.line.shop, viewer, name, roles, act=act, newcomer=newcomer)

        self._manages(by, add)

    @rule(name=COMING, by=MANAGERS)
    def is_released(self, name: str, by: str) -> None:
        self._manages(
            by, lambda viewer, act: starting_out.release(self.line.shop, viewer, name, act=act, waive=True)
        )

    @rule(name=STAFF, roles=ROLES, takers=TAKERS, by=MANAGERS)
    def works_more_or_less(self, name: str, roles: frozenset[Role], takers: tuple[str, ...], by: str) -> None:
        given = roles | {Role.MANAGER} if name == "Max" else roles
        self._manages(
            by,
            lambda viewer, act: changing_stages.set_stages(
                self.line.shop, viewer, name, given, takers, act=act
            ),
        )

    @rule(name=STAFF, takers=TAKERS, stays=st.booleans(), by=MANAGERS)
    def is_replaced(self, name: str, takers: tuple[str, ...], stays: bool, by: str) -> None:
        shop, plans = self.line.shop, []
        with suppress(PipelineError):
            plans.append(replacing.plan(shop, self.line.viewer(by), name, takers, stays=stays))

        def replace(viewer: Viewer, act: str) -> object:
            done = replacing.replace(shop, viewer, name, takers, act=act, stays=stays)
            assert done.alone == plans[0].alone
            told = {one.id: one.work for one in done.parts}
            assert told == {one.id: one.work for one in plans[0].parts}, "the act does what its plan said"
            return done

        self._manages(by, replace)

    @rule(name=STAFF, takers=TAKERS, by=MANAGERS)
    def leaves(self, name: str, takers: tuple[str, ...], by: str) -> None:
        self._manages(
            by, lambda viewer, act: leaving.deactivate(self.line.shop, viewer, name, takers, act=act)
        )

    @rule(name=STAFF, by=MANAGERS)
    def works_here_again(self, name: str, by: str) -> None:
        self._manages(by, lambda viewer, act: leaving.reactivate(self.line.shop, viewer, name, act=act))

    @rule(name=STAFF, days=st.sampled_from([None, 0, 3]), by=MANAGERS)
    def is_away_or_back(self, name: str, days: int | None, by: str) -> None:
        shop = self.line.shop
        today = shop.today()
        last = None if days is None else shop.today().replace(day=min(28, today.day + days))

        def note(viewer: Viewer, act: str) -> object:
            try:
                return taking_leave.be_back(shop, viewer, name, act=act)
            except PipelineError:
                return taking_leave.be_absent(shop, viewer, name, today, last, act=act)

        self._manages(by, note)

    @rule(to=st.sampled_from(list(Structure)), by=MANAGERS)
    def the_line_is_grouped_anew(self, to: Structure, by: str) -> None:
        self._manages(
            by, lambda viewer, act: restructuring.set_structure(self.line.shop, viewer, to, act=act)
        )

    @rule(name=STAFF, contact=st.integers(1, 9))
    def leaves_words(self, name: str, contact: int) -> None:
        if name in self._ever():
            self._act(
                name,
                lambda viewer, act: messaging.send(self.line.shop, viewer, contact, "rang back", act=act),
            )

    @rule(
        name=st.sampled_from(["Max", "Nina", "Otto"]),
        what=st.sampled_from(["claims", "dials", "hands off", "accepts", "returns", "releases", "undoes"]),
    )
    def a_newcomer_works(self, name: str, what: str) -> None:
        if name not in self._ever():
            return
        doors: dict[str, Callable[[], None]] = {
            "claims": lambda: self.claims(name, "desk"),
            "dials": lambda: self.dials(name),
            "hands off": lambda: self.hands_off(name, None),
            "accepts": lambda: self._answers(name, good=True),
            "returns": lambda: self._answers(name, good=False),
            "releases": lambda: self.releases(name),
            "undoes": lambda: self.undoes(name),
        }
        doors[what]()

    @rule(name=STAFF)
    def types_and_stores_nothing(self, name: str) -> None:
        """Add a word to what is half typed for the contact in hand."""
        desk = self._desk(name)
        if desk is not None:
            word = f"w{len(self.typed)}w"
            note = f"{desk.draft.note} {word}".strip()
            with suppress(HoldLost):
                drafting.keep_draft(self.line.shop, self.line.viewer(name), desk.token, Draft(note=note))
                self.typed.append(word)

    @rule(name=STAFF)
    def takes_up_what_is_offered(self, name: str) -> None:
        desk = self._desk(name)
        if desk is not None and desk.kept is not None:
            drafting.use_kept(self.line.shop, self.line.viewer(name), desk.token)

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        """Every word is in a draft that stands, or with a note or a call."""
        stored = " ".join(
            str(row[0]) for table in ("draft", "note") for row in self.line.all(f"SELECT body FROM {table}")
        )
        calls = " ".join(str(row[0]) for row in self.line.all("SELECT note FROM call"))
        assert [one for one in self.typed if one not in f"{stored} {calls}"] == []

    @rule(by=MANAGERS)
    def a_manager_takes_back(self, by: str) -> None:
        self._act(by, lambda viewer, act: undo(self.line.shop, viewer, act=act))

    def manager_undoes(self) -> None:
        """Do nothing: either manager takes back above."""

    def regroups_and_takes_it_back(self, times: int) -> None:
        """Do nothing: every act of a manager is taken back at once below."""

    def leaves_or_is_back(self, name: str, days: int | None) -> None:
        """Do nothing: either manager notes it above."""

    @invariant()
    def every_open_task_is_with_who_may_do_it_or_with_the_team(self) -> None:
        structure = self.line.shop.workspace.structure
        assert self.line.all("SELECT structure FROM workspace") == [(structure.value,)]
        with self.line.shop.store.read() as tx:
            covered = {
                one.id: stages_covered(structure, one.roles) for one in people.operators(tx) if one.active
            }
        for question in OPEN_WORK:
            for who, stage in self.line.all(question):
                assert stage in covered.get(who, ()), (structure, question, who, stage)
        for who, contact in self.line.all(
            "SELECT to_id, contact_id FROM message WHERE read_at IS NULL AND undone = 0 AND to_id IS NOT NULL"
        ):
            assert who in covered, f"words about {contact} wait for {who}, who left"

    @invariant()
    def one_manager_is_there(self) -> None:
        with self.line.shop.store.read() as tx:
            assert any(one.active and Role.MANAGER in one.roles for one in people.operators(tx))

    def _manages(self, by: str, do: Do) -> None:
        """Do it, take it back, which leaves all as it was, and do it again; a repeat changes nothing.

        What it leaves to a team without anybody was told.
        """
        before, acts, covered = self._stands(), len(self.line.verbs()), self._worked()
        told: list[object] = []
        self._act(by, lambda viewer, act: told.append(do(viewer, act)))
        lacking = covered - self._worked()
        if told and lacking:
            assert {one.stage for one in getattr(told[0], "alone", ())} >= lacking, (told, lacking)
        if len(self.line.verbs()) == acts:
            return
        done = self.line.verbs()[-1]
        undo(self.line.shop, self.line.viewer(by), act=self.line.act())
        for stood, stands in zip(before, self._stands(), strict=True):
            assert stands == stood, done
        act = self.line.act()
        do(self.line.viewer(by), act)
        after = self.line.image()
        do(self.line.viewer(by), act)
        assert self.line.image() == after, done

    def _worked(self) -> frozenset[Stage]:
        structure = self.line.shop.workspace.structure
        with self.line.shop.store.read() as tx:
            here = [one for one in people.operators(tx) if one.active]
        return frozenset().union(*(stages_covered(structure, one.roles) for one in here))

    def _desk(self, name: str) -> Desk | None:
        return claiming.in_hand(self.line.shop, self.line.viewer(name)) if name in self._ever() else None

    def _stands(self) -> list[list[tuple[object, ...]]]:
        return [[tuple(row) for row in self.line.all(question)] for question in STANDS]

    def _names(self) -> set[str]:
        with self.line.shop.store.read() as tx:
            return {one.name for one in people.operators(tx) if one.active}

    def _ever(self) -> set[str]:
        return self._names() | self.last_seen.keys()

    def _into(self, structure: Structure) -> None:
        with suppress(Refused):
            super()._into(structure)

    def _planned(self, to: Structure) -> Restructuring | None:
        with suppress(Refused):
            return super()._planned(to)
        return None


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        TheStaff,
        settings=settings(
            max_examples=examples * TIMES,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_short_histories() -> None:
    _run(10, 25)


@pytest.mark.slow
def test_long_histories() -> None:
    _run(40, 40)
