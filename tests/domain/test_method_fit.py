"""What of a shop's data a playbook would no longer know: a table of what goes, and what that does."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.custom_fields import CustomField
from pipeline_tui.domain.method_fit import Gap, Refers, Weight, gaps
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.scripts import AnswerType
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.reading import load_shipped

HELD = load_shipped("florist")
FUEL = CustomField("fuel", frozenset({Stage.FARMING}), MappingProxyType({"en": "Fuel"}))
WITH_FUEL = replace(HELD, custom_fields=(*HELD.custom_fields, FUEL))
STEP, SEGMENT = HELD.deal_steps[0], HELD.segments[0]
NEED, OUTCOME = HELD.needs[0], next(one for one in HELD.outcomes if one.retry is not None)
CARD, SCRIPT = HELD.cards["en"][0], HELD.scripts[0]


def without(held: Playbook, field: str, gone: object) -> Playbook:
    left = tuple(one for one in getattr(held, field) if one != gone)
    return replace(held, **{field: left})  # type: ignore[arg-type]


Case = tuple[Playbook, Playbook, dict[Refers, dict[str, int]], Gap, Weight]


def case(
    weight: Weight,
    refers: Refers,
    code: str,
    wanted: Playbook,
    held: Playbook = HELD,
    counted: Refers | None = None,
) -> Case:
    """Return two playbooks, seven that refer to a code, and what should be said of it."""
    return held, wanted, {counted or refers: {code: 7}}, Gap(refers, code, 7), weight


def own(**changed: object) -> Playbook:
    return replace(HELD, custom_fields=(replace(FUEL, **changed),))  # type: ignore[arg-type]


REFUSED, ASKED, TOLD = Weight
LAST = HELD.check_in_outcomes[-1]
BRIEF = HELD.brief[-1]
NO_SCRIPT = replace(HELD, scripts=tuple(one for one in HELD.scripts if one.id != SCRIPT.id))
SLOWER = replace(HELD, segments=(replace(SEGMENT, days=SEGMENT.days + 1), *HELD.segments[1:]))
NO_RETURNS = replace(HELD, return_reasons=(), joint_reasons=MappingProxyType({}))
CASES = [
    (HELD, replace(HELD, languages=("fr",)), {}, Gap(Refers.HOME, "en", 1), REFUSED),
    case(REFUSED, Refers.STEP, STEP.code, without(HELD, "deal_steps", STEP)),
    case(REFUSED, Refers.SEGMENT, SEGMENT.code, without(HELD, "segments", SEGMENT)),
    case(ASKED, Refers.SCRIPT, SCRIPT.id, NO_SCRIPT),
    case(ASKED, Refers.RETRY, OUTCOME.code, without(HELD, "outcomes", OUTCOME)),
    case(TOLD, Refers.OUTCOME, OUTCOME.code, without(HELD, "outcomes", OUTCOME)),
    case(ASKED, Refers.FIELD, "fuel", HELD, WITH_FUEL),
    case(ASKED, Refers.FORM, "fuel", own(type=AnswerType.DATE), WITH_FUEL, Refers.FIELD),
    case(ASKED, Refers.STAGES, "fuel", own(stages=frozenset(Stage)), WITH_FUEL, Refers.FIELD),
    case(ASKED, Refers.NEED, NEED.key, without(HELD, "needs", NEED)),
    case(ASKED, Refers.BRIEF, BRIEF.key, without(HELD, "brief", BRIEF)),
    case(ASKED, Refers.DRAFT, "fuel", HELD, WITH_FUEL),
    case(TOLD, Refers.RHYTHM, SEGMENT.code, SLOWER, counted=Refers.SEGMENT),
    case(TOLD, Refers.CHECK_IN, LAST.code, without(HELD, "check_in_outcomes", LAST)),
    case(TOLD, Refers.RETURNED, HELD.return_reasons[0].code, NO_RETURNS),
    case(TOLD, Refers.LOST, HELD.lost_reasons[0].code, replace(HELD, lost_reasons=())),
    case(TOLD, Refers.CARD, CARD.id, replace(HELD, cards=MappingProxyType({"en": ()}))),
    case(TOLD, Refers.DATE, HELD.shop_dates[0].code, replace(HELD, shop_dates=())),
    case(TOLD, Refers.SPEAKS, "fr", replace(HELD, languages=("en",))),
]


@pytest.mark.parametrize(
    ("held", "wanted", "used", "gap", "weight"), CASES, ids=[one[3].refers.value for one in CASES]
)
def test_what_is_taken_away_is_named_with_how_much_refers_to_it(
    held: Playbook, wanted: Playbook, used: dict[Refers, dict[str, int]], gap: Gap, weight: Weight
) -> None:
    found = gaps(held, wanted, used, "en")
    assert gap in found and gap.weight is weight
    assert gap.code in gap.words and gap.next_step.endswith(".")
    if gap.refers is not Refers.HOME:
        assert str(gap.count) in gap.words
        assert gaps(held, wanted, {}, "en") == (), "nothing refers to it, so nothing is lost"


def test_every_kind_of_reference_is_tried() -> None:
    assert {one[3].refers for one in CASES} == set(Refers)


CODES = st.dictionaries(
    st.sampled_from([*(one.code for one in HELD.deal_steps), "older", "A"]), st.integers(1, 9)
)
USED = st.dictionaries(st.sampled_from(list(Refers)), CODES)


@given(used=USED)
def test_a_playbook_always_fits_itself_but_for_open_work_on_what_it_never_knew(
    used: dict[Refers, dict[str, int]],
) -> None:
    for gap in gaps(HELD, HELD, used, "en"):
        assert gap.weight is Weight.REFUSED and used[gap.refers][gap.code] == gap.count
    asked = gaps(HELD, replace(HELD, deal_steps=HELD.deal_steps[1:]), used, "en")
    assert [one.weight for one in asked] == sorted((one.weight for one in asked), key=list(Weight).index)
