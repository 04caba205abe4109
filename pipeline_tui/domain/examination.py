"""What the doctor found, check by check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``next_step`` may advise even where nothing is wrong."""

    name: str
    ok: bool
    detail: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was looked at in one workspace; ``ok`` when nothing is wrong."""

    path: str
    ok: bool
    checks: tuple[Check, ...]

    @classmethod
    def of(cls, path: str, checks: Iterable[Check]) -> Examination:
        """Return the examination that these checks make up."""
        every = tuple(checks)
        return cls(path, all(check.ok for check in every), every)
