"""Where the contacts of a list arrive past the scouts, the known ones that come along together with the new.

They are planned in one go, so that owners share the work and no day is filled twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.coming_along import Stays
from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.import_matching import Addition, Matched, Matching
from pipeline_tui.domain.import_rows import RowRead
from pipeline_tui.domain.import_standing import Arrivals, RowStanding
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import placing_newcomers
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import coming_along
from pipeline_tui.storage.arrivals import Terms
from pipeline_tui.storage.store import Tx


def arrivals(
    tx: Tx,
    shop: Shop,
    stage: Stage,
    reads: Sequence[RowRead],
    matched: Sequence[Matched | None],
    count: int,
    how: Known,
) -> Arrivals:
    """Return where the ``count`` new contacts arrive, which known ones come along, and why others stay.

    Refused when nobody works the stage.
    """
    new = placing_newcomers.standings_of(reads, matched, count)
    if stage is Stage.SCOUTING:
        return placing_newcomers.arrivals(tx, shop, stage, new)
    said = _of_known(reads, matched)
    stays = (
        dict.fromkeys(said, Stays.AS_CHOSEN) if how is Known.SKIP else coming_along.staying(tx, said, stage)
    )
    coming = [one for one in said if one not in stays]
    whole = placing_newcomers.arrivals(tx, shop, stage, [*new, *(said[one] for one in coming)])
    notes = whole.notes
    return replace(
        whole,
        each=whole.each[:count],
        notes=MappingProxyType({at: told for at, told in notes.items() if at < count}),
        known=MappingProxyType(dict(zip(coming, whole.each[count:], strict=True))),
        known_notes=MappingProxyType({coming[at - count]: told for at, told in notes.items() if at >= count}),
        stays=MappingProxyType(stays),
    )


def changes(matching: Matching, arrive: Arrivals) -> list[Addition]:
    """Return what is to change of known contacts, of those that only come along too."""
    told = [one for one in matching.additions.values() if not one.empty or one.contact_id in arrive.known]
    return told + [Addition(one) for one in arrive.known if one not in matching.additions]


def coming(arrive: Arrivals, terms: Terms) -> Mapping[int, Mapping[str, Any]]:
    """Return where each known contact arrives, as it is kept until the load is seen."""
    return {one: coming_along.as_json(arrival, terms) for one, arrival in arrive.known.items()}


def _of_known(reads: Sequence[RowRead], matched: Sequence[Matched | None]) -> dict[int, RowStanding]:
    """Return what the rows of each known contact say of where it stands, added up."""
    found: dict[int, RowStanding] = {}
    for read, match in zip(reads, matched, strict=True):
        if match is not None and match.known is not None:
            told = read.standing or RowStanding()
            found[match.known] = found[match.known].joined(told) if match.known in found else told
    return found
