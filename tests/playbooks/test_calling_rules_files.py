"""Rule files are found by country, territories included, and mistakes are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import UsageTrouble, WorkspaceTrouble
from pipeline_tui.playbooks.calling_rules import _read_all, load_rules
from pipeline_tui.settings import data_folder


@pytest.mark.parametrize(
    ("country", "file"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        ("RE", "FR"),
        ("GP", "FR"),
        ("JE", "GB"),
        ("US", "US"),
        ("PR", "US"),
        ("DE", "DE"),
    ],
)
def test_a_country_has_its_file(country: str, file: str) -> None:
    assert load_rules(country).country == file
    assert load_rules(country) is load_rules(country)


def test_elsewhere_is_marked() -> None:
    assert load_rules("PT").country == ""
    assert load_rules("PT").note.startswith("no rule file for PT")
    assert "country is not known" in load_rules("").note


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder() / "calling_rules", tmp_path / "rules"))


def test_no_files_no_calls(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceTrouble) as caught:
        _read_all(tmp_path)
    assert "default.toml" in caught.value.detail


def test_broken_toml_names_file_and_line(folder: Path) -> None:
    (folder / "de.toml").write_text("country = \n", encoding="utf-8")
    with pytest.raises(UsageTrouble) as caught:
        _read_all(folder)
    assert "de.toml" in caught.value.title and "line 1" in caught.value.detail


def test_two_files_for_one_country(folder: Path) -> None:
    shutil.copy(folder / "fr.toml", folder / "france.toml")
    with pytest.raises(UsageTrouble) as caught:
        _read_all(folder)
    assert "france.toml" in caught.value.title and '"FR"' in caught.value.detail
