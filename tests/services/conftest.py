"""Shops of each structure, on real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.services.ground import Ground, open_ground
from tests.shops import Line, opened_line


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Ground]:
    """A shop in three tiers: Sam scouts, Hugo and Hana hunt, Fatou and Félix farm, Mona manages."""
    ground = open_ground(tmp_path, Structure.THREE_TIER)
    yield ground
    ground.shop.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Ground]:
    """A one-tier shop: Zoé does everything."""
    ground = open_ground(tmp_path, Structure.ONE_TIER)
    yield ground
    ground.shop.close()


@pytest.fixture(params=list(Structure), ids=lambda structure: structure.value)
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """A shop of each of the four structures."""
    ground = open_ground(tmp_path, request.param)
    yield ground
    ground.shop.close()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """A shop in three tiers: Sam and Paul scout, Hugo and Hana hunt, Fatou farms, Mona manages."""
    with opened_line(tmp_path) as opened:
        yield opened
