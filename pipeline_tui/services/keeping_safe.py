"""Keeping a workspace safe: backups, putting one back, and the doctor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline_tui.domain.backups import Backup, Restored, to_prune
from pipeline_tui.domain.examination import Examination
from pipeline_tui.storage import backup, examination, generations

HOURLY = timedelta(hours=1)


def back_up(shop_path: Path, target: Path) -> Backup:
    """Copy a workspace while others use it; the copy is checked and its SHA-256 stands beside it."""
    return backup.back_up(shop_path, target, at=_now())


def back_up_when_due(shop_path: Path, given_up: Callable[[], bool] | None = None) -> Backup | None:
    """Make this hour's automatic backup unless there is one, and drop those that need not be kept.

    Whoever ends the program says so by ``given_up``: then no backup is made, with WorkspaceTrouble.
    """
    now = _now()
    made = generations.generations(shop_path)
    if any(each.reason == "hourly" and now - each.at < HOURLY for each in made):
        return None
    generations.backups_folder(shop_path).mkdir(exist_ok=True)
    target = generations.generation_path(shop_path, now, "hourly")
    done = backup.back_up(shop_path, target, at=now, given_up=given_up)
    for each in to_prune(generations.generations(shop_path)):
        generations.remove(shop_path, each)
    return done


def restore(source: Path, shop_path: Path) -> Restored:
    """Put a backup in the place of a workspace that nobody has open; what stood there is kept."""
    return backup.restore(source, shop_path, at=_now())


def examine(path: Path, now: datetime | None = None) -> Examination:
    """Look at everything that can be wrong with a workspace, and change nothing.

    ``now`` is a practice workspace's clock, by which its registers grow old.
    """
    from pipeline_tui.services.examining_registers import examine_registers  # the rest needs no shop

    found = examination.examine(path)
    registers = examine_registers(path, now) if found.ok else None
    return Examination.of(found.path, (*found.checks, registers)) if registers is not None else found


def _now() -> datetime:
    """Return the machine's time: a practice clock must not decide how old a backup is."""
    return datetime.now(UTC)
