"""Practice calls are read with file and line, and every shipped one can be played to its end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.playbook import After
from pipeline_tui.domain.practice_calls import CALLS, HOT, NEXT_CHECK_IN, SATISFACTION
from pipeline_tui.domain.practice_wish import stage_practised
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.practice_calls import read_practice
from pipeline_tui.playbooks.reading import load_playbook, load_shipped, shipped_folder, shipped_trades

FILE = "en/practice.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))


def plant(folder: Path, file: str, old: str, new: str) -> int:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (FILE, "(#decision)", "(#promise)", "no answer leads from “Weekly” to #promise"),
        (FILE, "(#weekly)", "(#daily)", "no answer leads from “Who” to #daily"),
        (FILE, "(#weekly)", "(weekly)", "“weekly” leads nowhere"),
        (FILE, "(card:allergy)", "(card:hay-fever)", "there is no card “hay-fever” at this desk"),
        (FILE, "(outcome:voicemail)", "(outcome:machine)", "there is no outcome “machine”"),
        (FILE, "(outcome:voicemail)", "(#who)", "comes last and ends nothing"),
        (FILE, "`lilies` cold-call", "`lilies` warm-call", "there is no script “warm-call”"),
        (FILE, "`lilies` cold-call", "lilies, cold-call", "begins with `its-id`"),
        (FILE, "`machine`", "`lilies`", "“lilies” stands twice"),
        (FILE, "- [Yes, agreed.]", "- Yes, agreed.", "what the customer says is"),
        (FILE, "- [Speaking. Go ahead", "- [{who}. Go ahead", "nothing fills in {who}"),
        (FILE, "- [And honestly, nobody looks at them.]", "- []", "who does not pick up says nothing else"),
        (FILE, "(#promise)", '(#promise "hangs up")', "whoever hangs up says nothing after it"),
        (
            FILE,
            "- `satisfaction`: 10",
            "- `satisfaction`: eleven",
            "“eleven” is no satisfaction from 0 to 10",
        ),
        (
            FILE,
            "- `next_check_in`: in 3 weeks",
            "- `next_check_in`: soon",
            "“soon” is no day that a log could",
        ),
        (FILE, "- `next_check_in`: in 3 weeks", "- `next_check_in`: 10 am", "“10 am” is no day that a log"),
        (FILE, "- `lasted_days`: 12", "- `style`: 12", "nobody asks “style” on the way of this call"),
        (FILE, "- [Agreed, ask for me.]", "- `satisfaction`: 9\n- [Agreed.]", "is noted of a check-in only"),
        (
            "fr/practice.md",
            "- `next_check_in`: dans 2 mois",
            "- `satisfaction`: 9",
            "goes another way than in en",
        ),
        ("fr/practice.md", "(card:supermarket)", "(card:online)", "goes another way than in en"),
        ("fr/practice.md", "# Appels", "Appels", "text before the first practice call"),
    ],
)
def test_a_planted_fault_is_told_with_its_file(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    line = plant(folder, file, old, new)
    found = [one for one in check(folder) if told in one.text]
    assert found, check(folder)
    assert found[0].file == file
    assert abs(found[0].line - line) <= 8


def test_a_call_in_one_language_only_is_told(folder: Path) -> None:
    plant(folder, FILE, "`machine`", "`tape`")
    told = [one.text for one in check(folder)]
    assert told == [
        "the practice call “tape” is in en only",
        "the practice call “machine” is in fr only",
    ]


def test_a_playbook_without_practice_calls_is_sound_and_has_none(folder: Path) -> None:
    for language in ("en", "fr"):
        (folder / language / "practice.md").unlink()
    assert check(folder) == ()
    assert load_playbook(folder).practice == {}


@pytest.mark.parametrize("stage", [Stage.SCOUTING, Stage.HUNTING, Stage.FARMING])
def test_whoever_has_no_calls_of_their_own_practises_on_cold_ones(stage: Stage, folder: Path) -> None:
    playbook = load_playbook(folder)
    named = stage_practised(playbook, stage)
    scripts = playbook.stage_scripts[named]
    assert any(one.script in scripts for one in playbook.practice["en"])
    own = any(one.script in playbook.stage_scripts[stage] for one in playbook.practice["en"])
    assert named is (stage if own else Stage.SCOUTING)


def test_a_call_in_which_nothing_is_said_is_a_fault() -> None:
    calls, findings = read_practice("## Silence\n`silence` cold-call\n\n> Listen.\n", FILE)
    assert calls == ()
    assert [(one.line, one.text) for one in findings] == [(1, "the customer of “Silence” says nothing")]


@pytest.mark.parametrize("trade", shipped_trades())
def test_farmers_practise_check_ins_a_complaint_a_repeat_sale_and_a_win_back(trade: str) -> None:
    playbook = load_shipped(trade)
    scripts = playbook.stage_scripts[Stage.FARMING]
    for language in playbook.languages:
        calls = [one for one in playbook.practice[language] if one.script in scripts][:CALLS]
        assert len(calls) == CALLS, "one practice"
        assert {one.script for one in calls} == {"check-in", "complaint", "repeat-sale", "win-back"}
        assert sum(bool(one.cards) for one in calls) >= 2, "clients object"
        told = {told.field for one in calls for told in one.tells}
        assert told >= {SATISFACTION, NEXT_CHECK_IN}
        needs = {one.key for one in playbook.needs}
        assert told & needs, "a question of the needs sheet is answered"
        assert len({one.right_end for one in calls}) >= 3
        ends = {one.right_end for one in playbook.practice[language] if one.script in scripts}
        assert HOT not in ends, "a farmer's desk hands nobody on in a call"


@pytest.mark.parametrize("trade", shipped_trades())
def test_clients_gone_silent_object_and_one_of_them_is_lost_for_good(trade: str) -> None:
    playbook = load_shipped(trade)
    for_good = {one.code for one in playbook.outcomes if one.refusal or one.after is After.END}
    for language in playbook.languages:
        calls = [one for one in playbook.practice[language] if one.script == "win-back"]
        assert all(one.cards for one in calls), "they object"
        back, lost = calls
        assert back.right_end not in for_good, "the first comes back"
        assert lost.right_end in for_good, "and the second does not"


def test_the_win_backs_of_the_trades_are_not_one_call_with_other_nouns() -> None:
    ways = [
        (tuple(bool(said.step) for said in one.sayings), one.sayings[0].step, one.cards, one.right_end)
        for trade in shipped_trades()
        for one in load_shipped(trade).practice["en"]
        if one.script == "win-back"
    ]
    assert len(ways) == 2 * len(shipped_trades())
    assert len(set(ways)) == len(ways)


@pytest.mark.parametrize("trade", shipped_trades())
def test_hunters_practise_the_closing_of_an_offer_that_is_out(trade: str) -> None:
    playbook = load_shipped(trade)
    for language in playbook.languages:
        (call,) = (one for one in playbook.practice[language] if one.script == "closing")
        assert call.cards, "they object"
        assert "next" in {told.field for told in call.tells}, "a day is named"


@pytest.mark.parametrize("stage", [Stage.SCOUTING, Stage.HUNTING])
@pytest.mark.parametrize("trade", shipped_trades())
def test_scouts_and_hunters_of_every_trade_have_a_whole_practice(trade: str, stage: Stage) -> None:
    playbook = load_shipped(trade)
    scripts = playbook.stage_scripts[stage]
    for language in playbook.languages:
        calls = [one for one in playbook.practice[language] if one.script in scripts]
        assert len(calls) >= CALLS
        assert sum(bool(one.cards) for one in calls) >= 2, "customers object"
        assert stage is not Stage.SCOUTING or any(one.sayings[-1].hangs_up for one in calls)
        assert sum(one.right_end == (HOT if stage is Stage.SCOUTING else "talked") for one in calls) >= 1
