"""The structures and a change of them in words; the same on the manager's desk and in the shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.restructuring import Restructuring, SightOfOne, Work
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure

STRUCTURES: Mapping[Structure, str] = MappingProxyType(
    {
        Structure.THREE_TIER: "finding, selling and keeping are three jobs",
        Structure.TWO_TIER_FINDER: "some find people, others sell and keep the clients",
        Structure.TWO_TIER_CLOSER: "some find and sell, others keep the clients",
        Structure.ONE_TIER: "everybody does everything, nothing is handed over",
    }
)
_COUNTED: Mapping[Work, tuple[str, str]] = MappingProxyType(
    {
        Work.CONTACT: ("contact", "contacts"),
        Work.DEAL: ("deal", "deals"),
        Work.CHECK_IN: ("check-in", "check-ins"),
        Work.PROMISE: ("promised call", "promised calls"),
        Work.HAND_OFF: ("hand-off", "hand-offs"),
        Work.MESSAGE: ("message", "messages"),
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a plan and its lines."""

    title: str
    lines: tuple[str, ...]


def sections(plan: Restructuring) -> tuple[Section, ...]:
    """Return a change of structure, planned or done, as headings with lines."""
    people = tuple(_sight(one) for one in plan.people if one.changes)
    moves = tuple(
        f"{one.giver} → {one.receiver} · {one.stage.value}: {work_words(one.counts)}" for one in plan.moves
    )
    done = plan.applied
    told = [
        Section("Who sees what", people or ("Nobody gains or loses sight of anybody.",)),
        Section(
            "Open work that moved" if done else "Open work that moves",
            moves or ("None: everybody keeps what is theirs.",),
        ),
        Section("Hand-offs under way", _hand_offs(plan)),
    ]
    if plan.let_go or plan.calling:
        told.append(Section("In hand now", _in_hand(plan)))
    return tuple(told)


def work_words(counts: Mapping[Work, int]) -> str:
    """Return how much work it is: "4 contacts, 3 deals"."""
    return ", ".join(
        f"{count} {_COUNTED[what][count != 1]}" for what, count in counts.items() if what in _COUNTED
    )


def you_work(stages: frozenset[Stage]) -> str:
    """Return somebody's stages to themselves, in the order of the line."""
    words = [stage.value for stage in Stage if stage in stages]
    if not words:
        return "You work no stage now; the inbox stays yours."
    return f"You work {' and '.join(filter(None, (', '.join(words[:-1]), words[-1])))}."


def _sight(one: SightOfOne) -> str:
    works = ", ".join(stage.value for stage in one.after) or "no stage"
    gains = _stages("gains sight of", one.gains)
    loses = _stages("loses sight of", one.loses)
    changes = "; ".join(filter(None, (gains, loses))) or "sees what they saw"
    return f"{one.name} works {works}: {changes}"


def _stages(verb: str, counts: Mapping[Stage, int]) -> str:
    if not counts:
        return ""
    return f"{verb} {', '.join(f'{count} in {stage.value}' for stage, count in counts.items())}"


def _hand_offs(plan: Restructuring) -> tuple[str, ...]:
    waiting = plan.hand_offs
    told = []
    if waiting.stay:
        told.append(f"{waiting.stay} {_wait(waiting.stay)} to be accepted, as before.")
    count = waiting.to_team
    if count:
        told.append(f"{count} {_wait(count)} for the team: their receiver works elsewhere.")
    if not told:
        told.append("None waits.")
    for ceremony, how in (
        (False, "keep the contact in hand from now on, without a brief."),
        (True, "need a brief and somebody who accepts from now on."),
    ):
        joints = [one for one in plan.joints if one.ceremony is ceremony]
        if joints:
            ways = ", ".join(f"{one.from_stage.value} to {one.to_stage.value}" for one in joints)
            told.append(f"Those from {ways} {how}")
    return tuple(told)


def _wait(count: int) -> str:
    return "waits" if count == 1 else "wait"


def _in_hand(plan: Restructuring) -> tuple[str, ...]:
    told = []
    if plan.let_go:
        told.append(f"{plan.let_go} not dialled: back in the queue, or with who has them now.")
    if plan.calling:
        told.append(f"{plan.calling} in a call: it ends as it began, then the desk follows.")
    return tuple(told)
