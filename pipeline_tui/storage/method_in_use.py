"""Which codes of the method the work under way stands on."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.storage.store import Tx


def steps(tx: Tx) -> Mapping[str, int]:
    """Return on which steps open deals stand, and how many on each."""
    found = tx.all("SELECT step, COUNT(*) FROM deal WHERE state = 'open' GROUP BY step ORDER BY step")
    return {row[0]: row[1] for row in found}


def segments(tx: Tx) -> Mapping[str, int]:
    """Return in which segments clients are, and how many in each."""
    found = tx.all(
        "SELECT segment, COUNT(*) FROM client WHERE segment <> '' GROUP BY segment ORDER BY segment"
    )
    return {row[0]: row[1] for row in found}
