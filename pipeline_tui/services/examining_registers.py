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
from pipeline_tui.wording import mark, tr

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
        tr(
            "{name} ({country}) of {dated} is {age} days old, at most {days_old} are allowed",
            name=one.name,
            country=one.country,
            dated=f"{one.dated:%Y-%m-%d}",
            age=one.age_days,
            days_old=one.days_old,
        )
        for one in old
    ]
    said += [tr("{name} ({country}) is not loaded", name=one.name, country=one.country) for one in missing]
    if any(one.blocks for one in every):
        said.append(tr("nobody there is rung who gave no ground"))
    if not said:
        dated = ((one.name, f"{one.dated:%Y-%m-%d}") for one in every)
        good = ", ".join(tr("{name} of {dated}", name=name, dated=on) for name, on in dated)
        return Check(_NAME, True, good or tr("none is asked for by the rules of the countries called"))
    first = (*old, *missing)[0]
    load = mark("Load a fresh copy: pipeline-tui registers load FILE --country {country} --dated DAY")
    advice = tr(load, country=first.country)
    return Check(_NAME, not old, "; ".join(said), advice)
