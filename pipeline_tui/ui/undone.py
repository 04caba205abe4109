"""What an undo took back, in words; the same on the desks, in the linear desk and in the shell."""

from __future__ import annotations

from pipeline_tui.wording import WordTable

_UNDONE = WordTable(
    {
        "outcome": "outcome",
        "accepted": "accepted",
        "returned": "returned",
        "check_in_logged": "check-in logged",
        "check_in_moved": "check-in moved",
        "contact_added": "contact added",
        "deal_lost": "deal lost",
        "deal_won": "deal won",
        "late_words": "late words",
        "person_added": "person added",
        "skipped": "skip",
        "handed_off": "hand-off",
        "handed_again": "hand-off",
        "took_live": "call taken over",
        "contact_changed": "change of fields",
        "messaged": "message",
        "sold": "sale",
        "refunded": "refund",
        "till_imported": "file from the till",
        "wrote": "message to the contact",
        "answered": "answer",
        "channel_word": "word about a channel",
        "deal_moved": "move of the deal",
        "deal_next": "next step",
        "segment_set": "segment",
        "need_answered": "answer",
        "occasion_kept": "date",
        "occasion_dropped": "dropped date",
        "complaint_opened": "complaint",
        "complaint_solved": "solution of the complaint",
        "deal_repeated": "repeat deal",
        "client_given_back": "winning back",
        "deal_snoozed": "snooze",
        "deal_valued": "value of the deal",
        "person_changed": "change of a person",
        "person_replaced": "replacement",
        "person_left": "departure",
        "person_returned": "return to work",
        "person_stages": "change of stages",
        "structure_set": "change of structure",
        "shop_changed": "change of hours or goal",
        "absence_noted": "absence",
        "absence_ended": "end of an absence",
        "offer_opened": "new offer",
        "offer_written": "change of the offer",
        "offer_asked": "question for approval",
        "offer_sent": "sending of the offer",
        "offer_approved": "approval of the offer",
        "offer_refused": "refusal of the offer",
        "list_paused": "pause of a list",
        "list_resumed": "opening of a list",
        "list_ranked": "priority of a list",
        "prices_loaded": "loading of the price list",
        "consent_given": "consent",
        "consent_revoked": "revocation of a consent",
        "legal_hold_set": "legal hold",
        "legal_hold_lifted": "lifting of a legal hold",
        "register_loaded": "loading of a register",
        "number_suppressed": "stop for a number",
        "rules_tightened": "own calling rules",
        "playbook_adopted": "adoption of a playbook",
        "newcomer_released": "release",
        "regulation_read": "reading of the regulation",
        "regulation_answered": "answers about the regulation",
        "practice_noted": "practice",
    }
)


def undone_words(verb: str, name: str, between: str = " · ") -> str:
    """Return "outcome · Claire MARTIN", or only what it was where it concerns nobody by name."""
    what = _UNDONE.get(verb) or verb.replace("_", " ")
    return f"{what}{between}{name}" if name else what
