"""The catalogues of translations: brought up to date, examined, compiled."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pipeline_tui.wording import DOMAIN, ENGLISH, LANGUAGES
from scripts.wordings.gathering import ROOT, Text

_WHEN = datetime(2026, 11, 30, tzinfo=UTC)  # a catalogue tells its changes by its texts, not by a date
_EDGES = re.compile(r"^\s*|\s*$")
_CODE = re.compile(r"`[^`]*`")
# French sets a blank before these marks and inside its quotes, one at which no line may end.
_BREAKS = {"fr": re.compile(r"(?<=\S) (?=[:;?!»](?:\s|$))|« ")}


def paths() -> dict[str, Path]:
    """Return the file of each language that needs one."""
    folder = ROOT / "data" / "locale"
    return {
        code: folder / code / "LC_MESSAGES" / f"{DOMAIN}.po" for code in sorted(LANGUAGES) if code != ENGLISH
    }


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue as it is stored, an empty one where there is none."""
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def refreshed(old: Catalog, language: str, texts: Iterable[Text]) -> Catalog:
    """Return a catalogue with exactly these texts, each with the words it had; new ones have none."""
    made = _empty(language)
    for text in texts:
        known = old.get(text.one, text.use or None)
        ident = (text.one, text.many) if text.many else text.one
        remarks = known.user_comments if known else ()
        made.add(
            ident,
            string=_kept(known, text, made.num_plurals),
            user_comments=remarks,
            context=text.use or None,
        )
    return made


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as text, in the order of the alphabet, so that two hands seldom meet in a line."""
    into = io.BytesIO()
    write_po(into, catalogue, no_location=True, sort_output=True, width=100, omit_header=False)
    return into.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    into = io.BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def faults(catalogue: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, text by text: missing, in doubt, or with other {names}."""
    breaks = _BREAKS.get(str(catalogue.locale))
    return [fault for message in catalogue if message.id for fault in _faults_of(message, breaks)]


def _faults_of(message: Message, breaks: re.Pattern[str] | None) -> Iterable[str]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = _strings(message)
    if message.fuzzy:
        yield f"in doubt: {ids[0]!r}"
    if not all(strings):
        yield f"missing: {ids[0]!r}"
        return
    wanted = {name for one in ids for name in _names(one)}
    for string in strings:
        if _names(string) - wanted or (len(ids) == 1 and _names(string) != wanted):
            yield f"other {{names}}: {ids[0]!r} -> {string!r}"
        if _EDGES.findall(string) != _EDGES.findall(ids[-1]):
            yield f"other blanks at its ends: {ids[0]!r} -> {string!r}"
        if breaks is not None and breaks.search(_CODE.sub("``", string)):
            yield f"a blank where a line may not end: {ids[0]!r} -> {string!r}"


def _names(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def _strings(message: Message | None) -> tuple[str, ...]:
    string = message.string if message is not None else None
    return tuple(one or "" for one in (string if isinstance(string, tuple | list) else (string,)))


def _kept(known: Message | None, text: Text, numbers: int) -> str | tuple[str, ...]:
    words = _strings(known)
    # A language may have a number of its own for millions: it has the words of the one before.
    return (*words, *([words[-1]] * numbers))[:numbers] if text.many else words[0]


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project="pipeline-tui",
        creation_date=_WHEN,
        revision_date=_WHEN,
        last_translator="pipeline-tui",
        language_team=language,
        header_comment="# Words of the interface; gathered and compiled by scripts/words.",
        fuzzy=False,
    )
