"""Reads and writes the one row that says how the workspace is set up."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calling import Audience, Bucket
from pipeline_tui.domain.shop import Workspace
from pipeline_tui.domain.shop_settings import ShopSettings
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.people import WorkspaceRow
from pipeline_tui.storage.types import moment


def read_workspace(tx: Tx) -> Workspace | None:
    """Return the set-up; None while the set-up questions are unanswered."""
    row = tx.one(
        """SELECT firm, trade, country, zone, structure, language, currency, hours, practice, clock_offset,
                  playbook_version, secret, goal FROM workspace WHERE id = 1"""
    )
    if row is None:
        return None
    return Workspace(
        firm=row[0],
        trade=row[1],
        country=row[2],
        zone=row[3],
        structure=Structure(row[4]),
        language=row[5],
        currency=row[6],
        hours=row[7],
        practice=bool(row[8]),
        clock_offset=row[9],
        playbook_version=row[10],
        secret=row[11],
        goal=row[12],
    )


def write_workspace(tx: Tx, workspace: Workspace, now: datetime) -> None:
    """Store the answers to the set-up questions."""
    tx.insert(
        WorkspaceRow,
        id=1,
        firm=workspace.firm,
        trade=workspace.trade,
        country=workspace.country,
        zone=workspace.zone,
        structure=workspace.structure.value,
        language=workspace.language,
        currency=workspace.currency,
        hours=workspace.hours,
        practice=int(workspace.practice),
        clock_offset=workspace.clock_offset,
        playbook_version=workspace.playbook_version,
        secret=workspace.secret,
        goal=workspace.goal,
        created_at=now,
    )


def structure_of(tx: Tx) -> str:
    """Return how the stages are grouped at this moment, "" while nothing is set up; asked in every act."""
    return str(tx.value("SELECT structure FROM workspace WHERE id = 1") or "")


def settings_of(tx: Tx) -> ShopSettings:
    """Return hours and goal as they stand at this moment; nothing is set while nothing is set up."""
    row = tx.one("SELECT hours, goal FROM workspace WHERE id = 1")
    return ShopSettings(row[0], row[1]) if row else ShopSettings("", 0)


def set_settings(tx: Tx, settings: ShopSettings) -> None:
    """Work by other hours and another goal from now on."""
    tx.run(
        "UPDATE workspace SET hours = :hours, goal = :goal WHERE id = 1",
        {"hours": settings.hours, "goal": settings.goal},
    )


def set_structure(tx: Tx, structure: Structure) -> None:
    """Group the stages in another way from now on."""
    tx.run("UPDATE workspace SET structure = :structure WHERE id = 1", {"structure": structure.value})


def set_clock_offset(tx: Tx, seconds: int) -> None:
    """Keep how far the practice clock runs from the machine's, so that it goes on from command to command."""
    tx.run("UPDATE workspace SET clock_offset = :seconds WHERE id = 1", {"seconds": seconds})


def last_act_at(tx: Tx) -> datetime | None:
    """Return when the newest journal entry was written; a practice clock never runs behind it."""
    at = tx.value("SELECT MAX(at) FROM journal")
    return moment(at) if at else None


def newest_bucket(tx: Tx) -> int:
    """Return the highest bucket id: a new one means the open buckets must be looked at again."""
    return int(tx.value("SELECT COALESCE(MAX(id), 0) FROM bucket"))


def buckets(tx: Tx) -> tuple[tuple[int, Bucket], ...]:
    """Return every bucket with its id."""
    return tuple(
        (
            row[0],
            Bucket(row[1], Audience(row[2]), tuple(row[3].split(",")) if row[3] else (), row[4], row[5]),
        )
        for row in tx.all("SELECT id, country, audience, zones, region, language FROM bucket ORDER BY id")
    )
