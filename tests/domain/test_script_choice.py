"""The script a desk opens with follows how it stands with the contact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline_tui.domain.reorder import Habit
from pipeline_tui.domain.script_choice import farming_script, hunting_script, kept_as
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades

STEPS = ("wishes", "sent", "sample", "signature")
TODAY = date(2026, 11, 24)
FARMING = ("check-in", "complaint", "win-back", "repeat-sale")


@pytest.mark.parametrize(
    ("step", "sent_step", "script"),
    [
        ("", "sent", "hot-call"),
        ("wishes", "sent", "hot-call"),
        ("sent", "sent", "closing"),
        ("signature", "sent", "closing"),
        ("signature", "", "hot-call"),
        ("a step of an older playbook", "sent", "hot-call"),
    ],
)
def test_an_offer_that_went_out_is_closed(step: str, sent_step: str, script: str) -> None:
    assert hunting_script(("hot-call", "closing"), STEPS, step, sent_step) == script
    assert hunting_script(("hot-call",), STEPS, step, sent_step) == "hot-call"


@pytest.mark.parametrize(
    ("since", "check_in_due", "script"),
    [
        (22, False, "check-in"),
        (23, False, "repeat-sale"),
        (23, True, "check-in"),
        (44, False, "repeat-sale"),
        (45, False, "win-back"),
        (45, True, "win-back"),
    ],
)
def test_a_client_is_rung_for_what_is_due(since: int, check_in_due: bool, script: str) -> None:
    own = Habit(30, TODAY - timedelta(days=since))
    assert farming_script(FARMING, own, TODAY, check_in_due=check_in_due) == script
    assert farming_script(("check-in",), own, TODAY, check_in_due=check_in_due) == "check-in"
    assert farming_script(FARMING, None, TODAY, check_in_due=check_in_due) == "check-in"


@pytest.mark.parametrize("trade", shipped_trades())
def test_only_a_scouts_call_hands_on_and_the_others_go_on(trade: str) -> None:
    outcomes = load_shipped(trade).outcomes
    assert kept_as(Stage.SCOUTING, outcomes) == ""
    assert {kept_as(stage, outcomes) for stage in (Stage.HUNTING, Stage.FARMING)} == {"talked"}
    assert kept_as(Stage.FARMING, ()) == "", "a playbook without such an outcome proposes as before"
