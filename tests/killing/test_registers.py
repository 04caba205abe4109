"""A register's load killed at any commit: the old copy counts, or the new one, and places follow."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline_tui.services import loading_registers
from pipeline_tui.services.resuming_loads import resume_loads
from tests.shops import Line, opened_line

# It loads a register, and kills itself at its n-th commit from the one on that begins the new copy, before or
# after that is durable. What goes ahead, old copies removed, differs from time to time.
_KILLED = """
import os, signal, sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from pipeline_tui.services import loading_registers
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import register_loading
from pipeline_tui.storage.store import Store

database, file, act, nth, when = sys.argv[1:]
loading_registers._AT_ONCE = 2
shop = open_shop(Path(database), now=datetime(2026, 11, 23, 13, 10, tzinfo=UTC))
mona = sign_in(shop, who(shop, "Mona"))
left = 0
original, begin = Store._transaction, register_loading.begin

def begun(*of, **told):
    global left
    left = int(nth)
    return begin(*of, **told)

@contextmanager
def killed(self, engine, *, commit, **more):
    global left
    with original(self, engine, commit=commit, **more) as tx:
        yield tx
        if commit and left == 1 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if commit and left == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= commit

Store._transaction, register_loading.begin = killed, begun
loading_registers.load_register(shop, mona, Path(file), country="GB", dated=date(2026, 11, 20), act=act)
"""
# In turn: its numbers follow by twos, it counts, those it lists leave, those it frees return.
POINTS = [(2, "after"), (4, "before"), (4, "after"), (5, "after"), (6, "after")]
COUNTS = POINTS.index((4, "after"))

ALWAYS, FREED, NEWLY = "+442079460018", "+442079460019", "+442079460020"
OTHER = "+442079460099"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """An open shop."""
    with opened_line(tmp_path) as opened:
        yield opened


def _write(file: Path, *numbers: str) -> None:
    file.write_text("".join(f"{one},2026-01-31\n" for one in numbers), encoding="utf-8")


def _load(line: Line, file: Path, *numbers: str) -> None:
    _write(file, *numbers)
    loading_registers.load_register(
        line.shop, line.viewer("Mona"), file, country="GB", dated=date(2026, 11, 19), act=line.act()
    )


def _killed(line: Line, file: Path, nth: int, when: str) -> None:
    arguments = [str(line.shop.store.path), str(file), line.act(), str(nth), when]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, *arguments],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, (nth, when)


@pytest.mark.slow
def test_a_killed_load_of_a_register_counts_as_a_whole_or_not_at_all(line: Line, tmp_path: Path) -> None:
    always, freed, newly = (
        line.contact(
            country="GB",
            zone="Europe/London",
            numbers=(line.number(e164, zone="Europe/London"),),
            consent=False,
        )
        for e164 in (ALWAYS, FREED, NEWLY)
    )

    def aside() -> list[int]:
        """Return who waits for nothing any more: neither ready, nor looked at again at some time."""
        return [
            row[0] for row in line.all("SELECT contact_id FROM position WHERE rank IS NULL AND due IS NULL")
        ]

    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    _write(new, ALWAYS, NEWLY, OTHER)
    mona = line.viewer("Mona")
    for at, point in enumerate(POINTS):
        _load(line, old, ALWAYS, FREED)
        assert aside() == [always, freed], point
        _killed(line, new, *point)
        (copy,) = loading_registers.register_lines(line.shop, mona)
        assert copy.numbers == (3 if at >= COUNTS else 2), point
        assert resume_loads(line.shop, mona) == (at >= COUNTS), point
        assert aside() == ([always, newly] if at >= COUNTS else [always, freed]), point
        assert not resume_loads(line.shop, mona), "once is enough"
    _load(line, old, ALWAYS, FREED)
    assert line.all("SELECT COUNT(*) FROM register WHERE state = 'loading' OR settled = 0") == [(0,)]
    left = "SELECT COUNT(*) FROM register_number WHERE register_id NOT IN (SELECT id FROM register)"
    assert line.all(left) == [(0,)]
    assert line.broken() == ""
