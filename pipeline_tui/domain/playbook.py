"""The firm's written method as frozen records; read from a folder by ``pipeline_tui.playbooks``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from pipeline_tui.domain.consents import ConsentWording
from pipeline_tui.domain.custom_fields import CustomField
from pipeline_tui.domain.distribution import DEFAULT_WAYS, Way
from pipeline_tui.domain.first_questions import FirstQuestion
from pipeline_tui.domain.needs import Need
from pipeline_tui.domain.offer_rules import OfferRules
from pipeline_tui.domain.practice_calls import PracticeCall
from pipeline_tui.domain.quality import QualityCard
from pipeline_tui.domain.scripts import Script
from pipeline_tui.domain.segments import SegmentRule
from pipeline_tui.domain.shop_dates import ShopDate
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.writing import MessageTemplate


class Suppresses(StrEnum):
    """What an outcome forbids from now on."""

    NOTHING = ""
    PERSON = "person"  # nobody may ring this person again
    NUMBER = "number"  # this number no longer stands for this person


class After(StrEnum):
    """What becomes of the contact after an outcome."""

    RETRY = "retry"  # by the retry plan
    CALLBACK = "callback"  # at the promised time
    PAUSE = "pause"  # by the calling rules' pause after refusal
    HAND_OFF = "hand_off"
    END = "end"  # leaves the queue
    KEEP = "keep"  # stays where it is (hunter and farmer calls)


@dataclass(frozen=True, slots=True)
class Retry:
    """When to try again: a delay, another part of the day, and how often at most."""

    delay_minutes: int
    maximum: int  # attempts with this plan before the contact leaves the queue
    other_part_of_day: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended, with what follows from it."""

    code: str
    key: str  # one letter, live while a dialled call awaits its outcome; "" for palette only
    names: MappingProxyType[str, str]  # language -> name
    after: After
    reached: bool = False
    refusal: bool = False
    suppresses: Suppresses = Suppresses.NOTHING
    retry: Retry | None = None
    reasons: tuple[str, ...] = ()  # wrong-number asks which: disconnected, stranger, deceased, under-age
    needs_time: bool = False

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code with its name in each language: return reasons, lost reasons, pause reasons."""

    code: str
    names: MappingProxyType[str, str]

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class BriefField:
    """A field of the hand-off brief."""

    key: str
    names: MappingProxyType[str, str]
    required: bool = False
    from_answer: str = ""  # script field that fills it

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


SALE_BRIEF = (
    BriefField("need", MappingProxyType({"en": "Need", "fr": "Besoin"})),
    BriefField("sold", MappingProxyType({"en": "Sold", "fr": "Vendu"})),
    BriefField("promised", MappingProxyType({"en": "Promised", "fr": "Promis"})),
)


@dataclass(frozen=True, slots=True)
class Joint:
    """The hand-off from one stage to the next: how long it may wait, in working time of the shop."""

    from_stage: Stage
    to_stage: Stage
    limit_minutes: int


@dataclass(frozen=True, slots=True)
class DealStep:
    """A step of a deal with its probability and how long a deal may stay in it."""

    code: str
    names: MappingProxyType[str, str]
    probability: int  # per cent
    days_allowed: int
    next_do: MappingProxyType[str, str]  # language -> default next step
    next_after_days: int = 2

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of clients and its rhythm: a check-in every so many days after the last real contact."""

    code: str
    days: int


@dataclass(frozen=True, slots=True)
class CheckInOutcome:
    """How a check-in ended; only ``reached`` ones count as a real contact and reset the rhythm."""

    code: str
    key: str
    names: MappingProxyType[str, str]
    reached: bool
    retry_days: int = 1  # to the second try; each one after waits twice as long
    tell_after: int = 4  # tries in vain in a row, from which on it is said

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Card:
    """An objection or technique card."""

    id: str
    kind: Literal["objection", "technique"]
    title: str
    text: str
    stages: frozenset[Stage] = frozenset()


@dataclass(frozen=True, slots=True)
class Playbook:
    """Everything the firm decided about how it sells; immutable, known by trade and version."""

    trade: str
    version: int
    names: MappingProxyType[str, str]
    structure: Structure
    languages: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    brief: tuple[BriefField, ...]
    joints: tuple[Joint, ...]
    return_reasons: tuple[NamedCode, ...]
    lost_reasons: tuple[NamedCode, ...]
    pause_reasons: tuple[NamedCode, ...]
    deal_steps: tuple[DealStep, ...]
    segments: tuple[Segment, ...]
    default_segment: str
    check_in_outcomes: tuple[CheckInOutcome, ...]
    scripts: tuple[Script, ...]
    cards: MappingProxyType[str, tuple[Card, ...]]  # language -> cards
    pages: MappingProxyType[
        tuple[str, str], str
    ]  # (language, file stem) -> Markdown: regulations, instructions
    first_check_in_days: int = 3  # after the purchase or delivery
    win_back_days: int = 180
    stale_dial_minutes: int = 60  # a dialled contact whose desk died rests so long
    wrap_up_seconds: int = 30  # to write up a call once it is over; a reminder, it forces nothing; 0: none
    skip_reasons: tuple[NamedCode, ...] = ()  # asked from the third skip in an hour on; words do as well
    targets: MappingProxyType[str, int] = field(  # "scouting.dials" -> a day's goal of one person
        default_factory=lambda: MappingProxyType({})
    )
    offers: MappingProxyType[str, str] = field(  # language -> the current offer, as said in a call
        default_factory=lambda: MappingProxyType({})
    )
    segment_rules: tuple[SegmentRule, ...] = ()  # the first one met decides; none: the default segment
    check_ins_a_day: int = 20  # of one person; from there on the next proposal looks for a freer day
    offer_rules: OfferRules = field(default_factory=OfferRules)
    appointment_minutes: int = 30  # how long what stands in an agenda takes
    fields: tuple[NamedCode, ...] = ()  # what scripts ask besides the brief's keys
    messages: tuple[MessageTemplate, ...] = ()  # what may be written to a contact
    stage_scripts: MappingProxyType[Stage, tuple[str, ...]] = field(  # the first one is the desk's own
        default_factory=lambda: MappingProxyType({})
    )
    sale_brief: tuple[BriefField, ...] = SALE_BRIEF  # what the farmer is told with a sale
    ways: MappingProxyType[tuple[Stage, Stage], Way] = field(  # who receives when nobody is named
        default_factory=lambda: DEFAULT_WAYS
    )
    joint_reasons: MappingProxyType[tuple[Stage, Stage], tuple[NamedCode, ...]] = field(
        default_factory=lambda: MappingProxyType({})  # of a joint's own; else the return reasons
    )
    needs: tuple[Need, ...] = ()  # what we want to know of every client
    shop_dates: tuple[ShopDate, ...] = ()
    consent: ConsentWording = field(default_factory=ConsentWording)  # how the shop asks for consent
    custom_fields: tuple[CustomField, ...] = ()  # the shop's own about a contact
    quality: MappingProxyType[str, tuple[QualityCard, ...]] = field(  # language -> what calls are judged by
        default_factory=lambda: MappingProxyType({})
    )
    hours: str = "Mon-Sat 9-19"  # working hours usual in the trade, which the set-up proposes
    questions: MappingProxyType[str, tuple[FirstQuestion, ...]] = field(  # language -> of a first day
        default_factory=lambda: MappingProxyType({})
    )
    practice: MappingProxyType[str, tuple[PracticeCall, ...]] = field(  # language -> scripted customers
        default_factory=lambda: MappingProxyType({})
    )

    def outcome(self, code: str) -> Outcome | None:
        """Return the outcome with this code."""
        return next((one for one in self.outcomes if one.code == code), None)

    def script(self, script_id: str, language: str) -> Script | None:
        """Return a script in a language, else in the playbook's first language."""
        for wanted in (language, *self.languages):
            for script in self.scripts:
                if script.id == script_id and script.language == wanted:
                    return script
        return None

    def quality_card(self, role: Role, language: str) -> QualityCard | None:
        """Return what a specialist's calls are judged by, in a language, else in the first one that says."""
        cards = (card for one in (language, *self.languages) for card in self.quality.get(one, ()))
        return next((card for card in cards if card.role is role), None)

    def deal_step(self, code: str) -> DealStep | None:
        """Return the deal step with this code."""
        return next((step for step in self.deal_steps if step.code == code), None)

    def joint(self, from_stage: Stage, to_stage: Stage) -> Joint | None:
        """Return the joint between two stages."""
        return next((j for j in self.joints if (j.from_stage, j.to_stage) == (from_stage, to_stage)), None)

    def reasons_to_return(self, from_stage: Stage, to_stage: Stage) -> tuple[NamedCode, ...]:
        """Return why a hand-off over a joint may be given back."""
        return self.joint_reasons.get((from_stage, to_stage)) or self.return_reasons

    @property
    def every_reason_to_return(self) -> tuple[NamedCode, ...]:
        """Return the reasons of all joints."""
        own = (one for reasons in self.joint_reasons.values() for one in reasons)
        return tuple({one.code: one for one in (*self.return_reasons, *own)}.values())

    def segment(self, code: str) -> Segment:
        """Return the segment with this code, else the default one."""
        by_code = {segment.code: segment for segment in self.segments}
        return by_code.get(code) or by_code[self.default_segment]
