"""Whom somebody new may be among the known contacts, and where that one stands for the asking operator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.contact_acts import Standing
from pipeline_tui.domain.duplicates import Likeness, Match, same_person
from pipeline_tui.domain.import_matching import Known, identity_of
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import same_firm, sight
from pipeline_tui.storage.known_contacts import known_near
from pipeline_tui.storage.store import Tx

# Free: in the queue of an active list, in nobody's hand, promised to nobody else.
_FREE = """SELECT 1 FROM position p LEFT JOIN list l ON l.id = p.list_id
  WHERE p.contact_id = :contact AND p.stage = 'scouting' AND p.owner_id IS NULL
    AND (p.held_by IS NULL OR p.held_by = :me OR p.lease < :instant)
    AND (p.promise_owner IS NULL OR p.promise_owner = :me) AND COALESCE(l.state, 'active') = 'active'"""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The known contact that somebody new is, and those who only share a line with them."""

    same: Known | None
    likeness: Likeness | None
    linked: tuple[Known, ...]

    @property
    def certain(self) -> bool:
        """Whether a number or an address says so, not the name alone."""
        return self.likeness is not None and self.likeness.reason.startswith(("same number", "same e-mail"))

    @property
    def line_is_known(self) -> bool:
        """Whether somebody known answers to one of the numbers or addresses."""
        return self.certain or bool(self.linked)


def acquaintance(tx: Tx, new: NewContact, *, but: int = 0, also: Iterable[Known] = ()) -> Acquaintance:
    """Return whom somebody new resembles; ``but`` is not compared, ``also`` is, without being stored."""
    who = identity_of(new)
    best: tuple[Known, Likeness] | None = None
    linked: list[Known] = []
    for known in (*known_near(tx, new), *also):
        likeness = same_person(who, known.who)
        if known.contact_id == but or likeness.match is Match.DIFFERENT:
            continue
        if likeness.match is Match.LINKED:
            linked.append(known)
        elif best is None or likeness.score > best[1].score:
            best = known, likeness
    same = best or (None, None)
    return Acquaintance(same[0], same[1], tuple(linked))


def standing(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> Standing:
    """Return what an operator may know of where a contact stands."""
    if sight.sees(tx, viewer, contact_id, now):
        return Standing.YOURS
    asks = sight.of(viewer, now, contact=contact_id)
    free = viewer.covers(Stage.SCOUTING) and tx.value(_FREE, asks) is not None
    return Standing.FREE if free and not same_firm.in_hand(tx, viewer, contact_id, now) else Standing.TAKEN


def shared_lines(new: NewContact, linked: tuple[Known, ...]) -> dict[str, str]:
    """Return the numbers that somebody new shares with others, each with what the line is.

    A household's, or the switchboard of the one firm they all work for.
    """
    lines: dict[str, str] = {}
    for number in new.numbers:
        sharing = [one for one in linked if number.e164 in one.who.numbers]
        if not sharing:
            continue
        firm = bool(new.firm) and all(fold(one.who.firm) == fold(new.firm) for one in sharing)
        business = new.audience is Audience.BUSINESS and all(
            one.audience is Audience.BUSINESS for one in sharing
        )
        lines[number.e164] = "switchboard" if firm and business else "household"
    return lines


def share(tx: Tx, lines: dict[str, str]) -> list[list[object]]:
    """Mark lines as shared wherever they were personal; returns number ids and holders for the undo."""
    changed: list[list[object]] = []
    for e164, holder in lines.items():
        rows = tx.all("SELECT id FROM number WHERE e164 = :e164 AND holder = 'personal'", {"e164": e164})
        changed += [[row[0], holder] for row in rows]
        tx.run(
            "UPDATE number SET holder = :holder WHERE e164 = :e164 AND holder = 'personal'",
            {"e164": e164, "holder": holder},
        )
    return changed


def unshare(tx: Tx, changed: list[list[object]]) -> None:
    """Make lines personal again that an undone act had marked as shared."""
    tx.many(
        "UPDATE number SET holder = 'personal' WHERE id = :id AND holder = :holder",
        [{"id": number_id, "holder": holder} for number_id, holder in changed],
    )
