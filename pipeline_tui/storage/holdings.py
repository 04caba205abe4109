"""Where something of a person is stored, table by table, and what erasing them does with it.

A test compares this with every table that refers to a contact, so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_OWN = "contact_id = :contact"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: which of its rows are a person's, and what becomes of them."""

    table: str
    where: str = _OWN
    goes: bool = False  # erasing deletes the rows
    emptied: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)  # columns and what they become
    shown: bool = True  # in an export


def _of_offer(column: str) -> str:
    return f"{column} IN (SELECT id FROM offer WHERE contact_id = :contact)"


def _emptied(*texts: str, **others: Any) -> Mapping[str, Any]:
    return MappingProxyType({**dict.fromkeys(texts, ""), **others})


# In this order rows may go: what refers to another table stands before it.
HOLDINGS = (
    Holding(
        "contact",
        "id = :contact",
        emptied=_emptied(
            *("civility", "first_name", "last_name", "folded", "language", "firm_role", "address"),
            *("postcode", "city", "preferred_hours", "source"),
            firm_id=None,
            referred_by=None,
        ),
    ),
    Holding("firm", "id IN (SELECT firm_id FROM contact WHERE id = :contact)"),
    Holding("call", emptied=_emptied("e164", "note", number_id=None, path="[]", unsaid="[]")),
    Holding("number", goes=True),
    Holding("email", goes=True),
    Holding("contact_change", goes=True),
    Holding("note", goes=True),
    Holding("answer", goes=True),
    Holding("draft", goes=True),
    Holding("message", goes=True),
    Holding("channel_word", goes=True),
    Holding("client_need", goes=True),
    Holding("occasion", goes=True),
    Holding("complaint", emptied=_emptied("words", "done")),
    Holding("written", emptied=_emptied("body")),
    Holding("transfer", emptied=_emptied("note", brief="{}")),
    Holding("hand_off", emptied=_emptied("note", brief="{}")),
    Holding("deal", emptied=_emptied("title", "note", "next_do", "snooze_reason", "competitor")),
    Holding("deal_event", emptied=_emptied("said", image="{}")),
    Holding("card_use"),
    Holding("offer"),
    Holding("offer_version", _of_offer("offer_id"), emptied=_emptied("words", "answer")),
    Holding(
        "offer_line",
        f"version_id IN (SELECT id FROM offer_version WHERE {_of_offer('offer_id')})",
        emptied=_emptied("said"),
    ),
    Holding("offer_event", _of_offer("offer_id"), emptied=_emptied(image="{}")),
    Holding("purchase", emptied=_emptied("what", "reason", "till_key")),
    Holding("client"),
    Holding("check_in", emptied=_emptied("note")),
    Holding("basis"),  # goes unless its proof is wanted: see ``erasing``
    Holding("list_member"),
    Holding("till_touch"),
    Holding("reassignment"),
    Holding("load_change", emptied=_emptied(wanted="{}")),
    Holding("likeness", goes=True, shown=False),
    Holding("position"),
    Holding("legal_hold", emptied=_emptied("reason")),
    Holding("look"),
    Holding("erasure", shown=False),
)

# Keys of the machinery: no use to a person, and some of them secret.
HIDDEN = frozenset({"token", "act", "folded", "till_key", "hash", "prev", "lease", "lease_kind", "rank"})
