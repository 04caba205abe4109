"""The services about the shop's own people as one signed-in manager reaches them.

Services are imported when first called, inside a worker's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline_tui.domain.absences import Absence
    from pipeline_tui.domain.people import Operator, Viewer
    from pipeline_tui.domain.replacing import Plan, Replaced, StagesChanged
    from pipeline_tui.domain.staff import OnStaff
    from pipeline_tui.domain.stages import Role
    from pipeline_tui.services.shop import Shop


class StaffDoors:
    """What a manager does with people; each method is a service."""

    _of: tuple[Shop, Viewer]

    def staff(self) -> tuple[OnStaff, ...]:
        """Return who works here, who is there, and what waits for each."""
        from pipeline_tui.services import knowing_staff

        return knowing_staff.staff(*self._of)

    def add_person(self, name: str, roles: Iterable[Role], *, languages: Sequence[str], act: str) -> Operator:
        """Take somebody on."""
        from pipeline_tui.services import staffing

        return staffing.add_person(*self._of, name, roles, languages=languages, act=act)

    def plan_replacement(self, name: str, by: Sequence[str], *, stays: bool) -> Plan:
        """Return what would go to whom if others took over somebody's work."""
        from pipeline_tui.services import replacing

        return replacing.plan(*self._of, name, by, stays=stays)

    def replace_person(self, name: str, by: Sequence[str], *, stays: bool, act: str) -> Replaced:
        """Give everything that waits for somebody to others."""
        from pipeline_tui.services import replacing

        return replacing.replace(*self._of, name, by, stays=stays, act=act)

    def plan_stages(self, name: str, roles: Iterable[Role], by: Sequence[str]) -> Plan:
        """Return what would go to whom if somebody worked other stages."""
        from pipeline_tui.services import changing_stages

        return changing_stages.plan_stages(*self._of, name, roles, by)

    def set_stages(self, name: str, roles: Iterable[Role], by: Sequence[str], *, act: str) -> StagesChanged:
        """Make somebody something else."""
        from pipeline_tui.services import changing_stages

        return changing_stages.set_stages(*self._of, name, roles, by, act=act)

    def deactivate(self, name: str, *, act: str) -> Replaced:
        """Let somebody sign in no more; refused while anything waits for them."""
        from pipeline_tui.services import leaving

        return leaving.deactivate(*self._of, name, act=act)

    def reactivate(self, name: str, *, act: str) -> Operator:
        """Let somebody who left work here again."""
        from pipeline_tui.services import leaving

        return leaving.reactivate(*self._of, name, act=act)

    def be_absent(self, name: str, from_on: date, to_on: date | None, *, reason: str, act: str) -> Absence:
        """Note that somebody is away."""
        from pipeline_tui.services import taking_leave

        return taking_leave.be_absent(*self._of, name, from_on, to_on, reason=reason, act=act)

    def be_back(self, name: str, *, act: str) -> Absence:
        """End today's absence, else the next."""
        from pipeline_tui.services import taking_leave

        return taking_leave.be_back(*self._of, name, act=act)
