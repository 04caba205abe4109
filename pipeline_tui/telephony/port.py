"""The port every telephone adapter serves: dial, hang up, and events in the order they happen.

A person starts every call. ``PhoneError`` means that nothing was dialled and trying again is safe;
``PhoneUncertain`` that something may have been, and the program never tries again by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.wording import tr

_DIALLABLE = re.compile(r"\+[1-9][0-9]{6,14}")


class Cause(StrEnum):
    """Why a call ended; it proposes an outcome, the operator gives it."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    DECLINED = "declined"
    INVALID_NUMBER = "invalid-number"
    UNREACHABLE = "unreachable"
    CONGESTION = "congestion"
    REFUSED = "refused"
    LINE_DEAD = "line-dead"
    AUDIO_FAULT = "audio-fault"
    PHONE_LOST = "phone-lost"


By = Literal["local", "remote", "system"]


@dataclass(frozen=True, slots=True)
class Placed:
    """The call left; ``at`` is monotonic seconds, here and below."""

    call_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Ringing:
    """The other side rings."""

    call_id: str
    at: float
    early_media: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody answered."""

    call_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over; ``talked`` is in seconds, ``raw`` what the adapter was told."""

    call_id: str
    at: float
    cause: Cause
    by: By
    raw: str = ""
    talked: float = 0.0


@dataclass(frozen=True, slots=True)
class PhoneState:
    """The line came up or went down."""

    up: bool
    why: str
    at: float


PhoneEvent = Placed | Ringing | Answered | Ended | PhoneState
Listener = Callable[[PhoneEvent], None]


class PhoneError(PipelineError):
    """Nothing was dialled; dialling again is safe."""


class PhoneUncertain(PipelineError):
    """Something may have been dialled; only a person may dial again."""


class Phone(Protocol):
    """A telephone; one outgoing call at a time."""

    @property
    def mode(self) -> str:
        """Return how calls are placed, as the attempt is stored: handset, simulated."""

    @property
    def sees_progress(self) -> bool:
        """Return whether ringing, answer and end are told by events."""

    def listen(self, listener: Listener) -> None:
        """Send events to this listener from now on."""

    async def dial(self, number: str, ref: str) -> str:
        """Ring an E.164 number and return the adapter's call id; ``ref`` names our own call."""

    async def hang_up(self) -> None:
        """End the call under way; nothing happens when there is none."""


def diallable(number: str) -> str:
    """Return the number when it is plain E.164; anything else reaches no telephone."""
    if not _DIALLABLE.fullmatch(number):
        raise PhoneError(
            tr("This number cannot be dialled"),
            tr("Only a plain international number is ever given to a telephone."),
            tr("Choose another number, or correct this one."),
        )
    return number
