"""The next version of the shop's method while it is written: a draft with its faults, beside the versions."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_tui.domain.method_versions import NONE, MethodVersion


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of a playbook; ``file`` is relative to its folder, ``line`` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A playbook that is being written."""

    folder: str
    begun_from: int  # the version it was begun from, NONE for the shipped playbook
    files: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # files that differ from what holds
    faults: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Return whether nothing is wrong with it."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a manager writes the method with: every version, the draft, and whether they may write."""

    versions: tuple[MethodVersion, ...]  # the oldest first; none where the shipped playbook holds
    trade: str
    language: str  # of the shop; its files come first
    pages: tuple[str, ...] = ()  # files that can be written, of the draft or of what holds
    holds: int = NONE
    draft: Draft | None = None
    barred: str = ""  # why this manager may not write here, "" when they may

    @property
    def overtaken(self) -> bool:
        """Return whether another version was adopted since the draft was begun."""
        return self.draft is not None and self.draft.begun_from != self.holds
