"""Rewriting the index of words after an erasure, so that nothing of a name stays in the file."""

from __future__ import annotations

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import word_index


def forget_words(shop: Shop) -> None:
    """Rewrite the index without what was deleted, in short acts that hold up no desk."""
    begin, more = True, True
    while more:
        with shop.store.act() as tx:
            more = word_index.press(tx, begin=begin)
        begin = False
