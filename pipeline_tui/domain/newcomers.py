"""People added or changed by hand: what was typed, and how it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.country_names import country_named
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_cells import language_of, read_emails, read_postcode
from pipeline_tui.domain.names import PersonName, split_name
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.phones import NumberRejected, ReadNumber, country_of, read_numbers, zones_of
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import WordTable, tr

HOLDERS = ("personal", "household", "switchboard")
HOLDER_WORDS = WordTable(
    {"personal": "personal", "household": "household", "switchboard": "switchboard", "gone": "gone"}, "holder"
)
Choice = TypeVar("Choice", bound=StrEnum)


class How(StrEnum):
    """How somebody came to us; it is kept as the contact's source."""

    WALK_IN = "walk-in"
    INCOMING = "incoming-call"
    REFERRED = "referral"
    OTHER = "other"


class Ground(StrEnum):
    """On what ground somebody may be called, as an operator can say it; the country's rules judge it."""

    ASKED = "asked"  # they themselves asked us to call, or agreed to it
    CLIENT = "client"  # under a current contract
    BUSINESS = "business"  # a firm, by its public number
    NONE = "none"  # kept, but rung only where the rules want no ground


_SOURCES = {How.WALK_IN: "walk-in", How.INCOMING: "incoming call", How.REFERRED: "referral", How.OTHER: ""}

# What one may type for a choice; the codes themselves are understood in every language.
CODE_WORDS = WordTable(
    {
        "walk-in": "walk-in",
        "incoming-call": "incoming-call",
        "referral": "referral",
        "other": "other",
        "asked": "asked",
        "client": "client",
        "business": "business",
        "none": "none",
        "consumer": "consumer",
    },
    "choice",
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody new, as typed; ``referred_by`` is the contact who named them."""

    name: str
    numbers: str = ""  # as typed, several apart by a comma
    email: str = ""
    firm: str = ""
    role: str = ""
    place: str = ""  # "69002 Lyon", "Lyon, Belgium"
    language: str = ""
    how: How = How.OTHER
    ground: Ground = Ground.NONE
    note: str = ""
    referred_by: int | None = None


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """Where somebody lives, as understood; "" for what was not said."""

    postcode: str
    city: str
    country: str  # ISO 3166


def read_code(text: str, codes: type[Choice]) -> Choice | None:
    """Return the choice that a digit, its name or the beginning of its name stands for; None for none."""
    every = tuple(codes)
    typed = fold(text).replace(" ", "-")
    if typed.isdecimal():
        return every[int(typed) - 1] if 1 <= int(typed) <= len(every) else None
    found = [one for one in every if typed and _begins(one.value, typed)]
    return found[0] if len(found) == 1 else None


def _begins(code: str, typed: str) -> bool:
    said = fold(CODE_WORDS.get(code, code)).replace(" ", "-")
    return code.startswith(typed) or said.startswith(typed)


def read_holder(text: str) -> tuple[str, str, bool] | None:
    """Return holder, extension and whether a number is gone, as in "switchboard ext 12", "gone"."""
    words, extension = fold(text), ""
    if found := re.fullmatch(r"(.*?)[ ,]*(?:ext|x|poste)\.? ?(\d{1,8})", words):
        words, extension = found[1], found[2]
    holders = [
        one
        for one in (*HOLDERS, "gone")
        if words and (one.startswith(words) or fold(HOLDER_WORDS[one]).startswith(words))
    ]
    if len(holders) != 1:
        return None
    gone = holders[0] == "gone"
    return ("personal" if gone else holders[0]), extension, gone


def holder_typed(text: str) -> tuple[str, str, bool]:
    """Return the same; UsageTrouble when it is not understood."""
    found = read_holder(text)
    if found is None:
        raise UsageTrouble(
            tr("Not understood"),
            tr("personal, household, switchboard or gone is wanted."),
            tr("Add ext 12 for an extension."),
        )
    return found


def read_place(text: str, home: str) -> ReadPlace:
    """Return postcode, city and country of a place; ``home`` is its country unless it names one."""
    words, country = clean(text, limit=120), ""
    before, comma, after = words.rpartition(",")
    if comma and (country := country_named(after)):
        words = before.strip()
    elif not comma and len(words) > 2 and (country := country_named(words)):
        words = ""
    country = country or home
    found = re.match(r"(?:[A-Z]{1,2}-)?(\d{4,6})\b[ ,]*(.*)", words) or re.match(
        r"([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b[ ,]*(.*)", words
    )
    if found:
        return ReadPlace(read_postcode(found[1], country), found[2].strip(), country)
    return ReadPlace("", words, country)


def read_language(text: str) -> str:
    """Return the ISO 639 code of a language as typed; UsageTrouble when it is not known."""
    code = language_of(text) if text else ""
    if text and not code:
        raise UsageTrouble(
            tr("Language not understood"), tr("This is no language."), tr('Write "fr" or "French".')
        )
    return code


def read_audience(text: str) -> str:
    """Return whom the rules protect, "" for unknown; UsageTrouble when it is not understood."""
    code = read_code(text, Audience)
    if text.strip() and code is None:
        raise UsageTrouble(
            tr("Consumer or business?"),
            tr("Neither is understood from this."),
            tr('Write "consumer" or "business".'),
        )
    return code.value if code is not None else ""


def read_email(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses typed; UsageTrouble when there is none in what was typed."""
    found = read_emails(clean(text, limit=200))
    if text.strip() and not found:
        raise UsageTrouble(
            tr("E-mail not understood"), tr("This is no e-mail address."), tr("Write name@example.org.")
        )
    return found


def numbers_of(text: str, country: str) -> tuple[NewNumber, ...]:
    """Return the numbers typed; UsageTrouble names the first that cannot be rung."""
    taken: list[NewNumber] = []
    for one in read_numbers(clean(text, limit=200), country):
        if isinstance(one, NumberRejected):
            raise UsageTrouble(
                tr("Number not understood"),
                tr("This cannot be rung: {reason}.", reason=one.reason),
                tr("Write it best with + and the country code, such as +33 1 99 00 12 34."),
            )
        taken.append(new_number(one, country))
    return tuple(taken)


def new_number(read: ReadNumber, country: str, holder: str = "personal") -> NewNumber:
    """Return a number as a contact keeps it."""
    return NewNumber(
        e164=read.e164,
        kind=read.kind,
        holder=holder,
        extension=read.extension,
        unusual=read.unusual,
        zones=zones_of(read.e164, country),
    )


def person_name(text: str) -> PersonName:
    """Return civility, first and last name as typed: "Claire Martin", "Mme Claire MARTIN"."""
    return split_name(clean(text, limit=160))


def as_contact(person: NewPerson, home: str) -> NewContact:
    """Return what was typed as a contact without grounds; UsageTrouble when nobody could be asked for.

    ``home`` (ISO 3166) reads national numbers, and is the country when neither place nor number names one.
    """
    name, firm = person_name(person.name), clean(person.firm, limit=120)
    if not (name.first or name.last or firm):
        raise UsageTrouble(
            tr("Who is it?"), tr("A name or a firm is wanted."), tr('Write it as in "Mme Claire Martin".')
        )
    place = read_place(person.place, "")
    numbers = numbers_of(person.numbers, place.country or home)
    by_number = country_of(numbers[0].e164, home) if numbers else ""
    country = place.country or by_number or home
    nobody = not (name.first or name.last)
    if nobody:
        numbers = tuple(_of_the_firm(one) for one in numbers)
    place = read_place(person.place, country)
    lies = place_of(country, place.postcode)
    return NewContact(
        last_name=name.last,
        first_name=name.first,
        civility=name.civility,
        language=read_language(clean(person.language, limit=40)),
        firm=firm,
        firm_role=clean(person.role, limit=80),
        audience=Audience.BUSINESS if nobody or person.ground is Ground.BUSINESS else None,
        country=country,
        postcode=place.postcode,
        city=place.city,
        zone=lies.zone,
        region=lies.region,
        source=_SOURCES[person.how],
        hot=person.how in (How.WALK_IN, How.INCOMING),
        numbers=numbers,
        emails=read_email(person.email),
        note=clean(person.note, limit=LONGEST_NOTE, multiline=True),
    )


def _of_the_firm(number: NewNumber) -> NewNumber:
    if number.kind == "mobile":
        return number
    return NewNumber(number.e164, number.kind, "switchboard", number.extension, number.unusual, number.zones)
