"""What the doctor says of registers of people who want no calls: which copies are too old, or missing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pipeline_tui.domain.examination import Check
from pipeline_tui.domain.registers import RegisterLine
from pipeline_tui.services import clocks
from pipeline_tui.services.loading_registers import registers_in
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import workspaces
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.workspace_file import HEAD_REVISION, mark_of

_NAME = "registers"


def examine_registers(path: Path, now: datetime | None = None) -> Check | None:
    """Return what is to be said of them; None where no shop is set up, or the file needs an upgrade first.

    The file must be sound. ``now`` counts in a practice workspace only, as everywhere.
    """
    if mark_of(path).revision != int(HEAD_REVISION) or not os.access(path.resolve().parent, os.W_OK):
        return None
    store = Store(path)
    try:
        with store.read() as tx:
            workspace = workspaces.read_workspace(tx)
            if workspace is None:
                return None
            shop = Shop(store, workspace)
            if workspace.practice:
                shop.now = clocks.fixed(now) if now is not None else clocks.ahead(workspace.clock_offset)
            shop.look_at_rules(tx)
            return check_of(registers_in(tx, shop))
    finally:
        store.close()


def check_of(lines: Iterable[RegisterLine]) -> Check:
    """Return the check for some registers: a copy that grew too old is wrong, a missing one is only told."""
    every = tuple(lines)
    old = [one for one in every if one.outdated]
    missing = [one for one in every if one.dated is None]
    said = [
        f"{one.name} ({one.country}) of {one.dated:%Y-%m-%d} is {one.age_days} days old, "
        f"at most {one.days_old} are allowed"
        for one in old
    ]
    said += [f"{one.name} ({one.country}) is not loaded" for one in missing]
    if any(one.blocks for one in every):
        said.append("nobody there is rung who gave no ground")
    if not said:
        good = ", ".join(f"{one.name} of {one.dated:%Y-%m-%d}" for one in every)
        return Check(_NAME, True, good or "none is asked for by the rules of the countries called")
    first = (*old, *missing)[0]
    advice = f"Load a fresh copy: pipeline-tui registers load FILE --country {first.country} --dated DAY"
    return Check(_NAME, not old, "; ".join(said), advice)
