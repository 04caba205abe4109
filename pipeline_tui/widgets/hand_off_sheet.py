"""A hand-off that waits: how long it still may, as a line, and with all that was said, as a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.ui.formatting import (
    ERROR,
    QUIET,
    STRONG,
    WARNING,
    column,
    distance,
    fixed,
    how_far,
    join,
    moment,
    planned,
    say,
    short_moment,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import columns_of, history, labelled_all, rule, side_by_side
from pipeline_tui.wording import tr

_SOON = 90 * 60  # seconds; further away a limit is said by its day
_TWO_COLUMNS = 70


def countdown(hand_off: HandOff, zone: str, now: datetime) -> Content:
    """Return how long a hand-off may still wait, in words; the limit is in working time."""
    limit = hand_off.limit_at
    if limit is None:
        return fixed(tr("no limit"), QUIET)
    over = how_far(limit, now)
    if hand_off.waiting == "red":
        return say(tr("!! {over} past its limit: the manager sees it", over=over), ERROR)
    if hand_off.waiting == "team" or limit <= now:
        return say(tr("! {over} past its limit: open to the team", over=over), WARNING)
    if _soon(limit, now):
        return say(tr("· {time} left to accept it", time=how_far(limit, now)))
    return say(tr("· to be accepted until {planned}", planned=planned(limit, zone, now)))


def agreed(hand_off: HandOff, zone: str, now: datetime) -> tuple[Content, ...]:
    """Return the time at which they were promised a call, if one was agreed."""
    at = hand_off.slot_at
    if at is None:
        return ()
    if at <= now:
        return (
            say(
                tr(
                    "! promised a call {planned}, {distance}",
                    planned=planned(at, zone, now),
                    distance=distance(at, now),
                ),
                WARNING,
            ),
        )
    return (say(tr("☎ promised a call {planned}", planned=planned(at, zone, now)), STRONG),)


def hand_off_line(hand_off: HandOff, zone: str, now: datetime, width: int) -> Content:
    """Return a hand-off on one line: who it is, and shortly how long it may wait."""
    return join(column(hand_off.name, width - 16, STRONG), " ", _short(hand_off, zone, now))


def _short(hand_off: HandOff, zone: str, now: datetime) -> Content:
    limit = hand_off.limit_at
    if limit is None:
        return fixed("")
    over = how_far(limit, now)
    if hand_off.waiting == "red":
        return say(tr("!! {over} over", over=over), ERROR)
    if hand_off.waiting == "team" or limit <= now:
        return say(tr("! {over} over", over=over), WARNING)
    if _soon(limit, now):
        return say(tr("· {time} left", time=how_far(limit, now)))
    if hand_off.slot_at is not None:
        return say(f"☎ {short_moment(hand_off.slot_at, zone, now)}", STRONG)
    return say(f"· {distance(limit, now)}", QUIET)


def _soon(limit: datetime, now: datetime) -> bool:
    return (limit - now).total_seconds() <= _SOON


def _untold(hand_off: HandOff) -> list[PastCall]:
    """Return what was before, this hand-off's brief left out where it is told already."""
    return [
        replace(one, text="") if one.what == "hand-off" and one.at == hand_off.given_at else one
        for one in hand_off.before
    ]


def hand_off_sheet(hand_off: HandOff, names: Names, zone: str, now: datetime, width: int) -> list[Content]:
    """Return the brief and all that was said before."""
    firm = say(f"· {hand_off.firm}" if hand_off.firm else "", QUIET)
    whose = tr("for you") if hand_off.to_me else tr("for the team")
    head = [
        join(say(hand_off.name, STRONG), " ", firm),
        say(
            tr(
                "from {giver}, {moment} · {whose}",
                giver=hand_off.giver,
                moment=moment(hand_off.given_at, zone, now),
                whose=whose,
            )
        ),
        countdown(hand_off, zone, now),
        *agreed(hand_off, zone, now),
    ]
    left, right = columns_of(width) if width >= _TWO_COLUMNS else (width, width)
    told = tr("was told") if hand_off.kind == "hot" else tr("tells you")
    promised = rule(tr("What {giver} {told}", giver=hand_off.giver, told=told), left)
    brief = [promised, *(labelled_all(hand_off.brief, names, left) or [fixed(tr("No brief."), QUIET)])]
    before = [rule(tr("Before"), right), *history(_untold(hand_off), names, zone, now, right)]
    if width >= _TWO_COLUMNS:
        return [*head, *side_by_side(brief, before, width)]
    return [*head, *brief, *before]
