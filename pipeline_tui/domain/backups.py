"""Backups: what was made, what was put back, and which generations are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

HOURLY_KEPT = 24
DAILY_KEPT = 30
SPECIAL_KEPT = 10


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, checked and written through to the disk."""

    path: str
    at: datetime  # UTC
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back; ``kept`` is where the workspace it replaced was saved, or ""."""

    source: str
    target: str
    revision: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One of the automatic backups beside a workspace."""

    name: str  # of the file
    at: datetime  # UTC
    reason: str  # "hourly", or the event it was made before: "before-upgrade-0002", "before-restore"


def to_prune(
    generations: Iterable[Generation], *, hourly: int = HOURLY_KEPT, daily: int = DAILY_KEPT
) -> tuple[Generation, ...]:
    """Return the automatic backups that need not be kept, oldest first.

    Kept are the newest of each of the last ``hourly`` hours and of each of the last ``daily`` days that
    have one (UTC), so that a shop that was closed for a month loses none; and the last ten made before an
    event.
    """
    newest_first = sorted(generations, key=lambda each: (each.at, each.name), reverse=True)
    regular = [each for each in newest_first if each.reason == "hourly"]
    special = [each for each in newest_first if each.reason != "hourly"]
    kept = {each.name for each in special[:SPECIAL_KEPT]}
    for pattern, count in (("%Y%m%d%H", hourly), ("%Y%m%d", daily)):
        newest_of = {each.at.strftime(pattern): each.name for each in reversed(regular)}
        kept.update(newest_of[span] for span in sorted(newest_of, reverse=True)[:count])
    return tuple(each for each in reversed(newest_first) if each.name not in kept)
