"""Leaving out of a file whoever asked to be forgotten: a list cannot bring them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline_tui.domain.import_rows import RowRead
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import personal_data
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx

FORGOTTEN = "they asked to be forgotten"
_AT_ONCE = 1000


def without_the_erased(tx: Tx, secret: str, reads: Sequence[RowRead]) -> tuple[RowRead, ...]:
    """Return the rows; one whose number, address, or name on a shared line is remembered is rejected."""
    if not personal_data.anybody_erased(tx):
        return tuple(reads)
    found: list[RowRead] = []
    for start in range(0, len(reads), _AT_ONCE):
        some = reads[start : start + _AT_ONCE]
        hashes = [
            {keyed_hash(secret, mark) for mark in _marks(one.contact)} if one.contact is not None else set()
            for one in some
        ]
        known = personal_data.remembered(tx, frozenset().union(*hashes))
        found += [
            replace(one, contact=None, reason=FORGOTTEN) if own & known else one
            for one, own in zip(some, hashes, strict=True)
        ]
    return tuple(found)


def _marks(new: NewContact) -> list[str]:
    name = fold(f"{new.last_name} {new.first_name}")
    lines = [personal_data.line_mark(one.e164, name) for one in new.numbers]
    addresses = [personal_data.email_mark(address) for address in new.emails]
    return [*(one.e164 for one in new.numbers), *lines, *addresses]
