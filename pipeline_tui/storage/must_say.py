"""Reads the ways that calls took through their scripts, and the must-say lines marked in them."""

from __future__ import annotations

import json

from pipeline_tui.domain.must_say import Walked
from pipeline_tui.storage.store import Tx

_WALKED = """SELECT k.script, c.language, k.path, k.unsaid, COUNT(*) FROM call k
  JOIN contact c ON c.id = k.contact_id
  WHERE k.reached = 1 AND k.undone = 0 AND k.script LIKE :script ESCAPE '!'
  GROUP BY k.script, c.language, k.path, k.unsaid"""


def walked(tx: Tx, trade: str, version: int) -> tuple[Walked, ...]:
    """Return the ways of every call that reached somebody under one version of a playbook."""
    # A call stores trade, script and version with strokes between them.
    named = trade.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return tuple(
        Walked(script.split("/")[1], language, tuple(json.loads(path)), frozenset(json.loads(unsaid)), calls)
        for script, language, path, unsaid, calls in tx.all(_WALKED, {"script": f"{named}/%/{version}"})
    )
