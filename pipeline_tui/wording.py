"""The words of the interface in the operator's language: English is the key, a catalogue holds the rest.

One process speaks one language: whoever signs in chooses it, before that the environment does. Texts made at
run time are looked up by ``tr`` and ``trn``; texts in records and tables that are built at import are marked
with ``mark`` or held by ``WordTable``, and looked up where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path

ENGLISH = "en"
LANGUAGES = MappingProxyType({ENGLISH: "English", "fr": "français"})  # each by its own name
DOMAIN = "pipeline_tui"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in gettext's own order
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"

Key = TypeVar("Key")
_spoken = ENGLISH
_catalogue: NullTranslations | None = None


def spoken_in(environment: Mapping[str, str]) -> str:
    """Return the language an environment asks for, English where we do not speak it."""
    wanted = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    codes = (part[:2].lower() for part in wanted.split(":"))
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


def speak(language: str, folder: Path) -> None:
    """Turn the interface to a language, from the catalogues in a folder; English needs none."""
    global _spoken, _catalogue
    if language == _spoken:
        return
    if language == ENGLISH:
        _spoken, _catalogue = ENGLISH, None
        return
    from gettext import translation

    _catalogue = translation(DOMAIN, folder, [language])
    _spoken = language


def spoken() -> str:
    """Return the language the interface speaks now (ISO 639)."""
    return _spoken


def next_language() -> str:
    """Return the language after the one that is spoken, round and round."""
    known = tuple(LANGUAGES)
    return known[(known.index(_spoken) + 1) % len(known)]


def tr(text: str, /, **values: object) -> str:
    """Return one of our texts in the language that is spoken, its {names} filled in."""
    if _catalogue is not None and text:
        text = _catalogue.gettext(text)
    return text.format(**values) if values else text


def tr_as(use: str, text: str, /) -> str:
    """Return a short text as it reads in one use of it: English has one word where others need several."""
    return _catalogue.pgettext(use, text) if _catalogue is not None and text else text


def quoted(text: str) -> str:
    """Return what somebody typed, in the quotation marks of the language that is spoken."""
    return tr('"{text}"', text=text)


def semicolons(parts: Iterable[str]) -> str:
    """Return parts of one line, set apart as the language does."""
    return reduce(lambda one, other: tr("{one}; {other}", one=one, other=other), parts)


def trn(one: str, many: str, number: int, /, **values: object) -> str:
    """Return one of two texts by a number, as the language counts; ``{number}`` is filled in, grouped."""
    if _catalogue is not None:
        text = _catalogue.ngettext(one, many, number)
    else:
        text = one if number == 1 else many
    return text.format(number=grouped(number), **values) if "{" in text else text


def grouped(number: int, /) -> str:
    """Return a whole number with its thousands apart: ``12,345``, in French ``12 345``."""
    written = f"{number:,}"
    return written.replace(",", _NARROW_SPACE) if _spoken == "fr" else written


def mark(text: str, /) -> str:
    """Return a text as it is: it goes into the catalogue, and is looked up where it is shown."""
    return text


def mark_as(use: str, text: str, /) -> str:
    """Return a text as it is, for ``tr_as``."""
    return text


def mark_many(one: str, many: str, /) -> tuple[str, str]:
    """Return a text in its two numbers as it is, for ``trn``."""
    return one, many


class WordTable(Mapping[Key, str], Generic[Key]):
    """A fixed table of words by their codes, which answers in the language that is spoken."""

    def __init__(self, words: Mapping[Key, str], use: str = "") -> None:
        """Take the English words, and their use where they read otherwise elsewhere."""
        self._words, self._use = dict(words), use

    @property
    def english(self) -> Mapping[Key, str]:
        """Return the words as they are marked, for a table made of several."""
        return self._words

    def __getitem__(self, key: Key) -> str:
        """Return the word of a code; KeyError when there is none."""
        return tr_as(self._use, self._words[key]) if self._use else tr(self._words[key])

    def __iter__(self) -> Iterator[Key]:
        """Go through the codes."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._words)
