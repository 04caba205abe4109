"""Reads what stands in the shop's own fields of known contacts, and whether a person typed it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline_tui.domain.own_changes import StoodOwn
from pipeline_tui.storage.store import Tx

_AT_ONCE = 2000
# A value without a call was typed where a change by hand set that field; a load's changes are its own.
_STOOD = """SELECT a.contact_id, a.field, a.value, a.call_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM contact_change c, json_each(c.image, '$.answers') e
    WHERE c.contact_id = a.contact_id AND c.undone = 0 AND json_extract(e.value, '$[0]') = a.field
    AND NOT EXISTS (SELECT 1 FROM load_change l WHERE l.contact_id = c.contact_id AND l.change_id = c.id))
  FROM answer a WHERE a.contact_id IN (SELECT value FROM json_each(:ids))"""


def stood_own(tx: Tx, contact_ids: Iterable[int]) -> dict[int, dict[str, StoodOwn]]:
    """Return what stands in fields and answers of contacts, by id and code."""
    ids = sorted(set(contact_ids))
    found: dict[int, dict[str, StoodOwn]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for contact_id, code, value, typed in tx.all(
            _STOOD, {"ids": json.dumps(ids[start : start + _AT_ONCE])}
        ):
            found.setdefault(contact_id, {})[code] = StoodOwn(value, bool(typed))
    return found
