"""What is new in the shop's method for one operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline_tui.domain.method_changes import FileChange
from pipeline_tui.domain.method_versions import NONE

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.playbook import Playbook


@dataclass(frozen=True, slots=True)
class MethodNews:
    """Which version holds, and which one the operator has read."""

    holds: int = NONE
    known: int = NONE

    @property
    def unread(self) -> bool:
        """Return whether something holds that the operator has not read."""
        return self.holds != self.known


@dataclass(frozen=True, slots=True)
class NewInMethod:
    """What to read: the difference from the version the operator knows."""

    number: int
    known: int
    by: str  # who adopted it, "" for the set-up
    at: datetime  # UTC; since when it holds
    changes: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class MethodInUse:
    """The version a desk works by from now on, and the contact in hand as it stands under it."""

    number: int
    playbook: Playbook
    desk: Desk | None
