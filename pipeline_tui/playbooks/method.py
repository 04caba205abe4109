"""Reads the tables of ``playbook.toml`` into the records of ``domain.playbook``.

Every function notes what is wrong in its tables' document and returns what could be read.
"""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.playbook import (
    After,
    BriefField,
    CheckInOutcome,
    DealStep,
    Joint,
    NamedCode,
    Outcome,
    Retry,
    Segment,
    Suppresses,
)
from pipeline_tui.domain.segments import SegmentRule
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr

USUAL_HOURS = "Mon-Sat 9-19"

Languages = tuple[str, ...]
WORKED = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)


def outcomes(root: Table, languages: Languages) -> tuple[Outcome, ...]:
    """Return how calls can end."""
    found = []
    for table in root.tables("outcomes"):
        found.append(
            Outcome(
                code=table.text("code"),
                key=table.text("key", ""),
                names=table.names("names", languages),
                after=table.one_of("after", After),
                reached=table.flag("reached"),
                refusal=table.flag("refusal"),
                suppresses=table.one_of("suppresses", Suppresses, Suppresses.NOTHING),
                retry=_retry(table),
                reasons=table.texts("reasons"),
                needs_time=table.flag("needs_time"),
            )
        )
        table.refuse_others()
    return tuple(found)


def _retry(table: Table) -> Retry | None:
    if "retry" not in table:
        return None
    plan = table.table("retry")
    retry = Retry(
        delay_minutes=plan.number("delay_minutes", least=1),
        maximum=plan.number("maximum", least=1, most=99),
        other_part_of_day=plan.flag("other_part_of_day"),
    )
    plan.refuse_others()
    return retry


def named_codes(root: Table, key: str, languages: Languages) -> tuple[NamedCode, ...]:
    """Return a list of codes with their names."""
    found = []
    for table in root.tables(key):
        found.append(NamedCode(table.text("code"), table.names("names", languages)))
        table.refuse_others()
    return tuple(found)


def wrap_up_seconds(root: Table) -> int:
    """Return how long writing up a call is meant to take; 0 shows no countdown."""
    return root.number("wrap_up_seconds", 30, least=0, most=3600)


def brief(root: Table, languages: Languages) -> tuple[BriefField, ...]:
    """Return the fields of the hand-off brief; each is filled by the script's field of its own name."""
    found = []
    for table in root.tables("brief"):
        key = table.text("key")
        names = table.names("names", languages)
        found.append(BriefField(key, names, table.flag("required"), table.text("from_answer", key)))
        table.refuse_others()
    return tuple(found)


def joints(root: Table) -> tuple[Joint, ...]:
    """Return the joints with their limits, given in working hours or minutes of the shop."""
    found = []
    for table in root.tables("joints"):
        ends = table.one_of("from", Stage), table.one_of("to", Stage)
        found.append(Joint(*ends, table.number("limit_minutes", least=1)))
        table.refuse_others()
    return tuple(found)


def deal_steps(root: Table, languages: Languages) -> tuple[DealStep, ...]:
    """Return the steps of a deal in their order."""
    found = []
    for table in root.tables("deal_steps"):
        found.append(
            DealStep(
                code=table.text("code"),
                names=table.names("names", languages),
                probability=table.number("probability", most=100),
                days_allowed=table.number("days_allowed", least=1),
                next_do=table.names("next_do", languages),
                next_after_days=table.number("next_after_days", 2),
            )
        )
        table.refuse_others()
    return tuple(found)


def segments(root: Table) -> tuple[Segment, ...]:
    """Return the segments of clients."""
    found = []
    for table in root.tables("segments"):
        found.append(Segment(table.text("code"), table.number("days", least=1)))
        table.refuse_others()
    return tuple(found)


def segment_rules(root: Table) -> tuple[SegmentRule, ...]:
    """Return the rules that give a client its segment, in their order; amounts in the shop's currency."""
    found = []
    for table in root.tables("segment_rules"):
        rule = SegmentRule(
            table.text("segment"),
            value_12_months=table.number("value_12_months", 0),
            bought_within_days=table.number("bought_within_days", 0),
        )
        if not rule.value_12_months and not rule.bought_within_days:
            table.fault("segment", tr("the rule asks for nothing: it would hold for every client"))
        table.refuse_others()
        found.append(rule)
    return tuple(found)


def check_ins_a_day(root: Table) -> int:
    """Return from how many check-ins on one person's day is full."""
    return root.number("check_ins_a_day", 20, least=1)


def check_in_outcomes(root: Table, languages: Languages) -> tuple[CheckInOutcome, ...]:
    """Return how check-ins can end."""
    found = []
    for table in root.tables("check_in_outcomes"):
        found.append(
            CheckInOutcome(
                code=table.text("code"),
                key=table.text("key"),
                names=table.names("names", languages),
                reached=table.flag("reached"),
                retry_days=table.number("retry_days", 1, least=1),
                tell_after=table.number("tell_after", 4, least=1),
            )
        )
        table.refuse_others()
    return tuple(found)


def targets(root: Table) -> MappingProxyType[str, int]:
    """Return a day's goals of one person, as ``stage.goal``; at most three a stage, or nobody reads them."""
    table, found = root.table("targets"), dict[str, int]()
    for stage in WORKED:
        goals = table.table(stage)
        named = goals.keys()
        if len(named) > 3:
            told = tr(
                "{stage} has {count} targets; at most three are read by anyone", stage=stage, count=len(named)
            )
            goals.fault("", told)
        found |= {f"{stage}.{goal}": goals.number(goal, least=1) for goal in named}
    table.refuse_others()
    return MappingProxyType(found)


def usual_hours(root: Table) -> str:
    """Return the hours shops of this trade keep: what the set-up proposes."""
    text = root.text("hours", USUAL_HOURS)
    try:
        parse_hours(text)
    except UsageTrouble as error:
        root.fault("hours", error.detail)
        return USUAL_HOURS
    return text


def stage_scripts(root: Table) -> MappingProxyType[Stage, tuple[str, ...]]:
    """Return the scripts of each stage; the first is the one its desk opens with."""
    table = root.table("scripts")
    found = {stage: table.texts(stage) for stage in WORKED}
    for stage, named in found.items():
        if not named:
            table.fault(stage, tr("no script for {stage}", stage=stage))
    table.refuse_others()
    return MappingProxyType(found)
