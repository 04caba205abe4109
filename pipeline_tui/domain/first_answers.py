"""The seven questions of the set-up: what is typed, what Enter takes instead, and how each is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.country_names import country_named
from pipeline_tui.domain.crew_words import CrewRead, read_crew
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.home_places import ZONES, default_language
from pipeline_tui.domain.money import currency_of
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.wording import tr

FIRM, TRADE, COUNTRY, PEOPLE, COMPUTERS, HOURS, LIST, GOAL = QUESTIONS = (
    "firm",
    "trade",
    "country",
    "people",
    "computers",
    "hours",
    "list",
    "goal",
)
DEMO, NO_LIST = "demo", "none"
MOST_CALLS = 1000
_ONE = frozenset({"1", "one", "un", "une", "one computer", "this one"})
_SEVERAL = frozenset({"2", "several", "plusieurs", "more", "many"})
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TradeOffer:
    """A trade with a playbook, and what its shops usually answer."""

    code: str
    names: MappingProxyType[str, str]
    structure: Structure
    languages: tuple[str, ...]
    hours: str
    goal: int  # calls a day of one person

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the shop is: country, the language of its scripts, its clock."""

    country: str
    language: str
    zone: str
    currency: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What the questions are asked on: the trades there are, and what is known of this computer."""

    trades: tuple[TradeOffer, ...]  # the usual one first
    country: str
    person: str


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """Every answer, read."""

    firm: str
    trade: TradeOffer
    home: Home
    crew: CrewRead
    several: bool  # computers
    hours: str
    list_file: str  # a path, "demo" or "none"
    goal: int

    def set_up(self, *, practice: bool) -> SetUp:
        """Return the workspace these answers describe."""
        return SetUp(
            firm=self.firm,
            trade=self.trade.code,
            country=self.home.country,
            structure=self.crew.structure,
            language=self.home.language,
            operators=self.crew.people,
            zone=self.home.zone,
            hours=self.hours,
            practice=practice,
            goal=self.goal,
        )


def usual(question: str, typed: Typed, ground: Ground) -> str:
    """Return what Enter takes; it follows from the answers before as far as they can be read."""
    match question:
        case "trade":
            return ground.trades[0].code
        case "country":
            return ground.country
        case "people":
            return ground.person
        case "computers":
            return "one"
        case "list":
            return DEMO
    trade = _trade_so_far(typed, ground)
    match question:
        case "firm":
            return trade.name(_language_so_far(typed, ground))
        case "hours":
            return trade.hours
    return str(trade.goal)


def given(question: str, typed: Typed, ground: Ground) -> str:
    """Return the answer to a question: what is typed, else what Enter takes."""
    return clean(typed.get(question, ""), limit=400) or usual(question, typed, ground)


def read_all(typed: Typed, ground: Ground) -> FirstAnswers:
    """Return every answer read; UsageTrouble for the first that cannot be."""

    def answer(question: str) -> str:
        return given(question, typed, ground)

    trade = read_trade(answer(TRADE), ground)
    return FirstAnswers(
        firm=clean(answer(FIRM), limit=80),
        trade=trade,
        home=read_home(answer(COUNTRY), trade),
        crew=read_crew(answer(PEOPLE)),
        several=read_computers(answer(COMPUTERS)),
        hours=parse_hours(answer(HOURS)).text,
        list_file=answer(LIST),
        goal=read_goal(answer(GOAL)),
    )


def read_trade(text: str, ground: Ground) -> TradeOffer:
    """Read a trade by its number, its code or its name in any language."""
    words = fold(clean(text))
    if words.isdecimal() and 1 <= int(words) <= len(ground.trades):
        return ground.trades[int(words) - 1]
    for trade in ground.trades:
        if words in {trade.code, *(fold(name) for name in trade.names.values())}:
            return trade
    begun = [trade for trade in ground.trades if words and trade.code.startswith(words)]
    if len(begun) == 1:
        return begun[0]
    raise UsageTrouble(
        tr("There is no trade “{text}”", text=clean(text)),
        "",
        tr("A number from 1 to {most}.", most=len(ground.trades)),
    )


def read_home(text: str, trade: TradeOffer) -> Home:
    """Read "FR", "France", "BE en" or "JP en Asia/Tokyo": a country, then what it does not settle."""
    words = clean(text).replace(",", " ").split()
    zones = [word for word in words if "/" in word]
    words = [word for word in words if "/" not in word]
    language = ""
    if len(words) > 1 and words[-1].lower() in trade.languages:
        language = words.pop().lower()
    name = " ".join(words)
    country = name.upper() if len(name) == 2 and name.isalpha() else country_named(name)
    if not country:
        raise UsageTrouble(
            tr("There is no country “{name}”", name=name), "", tr("Two letters, as in FR, or its name.")
        )
    currency = currency_of(country)
    language = language or default_language(country)
    if language not in trade.languages:
        language = trade.languages[0]
    return Home(country, language, _zone(zones[0] if zones else ZONES.get(country, ""), country), currency)


def _zone(zone: str, country: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not zone:
        raise UsageTrouble(
            tr("Which clock in {country}?", country=country),
            "",
            tr("Add its zone: {country} Asia/Tokyo.", country=country),
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageTrouble(
            tr("There is no time zone {zone}", zone=zone), "", tr("Write it like Europe/Paris.")
        ) from error
    return zone


def read_computers(text: str) -> bool:
    """Read whether several computers work on the shop."""
    words = fold(clean(text))
    if words in _ONE:
        return False
    if words in _SEVERAL or (words.isdecimal() and int(words) > 1):
        return True
    raise UsageTrouble(
        tr("“{text}” is neither one nor several", text=clean(text)), "", tr("Write one or several.")
    )


def read_goal(text: str) -> int:
    """Read how many calls a day one person wants to make; 0 is no goal."""
    words = fold(clean(text)).removesuffix("a day").removesuffix("par jour").strip()
    words = words.removesuffix("calls").removesuffix("appels").strip()
    if words.isdecimal() and int(words) <= MOST_CALLS:
        return int(words)
    raise UsageTrouble(
        tr("“{text}” is no number of calls", text=clean(text)),
        "",
        tr("A number up to {most}; 0: none.", most=MOST_CALLS),
    )


def _trade_so_far(typed: Typed, ground: Ground) -> TradeOffer:
    try:
        return read_trade(given(TRADE, typed, ground), ground)
    except UsageTrouble:
        return ground.trades[0]


def _language_so_far(typed: Typed, ground: Ground) -> str:
    try:
        return read_home(given(COUNTRY, typed, ground), _trade_so_far(typed, ground)).language
    except UsageTrouble:
        return "en"
