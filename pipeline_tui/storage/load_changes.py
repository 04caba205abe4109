"""What a load changes of known contacts: kept until it is done, done in short acts, taken back one by one.

Nothing of it is done before the new contacts are seen. The image from before is a change of the contact like
any other, so that the rules of where and what it was before hold as they do after a change by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.domain.contact_acts import NumberChange
from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.import_matching import Addition
from pipeline_tui.domain.known_changes import changed_fields
from pipeline_tui.domain.new_contact import NewBasis, NewNumber
from pipeline_tui.domain.own_changes import changed_own
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import coming_along, contact_changes, journal
from pipeline_tui.storage.contact_changes import Change
from pipeline_tui.storage.contact_writing import firm_id
from pipeline_tui.storage.known_contacts import stands_of
from pipeline_tui.storage.known_own import stood_own
from pipeline_tui.storage.loads import Load
from pipeline_tui.storage.rights import grant, take_grounds_back
from pipeline_tui.storage.settling import settle, sharing_any
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, moment, stamp

_WAITING = """SELECT contact_id, wanted FROM load_change
  WHERE load_id = :load AND contact_id > :after AND state = 'waiting' ORDER BY contact_id LIMIT :most"""
_DONE = """SELECT contact_id, change_id, after FROM load_change
  WHERE load_id = :load AND contact_id < :before AND state = 'done' ORDER BY contact_id DESC LIMIT :most"""
_MARK = """UPDATE load_change SET state = :state, wanted = :wanted, change_id = :change, after = :after
  WHERE load_id = :load AND contact_id = :contact"""
_STAYED = '{"stayed": 1}'  # somebody took it between the reading of the file and its turn
_ARRIVAL = "SELECT json_extract(image, '$.arrival') FROM contact_change WHERE id = :change"
_BUILT_ON = """SELECT 1 FROM contact_change WHERE contact_id = :contact AND id > :change AND undone = 0
  UNION ALL SELECT 1 FROM position WHERE contact_id = :contact AND held_by IS NOT NULL AND lease >= :now
  LIMIT 1"""
# Where somebody stands in the queue follows from these and from their numbers and grounds.
_MOVES = frozenset({"audience", "country", "zone", "region", "language", "firm_id"})


def wait(
    tx: Tx,
    load_id: int,
    additions: Sequence[Addition],
    known: Known,
    coming: Mapping[int, Mapping[str, Any]],
) -> None:
    """Keep what rows change of known contacts until the new ones are seen.

    ``coming`` says of those that move to the stage of the list where they arrive, by their id.
    """
    tx.many(
        """INSERT INTO load_change (load_id, contact_id, state, wanted)
           VALUES (:load, :contact, 'waiting', :wanted)""",
        [
            {
                "load": load_id,
                "contact": one.contact_id,
                "wanted": json.dumps(_as_json(one, known) | {"arrival": coming.get(one.contact_id)}),
            }
            for one in additions
        ],
    )


def do_some(tx: Tx, load: Load, after: int, most: int, method: Method, now: datetime) -> tuple[int, int]:
    """Change the next known contacts; return the last one and how many they were, (0, 0) for no more."""
    rows = tx.all(_WAITING, {"load": load.id, "after": after, "most": most})
    for contact_id, kept in rows:
        wanted = json.loads(kept)
        arrival = wanted.get("arrival")
        stays = bool(arrival and coming_along.staying(tx, [contact_id], Stage(arrival["stage"])))
        change_id = _change(tx, load, contact_id, wanted, None if stays else arrival, method, now)
        mark = {
            "state": "done" if change_id else "nothing",
            "wanted": _STAYED if stays else "{}",
            "change": change_id or None,
            "after": journal.last_row(tx),
            "load": load.id,
            "contact": contact_id,
        }
        tx.run(_MARK, mark)
    return (rows[-1][0], len(rows)) if rows else (0, 0)


def take_back_some(
    tx: Tx, load: Load, before: int, most: int, method: Method, now: datetime
) -> tuple[int, int, int]:
    """Put the next changed contacts back; return the last one, how many were put back, and how many stay.

    Whoever was worked on since stays as it is. (0, 0, 0) when none is left.
    """
    rows = tx.all(_DONE, {"load": load.id, "before": before, "most": most})
    kept = 0
    for contact_id, change_id, after in rows:
        asks = {"contact": contact_id, "change": change_id, "now": epoch(now)}
        kept_arrival = tx.value(_ARRIVAL, {"change": change_id})
        arrival = json.loads(kept_arrival) if kept_arrival else None
        stays = (
            journal.worked_on_after(tx, contact_id, after)
            or tx.value(_BUILT_ON, asks) is not None
            or (arrival is not None and coming_along.worked_on(tx, load, contact_id, arrival))
        )
        kept += stays
        if not stays:
            _take_back(tx, load, contact_id, change_id, arrival, method, now)
        mark = {
            "state": "kept" if stays else "undone",
            "wanted": "{}",
            "change": change_id,
            "after": after,
            "load": load.id,
            "contact": contact_id,
        }
        tx.run(_MARK, mark)
    return (rows[-1][0], len(rows) - kept, kept) if rows else (0, 0, 0)


def count_waiting(tx: Tx, load_id: int) -> int:
    """Return how many known contacts a load has still to change."""
    return int(
        tx.value(
            "SELECT COUNT(*) FROM load_change WHERE load_id = :load AND state = 'waiting'", {"load": load_id}
        )
    )


def count_stayed(tx: Tx, load_id: int) -> int:
    """Return how many known contacts were to come along, and were somebody's when their turn came."""
    asks = {"load": load_id, "stayed": _STAYED}
    return int(tx.value("SELECT COUNT(*) FROM load_change WHERE load_id = :load AND wanted = :stayed", asks))


def _change(
    tx: Tx,
    load: Load,
    contact_id: int,
    wanted: Mapping[str, Any],
    arrival: Mapping[str, Any] | None,
    method: Method,
    now: datetime,
) -> int:
    """Change one contact as its rows say, judged by how it stands now; returns the change, 0 for none."""
    stands = stands_of(tx, contact_id)
    if stands is None:
        return 0
    lines = {row[0] for row in tx.all("SELECT e164 FROM number WHERE contact_id = :c", {"c": contact_id})}
    mail = [row[0] for row in tx.all("SELECT address FROM email WHERE contact_id = :c", {"c": contact_id})]
    values = _columns(
        tx, stands, changed_fields(stands, {**stands, **wanted["fields"]}, Known(wanted["known"]))
    )
    numbers = [_number(one) for one in wanted["numbers"] if one[0] not in lines]
    emails = [one for one in wanted["emails"] if fold(one) not in set(map(fold, mail))]
    shared = _shared(tx, contact_id, wanted["shared"])
    own, _ = changed_own(
        stood_own(tx, [contact_id]).get(contact_id, {}),
        wanted.get("own", {}).items(),  # none in what an older program left waiting
        Known(wanted["known"]),
    )
    if not (values or numbers or emails or shared or own or wanted["bases"] or arrival):
        return 0
    change = Change(tx, contact_id)
    if arrival:
        change.image["arrival"] = coming_along.come(tx, load, contact_id, arrival, now)
    change.set(values, None)
    if shared:
        change.set_numbers(shared)
    if numbers:
        change.add_numbers(numbers)
    if emails:
        change.set_emails([*mail, *emails])
    if own:
        change.set_answers(own, now)
    for basis in map(_basis, wanted["bases"]):
        grant(
            tx,
            contact_id,
            basis.kind,
            now,
            act=load.act,
            operator_id=load.operator_id,
            purpose=basis.purpose,
            channel=basis.channel,
            evidence=basis.evidence,
            given_at=basis.given_at,
            expires_at=basis.expires_at,
        )
    if numbers or shared or wanted["bases"] or _MOVES & values.keys():
        settle(tx, sorted({contact_id, *(sharing_any(tx, contact_id) if numbers else ())}), method, now)
    return change.keep(load.operator_id, f"{load.act}-{contact_id}", now)


def _take_back(
    tx: Tx,
    load: Load,
    contact_id: int,
    change_id: int,
    arrival: Mapping[str, Any] | None,
    method: Method,
    now: datetime,
) -> None:
    before = sharing_any(tx, contact_id)
    if arrival is not None:
        coming_along.go_back(tx, load, contact_id, arrival)
    contact_changes.take_back(tx, change_id)
    take_grounds_back(tx, load.act, contact_id, now)
    settle(tx, sorted({contact_id, *before}), method, now)


def _columns(tx: Tx, stands: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that a contact's changed fields stand in."""
    values: dict[str, Any] = {name: value for name, value in wanted.items() if name != "firm"}
    if "firm" in wanted:
        values["firm_id"] = firm_id(tx, wanted["firm"], wanted.get("city", stands["city"]))
    if "first_name" in wanted or "last_name" in wanted:
        names = {**stands, **wanted}
        values["folded"] = fold(f"{names['last_name']} {names['first_name']}")
    return values


def _shared(tx: Tx, contact_id: int, shared: Mapping[str, str]) -> list[NumberChange]:
    """Return the changes that mark a contact's personal lines as shared with others."""
    if not shared:
        return []
    return [
        NumberChange(id=row[0], holder=shared[row[1]], extension=row[2])
        for row in tx.all(
            """SELECT id, e164, extension FROM number
               WHERE contact_id = :contact AND holder = 'personal' AND wrong IS NULL""",
            {"contact": contact_id},
        )
        if row[1] in shared
    ]


def _as_json(addition: Addition, known: Known) -> dict[str, Any]:
    return {
        "known": known.value,
        "fields": addition.fields,
        "own": addition.own,
        "shared": addition.shared,
        "emails": addition.emails,
        "numbers": [
            [one.e164, one.kind, one.holder, one.extension, one.unusual, one.zones]
            for one in addition.numbers
        ],
        "bases": [
            [
                one.kind.value,
                stamp(one.given_at),
                one.channel,
                one.evidence,
                stamp(one.expires_at) if one.expires_at else None,
                one.purpose.value if one.purpose else None,
            ]
            for one in addition.bases
        ],
    }


def _number(one: Sequence[Any]) -> NewNumber:
    return NewNumber(one[0], one[1], one[2], one[3], bool(one[4]), tuple(one[5]))


def _basis(one: Sequence[Any]) -> NewBasis:
    kind, given_at, channel, evidence, expires_at, purpose = one
    return NewBasis(
        BasisKind(kind),
        moment(given_at),
        channel,
        evidence,
        moment(expires_at) if expires_at else None,
        Purpose(purpose) if purpose else None,
    )
