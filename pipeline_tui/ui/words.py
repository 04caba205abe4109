"""The words in which codes of the rules, the queue and the telephone are shown."""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.calling import Blocker, RuleStatus
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.wording import WordTable, tr, trn

BLOCKERS = WordTable(
    {
        Blocker.NO_NUMBER: "without a number",
        Blocker.SUPPRESSED: "must not be called again",
        Blocker.ON_REGISTER: "on a register against calls",
        Blocker.NO_REGISTER: "with no fresh register",
        Blocker.NO_BASIS: "without consent or other basis",
        Blocker.PAUSED: "resting after a refusal",
        Blocker.CAPPED: "called as often as the rules allow",
        Blocker.NO_ZONE: "in an unknown time zone",
        Blocker.OUTSIDE_WINDOW: "outside their calling hours",
        Blocker.WAITING: "waiting for their next attempt",
        Blocker.CALLBACK_LATER: "promised a call later",
        Blocker.ON_ANOTHER_DESK: "on another desk",
        Blocker.OTHER_LANGUAGE: "in another language",
        Blocker.LIST_PAUSED: "on a paused list",
        Blocker.ATTEMPTS_USED: "with every attempt used",
    }
)

# How far a figure of the calling rules is to be relied on.
RULE_STATUSES = WordTable(
    {
        RuleStatus.LAW: "law",
        RuleStatus.SECONDARY: "secondary",
        RuleStatus.UNVERIFIED: "unverified",
        RuleStatus.DEFAULT: "default",
        RuleStatus.SHOP: "shop",
    },
    "rule",
)

# What would let them be called, for each of them.
WAY_OUT = WordTable(
    {
        Blocker.NO_NUMBER: "a manager adds one",
        Blocker.SUPPRESSED: "never",
        Blocker.ON_REGISTER: "when they agree",
        Blocker.NO_REGISTER: "a manager loads one",
        Blocker.NO_BASIS: "a manager records it",
        Blocker.PAUSED: "comes back by itself",
        Blocker.CAPPED: "comes back by itself",
        Blocker.NO_ZONE: "a manager sets the place",
        Blocker.OUTSIDE_WINDOW: "opens by itself",
        Blocker.WAITING: "comes back by itself",
        Blocker.CALLBACK_LATER: "comes at its time",
        Blocker.ON_ANOTHER_DESK: "comes back when let go",
        Blocker.OTHER_LANGUAGE: "who speaks it gets them",
        Blocker.LIST_PAUSED: "a manager opens it",
        Blocker.ATTEMPTS_USED: "not by the retry plan",
    }
)

# Why a call ended, as the telephone's adapter says it (telephony.port.Cause).
CAUSES = WordTable(
    {
        "completed": "ended",
        "cancelled": "hung up before an answer",
        "busy": "busy",
        "no-answer": "nobody answered",
        "declined": "declined",
        "invalid-number": "no such number",
        "unreachable": "not reachable",
        "congestion": "the line is congested",
        "refused": "the telephone's account was refused",
        "line-dead": "the line went dead",
        "audio-fault": "no sound: they may have heard silence",
        "phone-lost": "the telephone was lost; they may still be on the line",
    }
)

# Which outcome a cause proposes; the operator gives it.
PROPOSED_BY_CAUSE = MappingProxyType({"busy": "busy", "no-answer": "no-answer", "declined": "refused"})

# Which wrong number it was; shipped outcomes name these codes, a playbook's own are shown as words.
REASONS = WordTable(
    {
        "disconnected": "disconnected: the number rings nowhere",
        "stranger": "a stranger: somebody else's number",
        "deceased": "the person has died",
        "under-age": "under age: a child",
    },
    "outcome",
)

# What is no call among the things that were before.
PAST = WordTable(
    {
        "note": "note",
        "hot": "hot",
        "hand-off": "handed on",
        "handed_off": "handed on",
        "accepted": "accepted",
        "returned": "returned",
        "won": "won",
        "lost": "lost",
        "offer": "offer sent",
        "imported": "listed",
        "wrote-whatsapp": "wrote by WhatsApp",
        "wrote-sms": "wrote by SMS",
        "wrote-email": "wrote by e-mail",
        "answered-whatsapp": "answered by WhatsApp",
        "answered-sms": "answered by SMS",
        "answered-email": "answered by e-mail",
        "visit": "visit agreed",
    }
)

_LANGUAGES = WordTable(
    {
        "ar": "Arabic",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "it": "Italian",
        "nl": "Dutch",
        "pl": "Polish",
        "pt": "Portuguese",
        "ro": "Romanian",
        "ru": "Russian",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "zh": "Chinese",
    }
)


def language_name(code: str) -> str:
    """Return what a language is called; the code itself where no name is known."""
    return _LANGUAGES.get(code[:2].lower(), code)


IN_THE_PART = WordTable(
    {
        "morning": "in the morning",
        "midday": "at midday",
        "afternoon": "in the afternoon",
        "evening": "in the evening",
    }
)
ROLES = WordTable(
    {Role.SCOUT: "scout", Role.HUNTER: "hunter", Role.FARMER: "farmer", Role.MANAGER: "manager"}
)
STAGES = WordTable(
    {
        Stage.SCOUTING: "scouting",
        Stage.HUNTING: "hunting",
        Stage.FARMING: "farming",
        Stage.CLOSED: "closed",
    }
)
# Where room is short: the header of One Today, the table of the people.
STAGES_IN_SHORT = WordTable(
    {Stage.SCOUTING: "scouting", Stage.HUNTING: "hunting", Stage.FARMING: "farming", Stage.CLOSED: "closed"},
    "short",
)
_KINDS_OF_NUMBERS = WordTable(
    {
        "fixed": "landline",
        "voip": "internet line",
        "mobile": "mobile",
        "fixed-or-mobile": "landline or mobile",
        "toll-free": "toll-free",
        "shared-cost": "shared cost",
        "personal": "personal",
        "household": "household",
        "switchboard": "switchboard",
    }
)


def kind_name(kind: str) -> str:
    """Return the word for a kind of number."""
    return _KINDS_OF_NUMBERS.get(kind, kind)


def goal_words(goal: int) -> str:
    """Return how many calls a day one person wants to make."""
    return trn("{number} call a day, each", "{number} calls a day, each", goal) if goal else tr("no goal")
