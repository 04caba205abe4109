"""Records of words from one desk to another about a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.stages import Stage

LONGEST_MESSAGE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its receiver sees it; ``text`` is given to who has opened it."""

    id: int
    contact_id: int
    name: str  # initials once the contact has moved on
    sender: str
    at: datetime  # UTC
    stage: Stage
    to_me: bool  # named for the viewer, not for everybody of the stage
    unread: bool
    yours: bool  # the viewer may take the contact in hand
    text: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message is stored; to whom it went is not said."""

    ids: tuple[int, ...]
    to: str = "its owner"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much is new in the viewer's inbox."""

    hand_offs: int = 0
    messages: int = 0
    accept_by: datetime | None = None  # UTC: the first limit of what waits to be accepted
    changes_at: datetime | None = None  # UTC: when a limit next passes, without anybody doing anything

    @property
    def count(self) -> int:
        """Return how many things wait to be opened."""
        return self.hand_offs + self.messages
