"""The files a manager may choose a list from: what stands in a folder, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LIST_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".vcf", ".vcard"})


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that may hold a list, or a folder to look into."""

    path: str  # links followed
    name: str  # without the folder
    folder: bool
    size: int  # bytes; 0 for a folder
    changed_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class FolderView:
    """What may be seen of one folder."""

    path: str
    shown: str  # the folder's name as seen from the top of what may be seen
    above: str  # the folder above, "" at the top
    lines: tuple[FileLine, ...]
    left_out: int = 0  # beyond the most that is shown


def in_order(lines: list[FileLine]) -> tuple[FileLine, ...]:
    """Return folders by name, then files, the one that changed last first."""
    folders = sorted((one for one in lines if one.folder), key=lambda one: one.name.casefold())
    files = sorted((one for one in lines if not one.folder), key=lambda one: one.name.casefold())
    return (*folders, *sorted(files, key=lambda one: one.changed_at, reverse=True))
