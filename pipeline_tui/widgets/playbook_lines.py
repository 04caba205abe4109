"""The versions of the method and its draft in lines: a list, and the page about the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.method_changes import FileChange
from pipeline_tui.domain.method_drafts import Draft, Finding, Workbench
from pipeline_tui.domain.method_fit import AdoptionPlan
from pipeline_tui.domain.method_versions import MethodVersion
from pipeline_tui.ui.adoption_words import sections
from pipeline_tui.ui.formatting import ACCENT, QUIET, WARNING, column, fixed, join, moment, say
from pipeline_tui.widgets.news_lines import change_lines
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import tr, trn

_NAME = 14  # cells of "version 12"


def draft_line(bench: Workbench) -> Content:
    """Return the line of the draft, whether there is one or not."""
    name, draft = column(tr("draft"), _NAME), bench.draft
    if draft is None:
        told = bench.barred or tr("none yet: e writes the next version")
        return join(name, say(told, QUIET))
    if draft.faults:
        faults = trn("{number} fault", "{number} faults", len(draft.faults))
        return join(name, say(f"! {faults}", WARNING))
    return join(name, say(_changed(draft)), fixed(_overtaken(bench), WARNING))


def version_line(one: MethodVersion, zone: str, now: datetime) -> Content:
    """Return the line of a version: since when there is one, who adopted it, and whether it holds."""
    mark = fixed(tr("  ● holds"), ACCENT) if one.holds else fixed("")
    by = one.by or tr("set-up")
    changed = trn("{number} file changed", "{number} files changed", one.changed) if one.changed else ""
    told = " · ".join(part for part in (moment(one.at, zone, now), by, changed) if part)
    return join(column(tr("version {number}", number=one.number), _NAME), say(told), mark)


def fault_lines(faults: Iterable[Finding], width: int) -> list[Content]:
    """Return the faults of a draft, each with its file and line."""
    return [
        part for one in faults for part in wrapped(f"{one.file}:{one.line}  {one.text}", width, style=WARNING)
    ]


def page_lines(
    plan: AdoptionPlan | None,
    refused: PipelineError | None,
    changes: Sequence[FileChange] | None,
    language: str,
    width: int,
) -> list[Content]:
    """Return what adopting would do, or why it cannot be, and then what differs line by line."""
    found: list[Content] = []
    if refused is not None:
        for text, style in ((refused.title, "bold"), (refused.detail, ""), (refused.next_step, QUIET)):
            found += wrapped(text, width, style=style) if text else []
    if plan is not None:
        for section in sections(plan):
            found.append(rule(section.title, width))
            found += [part for one in section.lines for part in wrapped(one, width, indent=2)]
    if changes:
        found.append(rule(tr("What differs, line by line"), width))
        found += change_lines(changes, language, width)
    return found


def _changed(draft: Draft) -> str:
    if not draft.changed:
        return tr("nothing changed yet")
    return trn(
        "{number} file changed, no fault found", "{number} files changed, no fault found", len(draft.changed)
    )


def _overtaken(bench: Workbench) -> str:
    if not bench.overtaken or bench.draft is None:
        return ""
    return tr("  ! begun from version {number}", number=bench.draft.begun_from)
