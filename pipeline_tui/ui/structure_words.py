"""The structures and a change of them in words; the same on the manager's desk and in the shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.restructuring import Restructuring, SightOfOne, Work
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import WordTable, mark, mark_many, semicolons, tr, trn

STRUCTURE_NAMES = WordTable(
    {
        Structure.THREE_TIER: "three-tier",
        Structure.TWO_TIER_FINDER: "two-tier-finder",
        Structure.TWO_TIER_CLOSER: "two-tier-closer",
        Structure.ONE_TIER: "one-tier",
    },
    "structure",
)
STRUCTURES = WordTable(
    {
        Structure.THREE_TIER: "finding, selling and keeping are three jobs",
        Structure.TWO_TIER_FINDER: "some find people, others sell and keep the clients",
        Structure.TWO_TIER_CLOSER: "some find and sell, others keep the clients",
        Structure.ONE_TIER: "everybody does everything, nothing is handed over",
    }
)
_COUNTED: Mapping[Work, tuple[str, str]] = MappingProxyType(
    {
        Work.CONTACT: mark_many("contact", "contacts"),
        Work.DEAL: mark_many("deal", "deals"),
        Work.CHECK_IN: mark_many("check-in", "check-ins"),
        Work.PROMISE: mark_many("promised call", "promised calls"),
        Work.HAND_OFF: mark_many("hand-off", "hand-offs"),
        Work.MESSAGE: mark_many("message", "messages"),
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
        tr(
            "{giver} → {receiver} · {stage}: {work}",
            giver=one.giver,
            receiver=one.receiver,
            stage=STAGES[one.stage],
            work=work_words(one.counts),
        )
        for one in plan.moves
    )
    done = plan.applied
    told = [
        Section(tr("Who sees what"), people or (tr("Nobody gains or loses sight of anybody."),)),
        Section(
            tr("Open work that moved") if done else tr("Open work that moves"),
            moves or (tr("None: everybody keeps what is theirs."),),
        ),
        Section(tr("Hand-offs under way"), _hand_offs(plan)),
    ]
    if plan.let_go or plan.calling:
        told.append(Section(tr("In hand now"), _in_hand(plan)))
    return tuple(told)


def work_words(counts: Mapping[Work, int]) -> str:
    """Return how much work it is: "4 contacts, 3 deals"."""
    return ", ".join(
        f"{count} {trn(*_COUNTED[what], count)}" for what, count in counts.items() if what in _COUNTED
    )


def you_work(stages: frozenset[Stage]) -> str:
    """Return somebody's stages to themselves, in the order of the line."""
    words = [STAGES[stage] for stage in Stage if stage in stages]
    if not words:
        return tr("You work no stage now; the inbox stays yours.")
    told = tr(" and ").join(filter(None, (", ".join(words[:-1]), words[-1])))
    return tr("You work {stages}.", stages=told)


def _sight(one: SightOfOne) -> str:
    works = ", ".join(STAGES[stage] for stage in one.after) or tr("no stage")
    gains = tr("gains sight of {contacts}", contacts=_in_stages(one.gains)) if one.gains else ""
    loses = tr("loses sight of {contacts}", contacts=_in_stages(one.loses)) if one.loses else ""
    changes = semicolons(filter(None, (gains, loses))) if gains or loses else tr("sees what they saw")
    return tr("{name} works {stages}: {changes}", name=one.name, stages=works, changes=changes)


def _in_stages(counts: Mapping[Stage, int]) -> str:
    return ", ".join(
        tr("{count} in {stage}", count=count, stage=STAGES[stage]) for stage, count in counts.items()
    )


def _hand_offs(plan: Restructuring) -> tuple[str, ...]:
    waiting = plan.hand_offs
    told = []
    if waiting.stay:
        told.append(
            trn(
                "{number} waits to be accepted, as before.",
                "{number} wait to be accepted, as before.",
                waiting.stay,
            )
        )
    count = waiting.to_team
    if count:
        told.append(
            trn(
                "{number} waits for the team: their receiver works elsewhere.",
                "{number} wait for the team: their receiver works elsewhere.",
                count,
            )
        )
    if not told:
        told.append(tr("None waits."))
    for ceremony, how in (
        (False, mark("Those from {ways} keep the contact in hand from now on, without a brief.")),
        (True, mark("Those from {ways} need a brief and somebody who accepts from now on.")),
    ):
        joints = [one for one in plan.joints if one.ceremony is ceremony]
        if joints:
            ways = ", ".join(
                tr("{giver} to {receiver}", giver=STAGES[one.from_stage], receiver=STAGES[one.to_stage])
                for one in joints
            )
            told.append(tr(how, ways=ways))
    return tuple(told)


def _in_hand(plan: Restructuring) -> tuple[str, ...]:
    told = []
    if plan.let_go:
        told.append(
            tr("{count} not dialled: back in the queue, or with who has them now.", count=plan.let_go)
        )
    if plan.calling:
        told.append(tr("{count} in a call: it ends as it began, then the desk follows.", count=plan.calling))
    return tuple(told)
