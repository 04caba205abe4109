"""The list of the shop's own contacts: who walked in, rang us, or was named by somebody."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from pipeline_tui.storage.contact_writing import add_list, list_named
from pipeline_tui.storage.store import Tx

OWN_LIST = "Walk-ins and own contacts"
# A list has one name, which a script may say to a customer: the shop's language names it when it is made.
_NAMES = MappingProxyType({"en": OWN_LIST, "fr": "Passages et contacts directs"})


def own_list(tx: Tx, language: str, now: datetime, operator_id: int | None) -> int:
    """Return the id of the list, made where there is none; older shops call theirs in English."""
    named = _NAMES.get(language[:2], OWN_LIST)
    known = list_named(tx, named) or list_named(tx, OWN_LIST)
    return known or add_list(tx, named, source="", now=now, operator_id=operator_id)
