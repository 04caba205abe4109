"""Loading a file from the till in short acts: every row booked, known already, or rejected with why.

Rows are matched to contacts of any stage; nothing of whom they are is told. What a file brought is marked
with the id of its act: after a kill the same act books the rest, and undo finds everything. For managers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.newcomers import as_contact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.domain.till import (
    TillReport,
    TillRow,
    TillVerdict,
    account,
    read_till_row,
    till_columns,
)
from pipeline_tui.services import receiving, segmenting
from pipeline_tui.services.booking_till import Books
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.taking_back_till import IMPORTED
from pipeline_tui.services.trying_till import TriedBooks
from pipeline_tui.storage import journal
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

ROWS_AT_ONCE = 100  # in one act: some tens of milliseconds, so that no desk waits
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_TOO_MUCH = "more is given back than they paid"


@dataclass(slots=True)
class _Run:
    """A file on its way into the books."""

    shop: Shop
    viewer: Viewer
    act: str
    new: bool  # unknown people become clients
    seen: Counter[str] = field(default_factory=Counter)
    made: set[int] = field(default_factory=set)  # clients that this file made


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
    """Book the rows of a CSV file from the till, of any length, and say what became of each.

    A row that was booked before, by its receipt or by everything in it, is not booked again. With ``new``
    unknown people become clients; else their rows are rejected. A dry run changes nothing and blocks nobody.
    """
    needs_manager(viewer)
    table, made = read_table(file), shop.workspace
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
    run = _Run(shop, viewer, act, new)
    verdicts: list[TillVerdict] = []
    if dry_run:
        with shop.store.read() as tx:
            books = TriedBooks(tx, shop, viewer, act)
            verdicts = [_row(run, books, table, at, read) for at, read in enumerate(reads)]
    else:
        for start in range(0, len(reads), ROWS_AT_ONCE):
            with shop.store.act() as tx:
                verdicts += _portion(tx, run, table, start, reads[start : start + ROWS_AT_ONCE])
    return account(
        verdicts,
        file=table.file,
        dry_run=dry_run,
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=chosen,
        currency=made.currency,
        made=len(run.made),
        warnings=table.warnings,
    )


def _portion(
    tx: Tx, run: _Run, table: Table, start: int, reads: Sequence[TillRow | str]
) -> list[TillVerdict]:
    """Book some rows in one act; the first that books anything writes the file's one journal entry."""
    shop, me = run.shop, run.viewer.operator_id
    begun = done_before(tx, run.viewer, run.act, IMPORTED)
    if begun is not None and journal.undone_since(tx, begun):
        raise Refused(
            tr("This file was taken back"),
            tr("Nothing of it is booked any more."),
            tr("Load it anew, if that was not meant."),
        )
    books = Books(tx, shop, run.viewer, run.act)
    verdicts = [_row(run, books, table, at, read) for at, read in enumerate(reads, start)]
    for contact_id in books.changed:
        segmenting.reckon(tx, shop, contact_id)
    if begun is None and books.changed:
        journal.append(tx, me, IMPORTED, run.act, shop.now(), None, {"rows": len(table.records)})
    return verdicts


def _row(run: _Run, books: Books, table: Table, at: int, read: TillRow | str) -> TillVerdict:
    record = table.records[at]

    def rejected(why: str) -> TillVerdict:
        return TillVerdict(record.line, "rejected", reason=why, cells=record.cells)

    def booked(contact_id: int, *, new: bool) -> TillVerdict:
        if new:
            run.made.add(contact_id)
        return TillVerdict(record.line, "booked", books.shown(contact_id), row.amount_minor, new=new)

    if isinstance(read, str):
        return rejected(read)
    row = read
    run.seen[row.alike] += 1
    key = keyed_hash(run.shop.workspace.secret, row.key(run.seen[row.alike]))
    before = books.booked(key)
    if before is not None and before.by_this_file:  # by this very act, before it was cut off
        return booked(before.contact_id, new=books.made(before.contact_id))
    if before is not None:
        return TillVerdict(record.line, "repeated", amount_minor=row.amount_minor, reason=tr("booked before"))
    try:
        contact_id = _whose(run, books, row)
    except PipelineError as error:
        return rejected(error.detail or error.title)
    back = None
    if row.amount_minor < 0:
        back = books.refundable(contact_id, -row.amount_minor, row.on)
        if back is None:
            return rejected(_TOO_MUCH)
    books.book(row, contact_id, key, back)
    return booked(contact_id, new=books.made(contact_id))


def _whose(run: _Run, books: Books, row: TillRow) -> int:
    """Return the contact of a row; UsageTrouble says why there is none."""
    if row.client_id is not None:
        if not books.exists(row.client_id):
            raise _nobody(tr("there is no client {client_id}", client_id=row.client_id))
        return row.client_id
    if not (row.person or row.numbers or row.emails):
        raise _nobody(tr("it names nobody"))
    if row.numbers or row.emails:
        found = books.acquaintance(_asked(run, row))
        if found.same is not None and found.certain:
            return found.same.contact_id
        if found.linked:
            raise _nobody(tr("the number is known under another name"))
    elif row.person is not None:
        named = books.named(_both_orders(row.folded))
        if len(named) == 1:
            return named[0]
        if named:
            raise _nobody(tr("several clients have this name: a number or client id is wanted"))
    if not run.new:
        raise _nobody(tr("nobody known: --new makes a client of them"))
    return _new(run, books, row)


def _asked(run: _Run, row: TillRow) -> NewContact:
    """Return who a row may be, for the comparison with the known."""
    if row.person is not None:
        return as_contact(row.person, run.shop.workspace.country)
    return NewContact("", numbers=tuple(NewNumber(one) for one in row.numbers), emails=row.emails)


def _new(run: _Run, books: Books, row: TillRow) -> int:
    """Make a client of somebody unknown: of the manager who farms, else of whom the fair choice finds."""
    if row.person is None:
        raise _nobody(tr("a new client needs a name"))
    if row.amount_minor < 0:
        raise _nobody(_TOO_MUCH)
    contact = as_contact(row.person, run.shop.workspace.country)
    farmer = run.viewer.operator_id
    if not run.viewer.covers(Stage.FARMING):
        chosen = receiving.fairest(books.tx, run.shop, Stage.FARMING, run.act)
        if chosen is None:
            raise _nobody(tr("nobody works as a farmer, who would keep them"))
        farmer = chosen
    return books.add(contact, farmer, row.on)


def _both_orders(folded: str) -> tuple[str, ...]:
    words = folded.split()
    turned = (" ".join((*words[at:], *words[:at])) for at in range(len(words)))
    return tuple(dict.fromkeys(fold(one) for one in turned))


def _nobody(why: str) -> UsageTrouble:
    return UsageTrouble(tr("Nobody's row"), why)
