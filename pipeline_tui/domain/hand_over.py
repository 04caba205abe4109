"""Hand-offs: whether one needs ceremony, how long it may wait, how late it is, and who receives it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure, same_tier
from pipeline_tui.domain.working_time import WorkingHours, add_working_minutes

RED_AFTER = timedelta(minutes=60)  # past the limit at most, as for a callback past its time


class Waiting(StrEnum):
    """How late a hand-off is; computed from the time, never stored."""

    FRESH = "fresh"
    TEAM = "team"  # over its limit: offered to everybody of the next stage
    RED = "red"  # the manager sees it


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may receive a hand-off."""

    id: int
    on_shift: bool
    open_load: int  # open deals and hand-offs waiting


def needs_ceremony(structure: Structure, from_stage: Stage, to_stage: Stage) -> bool:
    """Return whether a hand-off needs brief, acceptance and limit: within one tier it needs none."""
    return not same_tier(structure, from_stage, to_stage)


def limit_at(
    given_at: datetime, minutes: int, hours: WorkingHours, zone: str, closed: Callable[[date], bool]
) -> datetime:
    """Return when so much working time of the shop has passed since a hand-off was given (UTC)."""
    return add_working_minutes(given_at, minutes, hours, zone, closed)


def waiting_state(given_at: datetime, limit_at: datetime | None, now: datetime) -> Waiting:
    """Return how late a waiting hand-off is; without a limit it is never late.

    It is red when it has waited as long again as it might, and an hour past the limit at the latest.
    """
    if limit_at is None or now < limit_at:
        return Waiting.FRESH
    return Waiting.RED if now - limit_at >= min(RED_AFTER, limit_at - given_at) else Waiting.TEAM


def choose_receiver(candidates: Iterable[Candidate], seed: int | str) -> int | None:
    """Return who receives: on shift, with the least open work, ties by lot; None when nobody is on shift.

    The same candidates and seed (the act's id) give the same receiver, so a retried act changes nothing.
    """
    present = sorted((one for one in candidates if one.on_shift), key=lambda one: (one.open_load, one.id))
    if not present:
        return None
    least = [one.id for one in present if one.open_load == present[0].open_load]
    return random.Random(seed).choice(least)
