"""Finds whom a row of a list is: a newcomer, somebody sharing a line with others, or a contact known already.

By number, then e-mail, then likeness of name with firm and place; inside the file and among known contacts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.duplicates import (
    Identity,
    Likeness,
    Match,
    likeness_hashes,
    name_letters,
    names_alike,
    same_person,
)
from pipeline_tui.domain.import_choices import Known as KnownChoice
from pipeline_tui.domain.known_changes import changed_fields, name_of_field, told_by
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.text import fold

_MOST_COMPARED = 60  # records under one number or key; a switchboard may have a thousand people


@dataclass(frozen=True, slots=True)
class Known:
    """A contact of the base, as far as recognising and completing it needs."""

    contact_id: int
    who: Identity
    postcode: str = ""
    audience: Audience | None = None
    consent_since: datetime | None = None  # newest day consent was given or taken back
    stands: Mapping[str, str] = field(default_factory=dict)  # its fields as they are, see ``known_changes``


@dataclass(slots=True)
class Addition:
    """What rows of the file change of a known contact."""

    contact_id: int
    numbers: list[NewNumber] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    bases: list[NewBasis] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)  # those that take another value
    own: dict[str, str] = field(default_factory=dict)  # fields of the shop's own, see ``own_changes``
    shared: dict[str, str] = field(default_factory=dict)  # E.164 -> holder, of lines shared with newcomers

    @property
    def empty(self) -> bool:
        """Whether the rows told nothing new."""
        return not (self.numbers or self.emails or self.bases or self.fields or self.own or self.shared)


@dataclass(frozen=True, slots=True)
class Matched:
    """Where a row went: ``newcomer`` is its place among the new contacts, ``known`` the id of a known one.

    ``beside`` is the newcomer it shares a line with, None when that is a known contact or nobody.
    ``changed`` names what it changes of a known contact.
    """

    likeness: Likeness | None
    newcomer: int | None = None
    known: int | None = None
    beside: int | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a record is found by: its lines, and hashes of the keys that stand for likeness."""

    who: Identity
    lines: tuple[str, ...]  # numbers and e-mail addresses
    alike: frozenset[int]
    letters: tuple[str, str]


def look_at(who: Identity, postcode: str) -> Look:
    """Return what a person at a postal code is found by."""
    # In an order of their own: whom a row is compared with first may be the one it is said to be like.
    lines = (*sorted(who.numbers), *sorted(who.emails))
    return Look(who, lines, likeness_hashes(who, postcode), name_letters(who))


@dataclass(slots=True)
class _Entry:
    who: Identity
    audience: Audience | None
    letters: tuple[str, str]
    newcomer: int | None = None
    known: Known | None = None
    at: int = 0


@dataclass(slots=True)
class Matching:
    """The new contacts of a file and the additions to known ones, gathered row by row."""

    how: KnownChoice = KnownChoice.FILL
    newcomers: list[NewContact] = field(default_factory=list)
    additions: dict[int, Addition] = field(default_factory=dict)
    alike: list[frozenset[int]] = field(default_factory=list)  # of each newcomer, see ``Look``
    _entries: list[_Entry] = field(default_factory=list)
    # Under each line and each hash of likeness: who stands there, a list only where they are several.
    _places: dict[str | int, int | list[int]] = field(default_factory=dict)

    def know(self, contacts: Iterable[Known]) -> None:
        """Learn the known contacts that rows may turn out to be."""
        for known in contacts:
            look = look_at(known.who, known.postcode)
            self._enter(_Entry(known.who, known.audience, look.letters, known=known), look)

    def place(self, row: NewContact, look: Look | None = None) -> Matched:
        """Merge a row into whoever it is, or take it as a new contact, linked when it shares a line."""
        look = look or look_at(identity_of(row), row.postcode)
        who = look.who
        best: tuple[Likeness, _Entry] | None = None
        sharing: list[_Entry] = []
        for entry in self._candidates(look):
            likeness = same_person(who, entry.who)
            if likeness.match is Match.DIFFERENT:
                continue
            if likeness.match is Match.LINKED:
                sharing.append(entry)
            if best is None or _better(likeness, best[0]):
                best = likeness, entry
        if best is not None and best[0].match is Match.SAME:
            return self._merge(row, who, *best)
        newcomer = len(self.newcomers)
        self.newcomers.append(row)
        self.alike.append(look.alike)
        self._enter(_Entry(who, row.audience, look.letters, newcomer=newcomer), look)
        for other in sharing:
            self._share(newcomer, who, other)
        if best is None:
            return Matched(None, newcomer=newcomer)
        return Matched(best[0], newcomer=newcomer, beside=best[1].newcomer)

    def _candidates(self, look: Look) -> list[_Entry]:
        entries, places = self._entries, self._places
        found: dict[int, None] = {}
        for line in look.lines:
            if line in places:
                found.update(dict.fromkeys(_most(places[line])))
        near = {at for key in look.alike if key in places for at in _most(places[key])}
        for at in sorted(near - found.keys()) if near else ():
            if names_alike(look.letters, entries[at].letters):
                found[at] = None
        return [entries[at] for at in found]

    def _enter(self, entry: _Entry, look: Look) -> None:
        places, entry.at = self._places, len(self._entries)
        at = entry.at
        self._entries.append(entry)
        keys: list[str | int] = [*look.lines, *look.alike]
        for key in keys:
            if key in places:
                self._stand(key, at)
            else:
                places[key] = at

    def _stand(self, key: str | int, at: int) -> None:
        there = self._places.setdefault(key, at)
        if isinstance(there, list):
            there.append(at)
        elif there != at:
            self._places[key] = [there, at]

    def _merge(self, row: NewContact, who: Identity, likeness: Likeness, entry: _Entry) -> Matched:
        numbers = [number for number in row.numbers if number.e164 not in entry.who.numbers]
        emails = [email for email in row.emails if fold(email) not in entry.who.emails]
        entry.who = replace(
            entry.who, numbers=entry.who.numbers | who.numbers, emails=entry.who.emails | who.emails
        )
        if numbers or emails:
            for key in (*who.numbers, *who.emails):
                there = self._places.get(key)
                if not isinstance(there, list) or entry.at not in there[-_MOST_COMPARED:]:
                    self._stand(key, entry.at)
        if entry.known is not None:
            changed = self._add(entry.known, row, numbers, emails)
            return Matched(likeness, known=entry.known.contact_id, changed=changed)
        assert entry.newcomer is not None
        whole = _completed(self.newcomers[entry.newcomer], row, numbers, emails)
        self.newcomers[entry.newcomer] = whole
        self.alike[entry.newcomer] = look_at(identity_of(whole), whole.postcode).alike
        return Matched(likeness, newcomer=entry.newcomer)

    def _add(
        self, known: Known, row: NewContact, numbers: list[NewNumber], emails: list[str]
    ) -> tuple[str, ...]:
        """Gather what a row changes of a known contact, and name it."""
        if self.how is KnownChoice.SKIP:
            return ()
        addition = self.additions.setdefault(known.contact_id, Addition(known.contact_id))
        addition.numbers += numbers
        addition.emails += emails
        # An older consent may have been taken back since: only a newer one says anything.
        since = max((b.given_at for b in addition.bases), default=known.consent_since)
        bases = [basis for basis in row.bases if since is None or basis.given_at > since]
        addition.bases += bases
        fields = changed_fields({**known.stands, **addition.fields}, told_by(row), self.how)
        addition.fields.update(fields)
        gained = (("number", numbers), ("e-mail", emails), ("ground", bases))
        names = [what for what, some in gained if some] + [name_of_field(name) for name in fields]
        return tuple(dict.fromkeys(names))

    def _share(self, newcomer: int, who: Identity, entry: _Entry) -> None:
        """Mark the lines two people share: a household, or the switchboard of one firm."""
        numbers = who.numbers & entry.who.numbers
        if not numbers:
            return
        both_business = entry.audience is self.newcomers[newcomer].audience is Audience.BUSINESS
        firm = bool(who.firm) and fold(who.firm) == fold(entry.who.firm)
        holder = "switchboard" if both_business and firm else "household"
        self._hold(newcomer, numbers, holder)
        if entry.newcomer is not None:
            self._hold(entry.newcomer, numbers, holder)
        elif entry.known is not None and self.how is not KnownChoice.SKIP:
            known = entry.known.contact_id
            addition = self.additions.setdefault(known, Addition(known))
            addition.shared.update(dict.fromkeys(numbers, holder))

    def _hold(self, newcomer: int, numbers: frozenset[str], holder: str) -> None:
        contact = self.newcomers[newcomer]
        lines = tuple(
            replace(number, holder=holder)
            if number.e164 in numbers and number.holder == "personal"
            else number
            for number in contact.numbers
        )
        self.newcomers[newcomer] = replace(contact, numbers=lines)


def identity_of(contact: NewContact) -> Identity:
    """Return what a new contact is recognised by."""
    return Identity(
        first=contact.first_name,
        last=contact.last_name,
        firm=contact.firm,
        place=f"{contact.address} {contact.postcode} {contact.city}".strip(),
        numbers=frozenset([number.e164 for number in contact.numbers]),
        emails=frozenset(map(fold, contact.emails)),
        civility=contact.civility,
    )


def _most(there: int | list[int]) -> Sequence[int]:
    return (there,) if isinstance(there, int) else there[:_MOST_COMPARED]


def _better(one: Likeness, other: Likeness) -> bool:
    return (one.match is Match.SAME, one.score) > (other.match is Match.SAME, other.score)


def _completed(kept: NewContact, row: NewContact, numbers: list[NewNumber], emails: list[str]) -> NewContact:
    """Return a contact of the file with what a later row of the same person adds; the first row wins."""
    since = max((basis.given_at for basis in kept.bases), default=None)
    bases = tuple(basis for basis in row.bases if since is None or basis.given_at > since)
    notes = [kept.note] if kept.note else []
    if row.note and row.note not in kept.note:
        notes.append(row.note)
    address = kept if kept.address or kept.postcode or kept.city else row
    return replace(
        kept,
        civility=kept.civility or row.civility,
        first_name=kept.first_name or row.first_name,
        last_name=kept.last_name or row.last_name,
        language=kept.language or row.language,
        firm=kept.firm or row.firm,
        firm_role=kept.firm_role or row.firm_role,
        audience=kept.audience or row.audience,
        address=address.address,
        postcode=address.postcode,
        city=address.city,
        zone=address.zone,
        region=address.region,
        preferred_hours=kept.preferred_hours or row.preferred_hours,
        source=kept.source or row.source,
        numbers=(*kept.numbers, *numbers),
        emails=(*kept.emails, *emails),
        bases=(*kept.bases, *bases),
        note="\n".join(notes),
        own=(*kept.own, *(one for one in row.own if one[0] not in dict(kept.own))),
    )
