"""The change feed: every commit changes its number, nothing else does, and it never waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.storage.changes import ChangeFeed
from pipeline_tui.storage.store import Store
from tests.shops import Line, opened_line


def workspace(folder: Path, mode: str) -> Path:
    """Return a workspace whose journal is in this mode already."""
    with opened_line(folder) as line:
        path = line.shop.store.path
    store = Store(path, mode=mode)
    with store.act() as tx:
        tx.run("UPDATE workspace SET firm = 'Roses'")
    store.close()
    return path


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_every_commit_is_noticed_and_a_read_is_not(tmp_path: Path, mode: str) -> None:
    path = workspace(tmp_path, mode)
    mine, other = Store(path, mode=mode), Store(path, mode=mode)
    try:
        numbers = [mine.changes.version()]
        for store in (mine, other, mine):
            with store.act() as tx:
                tx.run("UPDATE workspace SET firm = firm || 'x'")
            numbers.append(mine.changes.version())
        assert len(set(numbers)) == 4
        with mine.read() as tx:
            tx.value("SELECT firm FROM workspace")
        assert mine.changes.version() == numbers[-1]
    finally:
        mine.close()
        other.close()


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_it_does_not_wait_for_a_writer(tmp_path: Path, mode: str) -> None:
    path = workspace(tmp_path, mode)
    store = Store(path, mode=mode)
    feed = ChangeFeed(path)
    try:
        before = feed.version()
        with store.act() as tx:
            tx.run("UPDATE workspace SET firm = 'Fleurs'")
            assert feed.version() == before
        assert feed.version() != before
    finally:
        feed.close()
        store.close()


def test_a_closed_feed_leaves_the_file_alone(tmp_path: Path) -> None:
    with opened_line(tmp_path) as opened:
        line: Line = opened
        line.shop.store.changes.version()
        path = line.shop.store.path
    assert not Path(f"{path}-wal").exists()
