"""What rows of a list change of a known contact's fields of the shop's own.

As with its other fields, but for one thing: what a person typed, or was told in a call, no list replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline_tui.domain.custom_fields import CustomField
from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.import_matching import Addition, Matched, Matching
from pipeline_tui.domain.import_rows import RowRead

KEPT = "{}: what somebody typed was kept"


@dataclass(frozen=True, slots=True)
class StoodOwn:
    """A value that stands already."""

    value: str
    typed: bool  # by a person or in a call, not brought by a list


def changed_own(
    stands: Mapping[str, StoodOwn], told: Iterable[tuple[str, str]], how: Known
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the fields that take another value, and those that keep what a person typed instead."""
    wanted: dict[str, str] = {}
    kept: list[str] = []
    for code, says in told:
        stood = stands.get(code)
        if how is Known.SKIP or not says or (stood is not None and stood.value == says):
            continue
        if stood is None:
            wanted[code] = says
        elif how is Known.UPDATE:
            if stood.typed:
                kept.append(code)
            else:
                wanted[code] = says
    return wanted, tuple(kept)


def with_own(
    matching: Matching,
    reads: Sequence[RowRead],
    matched: Sequence[Matched | None],
    stood: Mapping[int, Mapping[str, StoodOwn]],
    fields: Iterable[CustomField],
    language: str,
) -> tuple[tuple[RowRead, ...], tuple[Matched | None, ...]]:
    """Add to ``matching`` what rows change of known contacts' own fields; the rows say so.

    ``stood`` is what each of them has, by id.
    """
    names = {one.code: one.name(language) for one in fields}
    now = {contact_id: dict(known) for contact_id, known in stood.items()}
    told: list[RowRead] = []
    places: list[Matched | None] = []
    for read, place in zip(reads, matched, strict=True):
        if place is not None and place.known is not None and read.contact is not None and read.contact.own:
            stands = now.setdefault(place.known, {})
            wanted, kept = changed_own(stands, read.contact.own, matching.how)
            if wanted:
                addition = matching.additions.setdefault(place.known, Addition(place.known))
                addition.own.update(wanted)
                stands.update({code: StoodOwn(value, typed=False) for code, value in wanted.items()})
                place = replace(place, changed=(*place.changed, *(names[code] for code in wanted)))
            read = replace(read, notes=(*read.notes, *(KEPT.format(names[code]) for code in kept)))
        told.append(read)
        places.append(place)
    return tuple(told), tuple(places)
