"""Objection and technique cards found by a word of what the other side just said."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.playbook import Card, Playbook
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold


def cards_for(playbook: Playbook, stage: Stage, language: str) -> tuple[Card, ...]:
    """Return the cards of a stage in a language, else in the playbook's first one."""
    found = playbook.cards.get(language) or playbook.cards.get(playbook.languages[0], ())
    return tuple(card for card in found if not card.stages or stage in card.stages)


def matching(cards: Sequence[Card], typed: str) -> tuple[Card, ...]:
    """Return the cards that hold the typed words, those with more of them and in the title first.

    A card that holds every word hides those that lack one; without such a card the nearest ones are shown.
    """
    words = fold(typed).split()
    ranked = []
    for index, card in enumerate(cards):
        title, whole = fold(card.title), fold(f"{card.title} {card.text}")
        found = sum(word in whole for word in words)
        if found or not words:
            ranked.append((-found, -sum(word in title for word in words), index, card))
    most = min((entry[0] for entry in ranked), default=0)
    ranked = [entry for entry in ranked if -most < len(words) or entry[0] == most]
    return tuple(card for *_, card in sorted(ranked, key=lambda entry: entry[:3]))
