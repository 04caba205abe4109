"""``[[custom_fields]]``: every fault with its line, few in every shipped trade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.reading import load_playbook, load_shipped, shipped_folder, shipped_trades

ONE = """
[[custom_fields]]
code = "size"
stages = ["farming"]
names = { en = "Size", fr = "Taille" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("florist"), tmp_path / "own"))


def faults(folder: Path, added: str) -> list[str]:
    toml = folder / "playbook.toml"
    toml.write_text(toml.read_text("utf-8") + added, "utf-8")
    lines = len(toml.read_text("utf-8").splitlines())
    found = check(folder)
    assert all(0 < one.line <= lines for one in found)
    return [one.text for one in found]


def test_a_field_may_be_asked_by_a_script(folder: Path) -> None:
    for language in ("en", "fr"):
        script = folder / language / "check-in.md"
        text = script.read_text("utf-8")
        script.write_text(
            text.replace("- `budget` (money)", "- `size` (text): Size?\n- `budget` (money)", 1), "utf-8"
        )
    assert faults(folder, "") != []
    assert faults(folder, ONE) == []
    assert "size" in [one.code for one in load_playbook(folder).custom_fields]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"size"', '"need"', "“need” is a field already"),
        ('"size"', '"style"', "“style” is a field already"),
        ('"size"', '"loyalty_card"', "“loyalty_card” is a field already"),
        ('"size"', '"Shoe size"', "“Shoe size” is no code"),
        ("Taille", "Taille de la pièce", "“Taille de la pièce” is cut in the form: 15 characters"),
        ('["farming"]', "[]", "“stages” names none"),
        ('["farming"]', '["closed"]', "“stages” names closed"),
        ("names =", 'type = "colour"\nnames =', "“type” is “colour”"),
        ("names =", 'type = "choice"\nnames =', "a choice needs “choices”"),
        ('fr = "Taille"', 'de = "Größe"', "“names” is missing in fr"),
        ("names =", "most = 3\nnames =", "“most” means nothing here"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, before: str, after: str, told: str) -> None:
    assert any(told in text for text in faults(folder, ONE.replace(before, after, 1)))


def test_more_than_six_at_a_stage_are_too_many(folder: Path) -> None:
    several = "".join(ONE.replace('"size"', f'"size_{number}"') for number in range(5))
    assert faults(folder, several) == ["farming has 7 fields of its own; 6 are enough"]


@pytest.mark.parametrize("trade", shipped_trades())
def test_every_shipped_trade_has_few(trade: str) -> None:
    assert 1 <= len(load_shipped(trade).custom_fields) <= 4
