"""Questions about the regulations are read with file and line, and quote what really stands there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.first_days import ASKED
from pipeline_tui.domain.first_questions import chosen_for
from pipeline_tui.domain.stages import Role
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.first_questions import read_questions
from pipeline_tui.playbooks.reading import load_playbook, load_shipped, shipped_folder, shipped_trades
from tests.playbooks.test_practice_calls import plant

FILE = "en/questions.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (FILE, "> Ring only whom the screen", "> Ring whom you like", "does not stand in the regulation"),
        (FILE, "`never` scout", "`never` seller", "begins with `its-id` and one of scout, hunter, farmer"),
        (FILE, "`never` scout", "never", "begins with `its-id`"),
        (FILE, "`never`", "`promise`", "“promise” stands twice"),
        (FILE, "- [x] As do not call", "- As do not call", "an answer is “- [x] right” or"),
        (FILE, "- [x] Only if it stands in the brief", "- [ ] Only then", "needs right and wrong answers"),
        ("fr/questions.md", "- [ ] Refus\n", "- [x] Refus\n", "has other right answers than in en"),
        (FILE, "# Questions", "Questions", "text before the first question"),
    ],
)
def test_a_planted_fault_is_told_with_its_file(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    line = plant(folder, file, old, new)
    found = [one for one in check(folder) if told in one.text]
    assert found, check(folder)
    assert found[0].file == file
    assert abs(found[0].line - line) <= 20


def test_a_question_in_one_language_only_is_told(folder: Path) -> None:
    plant(folder, FILE, "`measured`", "`paid-for`")
    assert [one.text for one in check(folder)] == [
        "the question “paid-for” is in en only",
        "the question “measured” is in fr only",
    ]


def test_a_playbook_without_questions_is_sound(folder: Path) -> None:
    for language in ("en", "fr"):
        (folder / language / "questions.md").unlink()
    assert check(folder) == ()
    assert load_playbook(folder).questions == {}


def test_right_answers_alone_are_no_question() -> None:
    questions, findings = read_questions("## Sure?\n`sure` scout\n\n- [x] Yes\n- [x] Of course\n", FILE)
    assert questions == ()
    assert [one.line for one in findings] == [1]


@pytest.mark.parametrize("role", [Role.SCOUT, Role.HUNTER, Role.FARMER])
@pytest.mark.parametrize("trade", shipped_trades())
def test_every_trade_asks_eight_questions_of_each_specialist(trade: str, role: Role) -> None:
    playbook = load_shipped(trade)
    for language in playbook.languages:
        asked = [one for one in playbook.questions[language] if one.role is role]
        assert len(asked) == ASKED
        assert len({one.text for one in asked}) == ASKED
        assert sum(len(one.right) > 1 for one in asked) >= 1, "several answers may be right"
        assert len({min(one.right) for one in asked}) >= 2, "the right one does not always stand first"


@pytest.mark.parametrize("trade", shipped_trades())
def test_whoever_sells_and_keeps_answers_eight_different_questions_of_both_regulations(trade: str) -> None:
    asked = load_shipped(trade).questions["en"]
    roles = Role.HUNTER, Role.FARMER
    chosen = chosen_for(roles, {role: [one for one in asked if one.role is role] for role in roles})
    assert [one.role for one in chosen] == [*roles] * (ASKED // 2)
    assert len({one.key for one in chosen}) == ASKED, "two regulations may call their questions the same"
