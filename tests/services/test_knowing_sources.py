"""A source whose columns a manager corrected once is read so the next time, until it is said otherwise."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.undoing_imports import undo_import
from tests.services.ground import Ground

HEADER = "Nom;Tel;Autre;Ville"


def _load(
    ground: Ground, folder: Path, number: int, header: str = HEADER, *, dry_run: bool = False, **columns: str
) -> ImportReport:
    file = folder / "list.csv"
    file.write_text(
        f"{header}\nNOM{'ABCDEFGH'[number]};01 99 00 00 {number:02};06 39 98 00 {number:02};Lyon\n"
    )
    return import_list(
        ground.shop,
        ground.viewer("Zoé"),
        file,
        list_name=f"L{number}",
        choices=ImportChoices(columns=columns),
        dry_run=dry_run,
        act=ground.act(),
    )


def _fields(report: ImportReport) -> list[str]:
    return [use.field for use in report.columns]


def test_a_correction_is_remembered_and_told(alone: Ground, tmp_path: Path) -> None:
    guessed = ["name", "phone", "", "city"]
    assert _fields(_load(alone, tmp_path, 1)) == guessed
    assert _fields(_load(alone, tmp_path, 2, dry_run=True, phone="Autre")) == ["name", "", "phone", "city"]
    assert _fields(_load(alone, tmp_path, 3)) == guessed  # a dry run is only looked at
    corrected = _load(alone, tmp_path, 4, phone="Autre", city="", note="Ville")
    told = "its columns are read as they were corrected on 2026-11-23"
    assert told not in corrected.warnings
    again = _load(alone, tmp_path, 5)
    assert _fields(again) == ["name", "", "phone", "note"]
    assert told in again.warnings
    other = _load(alone, tmp_path, 6, "Nom;Tel;Autre;Commune")
    assert _fields(other) == guessed
    assert told not in other.warnings


def test_the_last_word_holds(alone: Ground, tmp_path: Path) -> None:
    _load(alone, tmp_path, 1, phone="Autre")
    alone.later(days=1)
    back = _load(alone, tmp_path, 2, phone="Tel")
    assert _fields(back) == ["name", "phone", "", "city"]
    assert _fields(_load(alone, tmp_path, 3)) == ["name", "phone", "", "city"]
    assert alone.one("SELECT COUNT(*), COUNT(DISTINCT signature) FROM source") == (2, 1)


def test_a_correction_goes_with_the_import_that_is_taken_back(alone: Ground, tmp_path: Path) -> None:
    _load(alone, tmp_path, 1, note="Ville", city="")
    _load(alone, tmp_path, 2, phone="Autre")
    undo_import(alone.shop, alone.viewer("Zoé"), "L2", act=alone.act())
    again = _load(alone, tmp_path, 3)
    assert _fields(again) == ["name", "phone", "", "note"]  # as the first correction said


def test_a_file_without_a_header_is_of_no_source(alone: Ground, tmp_path: Path) -> None:
    without = "MARTIN;01 99 00 00 77;06 39 98 00 77;Lyon"
    _load(alone, tmp_path, 1, without, phone="3")
    assert _fields(_load(alone, tmp_path, 2, without)) == ["name", "phone", "phone", ""]
    assert alone.one("SELECT COUNT(*) FROM source") == (0,)


def test_who_owns_whom_is_asked_for_each_load_and_is_no_correction(alone: Ground, tmp_path: Path) -> None:
    header = "Nom;Tel;Lead Owner;Ville"
    told = "its columns are read as they were corrected on 2026-11-23"
    assert _fields(_load(alone, tmp_path, 1, header)) == ["name", "phone", "", "city"]
    assert told not in _load(alone, tmp_path, 2, header).warnings
    _load(alone, tmp_path, 3, header, note="Ville", city="")
    hunting = ImportChoices(stage=Stage.HUNTING)
    report = import_list(
        alone.shop,
        alone.viewer("Zoé"),
        tmp_path / "list.csv",
        list_name="Hot",
        choices=hunting,
        dry_run=True,
        act=alone.act(),
    )
    assert _fields(report) == ["name", "phone", "owner", "note"]
    assert told in report.warnings
