"""Files of lists are seen and named inside the allowed folder only; from another machine none is listed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import choosing_files
from tests.shops import PEOPLE, Line, opened_line


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with opened_line(tmp_path_factory.mktemp("shop"), Structure.THREE_TIER, PEOPLE) as line:
        yield line


@pytest.fixture
def files(home: Path) -> Path:
    """The files of whoever works at this machine."""
    for at, name in enumerate(("old.csv", "fair.XLSX", "people.vcf", "letter.pdf", ".hidden.csv")):
        (home / name).write_bytes(b"x" * 830)
        os.utime(home / name, (1_700_000_000 + at, 1_700_000_000 + at))
    (home / "Archive").mkdir()
    (home / "Archive" / "2019.csv").write_text("x")
    return home


def test_the_newest_file_stands_first(shop: Line, files: Path) -> None:
    seen = choosing_files.folder(shop.shop, shop.viewer("Mona"))
    assert [one.name for one in seen.lines] == ["Archive", "people.vcf", "fair.XLSX", "old.csv"]
    assert (seen.path, seen.above, seen.lines[1].size) == (str(files.resolve()), "", 830)
    below = choosing_files.folder(shop.shop, shop.viewer("Mona"), str(files / "Archive"))
    assert below.above == str(files.resolve())
    assert below.shown == f"{files.name}/Archive"


def test_what_was_downloaded_is_looked_at_first(shop: Line, files: Path) -> None:
    (files / "Downloads").mkdir()
    assert choosing_files.folder(shop.shop, shop.viewer("Mona")).path == str((files / "Downloads").resolve())


def test_a_folder_of_thousands_is_cut_and_counted(
    shop: Line, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing_files, "MOST_LINES", 2)
    seen = choosing_files.folder(shop.shop, shop.viewer("Mona"))
    assert (len(seen.lines), seen.left_out) == (2, 2)


@pytest.mark.parametrize("way", ["..", "/etc", "Archive/../..", "out", "out/secret.csv"])
def test_nothing_outside_is_seen_or_named(shop: Line, files: Path, tmp_path: Path, way: str) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "secret.csv").write_text("x")
    (files / "out").symlink_to(outside)
    mona = shop.viewer("Mona")
    assert "out" not in [one.name for one in choosing_files.folder(shop.shop, mona).lines]
    with pytest.raises(UsageTrouble, match="outside the folder"):
        choosing_files.folder(shop.shop, mona, str(files / way))
    with pytest.raises(UsageTrouble, match="outside the folder"):
        choosing_files.file_named(shop.shop, mona, way)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Archive", "That is a folder"),
        ("none.csv", "There is no such file"),
        ("nul\0.csv", "cannot be read"),
        ("~nobody_here/x.csv", "cannot be read"),
    ],
)
def test_what_is_typed_wrongly_is_told(shop: Line, files: Path, typed: str, title: str) -> None:
    with pytest.raises(UsageTrouble, match=title):
        choosing_files.file_named(shop.shop, shop.viewer("Mona"), typed)


def test_from_another_machine_a_path_is_typed(
    shop: Line, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5000 192.0.2.2 22")
    mona = shop.viewer("Mona")
    with pytest.raises(Refused):
        choosing_files.folder(shop.shop, mona)
    folder = choosing_files.allowed_folder(shop.shop, mona)
    assert folder == shop.shop.store.path.parent.resolve() / "lists"
    with pytest.raises(UsageTrouble, match="outside the folder"):
        choosing_files.file_named(shop.shop, mona, str(files / "old.csv"))
    folder.mkdir()
    (folder / "today.csv").write_text("x")
    assert choosing_files.file_named(shop.shop, mona, " today.csv ").path == str(folder / "today.csv")
    assert choosing_files.file_named(shop.shop, mona, str(folder / "today.csv")).size == 1


def test_the_settings_name_another_folder(shop: Line, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline_tui import settings

    settings.config_folder().mkdir(parents=True)
    settings.config_file().write_text('lists_folder = "~/Archive"\n', "utf-8")
    mona = shop.viewer("Mona")
    assert [one.name for one in choosing_files.folder(shop.shop, mona).lines] == ["2019.csv"]
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert choosing_files.file_named(shop.shop, mona, "2019.csv").name == "2019.csv"
    with pytest.raises(UsageTrouble):
        choosing_files.file_named(shop.shop, mona, "../old.csv")


@pytest.mark.parametrize("name", ["Sam", "Hugo", "Fatou"])
def test_managers_only(shop: Line, files: Path, name: str) -> None:
    viewer = shop.viewer(name)
    for door in (
        lambda: choosing_files.folder(shop.shop, viewer),
        lambda: choosing_files.file_named(shop.shop, viewer, "old.csv"),
        lambda: choosing_files.allowed_folder(shop.shop, viewer),
    ):
        with pytest.raises(PipelineError):
            door()
