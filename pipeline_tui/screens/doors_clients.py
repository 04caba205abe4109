"""The services of clients and check-ins as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from pipeline_tui.domain.farming import CheckIn, CheckInLogged, ClientSegment, DayCount
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.rhythm import Proposal
    from pipeline_tui.services.shop import Shop


class ClientDoors:
    """What a desk can ask about clients; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def check_ins(self, start: date, end: date, *, most: int = 200) -> tuple[CheckIn, ...]:
        """Return the check-ins of some days, at most so many planned and so many done."""
        from pipeline_tui.services import following_up

        return following_up.check_ins(*self._of, start, end, most=most)

    def overdue(self, *, most: int = 200) -> tuple[CheckIn, ...]:
        """Return the check-ins that are late, at most so many."""
        from pipeline_tui.services import following_up

        return following_up.overdue(*self._of, most=most)

    def month(self, year: int, month: int) -> tuple[DayCount, ...]:
        """Return how many check-ins stand on each day of a month."""
        from pipeline_tui.services import counting_days

        return counting_days.month(*self._of, year, month)

    def days(self, start: date, end: date) -> tuple[DayCount, ...]:
        """Return how many check-ins stand on each of some days, and which are closed."""
        from pipeline_tui.services import counting_days

        return counting_days.days(*self._of, start, end)

    def proposed_next(self, check_in_id: int, outcome: str) -> Proposal:
        """Return the date that logging this outcome would propose."""
        from pipeline_tui.services import following_up

        return following_up.proposed_next(*self._of, check_in_id, outcome)

    def log_check_in(
        self,
        check_in_id: int,
        outcome: str,
        *,
        act: str,
        satisfaction: int | None = None,
        note: str = "",
        next_on: date | None = None,
        next_at: datetime | None = None,
        needs: Mapping[str, str] | None = None,
        consent: str = "",
    ) -> CheckInLogged:
        """Store how a check-in went and plan the next."""
        from pipeline_tui.services import following_up

        return following_up.log_check_in(
            *self._of,
            check_in_id,
            outcome,
            act=act,
            satisfaction=satisfaction,
            note=note,
            next_on=next_on,
            next_at=next_at,
            needs=needs or {},
            consent=consent,
        )

    def move_check_in(self, check_in_id: int, to: date, *, act: str, at: datetime | None = None) -> CheckIn:
        """Plan a check-in on another day."""
        from pipeline_tui.services import following_up

        return following_up.move_check_in(*self._of, check_in_id, to, act=act, at=at)

    def set_segment(self, contact_id: int, segment: str, *, act: str) -> ClientSegment:
        """Put a client into a segment by hand, or let the rule decide again."""
        from pipeline_tui.services import segmenting

        return segmenting.set_segment(*self._of, contact_id, segment, act=act)
