"""The smallest complete playbook of the documents: sound, adopted by a shop, and nothing in it too much."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Role
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import load_playbook
from pipeline_tui.services.adopting import adopt
from tests.architecture.tree import ROOT
from tests.shops import opened_line

SMALLEST = ROOT / "docs" / "smallest-playbook"
FILES = sorted(one.relative_to(SMALLEST).as_posix() for one in SMALLEST.rglob("*") if one.is_file())
MAY_GO = {"en/quality-card.md"}


def test_it_is_sound_and_speaks_of_every_desk() -> None:
    assert check(SMALLEST) == ()
    playbook = load_playbook(SMALLEST)
    assert {one.id for one in playbook.scripts} == {"cold-call", "hot-call", "check-in"}
    assert all(playbook.quality_card(role, "en") for role in (Role.SCOUT, Role.HUNTER, Role.FARMER))


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_it_is_too_much(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALLEST, tmp_path / "own"))
    (folder / name).unlink()
    assert bool(check(folder)) is (name not in MAY_GO)


def test_the_page_names_every_kind_of_file() -> None:
    page = (ROOT / "docs" / "writing-a-playbook.md").read_text("utf-8")
    scripts = {f"en/{one}.md" for one in ("cold-call", "hot-call", "check-in")}
    others = {name for name in FILES if name not in scripts and "hunter" not in name and "farmer" not in name}
    assert [name for name in sorted(others) if name not in page] == []


def test_a_shop_adopts_it(tmp_path: Path) -> None:
    with opened_line(tmp_path) as line:
        adopted = adopt(line.shop, line.viewer("Mona"), read_files(SMALLEST), act=line.act())
        assert adopted.number == 2
        assert line.shop.playbook.trade == "language-school"
