"""The playbooks we ship: free of faults, complete in both languages, and walkable to every end."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.playbook import After, Playbook
from pipeline_tui.domain.script_walk import (
    GAP,
    PLACEHOLDERS,
    Proposal,
    choose,
    fill,
    must_say_passed,
    standing,
    start,
)
from pipeline_tui.domain.scripts import LineKind, Script, Walk
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks.checking import COMMAND_LETTERS, STANDARD_OUTCOMES, check
from pipeline_tui.playbooks.reading import PAGES, load_shipped, shipped_folder, shipped_trades

PLAYBOOKS = {trade: load_shipped(trade) for trade in shipped_trades()}
SCRIPTS = [
    pytest.param(playbook, script, id=f"{trade}-{script.language}-{script.id}")
    for trade, playbook in PLAYBOOKS.items()
    for script in playbook.scripts
]
every_trade = pytest.mark.parametrize("trade", PLAYBOOKS)
every_script = pytest.mark.parametrize(("playbook", "script"), SCRIPTS)


def test_the_trades_shipped() -> None:
    assert {trade: playbook.structure for trade, playbook in PLAYBOOKS.items()} == {
        "business": Structure.THREE_TIER,
        "car-dealership": Structure.THREE_TIER,
        "florist": Structure.ONE_TIER,
        "furniture": Structure.TWO_TIER_FINDER,
        "real-estate": Structure.THREE_TIER,
        "travel-agency": Structure.TWO_TIER_CLOSER,
    }


def test_an_unknown_trade_names_the_known_ones() -> None:
    with pytest.raises(UsageTrouble) as told:
        load_shipped("../florist")
    assert "florist, furniture" in told.value.detail


@every_trade
def test_no_fault_is_found(trade: str) -> None:
    assert [str(finding) for finding in check(shipped_folder(trade))] == []


@every_trade
def test_everything_a_shop_needs_is_there_in_both_languages(trade: str) -> None:
    playbook = PLAYBOOKS[trade]
    assert playbook.languages == ("en", "fr")
    ids = {script.id for script in playbook.scripts}
    assert {"cold-call", "hot-call", "closing", "check-in"} <= ids
    for language in playbook.languages:
        kinds = Counter(card.kind for card in playbook.cards[language])
        assert kinds["objection"] >= 12
        assert kinds["technique"] >= 8
        assert {script.id for script in playbook.scripts if script.language == language} == ids
        assert all(playbook.pages[language, page].strip() for page in PAGES)
    for stage in (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING):
        assert playbook.script(playbook.stage_scripts[stage][0], "fr") is not None


@every_trade
def test_the_contract_of_outcomes_brief_and_segments(trade: str) -> None:
    playbook = PLAYBOOKS[trade]
    keys = {one.code: one.key for one in playbook.outcomes}
    assert {code: keys[code] for code in STANDARD_OUTCOMES} == STANDARD_OUTCOMES
    assert not {key for code, key in keys.items() if code not in STANDARD_OUTCOMES} & COMMAND_LETTERS
    assert "hot" not in keys
    assert [field.key for field in playbook.brief if field.required] == ["need", "next"]
    assert {"need", "budget", "decision", "term", "objections", "next"} == {f.key for f in playbook.brief}
    assert {one.code: one.days for one in playbook.segments} == {"A": 14, "B": 30, "C": 90}
    assert playbook.deal_step("awaiting-signature") is not None
    assert playbook.joint(Stage.SCOUTING, Stage.HUNTING) is not None
    plan = {one.code: one.retry for one in playbook.outcomes if one.retry is not None}
    assert (plan["no-answer"].delay_minutes, plan["no-answer"].maximum) == (240, 4)
    assert (plan["busy"].delay_minutes, plan["busy"].maximum) == (15, 6)
    assert (plan["voicemail"].maximum, plan["voicemail"].other_part_of_day) == (3, True)
    wrong = playbook.outcome("wrong-number")
    assert wrong is not None
    assert wrong.reasons == ("disconnected", "stranger", "deceased", "under-age")


@every_script
def test_every_path_comes_to_an_end(playbook: Playbook, script: Script) -> None:
    """Walk every path without taking an answer twice: each ends in an outcome or a hand-off we know."""
    codes = {one.code for one in playbook.outcomes} | {one.code for one in playbook.check_in_outcomes}
    visited: set[str] = set()
    proposals: set[Proposal] = set()
    waiting = [start(script)]
    while waiting:
        walk = waiting.pop()
        step = standing(script, walk)
        visited.add(step.id)
        assert step.answers, step.title
        for digit in range(1, len(step.answers) + 1):
            moved = choose(script, walk, digit)
            if isinstance(moved, Proposal):
                proposals.add(moved)
                assert moved.handoff or moved.outcome in codes
            elif moved.path[-1] not in visited:
                waiting.append(moved)
            assert moved is not walk
    assert visited == {step.id for step in script.steps}
    assert len(proposals) >= 2
    assert _steps_to_an_end(script) <= 6


def _steps_to_an_end(script: Script) -> int:
    """Return how many digits the slowest step is away from some end."""
    away = {step.id: 0 for step in script.steps if any(not answer.step for answer in step.answers)}
    for distance in range(1, len(script.steps) + 1):
        for step in script.steps:
            if step.id not in away and any(away.get(answer.step, 99) < distance for answer in step.answers):
                away[step.id] = distance
    assert away.keys() == {step.id for step in script.steps}
    return max(away.values())


@every_script
def test_who_calls_and_why_is_said_first(playbook: Playbook, script: Script) -> None:
    opening = script.steps[0]
    spoken = " ".join(line.text for line in opening.lines if line.kind is not LineKind.HINT)
    assert "{operator}" in spoken
    assert "{firm}" in spoken
    assert must_say_passed(script, Walk(script.id, (opening.id,)))


@every_script
def test_every_placeholder_is_filled(playbook: Playbook, script: Script) -> None:
    values = dict.fromkeys(PLACEHOLDERS, "{firm} <value>")
    for step in script.steps:
        for line in step.lines:
            filled = fill(line.text, values)
            assert GAP not in filled.replace("« un jour… »", "")
            assert filled.count("{") == filled.count("{firm} <value>")


@every_trade
def test_outcomes_say_what_follows(trade: str) -> None:
    by_code = {one.code: one for one in PLAYBOOKS[trade].outcomes}
    assert by_code["refused"].after is After.PAUSE
    assert by_code["do-not-call"].suppresses == "person"
    assert by_code["wrong-number"].suppresses == "number"
    assert by_code["callback"].needs_time
    assert not by_code["no-answer"].reached
