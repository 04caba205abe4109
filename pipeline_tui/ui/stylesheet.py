"""A stylesheet that reads each piece of CSS once."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PIECES = 1024  # styles of every widget, Textual's own among them, under every theme that was shown

_Pieces = LRUCache[tuple[object, ...], list[RuleSet]]


class ParsedOnce(Stylesheet):
    """Textual's stylesheet, with what was read kept for as long as the program runs.

    Textual 8.2 keeps 64 pieces, which is fewer than we have, and none when a desk is shown for the first
    time: then it reads all of them again, forty milliseconds of nothing new. What a piece says depends on its
    text and on the theme's variables only.
    """

    _kept: dict[frozenset[tuple[str, str]], _Pieces] = {}

    def __init__(self, *, variables: dict[str, str]) -> None:
        """Take the variables of the theme."""
        super().__init__(variables=variables)
        self._keep()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of another theme."""
        if variables == self._variables:
            return
        # The pieces of the theme before are kept for its return: they must not be emptied with the rest.
        self._parse_cache = LRUCache(_PIECES)
        super().set_variables(variables)
        self._keep()

    def reparse(self) -> None:
        """Put the rules together anew; only pieces that are new are read."""
        self.parse()

    def _keep(self) -> None:
        self._parse_cache = self._kept.setdefault(frozenset(self._variables.items()), LRUCache(_PIECES))
