"""What is wrong with a playbook folder, said by file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline_tui.domain.errors import UsageTrouble


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of a playbook; ``file`` is relative to its folder, ``line`` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def trouble(findings: Iterable[Finding]) -> UsageTrouble:
    """Return the error that tells of findings which keep a playbook from being read."""
    found = sorted(findings)
    first = found[0]
    return UsageTrouble(
        "The playbook cannot be read",
        "; ".join(str(finding) for finding in found[:5]) + ("; …" if len(found) > 5 else ""),
        f"Correct line {first.line} of {first.file}.",
        {"findings": [{"file": one.file, "line": one.line, "text": one.text} for one in found]},
    )
