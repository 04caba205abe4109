"""The steps of a deal: moving between them, how long it may stay, and that it always has a next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline_tui.domain.clocks import instant, instant_on, zone_named
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.working_time import WorkingHours, next_open
from pipeline_tui.wording import tr


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is done next on a deal, and when."""

    text: str
    at: datetime  # UTC


def move(steps: Sequence[DealStep], current: str, target: str) -> DealStep:
    """Return the step a deal is moved to, forwards or backwards, any number of steps.

    UsageTrouble when the playbook has no such step, Refused when the deal stands there already.
    """
    found = next((step for step in steps if step.code == target), None)
    if found is None:
        raise UsageTrouble(
            tr("The playbook has no such deal step."),
            tr(
                '"{target}" is not one of {code}.', target=target, code=", ".join(step.code for step in steps)
            ),
            tr("Name one of these steps."),
        )
    if target == current:
        raise Refused(
            tr("The deal stands in that step already."),
            tr("Step: {target}.", target=target),
            tr("Nothing was changed."),
        )
    return found


def next_step(steps: Sequence[DealStep], current: str) -> DealStep | None:
    """Return the step after the current one; None from the last, or from one the playbook dropped."""
    return _neighbour(steps, current, 1)


def previous_step(steps: Sequence[DealStep], current: str) -> DealStep | None:
    """Return the step before the current one; None from the first, or from one the playbook dropped."""
    return _neighbour(steps, current, -1)


def default_next_step(
    step: DealStep,
    language: str,
    now: datetime,
    hours: WorkingHours,
    zone: str,
    closed: Callable[[date], bool],
) -> NextStep:
    """Return the step's default, so many days on at this time of day, or at the next opening."""
    text = step.next_do.get(language) or step.next_do["en"]
    wall = now.astimezone(zone_named(zone)).replace(second=0, microsecond=0, tzinfo=None)
    wanted = instant(wall + timedelta(days=step.next_after_days), zone)
    return NextStep(text, next_open(wanted, hours, zone, closed))


def overdue(step: DealStep, since: datetime, now: datetime) -> bool:
    """Return whether a deal has stood in its step longer than the playbook allows."""
    return now - since > timedelta(days=step.days_allowed)


def lacks_next_step(
    next_do: str, next_at: datetime | None, now: datetime, snoozed_until: datetime | None = None
) -> bool:
    """Return whether an open deal may not be left so: it needs a next step with a time, or a snooze.

    A next step whose time has passed is still one: it is due, not missing.
    """
    if next_do.strip() and next_at is not None:
        return False
    return snoozed_until is None or snoozed_until <= now


def opening_on(on: date, hours: WorkingHours, zone: str, closed: Callable[[date], bool]) -> datetime:
    """Return when what waits for a day wakes (UTC): as the shop opens on it, or next after it."""
    return next_open(instant_on(on, 0, zone), hours, zone, closed)


def _neighbour(steps: Sequence[DealStep], current: str, by: int) -> DealStep | None:
    codes = [step.code for step in steps]
    if current not in codes:
        return None
    place = codes.index(current) + by
    return steps[place] if 0 <= place < len(steps) else None
