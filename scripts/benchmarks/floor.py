"""Many desks on one file: without pause, and at two calls a second."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.storage import endings, holds, writer_lock
from pipeline_tui.storage.endings import Ending
from pipeline_tui.storage.types import stamp
from scripts.benchmarks import big_shop
from scripts.benchmarks.measuring import Report, percentile

SECONDS = 6.0
DESKS = 32


@contextlib.contextmanager
def _stock_busy_handler(wanted: bool) -> Iterator[None]:
    """Leave the writer lock out, so that only SQLite's own busy handler orders the writers."""
    if not wanted:
        yield
        return

    @contextlib.contextmanager
    def free(_self: object) -> Iterator[None]:
        yield

    kept = writer_lock.WriterLock.held
    writer_lock.WriterLock.held = free  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        writer_lock.WriterLock.held = kept  # type: ignore[method-assign]


def desk(path: str, number: int, ready: Barrier, pause: float, stock: bool, answer: str) -> None:
    """Work as one desk until the time is up: claim, then dial and outcome, again and again."""
    with _stock_busy_handler(stock):
        shop = open_shop(Path(path), now=big_shop.NOW, running=True)
        me = big_shop.scouts(shop)[number]
        buckets = big_shop.bucket_ids(shop)
        taken, waits, locked = [], [], 0
        taken.append(_one_call(shop, me, buckets))  # imports and first reads are no part of the figure
        ready.wait(240)
        end = time.time() + SECONDS
        due = time.perf_counter() + pause * number / DESKS
        while time.time() < end:
            if pause:
                time.sleep(max(0.0, due - time.perf_counter()))
                due += pause
            start = time.perf_counter()
            try:
                contact = _one_call(shop, me, buckets)
            except PipelineError as error:
                locked += "busy" in error.title
                continue
            waits.append((time.perf_counter() - start) * 1000)
            taken.append(contact)
        ready.wait(240)  # nobody's leaving disturbs the others' last calls
        shop.close()
    Path(answer).write_text(json.dumps({"taken": taken, "waits": waits, "locked": locked}))


def _one_call(shop: Shop, me: Viewer, buckets: tuple[int, ...]) -> int:
    """Claim and end one call in two acts, the way the hot path does, and return the contact."""
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.claim_next(tx, me.operator_id, shop.method, now, uuid.uuid4().hex, "desk", buckets)
    assert hold is not None
    with shop.store.act() as tx:
        number = tx.value("SELECT id FROM number WHERE contact_id = :c", {"c": hold.contact_id})
        tx.run(
            """INSERT INTO call (contact_id, operator_id, number_id, e164, stage, purpose, mode, token,
                 dialled_at, counts, outcome, reason, reached, refusal, note, script, path, gate, undone)
               SELECT :c, :me, :number, e164, 'scouting', 'prospecting', 'handset', :token, :at, 1, '', '', 0,
                 0, '', '', '[]', '{}', 0 FROM number WHERE id = :number""",
            {
                "c": hold.contact_id,
                "me": me.operator_id,
                "number": number,
                "token": hold.token,
                "at": stamp(now),
            },
        )
        call_id = tx.value("SELECT last_insert_rowid()")
        tx.run(
            "UPDATE position SET call_id = :call WHERE contact_id = :c",
            {"call": call_id, "c": hold.contact_id},
        )
        hold = holds.held_with(tx, me.operator_id, hold.token, now)
        outcome = shop.playbook.outcome("no-answer")
        assert outcome is not None
        endings.end_call(tx, me, hold, Ending(outcome), shop.method, now, uuid.uuid4().hex, stay=False)
    return hold.contact_id


def _floor(
    path: Path, desks: int, pause: float, stock: bool
) -> tuple[list[int], list[float], int, list[int]]:
    """Run so many desks at once; returns contacts, waits in ms, locked errors and calls per desk."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(desks)
    with tempfile.TemporaryDirectory() as folder:
        answers = [Path(folder) / f"{number}.json" for number in range(desks)]
        workers = [
            context.Process(target=desk, args=(str(path), number, ready, pause, stock, str(answers[number])))
            for number in range(desks)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(240)
        said = [json.loads(answer.read_text()) for answer in answers if answer.exists()]
    if len(said) < desks:
        sys.exit(f"bench: {desks - len(said)} of {desks} desks gave no answer")
    return (
        [contact for one in said for contact in one["taken"]],
        [wait for one in said for wait in one["waits"]],
        sum(one["locked"] for one in said),
        [len(one["taken"]) for one in said],
    )


def paced(path: Path, desks: int) -> list[float]:
    """Let so many desks make two calls a second each, and return how long each call's acts took, in ms."""
    taken, waits, locked, _ = _floor(path, desks, 0.5, False)
    if locked or len(taken) != len(set(taken)):
        sys.exit("bench: a contact was in two hands, or the workspace was busy")
    return waits


def run(report: Report, *, quick: bool) -> None:
    """Measure 32 desks against one, against the stock busy handler, and paced."""
    desks = 8 if quick else DESKS
    with tempfile.TemporaryDirectory() as folder:
        shop = big_shop.make(Path(folder) / "w.db", 100_000, scouts=DESKS)
        path = shop.store.path
        shop.close()
        alone = len(_floor(path, 1, 0, False)[0]) / SECONDS
        taken, waits, locked, each = _floor(path, desks, 0, False)
        stock = _floor(path, desks, 0, True)
        paced = _floor(path, desks, 0.5, False)
    doubles = len(taken) - len(set(taken)) + len(paced[0]) - len(set(paced[0]))
    report.add(f"{desks} desks without pause: contacts in two hands", [float(doubles)], "count", at_most=0)
    report.add(f"{desks} desks: 'the workspace is busy'", [float(locked + paced[2])], "count", at_most=0)
    report.add("one desk alone", [alone], "calls/s")
    report.add(f"{desks} desks / one desk", [len(taken) / SECONDS / alone], "x", at_least=0.4)
    report.add(
        f"{desks} desks: longest wait / stock busy handler's", [max(waits) / max(stock[1])], "x", at_most=0.2
    )
    report.add(f"{desks} desks: least calls / most calls of a desk", [min(each) / max(each)], "x")
    p50, p99 = percentile(paced[1], 0.5), percentile(paced[1], 0.99)
    report.add(f"{desks} desks at 2 calls/s: p99 / p50", [p99 / p50], "x", at_most=5)
    report.add(f"{desks} desks at 2 calls/s: p99", [p99], "ms")
