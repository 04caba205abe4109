"""Claim and outcome + next against the raw transaction: a point update and an insert on the same engine."""

from __future__ import annotations

import tempfile
import time
import uuid
from pathlib import Path

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.queue_order import NEVER_CALLED, rank
from pipeline_tui.services import claiming, dialling
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import endings, holds
from pipeline_tui.storage.endings import Ending
from pipeline_tui.storage.holds import Hold
from scripts.benchmarks import big_shop
from scripts.benchmarks.measuring import Report, percentile

REPEATS = 7
ROUND = 60


def raw(shop: Shop, number: int) -> float:
    """Time the raw transaction, in ms."""
    start = time.perf_counter()
    with shop.store.act() as tx:
        tx.run("UPDATE contact SET version = version + 1 WHERE id = :id", {"id": 1 + number * 7919 % 9000})
        tx.run(
            "INSERT INTO raw_bench (a, b, c) VALUES (:a, :b, :c)", {"a": "x" * 60, "b": "y" * 60, "c": number}
        )
    return (time.perf_counter() - start) * 1000


def claim(shop: Shop, me: Viewer, buckets: tuple[int, ...]) -> tuple[float, Hold]:
    """Time one claim, in ms."""
    start = time.perf_counter()
    with shop.store.act() as tx:
        hold = holds.claim_next(
            tx, me.operator_id, shop.method, shop.now(), uuid.uuid4().hex, "desk", buckets
        )
    taken = (time.perf_counter() - start) * 1000
    assert hold is not None
    return taken, hold


def put_back(shop: Shop, hold: Hold) -> None:
    """Put the claimed contact at the end of the queue, so that the next claim takes another one."""
    with shop.store.act() as tx:
        tx.run(
            """UPDATE position SET held_by = NULL, token = NULL, lease = NULL, lease_kind = '', rank = :rank
               WHERE contact_id = :contact""",
            {"contact": hold.contact_id, "rank": rank(NEVER_CALLED, shop.now())},
        )


def steps(shop: Shop, me: Viewer, buckets: tuple[int, ...]) -> int:
    """Count the virtual machine steps of one claim, in hundreds."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    with shop.store.act() as tx:
        driver = tx.conn.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(tick, 100)
        hold = holds.claim_next(
            tx, me.operator_id, shop.method, shop.now(), uuid.uuid4().hex, "desk", buckets
        )
        driver.set_progress_handler(None, 100)
    assert hold is not None
    put_back(shop, hold)
    return count


def run(report: Report, *, quick: bool) -> None:
    """Measure claims at every size, with eleven open zones and with only the last one."""
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    flat: dict[str, float] = {}
    for shape, last_only in (("11 of 24 zones open", False), ("one zone open, last in order", True)):
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                shop = big_shop.make(Path(folder) / "w.db", size, only_last_zone=last_only)
                me = big_shop.scouts(shop)[0]
                with shop.store.act() as tx:
                    tx.run(
                        "CREATE TABLE raw_bench (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INTEGER) STRICT"
                    )
                zones = big_shop.bucket_ids(shop)
                buckets = zones[-1:] if last_only else zones[:11]
                ratios, claims = [], []
                for _ in range(REPEATS):
                    mine, theirs = [], []
                    for number in range(ROUND):
                        theirs.append(raw(shop, number))
                        taken, hold = claim(shop, me, buckets)
                        put_back(shop, hold)
                        mine.append(taken)
                    ratios.append(percentile(mine, 0.5) / percentile(theirs, 0.5))
                    claims.append(percentile(mine, 0.5))
                name = f"claim, {size:,} contacts, {shape}"
                report.add(f"{name} / raw", ratios, "x", at_most=1.5)
                report.add(f"{name}: VM steps", [steps(shop, me, buckets) * 100.0], "steps")
                middle = percentile(claims, 0.5)
                flat.setdefault(shape, middle)
                report.add(f"{name} / 10,000", [one / flat[shape] for one in claims], "x", at_most=1.5)
                if size == 10_000 and not last_only:
                    _outcomes(report, shop, me)
                shop.close()


def _outcomes(report: Report, shop: Shop, me: Viewer) -> None:
    """Measure outcome + next contact, as one commit, against the raw transaction."""
    no_answer = shop.playbook.outcome("no-answer")
    assert no_answer is not None
    desk = claiming.claim_next(shop, me, act=uuid.uuid4().hex)
    moves, desks_read = [], []
    for _ in range(REPEATS):
        mine, theirs, reads = [], [], []
        for number in range(ROUND):
            theirs.append(raw(shop, number))
            desk = dialling.dial(shop, me, desk.token, act=uuid.uuid4().hex)
            now = shop.now()
            start = time.perf_counter()
            with shop.store.act() as tx:
                hold = holds.held_with(tx, me.operator_id, desk.token, now)
                endings.end_call(
                    tx, me, hold, Ending(no_answer), shop.method, now, uuid.uuid4().hex, stay=False
                )
                following = claiming.claim_in(tx, shop, me, uuid.uuid4().hex, "desk")
            stored = time.perf_counter()
            assert following is not None
            desk = claiming.desk_for(shop, me, following)
            mine.append((stored - start) * 1000)
            reads.append((time.perf_counter() - stored) * 1000)
        moves.append(percentile(mine, 0.5) / percentile(theirs, 0.5))
        desks_read.append(percentile(reads, 0.5))
    report.add("outcome + next, one commit / raw", moves, "x", at_most=2)
    report.add("reading the next desk (no lock held)", desks_read, "ms")
