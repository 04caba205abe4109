"""Invents people and firms from lists of names, the same ones for the same seed.

Every number lies in a range kept for fiction, so that nobody is ever rung by mistake.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.practice import City, PracticeTrade, Stranger, World
from pipeline_tui.domain.text import clean, fold

# Arcep: numbers for audiovisual works. The digit is the first of the region's fixed lines.
_FRENCH_FIXED = {"1": "+3319900", "2": "+3326191", "3": "+3335301", "4": "+3346571", "5": "+3353649"}
_FRENCH_MOBILE = "+3363998"
_BRITISH = "+442079460"  # Ofcom: 020 7946 0000 to 0999
_PARIS = ("Europe/Paris",)
_AMERICAN_ZONES = {"518": "America/New_York", "503": "America/Los_Angeles"}
_STEP = 7919  # a prime: every number of a range comes up before one comes twice

# Of a hundred consumers: with consent, with one that ran out; the others have none.
_CONSENTING, _LAPSED = 86, 4
_CONSENT_DAYS = 700
_FIRM_OF, _HOUSEHOLD_OF = (1, 1, 2, 3, 4), 2
_HOUSEHOLD_SHARE = 0.07


class Inventor:
    """Invents contacts one after the other."""

    def __init__(self, world: World, trade: PracticeTrade, seed: int, language: str) -> None:
        """Begin from a seed; ``language`` is the shop's."""
        self.rng = random.Random(f"people {seed}")
        self._world, self._trade, self._language = world, trade, language
        self._used: dict[str, int] = {}
        self._strangers = list(world.strangers)
        self._firms = 0

    def strangers(self, most: int, arrived: datetime, source: str) -> list[NewContact]:
        """Return some of the people whose names try a screen; each comes once."""
        taken, self._strangers = self._strangers[:most], self._strangers[most:]
        return [self._stranger(one, arrived, source) for one in taken]

    def contacts(self, count: int, arrived: datetime, source: str, business: int) -> Iterator[NewContact]:
        """Yield so many contacts of a list that arrived then (UTC); ``business`` of a hundred in firms."""
        left = count
        while left > 0:
            if self.rng.randrange(100) < business:
                several = self._employees(min(left, self.rng.choice(_FIRM_OF)), source)
            elif left >= _HOUSEHOLD_OF and self.rng.random() < _HOUSEHOLD_SHARE:
                several = self._household(arrived, source)
            else:
                several = [self._consumer(arrived, source)]
            left -= len(several)
            yield from several

    def consumer_with_consent(self, arrived: datetime, source: str) -> NewContact:
        """Return a private person who may be rung."""
        return replace(
            self._consumer(arrived, source), audience=Audience.CONSUMER, bases=(self._consent(arrived),)
        )

    def employee(self, source: str) -> NewContact:
        """Return somebody in a firm."""
        return self._employees(1, source)[0]

    def _number(self, prefix: str, digits: int = 4) -> str:
        size = 10**digits
        count = self._used[prefix] = self._used.get(prefix, self.rng.randrange(size)) + 1
        return f"{prefix}{count * _STEP % size:0{digits}d}"

    def _mobile(self) -> NewNumber:
        return NewNumber(self._number(_FRENCH_MOBILE), "mobile", zones=_PARIS)

    def _fixed(self, city: City, holder: str = "personal") -> NewNumber:
        return NewNumber(self._number(_FRENCH_FIXED[city.digit]), "fixed", holder, zones=_PARIS)

    def _person(self) -> tuple[str, str, str]:
        civility = self.rng.choice(("ms", "mr"))
        given = self._world.women if civility == "ms" else self._world.men
        family = self.rng.choice(self._world.families)
        if self.rng.random() < 0.06:
            family = f"{family}-{self.rng.choice(self._world.families)}"
        return civility, self.rng.choice(given), family

    def _consent(self, arrived: datetime, lapsed: bool = False) -> NewBasis:
        source = self.rng.choice(self._world.consents)
        given = arrived - timedelta(
            days=self.rng.randrange(2, _CONSENT_DAYS), minutes=self.rng.randrange(600)
        )
        expires = arrived - timedelta(days=1) if lapsed else None
        evidence = source.evidence.get(self._language, source.evidence["en"])
        return NewBasis(BasisKind.CONSENT, given, source.channel, evidence, expires)

    def _bases(self, arrived: datetime) -> tuple[NewBasis, ...]:
        drawn = self.rng.randrange(100)
        if drawn < _CONSENTING:
            return (self._consent(arrived),)
        return (self._consent(arrived, lapsed=True),) if drawn < _CONSENTING + _LAPSED else ()

    def _consumer(self, arrived: datetime, source: str) -> NewContact:
        civility, first, last = self._person()
        city = self.rng.choice(self._world.cities)
        drawn = self.rng.random()
        numbers: tuple[NewNumber, ...] = (self._mobile(),)
        if drawn < 0.25:
            numbers = (*numbers, self._fixed(city))
        elif drawn < 0.40:
            numbers = (self._fixed(city),)
        elif drawn > 0.99:
            numbers = ()
        contact = NewContact(
            last_name=last,
            first_name=first,
            civility=civility,
            language=self._speaks(),
            audience=Audience.CONSUMER if self.rng.random() > 0.08 else None,
            country="FR",
            source=source,
            hot=self.rng.random() < 0.03,
            preferred_hours=self._hours(),
            numbers=numbers,
            emails=self._mail(first, last, 0.5),
            bases=self._bases(arrived),
        )
        return self._at(contact, city, self._street()) if self.rng.random() > 0.06 else contact

    def _household(self, arrived: datetime, source: str) -> list[NewContact]:
        first = self._consumer(arrived, source)
        city = self.rng.choice(self._world.cities)
        line, street = self._fixed(city, "household"), self._street()
        civility, given, _ = self._person()
        other = replace(
            self._consumer(arrived, source),
            civility=civility,
            first_name=given,
            last_name=first.last_name,
            numbers=(line,),
        )
        first = replace(first, numbers=(line, *first.numbers[:1]))
        return [self._at(one, city, street) for one in (first, other)]

    def _employees(self, count: int, source: str) -> list[NewContact]:
        employer = self._trade.employers[self._firms % len(self._trade.employers)]
        turn = self._firms // len(self._trade.employers)
        self._firms += 1
        city = self.rng.choice(self._world.cities)
        name = f"{employer.name}, {city.name}" + (f" {turn}" if turn > 1 else "") if turn else employer.name
        board, street = self._fixed(city, "switchboard"), self._street()
        people = []
        for place in range(count):
            civility, first, last = self._person()
            named = self.rng.random() > 0.08 or count > 1
            direct = (self._mobile(),) if self.rng.random() < 0.35 else ()
            person = NewContact(
                last_name=last if named else "",
                first_name=first if named else "",
                civility=civility if named else "",
                language=self._speaks(),
                firm=clean(name),
                firm_role=employer.jobs[place % len(employer.jobs)].of(civility),
                audience=Audience.BUSINESS,
                country="FR",
                source=source,
                hot=self.rng.random() < 0.02,
                numbers=(*direct, board),
                emails=self._mail(first, last, 0.6) if named else (),
            )
            people.append(self._at(person, city, street))
        return people

    def _stranger(self, one: Stranger, arrived: datetime, source: str) -> NewContact:
        city = City(one.city, one.postcode, "3") if one.city else self.rng.choice(self._world.cities)
        if one.country == "GB":
            numbers = (NewNumber(self._number(_BRITISH, 3), "fixed", zones=("Europe/London",)),)
        elif one.country == "US":
            e164 = self._number(f"+1{one.area}55501", 2)
            numbers = (NewNumber(e164, "other", zones=(_AMERICAN_ZONES[one.area],)),)
        else:
            numbers = (self._mobile(),)
        contact = NewContact(
            last_name=clean(one.last),
            first_name=clean(one.first),
            civility=one.civility,
            language=one.language,
            audience=Audience.CONSUMER,
            country=one.country,
            source=source,
            numbers=numbers,
            bases=(self._consent(arrived),),
        )
        return self._at(contact, city, self._street() if one.country == "FR" else "")

    def _at(self, contact: NewContact, city: City, street: str) -> NewContact:
        place = place_of(contact.country, city.postcode)
        return replace(
            contact,
            address=street,
            postcode=city.postcode,
            city=city.name,
            zone=place.zone,
            region=place.region,
        )

    def _street(self) -> str:
        return f"{self.rng.randrange(1, 140)} {self.rng.choice(self._world.streets)}"

    def _mail(self, first: str, last: str, share: float) -> tuple[str, ...]:
        if self.rng.random() > share:
            return ()
        local = ".".join(part for part in (fold(first), fold(last)) if part)
        kept = "".join(letter if letter.isascii() and letter.isalnum() else "." for letter in local)
        return (f"{kept.strip('.')}@{self.rng.choice(self._world.mail)}",)

    def _speaks(self) -> str:
        drawn = self.rng.random()
        return "fr" if drawn < 0.40 else "en" if drawn < 0.45 else ""

    def _hours(self) -> str:
        drawn = self.rng.random()
        wanted = {"fr": ("matin", "après 18 h"), "en": ("mornings", "after 6 pm")}
        mornings, evenings = wanted.get(self._language, wanted["en"])
        return mornings if drawn < 0.04 else evenings if drawn < 0.10 else ""
