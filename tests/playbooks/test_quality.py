"""The quality card: read with file and line, the same questions in every language, shown on the desk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.quality import QualityCard, QualityQuestion
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.quality import read_quality
from pipeline_tui.playbooks.reading import load_playbook, load_shipped, shipped_folder, shipped_trades

ROLE = """## {role} (`{role}`)

- `opening`: Did they say who calls?
  > Name and shop in the first
  > two sentences.

- `need`: Do we know the need?
  > In their words.
- `next`: Is the next step said?
  > Day and hour.
"""
CARD = "# Quality card\n\nHow it is used.\n\n" + "\n".join(ROLE.format(role=one) for one in STAGE_OF_ROLE)


def test_a_card_is_read() -> None:
    cards, findings = read_quality(CARD, "en/quality-card.md")
    assert findings == ()
    assert [card.role for card in cards] == [Role.SCOUT, Role.HUNTER, Role.FARMER]
    first = QualityQuestion("opening", "Did they say who calls?", "Name and shop in the first two sentences.")
    assert cards[0].questions[0] == first


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("(`hunter`)", "", 16, "no specialist"),
        ("(`hunter`)", "(`manager`)", 16, "no specialist"),
        ("## farmer (`farmer`)", "## farmer (`scout`)", 27, "stands twice, first on line 5"),
        ("`need`: Do we know the need?", "`need` Do we know the need?", 11, "not a question"),
        ("Do we know the need?", "We know the need.", 11, "not a question"),
        ("- `need`", "- `opening`", 11, "asked twice"),
        ("  > In their words.\n", "", 11, "has no sign"),
        (
            "- `need`: Do we know the need?\n  > In their words.\n",
            "",
            5,
            "2 questions for the scout, not 3 to 7",
        ),
        ("- `need`", "Some prose.\n\n- `need`", 11, "not a question"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(before: str, after: str, line: int, told: str) -> None:
    _, findings = read_quality(CARD.replace(before, after, 1), "en/quality-card.md")
    assert any(one.line == line and told in one.text for one in findings), findings


def test_an_empty_card_lacks_every_specialist() -> None:
    _, findings = read_quality("# Quality card\n", "en/quality-card.md")
    assert [one.text for one in findings] == [f"nothing for the {role}" for role in STAGE_OF_ROLE]


@pytest.mark.parametrize("trade", shipped_trades())
def test_every_shipped_trade_judges_each_specialist_by_five_questions(trade: str) -> None:
    playbook = load_shipped(trade)
    for language in playbook.languages:
        for role in STAGE_OF_ROLE:
            card = playbook.quality_card(role, language)
            assert card is not None
            assert len(card.questions) == 5
    assert playbook.quality_card(Role.MANAGER, "en") is None
    french, english = playbook.quality_card(Role.SCOUT, "fr"), playbook.quality_card(Role.SCOUT, "en")
    assert isinstance(french, QualityCard)
    assert french != english
    assert playbook.quality_card(Role.SCOUT, "de") == english


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("florist"), tmp_path / "own"))


def test_an_older_playbook_without_a_card_still_loads(folder: Path) -> None:
    for language in ("en", "fr"):
        (folder / language / "quality-card.md").unlink()
    assert check(folder) == ()
    assert load_playbook(folder).quality_card(Role.SCOUT, "en") is None


def test_languages_ask_the_same(folder: Path) -> None:
    english = folder / "en/quality-card.md"
    english.write_text(english.read_text("utf-8").replace("`occasion`", "`reason`"), "utf-8")
    assert [(one.file, one.line) for one in check(folder)] == [("fr/quality-card.md", 1)]
    (folder / "fr/quality-card.md").unlink()
    assert [(one.file, one.text) for one in check(folder)] == [
        ("fr/quality-card.md", "the file is missing; en has one")
    ]
