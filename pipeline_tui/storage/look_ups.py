"""Reads who answers to a number: the exact one, in any stage; and an operator's own last dials."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.look_ups import Found, PastDial
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.newcomers import How
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, moment, stamp

_NOT_LOADING = """NOT EXISTS (SELECT 1 FROM list l WHERE l.id = p.list_id AND l.state = 'loading')"""


@dataclass(frozen=True, slots=True)
class Callers:
    """The contacts a number leads to, parted by whose they are."""

    yours: tuple[Found, ...]
    free: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def known(self) -> tuple[int, ...]:
        """Return every contact the viewer can take in hand."""
        return (*(one.contact_id for one in self.yours if one.hand_off_id is None), *self.free)


def last_dials(tx: Tx, viewer: Viewer, limit: int) -> tuple[PastDial, ...]:
    """Return the viewer's own last calls, newest first; who has moved on is there by initials only."""
    theirs = f"{sight.stages_in('p.stage', viewer.stages)} AND COALESCE(p.owner_id, :me) = :me"
    rows = tx.all(
        f"""SELECT k.id, k.dialled_at, k.outcome, k.e164, k.mode, {theirs}, c.civility, c.first_name,
                   c.last_name, c.language, COALESCE(f.name, '')
            FROM call k JOIN contact c ON c.id = k.contact_id JOIN position p ON p.contact_id = c.id
            LEFT JOIN firm f ON f.id = c.firm_id
            WHERE k.operator_id = :me ORDER BY k.dialled_at DESC, k.id DESC LIMIT :limit""",
        {"me": viewer.operator_id, "limit": limit},
    )
    return tuple(_dial(row) for row in rows)


def dial_of(tx: Tx, viewer: Viewer, call_id: int) -> tuple[int, str] | None:
    """Return contact and number (E.164) of one of the viewer's own calls."""
    row = tx.one(
        "SELECT contact_id, e164 FROM call WHERE id = :call AND operator_id = :me",
        {"call": call_id, "me": viewer.operator_id},
    )
    return (row[0], row[1]) if row else None


def with_number(tx: Tx, e164: str) -> tuple[int, ...]:
    """Return the contacts this number stands for, in any stage; a list that is being loaded is not there."""
    rows = tx.all(
        f"""SELECT DISTINCT n.contact_id FROM number n JOIN position p ON p.contact_id = n.contact_id
            WHERE n.e164 = :e164 AND n.wrong IS NULL AND {_NOT_LOADING} ORDER BY n.contact_id""",
        {"e164": e164},
    )
    return tuple(row[0] for row in rows)


def number_id_of(tx: Tx, contact_id: int, e164: str) -> int | None:
    """Return the id under which a contact has a number."""
    found = tx.value(
        "SELECT id FROM number WHERE contact_id = :contact AND e164 = :e164 ORDER BY place, id LIMIT 1",
        {"contact": contact_id, "e164": e164},
    )
    return int(found) if found is not None else None


def rang_us(tx: Tx, viewer: Viewer, contact_id: int, numbers: Sequence[str], since: datetime) -> bool:
    """Return whether the viewer looked up one of the numbers (keyed hashes) or added who rang, lately."""
    rows = tx.all(
        """SELECT verb, contact_id, detail FROM journal WHERE operator_id = :me AND seq > COALESCE(
             (SELECT seq FROM journal WHERE operator_id = :me AND at < :since ORDER BY seq DESC LIMIT 1), 0)
           AND verb IN ('looked_up', 'contact_added')""",
        {"me": viewer.operator_id, "since": stamp(since)},
    )
    told = ((verb, contact, json.loads(detail)) for verb, contact, detail in rows)
    return any(
        detail["number"] in numbers
        if verb == "looked_up"
        else contact == contact_id and detail.get("how") == How.INCOMING.value
        for verb, contact, detail in told
    )


def part(tx: Tx, viewer: Viewer, contact_ids: Sequence[int], now: datetime) -> Callers:
    """Part contacts by whose they are.

    Whoever waits in the queue is free, whatever their list or promise: they are on the line now. For people
    who are only typed ``acquaintances`` is stricter.
    """
    yours: list[Found] = []
    free: list[int] = []
    others: list[int] = []
    for contact_id in contact_ids:
        row = tx.one(
            f"""SELECT p.stage, p.owner_id, p.held_by, p.lease, c.civility, c.first_name, c.last_name,
                       c.language, COALESCE(f.name, ''), {sight.in_sight(viewer)},
                       (SELECT h.id FROM hand_off h WHERE h.contact_id = p.contact_id
                          AND h.state = 'waiting' AND {sight.stages_in("h.to_stage", viewer.stages)}
                          AND (h.receiver_id = :me OR h.receiver_id IS NULL) ORDER BY h.id DESC LIMIT 1)
                FROM position p JOIN contact c ON c.id = p.contact_id LEFT JOIN firm f ON f.id = c.firm_id
                WHERE p.contact_id = :contact""",
            sight.of(viewer, now, contact=contact_id),
        )
        if row is None:
            continue
        held = row[2] is not None and row[3] >= epoch(now)
        mine = held and row[2] == viewer.operator_id
        if row[9] or (row[10] is not None and not held):
            name = line_name(*row[4:9])
            yours.append(Found(contact_id, name, Stage(row[0]), mine, row[10]))
        elif row[0] == Stage.SCOUTING.value and viewer.covers(Stage.SCOUTING) and not (held or row[1]):
            free.append(contact_id)
        else:
            others.append(contact_id)
    return Callers(tuple(yours), tuple(free), tuple(others))


def _dial(row: Row) -> PastDial:
    call_id, at, outcome, e164, mode, theirs, *who = row
    name = line_name(*who) if theirs else covered_name(who[1], who[2])
    return PastDial(call_id, moment(at), name, outcome, masked(e164), mode == "incoming")
