"""Workspaces to test storage on: one is made, the others are copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.storage import schema
from pipeline_tui.storage.store import Store
from tests.shops import Line, opened_line


@pytest.fixture(scope="session")
def blank_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace that nobody has opened since it was made; copy it, never open it."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    schema.create(path)
    return path


@pytest.fixture
def workspace(blank_workspace: Path, tmp_path: Path) -> Path:
    """A new workspace file of the test's own."""
    return shutil.copyfile(blank_workspace, tmp_path / "shop.db")


@pytest.fixture(params=["wal", "truncate"])
def blank_store(request: pytest.FixtureRequest, workspace: Path) -> Iterator[Store]:
    """The open store of a new workspace, in each journal mode."""
    opened = schema.open_store(workspace, mode=request.param)
    yield opened
    opened.close()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """A shop in three tiers: Sam and Paul scout, Hugo and Hana hunt, Fatou farms, Mona manages."""
    with opened_line(tmp_path) as opened:
        yield opened
