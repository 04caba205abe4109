"""What invented shops are made of: names, places, firms, and what is said and sold in a trade.

The lists themselves stand in ``data/practice/*.toml``; nobody in them exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.new_contact import NewContact

Texts = tuple[str, ...]
ByLanguage = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person whose name, place or number tries a screen: long, right-to-left, foreign, full of marks."""

    last: str
    first: str = ""
    civility: str = ""
    language: str = ""
    country: str = "FR"
    city: str = ""
    postcode: str = ""
    area: str = ""  # area code of the number, where the country needs one


@dataclass(frozen=True, slots=True)
class City:
    """A city with the first digit of its fixed lines."""

    name: str
    postcode: str
    digit: str


@dataclass(frozen=True, slots=True)
class Source:
    """How a consent was given."""

    channel: str
    evidence: ByLanguage


@dataclass(frozen=True, slots=True)
class World:
    """The names and places of everybody."""

    women: Texts
    men: Texts
    families: Texts
    streets: Texts
    cities: tuple[City, ...]
    mail: Texts
    consents: tuple[Source, ...]
    strangers: tuple[Stranger, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody does in a firm, as it is said of a woman and of a man."""

    ms: str
    mr: str

    def of(self, civility: str) -> str:
        """Return the job of somebody who is addressed so."""
        return self.ms if civility == "ms" else self.mr


@dataclass(frozen=True, slots=True)
class Employer:
    """A firm and what its people do there."""

    name: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """Something the shop sells, between two prices in minor units."""

    what: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, and what that comes to."""

    brief: Mapping[str, str]  # of a hot contact
    said: str  # the note
    sells: Article


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said and written in a trade, in one language."""

    notes: Mapping[str, Texts]  # by outcome, lost-<reason>, returned-<reason>, caller
    wishes: tuple[Wish, ...]
    answers: Mapping[str, Texts]  # by field of the scripts
    articles: tuple[Article, ...]
    repeats: tuple[Wish, ...]  # what clients order at a check-in


@dataclass(frozen=True, slots=True)
class ColdList:
    """A list of people to be rung."""

    names: ByLanguage
    of: int  # of a hundred cold contacts
    business: int  # of a hundred contacts of the list
    priority: int = 5  # 1 first, 9 last


@dataclass(frozen=True, slots=True)
class PracticeTrade:
    """Everything invented about a shop of one trade."""

    firm: str
    employers: tuple[Employer, ...]
    client_list: ByLanguage
    cold_lists: tuple[ColdList, ...]  # in the order they arrive
    talk: Mapping[str, Talk]  # by language

    def speaking(self, language: str) -> Talk:
        """Return what is said in a language, else in English."""
        return self.talk.get(language) or self.talk["en"]


@dataclass(frozen=True, slots=True)
class Bought:
    """One earlier purchase of a client."""

    on: date
    what: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class OldClient:
    """A client the shop had before it had this workstation."""

    contact: NewContact
    segment: str
    last_contact: datetime  # UTC
    check_in_on: date
    bought: tuple[Bought, ...]  # oldest first
