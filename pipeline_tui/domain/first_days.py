"""A newcomer's first day: read the regulation, answer its questions, practise, be released by a manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline_tui.domain.practice_calls import CALLS
from pipeline_tui.wording import tr, trn

ASKED = 8  # questions about the regulation
AUTOMATIC_FROM = 4  # people in the shop, from whom on a new one begins with a first day


class Begun(StrEnum):
    """What is kept of a first day, in the order it is done."""

    BEGUN = "begun"
    READ = "read"
    ANSWERED = "answered"
    PRACTISED = "practised"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class FirstDay:
    """How far somebody is; live contacts wait until they are released."""

    operator_id: int
    name: str
    begun_at: datetime | None = None  # UTC; None: nobody asked for a first day
    read_at: datetime | None = None
    answered_at: datetime | None = None
    right_at_once: int = 0  # of ``ASKED``; the others were asked again until they were right
    practised: int = 0  # calls that counted
    points: int = 0  # mean of all practice calls, per cent
    released_at: datetime | None = None
    released_by: str = ""
    waived: bool = False  # released before everything was done

    @property
    def waits(self) -> bool:
        """Return whether live contacts wait for the release."""
        return self.begun_at is not None and self.released_at is None

    @property
    def practised_enough(self) -> bool:
        """Return whether as many calls counted as a practice has."""
        return self.practised >= CALLS

    @property
    def ready(self) -> bool:
        """Return whether only the release is missing."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is still to be done before the release, in words and in order."""
        return tuple(
            words
            for words, done in (
                (tr("read the regulation"), self.read_at is not None),
                (tr("answer {count} questions", count=ASKED), self.answered_at is not None),
                (
                    trn(
                        "make {number} more practice calls",
                        "make {number} more practice calls",
                        max(CALLS - self.practised, 0),
                    ),
                    self.practised_enough,
                ),
            )
            if not done
        )


def begins_with_one(people: int, *, works_a_stage: bool, practice: bool) -> bool:
    """Return whether somebody new begins with a first day where nobody said: ``people`` counts them too.

    In a practice shop there is nothing live to be kept from.
    """
    return works_a_stage and not practice and people >= AUTOMATIC_FROM
