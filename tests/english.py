"""Finds English that is left on a French screen: words that no French sentence, name or code has."""

from __future__ import annotations

import re

# Small words carry a sentence, so a sentence that was not translated has some; none of them is a French word.
_ENGLISH = frozenset(
    {
        *(
            "the",
            "of",
            "and",
            "with",
            "for",
            "from",
            "your",
            "yours",
            "you",
            "they",
            "them",
            "their",
            "theirs",
        ),
        *(
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "been",
            "be",
            "not",
            "no",
            "none",
            "nobody",
            "nothing",
        ),
        *(
            "this",
            "that",
            "these",
            "which",
            "who",
            "whose",
            "what",
            "when",
            "where",
            "why",
            "how",
            "there",
            "here",
        ),
        *("it", "its", "in", "into", "by", "at", "to", "up", "out", "about", "before", "after", "since"),
        *(
            "until",
            "again",
            "still",
            "only",
            "also",
            "each",
            "every",
            "any",
            "all",
            "some",
            "one",
            "two",
            "other",
        ),
        *("may", "must", "can", "cannot", "will", "would", "should", "does", "did", "do", "done", "made"),
        *(
            "new",
            "next",
            "last",
            "first",
            "now",
            "today",
            "tomorrow",
            "yesterday",
            "day",
            "days",
            "week",
            "hour",
        ),
        *(
            "call",
            "calls",
            "called",
            "rung",
            "ring",
            "deal",
            "deals",
            "hand",
            "keep",
            "kept",
            "typed",
            "type",
        ),
        *("taken", "taking", "take", "given", "back", "changed", "number", "numbers", "year", "years"),
        *("mobile-phone", "landline", "household", "switchboard", "tue", "wed", "thu", "fri", "sat", "sun"),
        *("reached", "closed", "outcome", "people", "person", "team", "list", "lists", "row", "rows"),
    }
)
# What stands in English on purpose: names of options and commands, and the words that are typed as codes.
_CODES = re.compile(
    r"\{[^}]*\}|`[^`]*`|--[a-z-]+(?: [A-Z]+)?|pipeline-tui(?: [a-z-]+)*|\S+@\S+|\S+\.(?:csv|xlsx|toml|md|db)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def english_in(text: str, *, but: frozenset[str] = frozenset()) -> list[str]:
    """Return the lines of a text in which an English word is left, with those words; ``but`` may stand."""
    found = []
    for line in text.splitlines():
        words = {word.casefold() for word in _WORD.findall(_CODES.sub(" ", line))}
        left = sorted((words & _ENGLISH) - but)
        if left:
            found.append(f"{', '.join(left)}: {line.strip()}")
    return found
