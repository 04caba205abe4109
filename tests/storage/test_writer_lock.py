"""Writers queue, a killed one leaves the queue, and nobody is alone where somebody is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.store import Store
from pipeline_tui.storage.tables.line import BucketRow
from pipeline_tui.storage.writer_lock import Presence, WriterLock, alone_with

HOLDS = """
import sys
from pathlib import Path
from pipeline_tui.storage.writer_lock import Presence, WriterLock
path = Path(sys.argv[1])
presence = Presence(path) if sys.argv[2] == "present" else None
with WriterLock(path).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_program(path: Path, kind: str) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path), kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def test_no_act_overtakes_another(blank_store: Store) -> None:
    with blank_store.act() as tx:
        tx.insert(BucketRow, id=1, key="0")

    def add_one(_turn: int) -> None:
        with blank_store.act() as tx:
            count = int(tx.value("SELECT key FROM bucket"))
            tx.run("UPDATE bucket SET key = :key", {"key": str(count + 1)})

    with ThreadPoolExecutor(4) as desks:
        list(desks.map(add_one, range(100)))
    with blank_store.read() as tx:
        assert tx.value("SELECT key FROM bucket") == "100"


@pytest.mark.parametrize("kind", ["absent", "present"])
def test_a_killed_writer_leaves_the_queue_and_the_room(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "shop.db"
    with other_program(path, kind) as program, ThreadPoolExecutor(1) as desk:
        lock = WriterLock(path)

        def take_turn() -> str:
            with lock.held():
                return "taken"

        waiting = desk.submit(take_turn)
        assert not waiting.done()
        program.kill()
        assert waiting.result(timeout=60) == "taken"
        lock.close()
        program.wait()
        with alone_with(path, "now"):
            pass


def test_nobody_is_alone_where_somebody_is(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first, second = Presence(path), Presence(path)
    for desk in (first, second):
        with pytest.raises(WorkspaceTrouble, match="in use") as caught, alone_with(path, "to be upgraded"):
            raise AssertionError("let in")
        assert "Everybody must leave" in caught.value.detail
        desk.close()
    with alone_with(path, "to be upgraded"):
        pass


def test_whoever_refused_lets_go_of_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    desk = Presence(path)
    with pytest.raises(WorkspaceTrouble), alone_with(path, "now"):
        raise AssertionError("let in")
    lock = WriterLock(path)
    with lock.held():
        pass
    lock.close()
    desk.close()
