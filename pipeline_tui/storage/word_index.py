"""Keeps the index of words: name, firm and addresses of every contact, folded, a space before each word.

Triggers mark whose words an act changed; the act takes them in before it commits, so that index and contacts
never part. A load postpones its contacts and takes them in by the thousand, which costs a tenth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_tui.storage.store import Tx

_PAGES = 64  # of the index rewritten by one act: some ten milliseconds
_IDLE = 2  # changes that a portion makes at least when there is work
AT_ONCE = 1000  # contacts taken in by one act of a load: ten milliseconds or two

_WORDS = """SELECT id, words FROM (
  SELECT c.id AS id, ' ' || TRIM(c.folded || ' ' ||
    COALESCE((SELECT f.folded FROM firm f WHERE f.id = c.firm_id), '') || ' ' ||
    COALESCE((SELECT group_concat(e.address, ' ') FROM email e WHERE e.contact_id = c.id), '')) AS words
  FROM contact c WHERE {which}) WHERE words <> ' '"""
_TAKE_IN = "INSERT OR REPLACE INTO word_index (rowid, words) "
_DUE = _TAKE_IN + _WORDS.format(which="c.id IN (SELECT contact_id FROM word_due)")
_RANGE = _TAKE_IN + _WORDS.format(which="c.id BETWEEN :first AND :last")


def take_in_changes(tx: Tx) -> None:
    """Bring the index up to what an act has written; the end of every act."""
    if tx.value("SELECT 1 FROM word_due LIMIT 1") is None:
        return
    tx.run("DELETE FROM word_index WHERE rowid IN (SELECT contact_id FROM word_due)")
    tx.run(_DUE)
    tx.run("DELETE FROM word_due")


def postpone(tx: Tx, ids: Sequence[int]) -> None:
    """Leave contacts that this act wrote, their ids in order, to ``take_in``."""
    if ids:
        tx.run("DELETE FROM word_due WHERE contact_id BETWEEN :first AND :last", _range(ids))


def take_in(tx: Tx, ids: Sequence[int]) -> None:
    """Take contacts into the index, ids in order, at most ``AT_ONCE``; who stands there is taken in anew."""
    if ids:
        tx.run(_RANGE, _range(ids))


def _range(ids: Sequence[int]) -> dict[str, int]:
    return {"first": ids[0], "last": ids[-1]}


def press(tx: Tx, *, begin: bool) -> bool:
    """Rewrite a portion of the index without what was deleted; return whether more is left to rewrite.

    The engine only marks deleted words until then: their letters could still be read from the file.
    """
    before = tx.value("SELECT total_changes()")
    tx.run(
        "INSERT INTO word_index (word_index, rank) VALUES ('merge', :pages)",
        {"pages": -_PAGES if begin else _PAGES},
    )
    return bool(tx.value("SELECT total_changes()") - before >= _IDLE)
