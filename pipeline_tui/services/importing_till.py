"""Loading a file from the till: every row booked, known already, or rejected with why; all in one act.

Rows are matched to contacts of any stage; nothing of whom they are is told. For managers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.newcomers import as_contact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.domain.till import (
    MOST_ROWS,
    TillColumns,
    TillReport,
    TillRow,
    TillVerdict,
    account,
    read_till_row,
    till_columns,
)
from pipeline_tui.services import proposing, receiving, segmenting
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.setting_up import OWN_LIST
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import acquaintances, check_ins, clients, contact_writing, journal, purchases, till
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx

IMPORTED = "till_imported"
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class _Run:
    """A file on its way into the books."""

    shop: Shop
    viewer: Viewer
    act: str
    new: bool  # unknown people become clients
    dry_run: bool
    now: datetime
    seen: Counter[str] = field(default_factory=Counter)
    images: dict[int, list[Any] | None] = field(default_factory=dict)  # of clients, from before
    made: dict[str, int] = field(default_factory=dict)  # new clients of this file, by who they are


def import_till(
    shop: Shop,
    viewer: Viewer,
    file: Path,
    *,
    columns: Mapping[str, str] = _NO_COLUMNS,
    new: bool = False,
    dry_run: bool = False,
    act: str,
) -> TillReport:
    """Book the rows of a CSV file from the till and say what became of each.

    A row that was booked before, by its receipt or by everything in it, is not booked again. With ``new``
    unknown people become clients; else their rows are rejected. A dry run changes nothing.
    """
    needs_manager(viewer)
    table, made = read_table(file), shop.workspace
    if len(table.records) > MOST_ROWS:
        raise UsageTrouble(
            f"{table.file} has more than {MOST_ROWS} rows",
            f"{len(table.records)} are in it; all are booked at once.",
            "Cut it into several files, as by month.",
        )
    chosen = till_columns(table.names, columns)
    reads = [
        read_till_row(
            record,
            chosen,
            country=made.country,
            language=made.language,
            currency=made.currency,
            today=shop.today(),
        )
        for record in table.records
    ]
    run = _Run(shop, viewer, act, new, dry_run, shop.now())
    try:
        with shop.store.act() as tx:
            done = done_before(tx, viewer, act, IMPORTED)
            if done is not None:
                return _again(table, chosen, made.currency, done.detail)
            report = _load(tx, run, table, chosen, reads)
            if dry_run:
                raise _OnlyTried(report)
    except _OnlyTried as tried:
        return tried.report
    return report


class _OnlyTried(Exception):
    """A dry run has done everything, and takes it back by leaving its act so."""

    def __init__(self, report: TillReport) -> None:
        super().__init__()
        self.report = report


def _load(tx: Tx, run: _Run, table: Table, columns: TillColumns, reads: list[TillRow | str]) -> TillReport:
    verdicts = [_row(tx, run, table, at, read) for at, read in enumerate(reads)]
    report = _account(run, table, columns, verdicts)
    if report.booked and not run.dry_run:  # else nothing was done that could be taken back
        for contact_id in run.images:
            segmenting.reckon(tx, run.shop, contact_id)
        new_ids = sorted(set(run.made.values()))
        detail = {
            "rows": report.rows,
            "booked": report.booked,
            "made": report.made,
            "repeated": report.repeated,
            "rejected": report.rejected,
            "total": report.total_minor,
            "new": new_ids,
            "clients": [[one, image] for one, image in sorted(run.images.items()) if one not in new_ids],
        }
        journal.append(tx, run.viewer.operator_id, IMPORTED, run.act, run.now, None, detail)
    return report


def _row(tx: Tx, run: _Run, table: Table, at: int, read: TillRow | str) -> TillVerdict:
    record = table.records[at]

    def rejected(why: str) -> TillVerdict:
        return TillVerdict(record.line, "rejected", reason=why, cells=record.cells)

    if isinstance(read, str):
        return rejected(read)
    run.seen[read.alike] += 1
    key = keyed_hash(run.shop.workspace.secret, read.key(run.seen[read.alike]))
    if till.booked_keys(tx, (key,)):
        return TillVerdict(record.line, "repeated", amount_minor=read.amount_minor, reason="booked before")
    try:
        contact_id, is_new = _whose(tx, run, read)
    except PipelineError as error:
        return rejected(error.detail or error.title)
    back = None
    if read.amount_minor < 0:
        back = till.refundable(tx, contact_id, -read.amount_minor, read.on)
        if back is None:
            return rejected(_TOO_MUCH)
    _book(tx, run, read, contact_id, key, back)
    shown = None if run.dry_run and is_new else contact_id
    return TillVerdict(record.line, "booked", shown, read.amount_minor, new=is_new)


_TOO_MUCH = "more is given back than they paid"


def _whose(tx: Tx, run: _Run, row: TillRow) -> tuple[int, bool]:
    """Return the contact of a row, and whether this file made it; UsageTrouble says why there is none."""
    if row.client_id is not None:
        if not till.contact_exists(tx, row.client_id):
            raise _nobody(f"there is no client {row.client_id}")
        return row.client_id, False
    if not (row.person or row.numbers or row.emails):
        raise _nobody("it names nobody")
    if row.numbers or row.emails:
        found = acquaintances.acquaintance(tx, _asked(run, row))
        if found.same is not None and found.certain:
            known = found.same.contact_id
            return known, known in run.made.values()
        if found.linked:
            raise _nobody("the number is known under another name")
    elif row.person is not None:
        named = till.clients_named(tx, _both_orders(row.folded))
        if len(named) == 1:
            return named[0], named[0] in run.made.values()
        if named:
            raise _nobody("several clients have this name: a number or client id is wanted")
    if not run.new:
        raise _nobody("nobody known: --new makes a client of them")
    return _new(tx, run, row)


def _asked(run: _Run, row: TillRow) -> NewContact:
    """Return who a row may be, for the comparison with the known."""
    if row.person is not None:
        return as_contact(row.person, run.shop.workspace.country)
    return NewContact("", numbers=tuple(NewNumber(one) for one in row.numbers), emails=row.emails)


def _new(tx: Tx, run: _Run, row: TillRow) -> tuple[int, bool]:
    """Make a client of somebody unknown: of the manager who farms, else of whom the fair choice finds."""
    if row.person is None:
        raise _nobody("a new client needs a name")
    if row.amount_minor < 0:
        raise _nobody(_TOO_MUCH)
    shop, contact = run.shop, as_contact(row.person, run.shop.workspace.country)
    who = "|".join((row.folded, *row.numbers, *row.emails))
    farmer = run.viewer.operator_id
    if not run.viewer.covers(Stage.FARMING):
        chosen = receiving.fairest(tx, shop, Stage.FARMING, run.act)
        if chosen is None:
            raise _nobody("nobody works as a farmer, who would keep them")
        farmer = chosen
    list_id = contact_writing.list_named(tx, OWN_LIST) or contact_writing.add_list(
        tx, OWN_LIST, source="", now=run.now, operator_id=run.viewer.operator_id
    )
    contact_id = contact_writing.add_contact(
        tx,
        contact,
        list_id=list_id,
        now=run.now,
        operator_id=run.viewer.operator_id,
        act=run.act,
        stage=Stage.FARMING,
        owner_id=farmer,
    )
    check_ins.plan(tx, contact_id, farmer, proposing.first(tx, shop, farmer, row.on))
    run.made[who] = contact_id
    return contact_id, True


def _book(tx: Tx, run: _Run, row: TillRow, contact_id: int, key: str, back: tuple[int, str] | None) -> None:
    if contact_id not in run.images:
        run.images[contact_id] = till.client_image(tx, contact_id)
        if run.images[contact_id] is None:
            till.make_client(tx, contact_id, run.shop.playbook.default_segment, row.on)
    purchase_id = clients.add_purchase(
        tx,
        contact_id,
        run.viewer.operator_id,
        row.on,
        row.amount_minor,
        run.shop.workspace.currency,
        what=row.what or (back[1] if back else ""),
        refund_of=back[0] if back else None,
    )
    till.mark(tx, purchase_id, key, run.act)
    if back is None:
        purchases.since(tx, contact_id, row.on)


def _account(run: _Run, table: Table, columns: TillColumns, verdicts: list[TillVerdict]) -> TillReport:
    return account(
        verdicts,
        file=table.file,
        dry_run=run.dry_run,
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=columns,
        currency=run.shop.workspace.currency,
        made=len(set(run.made.values())),
        warnings=table.warnings,
    )


def _again(table: Table, columns: TillColumns, currency: str, counts: Mapping[str, Any]) -> TillReport:
    """Answer a retry of an import that is done: what it counted, without the rows."""
    return TillReport(
        file=table.file,
        dry_run=False,
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=columns.uses(),
        rows=counts["rows"],
        booked=counts["booked"],
        made=counts["made"],
        repeated=counts["repeated"],
        rejected=counts["rejected"],
        total_minor=counts["total"],
        currency=currency,
        warnings=("this import was done before; nothing was changed",),
    )


def _both_orders(folded: str) -> tuple[str, ...]:
    words = folded.split()
    turned = (" ".join((*words[at:], *words[:at])) for at in range(len(words)))
    return tuple(dict.fromkeys(fold(one) for one in turned))


def _nobody(why: str) -> UsageTrouble:
    return UsageTrouble("Nobody's row", why)
