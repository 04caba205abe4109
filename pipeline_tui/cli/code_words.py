"""Words for the codes that a table of the shell shows; answers with --json keep the codes."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.channels import Barrier
from pipeline_tui.domain.personal_data import Kept
from pipeline_tui.domain.playbook import After
from pipeline_tui.ui.words import ROLES, STAGES
from pipeline_tui.wording import WordTable

STATES = WordTable(
    {
        # of offers
        "draft": "draft",
        "waiting": "waiting",
        "approved": "approved",
        "refused": "refused",
        "sent": "sent",
        # of hand-offs and deals
        "accepted": "accepted",
        "returned": "returned",
        "undone": "taken back",
        "open": "open",
        "won": "won",
        "lost": "lost",
        "repeat": "bought again",
        # of check-ins
        "planned": "planned",
        "done": "done",
        "cancelled": "cancelled",
        # of lists
        "active": "active",
        "paused": "paused",
        "loading": "loading",
        "undoing": "undoing",
        "held": "held",
        "over": "over",
        "hunting": "hot contacts",
        "farming": "clients",
        # of grounds
        "in-force": "in force",
        "expired": "expired",
        "revoked": "revoked",
        # of files of a playbook
        "new": "new",
        "changed": "changed",
        "gone": "gone",
    },
    "state",
)
KINDS = WordTable(
    {
        # of work
        "callback": "callback",
        "promise": "promise",
        "slot": "slot",
        "hand-off": "hand-off",
        "came-back": "came back",
        "returned": "returned",
        "complaint": "complaint",
        "deal": "deal",
        "offer": "offer",
        "step": "step",
        "check-in": "check-in",
        "occasion": "occasion",
        "reorder": "reorder",
        "queue": "queue",
        # of grounds for a call
        "consent": "consent",
        "contract": "contract",
        "business-interest": "business interest",
        "own-request": "own request",
    },
    "kind",
)
BANDS = WordTable(
    {
        "now": "now",
        "waiting": "waiting",
        "late": "late",
        "today": "today",
        "queue": "queue",
        "later": "later",
    },
    "band",
)
STANDINGS = WordTable(
    {
        "left": "left",
        "away": "away",
        "free": "free",
        "in-hand": "in hand",
        "talking": "talking",
        "paused": "paused",
        "out": "out",
    },
    "person",
)
KEPT = WordTable(
    {
        Kept.LEGAL_HOLD: "legal hold",
        Kept.IN_HAND: "in hand",
        Kept.OPEN_DEAL: "open deal",
        Kept.HAND_OFF_WAITS: "hand off waits",
        Kept.CALL_PROMISED: "call promised",
        Kept.PROOF: "proof",
    },
    "kept",
)


STEPS = WordTable(
    {
        "listed": "listed",
        "called": "called",
        "reached": "reached",
        "handed_off": "handed off",
        "accepted": "accepted",
        "deal": "deal",
        "won": "won",
        "repeat": "repeat",
    },
    "funnel",
)


AUDIENCES = WordTable({Audience.CONSUMER: "consumer", Audience.BUSINESS: "business"}, "audience")
RULES = WordTable(
    {
        "basis": "basis",
        "window": "window",
        "holidays": "holidays",
        "cap": "cap",
        "refusal": "refusal",
        "register": "register",
        "messages": "messages",
    },
    "rule",
)
BARRIERS = WordTable(
    {
        Barrier.NO_ADDRESS: "no address",
        Barrier.STOPPED: "must not be contacted",
        Barrier.REFUSED: "not wanted on this channel",
        Barrier.NO_CONSENT: "no consent",
        Barrier.NEXT_STAGE: "a visit is agreed by the next stage",
    },
    "barrier",
)
ANSWERS = WordTable(
    {"yours": "yours", "free": "free", "not-yours": "not yours", "unknown": "unknown"}, "look-up"
)
AFTERWARDS = WordTable(
    {
        After.RETRY: "retry",
        After.CALLBACK: "callback",
        After.PAUSE: "pause",
        After.HAND_OFF: "hand off",
        After.END: "end",
        After.KEEP: "keep",
    },
    "afterwards",
)

CHECKS = WordTable(
    {
        "folder": "folder",
        "free space": "free space",
        "engine": "engine",
        "journal mode": "journal mode",
        "quick check": "quick check",
        "integrity": "integrity",
        "references": "references",
        "schema": "schema",
        "positions": "positions",
        "playbook": "playbook",
        "journal chains": "journal chains",
        "last backup": "last backup",
        "registers": "registers",
    },
    "doctor",
)


def state_word(code: str) -> str:
    """Return the word of a state, the code where there is none."""
    return STATES.get(code, code)


def kind_word(code: str) -> str:
    """Return the word of what is to be done, the code where there is none."""
    return KINDS.get(code, code.replace("-", " "))


def covered(codes: Iterable[str]) -> str:
    """Return the words of stages or roles, one after the other."""
    words = {stage.value: STAGES[stage] for stage in STAGES} | {role.value: ROLES[role] for role in ROLES}
    return ", ".join(words.get(code, code) for code in codes)
