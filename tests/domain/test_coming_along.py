"""Who of the known contacts comes along with a list past the scouts: a table of what may hold them back."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline_tui.domain.coming_along import TOLD, Stays, why_it_stays
from pipeline_tui.domain.stages import Stage

FREE = {"in_hand": False, "owned": False, "promised": False, "work": False}


@pytest.mark.parametrize("to", [Stage.HUNTING, Stage.FARMING])
@pytest.mark.parametrize(
    ("stage", "what", "why"),
    [
        (Stage.SCOUTING, "", None),
        (Stage.SCOUTING, "in_hand", Stays.IN_HAND),
        (Stage.SCOUTING, "owned", Stays.OWNED),
        (Stage.SCOUTING, "work", Stays.OWNED),
        (Stage.SCOUTING, "promised", Stays.PROMISED),
        (Stage.HUNTING, "", Stays.HOT),
        (Stage.FARMING, "", Stays.CLIENT),
        (Stage.CLOSED, "", Stays.CLOSED),
    ],
)
def test_only_who_waits_with_the_scouts_comes_along(
    to: Stage, stage: Stage, what: str, why: Stays | None
) -> None:
    assert why_it_stays(stage, to, **{**FREE, **({what: True} if what else {})}) is why


def test_nobody_comes_along_whom_anything_holds() -> None:
    for stage, to, holds in product(Stage, Stage, product((False, True), repeat=4)):
        told = dict(zip(FREE, holds, strict=True))
        free = stage is Stage.SCOUTING and to in (Stage.HUNTING, Stage.FARMING) and not any(holds)
        assert (why_it_stays(stage, to, **told) is None) is free, (stage, to, told)


def test_every_reason_has_its_words() -> None:
    assert set(TOLD) == set(Stays)
