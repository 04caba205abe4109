"""What a killed practice left is removed at the next start; nothing else is, whoever it belongs to."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline_tui.storage.lent_folders import MARK, PREFIX, lent_folder, remove_left_behind

LENDS = """
import sys
from pipeline_tui.storage.lent_folders import lent_folder
with lent_folder() as folder:
    (folder / "practice.db").write_text("invented")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def another_process(ground: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", LENDS],
        stdin=pipe,
        stdout=pipe,
        text=True,
        env={**os.environ, "TMPDIR": str(ground)},
    ) as lender:
        assert lender.stdout is not None
        yield lender, Path(lender.stdout.readline().strip())
        lender.kill()


def test_a_folder_is_gone_at_its_end_and_after_a_fault(ground: Path) -> None:
    with lent_folder() as folder:
        assert folder.parent == ground
        assert remove_left_behind() == ()
    with pytest.raises(ZeroDivisionError), lent_folder():
        _ = 1 / 0
    assert list(ground.iterdir()) == []


def test_it_stays_while_its_lender_lives_and_goes_after_a_kill(ground: Path) -> None:
    with another_process(ground) as (lender, folder):
        assert remove_left_behind() == ()
        assert (folder / "practice.db").exists()
        lender.kill()
        lender.wait()
        assert folder.exists(), "nobody could clean up"
        with lent_folder() as mine:
            assert not folder.exists()
            assert mine.exists()


def test_what_is_not_provably_ours_and_dead_stays(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = ground / f"{PREFIX}fresh"  # just made: its lender has not sat down yet
    fresh.mkdir()
    other = ground / "pipeline-tui-else"
    other.mkdir()
    (other / MARK).touch()
    real = ground / "real"
    real.mkdir()
    (real / MARK).touch()
    (ground / f"{PREFIX}link").symlink_to(real)
    (ground / f"{PREFIX}file").touch()
    assert remove_left_behind() == ()
    foreign = ground / f"{PREFIX}foreign"
    foreign.mkdir()
    (foreign / MARK).touch()
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert remove_left_behind() == ()
    monkeypatch.undo()
    monkeypatch.setattr(tempfile, "tempdir", str(ground))
    assert remove_left_behind() == (foreign,)
    assert {one.name for one in ground.iterdir()} == {
        fresh.name,
        other.name,
        "real",
        f"{PREFIX}link",
        f"{PREFIX}file",
    }
