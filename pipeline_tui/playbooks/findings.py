"""What is wrong with a playbook folder, said by file and line."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.method_drafts import Finding
from pipeline_tui.wording import tr

__all__ = ["Finding", "page_of", "trouble"]


def page_of(language: str, stem: str) -> str:
    """Return the name of a language's page or script within a playbook's folder."""
    return f"{language}/{stem}" + ".md"


def trouble(findings: Iterable[Finding]) -> UsageTrouble:
    """Return the error that tells of findings which keep a playbook from being read."""
    found = sorted(findings)
    first = found[0]
    return UsageTrouble(
        tr("The playbook cannot be read"),
        "; ".join(str(finding) for finding in found[:5]) + ("; …" if len(found) > 5 else ""),
        tr("Correct line {line} of {file}.", line=first.line, file=first.file),
        {"findings": [{"file": one.file, "line": one.line, "text": one.text} for one in found]},
    )
