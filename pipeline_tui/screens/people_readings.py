"""How people are read back while they are typed: names, numbers, places, languages, grounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from pipeline_tui.domain.consents import evidence_words, read_consent_word
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.names import civility_code, display_name, spoken_name
from pipeline_tui.domain.newcomers import (
    CODE_WORDS,
    Choice,
    person_name,
    read_audience,
    read_code,
    read_email,
    read_holder,
    read_language,
    read_place,
)
from pipeline_tui.domain.phones import NumberRejected, international, read_numbers
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.words import kind_name
from pipeline_tui.wording import WordTable, tr

_HOLDERS = WordTable(
    {
        "personal": "personal",
        "household": "household: caps and stop hold for the line",
        "switchboard": "switchboard: no cap of its own",
    }
)


def reads_name(session: Session) -> Read:
    """Return the reader of a whole name: how it is listed, and how one speaks to them."""

    def read(text: str) -> Reading:
        name = person_name(text)
        listed = display_name(name.civility, name.first, name.last, session.language)
        spoken = spoken_name(name.civility, name.first, name.last, session.language)
        return Reading(listed if listed.casefold() == spoken.casefold() else f"{listed} · {spoken}")

    return read


def reads_numbers(country: Callable[[], str]) -> Read:
    """Return the reader of numbers apart by commas; national ones are of the country that holds now."""

    def read(text: str) -> Reading:
        said: list[str] = []
        for one in read_numbers(clean(text), country()):
            if isinstance(one, NumberRejected):
                return Reading(trouble=one.reason)
            unusual = tr(", unusual: {why_unusual}", why_unusual=one.why_unusual) if one.unusual else ""
            more = tr(", ext. {extension}", extension=one.extension) if one.extension else ""
            said.append(f"{international(one.e164)} {kind_name(one.kind)}{more}{unusual}")
        return Reading("; ".join(said)) if said else Reading(trouble=tr("no number in it"))

    return read


def reads_holder(shown: str) -> Read:
    """Return the reader of whose a number is; ``shown`` is the number."""

    def read(text: str) -> Reading:
        found = read_holder(text)
        if found is None:
            return Reading(trouble=tr("personal, household, switchboard or gone, then ext 12"))
        holder, extension, gone = found
        means = tr("gone: no longer theirs") if gone else _HOLDERS[holder]
        return Reading(
            " · ".join(
                part
                for part in (shown, means, extension and tr("ext. {extension}", extension=extension))
                if part
            )
        )

    return read


def reads_place(home: str) -> Read:
    """Return the reader of a place: postcode, town, country, and the clock there."""

    def read(text: str) -> Reading:
        place = read_place(text, home)
        zone = place_of(place.country, place.postcode).zone
        parts = (" ".join(one for one in (place.postcode, place.city) if one), place.country, zone)
        return Reading(" · ".join(one for one in parts if one))

    return read


def reads_language(text: str) -> Reading:
    """Read a language by name or code."""
    try:
        return Reading(read_language(text))
    except PipelineError as error:
        return Reading(trouble=error.detail)


def reads_audience(text: str) -> Reading:
    """Read consumer or business, or the beginning of it."""
    try:
        return Reading(read_audience(text))
    except PipelineError as error:
        return Reading(trouble=error.title)


def reads_email(text: str) -> Reading:
    """Read e-mail addresses."""
    try:
        return Reading(", ".join(read_email(text)))
    except PipelineError as error:
        return Reading(trouble=error.detail)


def reads_consent(text: str) -> Reading:
    """Read whether they agree to be rung, how they said so and what proves it."""
    try:
        word = read_consent_word(text)
    except PipelineError as error:
        return Reading(trouble=error.title)
    what = tr("they agree") if word.agreed else tr("they take it back")
    return Reading(" · ".join(part for part in (what, evidence_words(word.channel), word.evidence) if part))


def reads_civility(session: Session) -> Read:
    """Return the reader of Mr and Mrs."""

    def read(text: str) -> Reading:
        code = civility_code(text)
        if not code:
            return Reading(trouble=tr("Mr or Ms is wanted"))
        return Reading(spoken_name(code, "", "…", session.language))

    return read


def reads_choice(codes: type[Choice], words: Mapping[Choice, str]) -> Read:
    """Return the reader of one of some codes, by its digit or the beginning of its name."""

    def read(text: str) -> Reading:
        code = read_code(text, codes)
        return Reading(words[code]) if code is not None else Reading(trouble=choices(codes))

    return read


def choices(codes: type[StrEnum]) -> str:
    """Return the choices with their digits, in one line."""
    return "  ".join(f"{number} {CODE_WORDS[one.value]}" for number, one in enumerate(codes, start=1))
