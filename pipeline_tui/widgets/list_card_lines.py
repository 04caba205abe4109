"""Everything about one list in lines: how it stands, where its contacts are, what was loaded into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.list_card import ListCard, ListLoad, StageCounts
from pipeline_tui.domain.stages import Stage
from pipeline_tui.ui.formatting import QUIET, count, fixed, join, moment, planned, say, state
from pipeline_tui.ui.words import BLOCKERS, STAGES
from pipeline_tui.widgets.import_lines import field_name
from pipeline_tui.widgets.line_sheet import blocked_line
from pipeline_tui.widgets.sheet_parts import labelled, rule, wrapped
from pipeline_tui.wording import grouped, tr


def card_lines(card: ListCard, zone: str, now: datetime, width: int) -> list[Content]:
    """Return the list's state, its counts by blocker and by stage, and its loads, the newest first."""
    line = card.line
    lines = [join(state(card.standing.value), say(_paused(card, zone, now), QUIET))]
    lines.append(
        say(
            tr(
                "order {priority} (1 is called first) · {count}",
                priority=line.priority,
                count=count(line.contacts, "contact"),
            ),
            QUIET,
        )
    )
    if any(stage is Stage.SCOUTING for stage, _ in card.stages) or not card.stages:
        lines += [fixed(""), blocked_line(line.ready, tr("ready to be called"))]
        lines += [blocked_line(number, BLOCKERS[kind]) for kind, number in line.blockers if number]
    if card.next_due is not None:
        lines.append(
            say(tr("the next one comes back {planned}", planned=planned(card.next_due, zone, now)), QUIET)
        )
    if card.stages:
        where = " · ".join(f"{grouped(number)} {STAGES[stage]}" for stage, number in card.stages)
        lines += [fixed(""), *labelled(tr("By stage"), where, width)]
    for past in card.past:
        lines += _past(past)
    for load in card.loads:
        lines += [fixed(""), *_load(load, zone, now, width)]
    return lines


def _past(past: StageCounts) -> Iterator[Content]:
    """Return how many of a stage may be rung, and what keeps the others from it."""
    whose = tr("hot contacts") if past.stage is Stage.HUNTING else tr("clients")
    yield blocked_line(
        past.ready, tr("of {contacts} {whose} may be rung", contacts=grouped(past.contacts), whose=whose)
    )
    yield from (blocked_line(number, BLOCKERS[kind]) for kind, number in past.blockers)


def _paused(card: ListCard, zone: str, now: datetime) -> str:
    line = card.line
    if line.paused_at is None:
        return ""
    by = tr(" by {paused_by}", paused_by=line.paused_by) if line.paused_by else ""
    return f"{by}, {moment(line.paused_at, zone, now)}"


def _load(load: ListLoad, zone: str, now: datetime, width: int) -> Iterator[Content]:
    yield rule(load.file or tr("a file"), width)
    who = tr(" by {by}", by=load.by) if load.by else ""
    yield say(
        tr(
            "loaded {moment}{who}, into {value}",
            moment=moment(load.at, zone, now),
            who=who,
            value=STAGES[load.stage],
        ),
        QUIET,
    )
    told = tr(
        "{count}: {taken} new · {merged} known · {rejected} rejected",
        count=count(load.rows, "row"),
        taken=grouped(load.taken),
        merged=grouped(load.merged),
        rejected=grouped(load.rejected),
    )
    yield say(told)
    used = [f"{use.column} = {field_name(use.field)}" for use in load.columns if use.field]
    yield from wrapped(" · ".join(used), width, style=QUIET)
