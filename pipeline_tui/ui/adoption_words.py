"""What adopting a playbook would do, in words; the same on the manager's desk and in the shell."""

from __future__ import annotations

from pipeline_tui.domain.method_fit import AdoptionPlan, Gap, Weight
from pipeline_tui.ui.structure_words import Section
from pipeline_tui.wording import mark, tr, trn

_TITLES = (
    (Weight.REFUSED, mark("This keeps it from being adopted")),
    (Weight.ASKED, mark("This would lose its place")),
    (Weight.TOLD, mark("Good to know")),
)


def sections(plan: AdoptionPlan) -> tuple[Section, ...]:
    """Return the plan as headings with lines."""
    files = trn(
        "{number} file changed: {files}.",
        "{number} files changed: {files}.",
        len(plan.changed),
        files=", ".join(plan.changed),
    )
    now = (
        tr("version {number} holds now", number=plan.before)
        if plan.before
        else tr("the shipped one holds now")
    )
    told = [Section(tr("Version {number} would hold; {now}", number=plan.number, now=now), (files,))]
    for weight, title in _TITLES:
        lines = [gap_words(gap) for gap in plan.of(weight)]
        if weight is Weight.TOLD:
            lines += plan.warnings
        if lines:
            told.append(Section(tr(title), tuple(lines)))
    if not plan.gaps:
        told.append(Section(tr("The shop's data"), (tr("All of it finds its place."),)))
    return tuple(told)


def gap_words(gap: Gap) -> str:
    """Return what a gap is, what becomes of it, and what can be done."""
    return f"{gap.words} {gap.next_step}"
