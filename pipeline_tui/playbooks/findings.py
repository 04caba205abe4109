"""What is wrong with a playbook folder, said by file and line."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.method_drafts import Finding

__all__ = ["Finding", "trouble"]


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
