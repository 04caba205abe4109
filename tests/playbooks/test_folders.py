"""A stored playbook reads as its folder does; what cannot be stored whole is refused with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.playbooks import drafts
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.folders import LARGEST, MOST_FILES, StoredFolder, read_files
from pipeline_tui.playbooks.reading import load_shipped, load_stored, shipped_folder, shipped_trades


@pytest.mark.parametrize("trade", shipped_trades())
def test_a_stored_one_reads_as_its_folder(trade: str) -> None:
    files, shipped = read_files(shipped_folder(trade)), load_shipped(trade)
    assert load_stored(files, shipped.version) == shipped
    assert check(StoredFolder(files)) == ()


def test_the_number_is_the_version_of_every_script() -> None:
    stored = load_stored(read_files(shipped_folder("florist")), 7)
    assert stored.version == 7 and {one.version for one in stored.scripts} == {7}


def test_what_an_editor_leaves_is_no_file_of_it(tmp_path: Path) -> None:
    for name in (".git/config", ".begun-from", "en/.a.md.swp", "en/a.md~", "en/a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert read_files(tmp_path) == {"en/a.md": "x"}


@pytest.mark.parametrize("what", ["latin", "link", "many", "large"])
def test_what_cannot_be_stored_is_refused(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    match what:
        case "latin":
            (folder / "a.md").write_bytes("fatigué".encode("latin-1"))
        case "link":
            (tmp_path / "secret").write_text("s", "utf-8")
            (folder / "a.md").symlink_to(tmp_path / "secret")
        case "many":
            for number in range(MOST_FILES + 1):
                (folder / f"{number:03}.md").touch()
        case _:
            (folder / "a.md").write_text("x" * (LARGEST + 1), "utf-8")
    with pytest.raises(UsageTrouble) as refused:
        read_files(folder)
    assert refused.value.data["findings"][0]["file"] == ("400.md" if what == "many" else "a.md")


def test_a_draft_is_what_it_was_begun_from(tmp_path: Path) -> None:
    folder, files = tmp_path / "shop-playbook", read_files(shipped_folder("florist"))
    assert not drafts.is_draft(folder)
    drafts.begin(folder, files, 3)
    assert drafts.is_draft(folder) and drafts.begun_from(folder) == 3 and read_files(folder) == files
    assert folder.stat().st_mode & 0o077 == 0
    drafts.drop(folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("cold-call", "fr/cold-call.md"),
        ("en/cold-call", "en/cold-call.md"),
        ("en/cold-call.md", "en/cold-call.md"),
        ("playbook.toml", "playbook.toml"),
        ("fr/second-call", "fr/second-call.md"),
        ("../outside", ""),
        ("/etc/passwd", ""),
        ("de/cold-call", ""),
        ("fr/../../x", ""),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_a_file_is_named_within_the_draft(tmp_path: Path, named: str, found: str) -> None:
    folder = tmp_path / "draft"
    drafts.begin(folder, read_files(shipped_folder("florist")), 1)
    if found:
        assert drafts.file_of(folder, named, "fr") == folder / found
    else:
        with pytest.raises(UsageTrouble, match="has no file"):
            drafts.file_of(folder, named, "fr")
