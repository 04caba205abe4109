"""What became of a load that was taken back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """The account of an import taken back."""

    list_id: int
    list_name: str
    removed: int  # new contacts taken out again
    restored: int  # known contacts put back to what they were
    kept: int  # contacts that stay as they are: somebody has worked on them since
    list_gone: bool  # nothing was left on the list
