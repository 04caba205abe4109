"""Whether a playbook fits what the shop lives by: what of its data a new version would no longer know.

Three weights. What open work stands on refuses the adoption: nobody could go on from there. What would change
its place or its meaning unseen is asked about. What only reads by its code from then on is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.custom_fields import CustomField
from pipeline_tui.domain.needs import Need
from pipeline_tui.domain.playbook import After, Playbook
from pipeline_tui.wording import mark, tr

Counts = Mapping[str, int]  # how much of the shop's data refers to a code


class Weight(StrEnum):
    """What a gap does to the adoption."""

    REFUSED = "refused"
    ASKED = "asked"
    TOLD = "told"


class Refers(StrEnum):
    """What kind of the shop's data refers to the playbook."""

    HOME = "home"  # the language the shop works in
    STEP = "step"  # open deals
    SEGMENT = "segment"  # clients
    SCRIPT = "script"  # calls under way
    RETRY = "retry"  # contacts that wait to be tried again by an outcome
    FIELD = "field"  # contacts with a value in a field of the shop's own
    FORM = "form"  # values of a question that is put otherwise
    STAGES = "stages"  # values of a field that other stages may read from then on
    NEED = "need"  # clients who answered a question of the needs sheet
    BRIEF = "brief"  # hand-offs that wait, by fields of the brief
    DRAFT = "draft"  # words typed and not stored, by fields of brief and script
    RHYTHM = "rhythm"  # clients of a segment whose rhythm is another
    OUTCOME = "outcome"  # calls of before
    CHECK_IN = "check-in"  # check-ins of before
    RETURNED = "returned"  # hand-offs given back, by reason
    LOST = "lost"  # deals lost, by reason
    CARD = "card"  # uses of a card
    DATE = "date"  # dates of the shop that come back every year
    SPEAKS = "speaks"  # contacts, by their language


_WEIGHTS = MappingProxyType(
    {
        Refers.HOME: Weight.REFUSED,
        Refers.STEP: Weight.REFUSED,
        Refers.SEGMENT: Weight.REFUSED,
        Refers.SCRIPT: Weight.ASKED,
        Refers.RETRY: Weight.ASKED,
        Refers.FIELD: Weight.ASKED,
        Refers.FORM: Weight.ASKED,
        Refers.STAGES: Weight.ASKED,
        Refers.NEED: Weight.ASKED,
        Refers.BRIEF: Weight.ASKED,
        Refers.DRAFT: Weight.ASKED,
    }
)

# What becomes of it, and what to do about it.
_WORDS: Mapping[Refers, tuple[str, str]] = MappingProxyType(
    {
        Refers.HOME: (
            mark("That playbook does not speak “{code}”, in which the shop works."),
            mark("Add the folder “{code}”, and “{code}” to its languages."),
        ),
        Refers.STEP: (
            mark("Open deals on the step “{code}”, which that playbook lacks: {count}."),
            mark("Keep the step, or move these deals first."),
        ),
        Refers.SEGMENT: (
            mark("Clients in the segment “{code}”, which that playbook lacks: {count}."),
            mark("Keep the segment, or put these clients into another first."),
        ),
        Refers.SCRIPT: (
            mark("Calls under way by the script “{code}”, which is gone: {count}."),
            mark("They end as they began; wait for them if their steps matter."),
        ),
        Refers.RETRY: (
            mark("Contacts that wait to be tried again after “{code}”, which no longer plans that: {count}."),
            mark("They come back into the queue at once; keep the outcome to have them wait."),
        ),
        Refers.FIELD: (
            mark("Contacts with something in the field “{code}”, which is gone: {count}."),
            mark(
                "It is kept, read by its code at every stage, and changed by nobody; keep the field to go on."
            ),
        ),
        Refers.FORM: (
            mark("Answers to “{code}”, which is put another way now: {count}."),
            mark("They stay as they were stored; give the question another code to begin anew."),
        ),
        Refers.STAGES: (
            mark("Contacts with something in “{code}”, which other stages read from now on: {count}."),
            mark("Leave its stages as they are if those should not read it."),
        ),
        Refers.NEED: (
            mark("Clients who answered “{code}”, which the needs sheet no longer asks: {count}."),
            mark("The answers are kept and no longer on the sheet; keep the question to show them."),
        ),
        Refers.BRIEF: (
            mark("Hand-offs that wait with “{code}” in their brief, which is gone: {count}."),
            mark("It is read by its code; have them accepted first, or keep the field."),
        ),
        Refers.DRAFT: (
            mark("Drafts with words for “{code}”, which nothing asks any more: {count}."),
            mark("The words stay in the draft, and no field takes them; keep it until they are stored."),
        ),
        Refers.RHYTHM: (
            mark("Clients of “{code}”, whose rhythm is another now: {count}."),
            mark("Check-ins that are planned stay; the next ones follow the new rhythm."),
        ),
        Refers.OUTCOME: (
            mark("Calls that ended with “{code}”, which is gone: {count}."),
            mark("They read by this code from now on."),
        ),
        Refers.CHECK_IN: (
            mark("Check-ins that ended with “{code}”, which is gone: {count}."),
            mark("They read by this code from now on."),
        ),
        Refers.RETURNED: (
            mark("Hand-offs given back for “{code}”, which is gone: {count}."),
            mark("They read by this code from now on."),
        ),
        Refers.LOST: (
            mark("Deals lost for “{code}”, which is gone: {count}."),
            mark("They read by this code from now on, and win-back days stay."),
        ),
        Refers.CARD: (
            mark("Calls in which the card “{code}” was said, which is gone: {count}."),
            mark("Its figures are kept under this id."),
        ),
        Refers.DATE: (
            mark("The yearly date “{code}” is gone; clients who bought for it: {count}."),
            mark("Nobody is reminded of it; keep it to go on."),
        ),
        Refers.SPEAKS: (
            mark("Contacts who speak “{code}”, in which nothing is written any more: {count}."),
            mark("Their scripts are read in the shop's language."),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that live data refers to and a playbook does not have, or has otherwise."""

    refers: Refers
    code: str
    count: int  # of contacts, deals or calls, as ``refers`` says

    @property
    def weight(self) -> Weight:
        """Return what it does to the adoption."""
        return _WEIGHTS.get(self.refers, Weight.TOLD)

    @property
    def plain(self) -> dict[str, str | int]:
        """Return it as a script reads it."""
        return {
            "refers": self.refers.value,
            "code": self.code,
            "count": self.count,
            "weight": self.weight.value,
        }

    @property
    def words(self) -> str:
        """Return what it is, with how many."""
        return tr(_WORDS[self.refers][0], code=self.code, count=self.count)

    @property
    def next_step(self) -> str:
        """Return what becomes of it, and what can be done."""
        return tr(_WORDS[self.refers][1], code=self.code)


@dataclass(frozen=True, slots=True)
class AdoptionPlan:
    """What adopting a playbook would do now, before it is done."""

    number: int  # the version it would be
    before: int  # the one that holds
    changed: tuple[str, ...]  # files
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()

    def of(self, weight: Weight) -> tuple[Gap, ...]:
        """Return the gaps of one weight."""
        return tuple(gap for gap in self.gaps if gap.weight is weight)


def gaps(held: Playbook, wanted: Playbook, used: Mapping[Refers, Counts], home: str) -> tuple[Gap, ...]:
    """Return what a playbook would leave without a hold, the gravest first.

    ``used`` counts what the shop's data refers to, ``home`` is the language it works in. What the playbook
    that holds did not know either is no news, unless open work stands on it.
    """
    found = [Gap(Refers.HOME, home, 1)] if home not in wanted.languages else []
    for refers, codes in _CODES.items():
        has, had = codes(wanted), codes(held)
        known = has if _WEIGHTS.get(refers) is Weight.REFUSED else has | (used.get(refers, {}).keys() - had)
        found += [Gap(refers, code, n) for code, n in used.get(refers, {}).items() if n and code not in known]
    found += _altered(held, wanted, used)
    order = list(Weight)
    return tuple(sorted(found, key=lambda gap: (order.index(gap.weight), list(Refers).index(gap.refers))))


def _asked(playbook: Playbook) -> frozenset[str]:
    """Return every code under which something may be answered."""
    needs = {one.key for one in playbook.needs}
    own = {one.code for one in playbook.fields} | {one.code for one in playbook.custom_fields}
    return frozenset(needs | own | {one.key for one in (*playbook.brief, *playbook.sale_brief)})


_CODES: Mapping[Refers, Callable[[Playbook], frozenset[str]]] = MappingProxyType(
    {
        Refers.STEP: lambda one: frozenset(step.code for step in one.deal_steps),
        Refers.SEGMENT: lambda one: frozenset(each.code for each in one.segments),
        Refers.SCRIPT: lambda one: frozenset(script.id for script in one.scripts),
        Refers.RETRY: lambda one: frozenset(each.code for each in one.outcomes if each.after is After.RETRY),
        Refers.FIELD: lambda one: frozenset(each.code for each in one.custom_fields),
        Refers.NEED: lambda one: frozenset(each.key for each in one.needs),
        Refers.BRIEF: lambda one: frozenset(each.key for each in (*one.brief, *one.sale_brief)),
        Refers.DRAFT: _asked,
        Refers.OUTCOME: lambda one: frozenset(each.code for each in one.outcomes),
        Refers.CHECK_IN: lambda one: frozenset(each.code for each in one.check_in_outcomes),
        Refers.RETURNED: lambda one: frozenset(each.code for each in one.every_reason_to_return),
        Refers.LOST: lambda one: frozenset(each.code for each in one.lost_reasons),
        Refers.CARD: lambda one: frozenset(card.id for cards in one.cards.values() for card in cards),
        Refers.DATE: lambda one: frozenset(each.code for each in one.shop_dates),
        Refers.SPEAKS: lambda one: frozenset(one.languages),
    }
)


def _altered(held: Playbook, wanted: Playbook, used: Mapping[Refers, Counts]) -> Iterable[Gap]:
    """Yield what is still there and means something else."""
    days = {one.code: one.days for one in held.segments}
    clients = used.get(Refers.SEGMENT, {})
    for segment in wanted.segments:
        if clients.get(segment.code) and days.get(segment.code, segment.days) != segment.days:
            yield Gap(Refers.RHYTHM, segment.code, clients[segment.code])
    own = {one.code: one for one in held.custom_fields}
    values = used.get(Refers.FIELD, {})
    for one in wanted.custom_fields:
        before = own.get(one.code)
        if before is None or not values.get(one.code):
            continue
        if _form(before) != _form(one):
            yield Gap(Refers.FORM, one.code, values[one.code])
        if one.stages - before.stages:
            yield Gap(Refers.STAGES, one.code, values[one.code])
    asked = {one.key: one for one in held.needs}
    answers = used.get(Refers.NEED, {})
    for need in wanted.needs:
        put = asked.get(need.key)
        if put is not None and answers.get(need.key) and _form(put) != _form(need):
            yield Gap(Refers.FORM, need.key, answers[need.key])


def _form(question: CustomField | Need) -> tuple[object, ...]:
    """Return what an answer is read by: its type, and of a choice what could be chosen."""
    return question.type, *sorted((language, sorted(each)) for language, each in question.choices.items())
