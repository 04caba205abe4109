"""Random histories in which the structure changes in the middle of the work: nobody falls between the tiers.

Desks keep the viewer they signed in with until they hear of a change, as running programs do.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from pipeline_tui.domain.errors import LineChanged, PipelineError
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.restructuring import Restructuring
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.services import changing_stages, claiming, negotiating, restructuring
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.undoing import undo
from tests.services.test_line_model import ANYBODY, CREW, SCOUTS, TheLine

OPEN_WORK = (
    "SELECT owner_id, stage FROM position WHERE owner_id IS NOT NULL",
    """SELECT promise_owner, stage FROM position
       WHERE promise_owner IS NOT NULL AND promise_due IS NOT NULL AND stage <> 'closed'""",
    "SELECT receiver_id, to_stage FROM hand_off WHERE state = 'waiting' AND receiver_id IS NOT NULL",
    "SELECT owner_id, 'hunting' FROM deal WHERE state = 'open'",
    "SELECT owner_id, 'farming' FROM check_in WHERE state = 'planned' AND owner_id IS NOT NULL",
    # In hand and not dialled: a call begun before ends as it began.
    "SELECT held_by, stage FROM position WHERE held_by IS NOT NULL AND call_id IS NULL",
)


class TheLineRegrouped(TheLine):
    """The same line, whose stages are grouped anew at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.signed_in: dict[str, Viewer] = {}
        self.fresh = self.line.viewer
        self.line.viewer = self.at_a_desk  # type: ignore[method-assign]

    def at_a_desk(self, name: str) -> Viewer:
        if name == "Mona":
            return self.fresh(name)
        return self.signed_in.setdefault(name, self.fresh(name))

    @rule(name=ANYBODY)
    def hears_of_it(self, name: str) -> None:
        self.signed_in.pop(name, None)

    @rule(name=SCOUTS, lease=st.sampled_from(["desk", "shell"]))
    def claims(self, name: str, lease: str) -> None:
        with suppress(NothingToCall, LineChanged):
            self.line.claim(self.line.viewer(name), lease)

    @rule(to=st.sampled_from(list(Structure)))
    def regroups(self, to: Structure) -> None:
        told: list[Restructuring] = []
        before = self._where()
        calling = self.line.all("SELECT contact_id FROM position WHERE call_id IS NOT NULL")
        planned = self._planned(to)
        self._act(
            "Mona",
            lambda viewer, act: told.append(restructuring.set_structure(self.line.shop, viewer, to, act=act)),
        )
        if told:
            assert planned is not None
            assert told[0].moves == planned.moves, "the act does what its preview said"
            assert self.line.all("SELECT contact_id FROM position WHERE call_id IS NOT NULL") == calling
        assert [row[:2] for row in self._where()] == [row[:2] for row in before], (
            "no contact changes its stage"
        )

    @rule(name=ANYBODY, more=st.sampled_from([None, *STAGE_OF_ROLE]))
    def works_more_or_less(self, name: str, more: Role | None) -> None:
        """Somebody is given a second stage, or only their own; the team takes over what waits there."""
        own = dict(CREW)[name]
        roles = own | {more} if more is not None else own
        self._act(
            "Mona",
            lambda viewer, act: changing_stages.set_stages(
                self.line.shop, viewer, name, roles, ("team",), act=act
            ),
        )

    @rule(
        name=ANYBODY,
        then=st.sampled_from(list(Structure)),
        how=st.sampled_from(["no-answer", "callback", "hand-off"]),
    )
    def the_tiers_part_in_a_call(self, name: str, then: Structure, how: str) -> None:
        """Somebody rings while everybody does everything, and ends the call when that is over."""
        self._into(Structure.ONE_TIER)
        self.signed_in.pop(name, None)
        with suppress(PipelineError):
            self.line.claim(self.line.viewer(name))
        self.dials(name)
        self._into(then)
        if how == "hand-off":
            self.hands_off(name, None)
        else:
            self.ends(name, how, 5, False, False)

    @rule(times=st.integers(1, 3))
    def regroups_and_takes_it_back(self, times: int) -> None:
        """What nobody touched meanwhile stands as before."""
        before = self._where()
        done = 0
        for to in list(Structure)[:times]:
            if to is not self.line.shop.workspace.structure:
                restructuring.set_structure(self.line.shop, self.fresh("Mona"), to, act=self.line.act())
                done += 1
        for _ in range(done):
            undo(self.line.shop, self.fresh("Mona"), act=self.line.act())
        assert self._where() == before

    @rule()
    def manager_undoes(self) -> None:
        self._act("Mona", lambda viewer, act: undo(self.line.shop, viewer, act=act))

    @rule(name=ANYBODY, what=st.sampled_from(["take", "release"]))
    def works_what_is_theirs(self, name: str, what: str) -> None:
        shop = self.line.shop
        viewer = self.line.viewer(name)
        if what == "release":
            self._act(name, lambda me, act: claiming.release(shop, me, self._token(me), act=act))
            return
        mine = self._told(lambda: negotiating.deals(shop, viewer))
        if mine:
            self._act(
                name, lambda me, act: claiming.take(shop, me, mine[0].contact_id, act=act), entries=None
            )

    @invariant()
    def every_open_task_is_with_who_may_do_it_or_with_the_team(self) -> None:
        structure = self.line.shop.workspace.structure
        assert self.line.all("SELECT structure FROM workspace") == [(structure.value,)]
        covered = {
            self.fresh(name).operator_id: stages_covered(structure, self.fresh(name).roles)
            for name in ("Sam", "Paul", "Hugo", "Hana", "Fatou", "Felix", "Mona")
        }
        for question in OPEN_WORK:
            for who, stage in self.line.all(question):
                assert stage in covered[who], (structure, question, who, stage)

    @invariant()
    def a_deal_is_with_the_owner_of_its_contact(self) -> None:
        apart = self.line.all(
            """SELECT d.id FROM deal d JOIN position p USING (contact_id)
               WHERE d.state = 'open' AND p.owner_id IS NOT d.owner_id"""
        )
        assert apart == []

    @invariant()
    def every_contact_has_one_stage(self) -> None:
        stages = Counter(row[0] for row in self.line.all("SELECT contact_id FROM position"))
        contacts = self.line.one("SELECT COUNT(*) FROM contact")[0]
        assert len(stages) == contacts
        assert set(stages.values()) <= {1}

    def _into(self, structure: Structure) -> None:
        if structure is not self.line.shop.workspace.structure:
            restructuring.set_structure(self.line.shop, self.fresh("Mona"), structure, act=self.line.act())

    def _planned(self, to: Structure) -> Restructuring | None:
        if to is self.line.shop.workspace.structure:
            return None
        return restructuring.preview(self.line.shop, self.fresh("Mona"), to)

    def _where(self) -> list[tuple[object, ...]]:
        return [
            tuple(row)
            for row in self.line.all(
                """SELECT p.contact_id, p.stage, p.owner_id, p.promise, p.promise_owner, p.promise_due,
                     (SELECT GROUP_CONCAT(d.id || ':' || d.owner_id) FROM deal d
                      WHERE d.contact_id = p.contact_id AND d.state = 'open'),
                     (SELECT GROUP_CONCAT(k.id || ':' || COALESCE(k.owner_id, 0)) FROM check_in k
                      WHERE k.contact_id = p.contact_id AND k.state = 'planned'),
                     (SELECT GROUP_CONCAT(h.id || ':' || COALESCE(h.receiver_id, 0)) FROM hand_off h
                      WHERE h.contact_id = p.contact_id AND h.state = 'waiting')
                   FROM position p ORDER BY p.contact_id"""
            )
        ]


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        TheLineRegrouped,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_short_histories() -> None:
    _run(20, 25)


@pytest.mark.slow
def test_long_histories() -> None:
    _run(60, 50)
