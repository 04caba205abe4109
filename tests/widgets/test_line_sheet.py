"""People on the manager's desk: what they do and, when it is not every language, what they speak."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.widgets.line_sheet import people_lines
from tests.screens.fake_shop import NOW


@pytest.mark.parametrize(("width", "told"), [(76, "scouting de,en "), (118, "scouting · speaks de, en ")])
def test_the_languages_somebody_speaks_stand_beside_what_they_do(width: int, told: str) -> None:
    nils = Operator(1, "Nils", frozenset({Role.SCOUT}), languages=("de", "en"))
    paul = Operator(2, "Paul", frozenset({Role.SCOUT}))
    crew = [AtWork(one, "idle") for one in (nils, paul)]
    _, first, second = people_lines(crew, Structure.THREE_TIER, NOW, width)
    assert told in first.plain
    assert "scouting  " in second.plain
