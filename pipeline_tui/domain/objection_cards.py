"""Objection and technique cards: found by a word of what the other side just said, ranked by how they did.

A card is used when an operator chooses it in a call that awaits its outcome: once for each call. It *went on*
when the contact did within ``FOLLOWS`` after that call: handed on and not returned, its deal moved a step on,
or a purchase made. Until then a use is open, and counts as used only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from pipeline_tui.domain.playbook import Card, Playbook
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold

FOLLOWS = timedelta(days=14)
ENOUGH = 20  # decided uses of a card, before its success is believed
_SHORTEST = 4  # letters of a word in which one may be wrong
_LONG = 8  # from here on two


_NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class CardFigures:
    """How often a card was used, and what of that went on as far as it is decided."""

    uses: int = 0
    went_on: Share = _NONE

    @property
    def enough(self) -> bool:
        """Return whether the success says something."""
        return self.went_on.of >= ENOUGH


NO_FIGURES: Mapping[str, CardFigures] = MappingProxyType({})
_UNUSED = CardFigures()


def cards_for(playbook: Playbook, stage: Stage, language: str) -> tuple[Card, ...]:
    """Return the cards of a stage in a language, else in the playbook's first one."""
    found = playbook.cards.get(language) or playbook.cards.get(playbook.languages[0], ())
    return tuple(card for card in found if not card.stages or stage in card.stages)


def ranked(cards: Sequence[Card], figures: Mapping[str, CardFigures]) -> tuple[Card, ...]:
    """Return those with enough uses by the lower bound of their success, then the others by use.

    What is alike stays in the order of the playbook.
    """

    def rank(card: Card) -> tuple[int, float, int]:
        told = figures.get(card.id, _UNUSED)
        return (0, -told.went_on.interval[0], -told.uses) if told.enough else (1, 0.0, -told.uses)

    return tuple(sorted(cards, key=rank))


def matching(cards: Sequence[Card], typed: str) -> tuple[Card, ...]:
    """Return the cards that hold the typed words, those with more of them and in the title first.

    A card that holds every word hides those that lack one; without such a card the nearest ones are shown.
    Accents do not count; where no card holds a word, one that is nearly so does. What is alike keeps its
    order.
    """
    words = fold(typed).split()
    texts = [(fold(card.title), fold(f"{card.title} {card.text}")) for card in cards]
    spelled = {word: any(word in whole for _, whole in texts) for word in words}
    found = []
    for index, (card, (title, whole)) in enumerate(zip(cards, texts, strict=True)):
        held = sum(word in whole if spelled[word] else _nearly(word, whole) for word in words)
        if held or not words:
            found.append((-held, -sum(word in title for word in words), index, card))
    most = min((entry[0] for entry in found), default=0)
    found = [entry for entry in found if -most < len(words) or entry[0] == most]
    return tuple(card for *_, card in sorted(found, key=lambda entry: entry[:3]))


def _nearly(word: str, text: str) -> bool:
    """Return whether a text holds a word that differs by a slip of the finger, or begins so."""
    if len(word) < _SHORTEST:
        return False
    from rapidfuzz.distance import OSA  # slow to load, and only where something is mistyped

    most = 2 if len(word) >= _LONG else 1
    return any(
        OSA.distance(word, part[:end], score_cutoff=most) <= most
        for part in text.split()
        for end in {len(part), len(word)}
    )
