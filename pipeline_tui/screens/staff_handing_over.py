"""Who takes over whose work, asked on the manager's desk: the plan first, and done with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline_tui.domain.crew_words import read_roles
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.replacing import Alone, Part, Plan
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.stages import Role
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.plan_sheet import PlanSheet
from pipeline_tui.screens.staff_readings import (
    NO,
    colleagues,
    names_in,
    reads_receivers,
    reads_roles,
    reads_yes_or_no,
    roles_as_typed,
)
from pipeline_tui.screens.staff_view import StaffDesk
from pipeline_tui.widgets.staff_lines import alone_words, part_words, plan_lines, receiver
from pipeline_tui.wording import tr

_SHEET = 66  # columns of a sheet's text


class HandingOverDesk(StaffDesk):
    """A manager's desk on which work goes from one person to others."""

    # other stages

    def action_change_stages(self) -> None:
        """Ask what the person under the cursor does from now on."""
        one = self.person
        if one is not None:
            self._ask_stages(one, {"roles": roles_as_typed(one.operator.roles)})

    def _ask_stages(self, one: OnStaff, typed: Typed, trouble: PipelineError | None = None) -> None:
        fields = (
            Field("roles", tr("Does"), typed.get("roles", ""), reads_roles, required=True),
            Field(
                "by",
                tr("Takes over"),
                typed.get("by", ""),
                reads_receivers(self.staff, one),
                resting=tr("who has what waits where they no longer work"),
            ),
        )
        ask = Form(
            tr("What does {name} do?", name=one.operator.name),
            fields,
            accept=tr("look at it"),
            trouble=trouble,
        )
        self.app.push_screen(ask, lambda given: self._plan_stages(one, given) if given is not None else None)

    def _plan_stages(self, one: OnStaff, typed: Typed) -> None:
        doors, name = self.session.doors, one.operator.name
        roles, by = read_roles(typed["roles"]), names_in(typed["by"])
        self.read(
            "plan",
            lambda: doors.plan_stages(name, roles, by),
            lambda plan: self._show_stages(name, roles, by, plan),
            lambda error: self._ask_stages(one, typed, error),
        )

    def _show_stages(self, name: str, roles: frozenset[Role], by: Sequence[str], plan: Plan) -> None:
        doors, act = self.session.doors, new_act()
        words = roles_as_typed(roles)

        def change() -> None:
            self.act(
                lambda: doors.set_stages(name, roles, by, act=act),
                lambda done: self.done(
                    tr("{name} is {roles} from now on.", name=done.name, roles=words), done.parts, done.alone
                ),
                self._late,
            )

        self._confirm(
            tr("{name}: {roles} from now on?", name=name, roles=words), plan, tr("change it"), change
        )

    # somebody takes over

    def action_replace_person(self) -> None:
        """Ask who takes over all that waits for the person under the cursor."""
        one = self.person
        if one is not None:
            self.ask_receivers(one, {})

    def ask_receivers(self, one: OnStaff, typed: Typed, trouble: PipelineError | None = None) -> None:
        """Ask who takes over, again with what was wrong."""
        fields = (
            Field(
                "by",
                tr("Takes over"),
                typed.get("by", ""),
                reads_receivers(self.staff, one),
                required=True,
                resting=tr("a name, several with commas, or team"),
            ),
            Field(
                "leaves",
                tr("Leaves"),
                typed.get("leaves", ""),
                reads_yes_or_no,
                resting=tr("y or n; nothing is yes"),
            ),
        )
        ask = Form(
            tr("Who takes over from {name}?", name=one.operator.name),
            fields,
            hint=(colleagues(self.staff, one),),
            accept=tr("see the plan"),
            trouble=trouble,
        )
        self.app.push_screen(ask, lambda given: self._plan(one, given) if given is not None else None)

    def _plan(self, one: OnStaff, typed: Typed) -> None:
        doors, name, by = self.session.doors, one.operator.name, names_in(typed["by"])
        stays = typed["leaves"].casefold() in NO
        self.read(
            "plan",
            lambda: doors.plan_replacement(name, by, stays=stays),
            lambda plan: self._show_plan(name, by, stays, plan),
            lambda error: self.ask_receivers(one, typed, error),
        )

    def _show_plan(self, name: str, by: Sequence[str], stays: bool, plan: Plan) -> None:
        doors, act = self.session.doors, new_act()

        def replace() -> None:
            self.act(
                lambda: doors.replace_person(name, by, stays=stays, act=act),
                lambda done: self.done(
                    tr("{name} has left.", name=done.name)
                    if done.left
                    else tr("{name} has nothing open any more.", name=done.name),
                    done.parts,
                    done.alone,
                ),
                self._late,
            )

        self._confirm(tr("Replace {name} so?", name=name), plan, tr("hand it all over"), replace)

    def _confirm(self, title: str, plan: Plan, yes: str, do: Callable[[], None]) -> None:
        told = plan_lines(plan, self.session.zone, self.now, _SHEET)
        self.app.push_screen(PlanSheet(title, told, yes=yes), lambda sure: do() if sure else None)

    def done(self, what: str, parts: Sequence[Part] = (), alone: Sequence[Alone] = ()) -> None:
        """Say what was done, to whom work went, which stage is nobody's, and that undo takes it back."""
        told = [tr("{label}: {text}", label=receiver(part), text=part_words(part)) for part in parts]
        went = " · ".join([*told, *(alone_words(one) for one in alone)])
        back = tr("u takes it back.")
        self.say(f"{went}. {back}" if went else back, what.rstrip("."))
        self.reload()
