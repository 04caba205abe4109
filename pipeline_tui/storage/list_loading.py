"""The life of a list that is being loaded: hidden until its last row is in, removed when its loader died.

Claims look at active lists only. A list in the state "loading" that no program loads was left by a dead one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from pipeline_tui.domain.import_matching import Addition
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.storage import arrivals
from pipeline_tui.storage.contact_writing import add_list, list_named
from pipeline_tui.storage.rights import grant
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx

LOADING = "loading"
REMOVED_AT_ONCE = 500

_CHILDREN = (*arrivals.TABLES, "number", "email", "basis", "note", "list_member", "position")


def begin(tx: Tx, name: str, *, source: str, now: datetime, operator_id: int, act: str) -> int:
    """Make the hidden list; it has its name already unless an older list is called so."""
    own = name if list_named(tx, name) is None else f"{name} · {act}"
    return add_list(tx, own, source=source, now=now, operator_id=operator_id, state=LOADING)


def abandoned(tx: Tx) -> tuple[int, ...]:
    """Return the lists that are loading; whoever holds the loader's lock knows that their loaders died."""
    return tuple(row[0] for row in tx.all("SELECT id FROM list WHERE state = :state", {"state": LOADING}))


def remove_some(tx: Tx, list_id: int) -> int:
    """Remove a portion of an abandoned list's contacts, then the list itself; return how many went."""
    ids = [
        row[0]
        for row in tx.all(
            "SELECT contact_id FROM position WHERE list_id = :list ORDER BY contact_id LIMIT :most",
            {"list": list_id, "most": REMOVED_AT_ONCE},
        )
    ]
    gone = {"ids": json.dumps(ids)}
    firms = {row[0] for row in tx.all(f"SELECT DISTINCT firm_id FROM contact WHERE {_among('id')}", gone)}
    for table in _CHILDREN:
        tx.run(f"DELETE FROM {table} WHERE {_among('contact_id')}", gone)
    tx.run(f"DELETE FROM contact WHERE {_among('id')}", gone)
    tx.run(
        """DELETE FROM firm WHERE id IN (SELECT value FROM json_each(:firms))
           AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.firm_id = firm.id)
           AND NOT EXISTS (SELECT 1 FROM position p WHERE p.firm_id = firm.id)""",
        {"firms": json.dumps(sorted(firms - {None}))},
    )
    if len(ids) < REMOVED_AT_ONCE:
        tx.run("DELETE FROM list_member WHERE list_id = :list", {"list": list_id})
        tx.run("DELETE FROM list WHERE id = :list", {"list": list_id})
    return len(ids)


def open_up(tx: Tx, list_id: int, name: str) -> int:
    """Show a loaded list, or move its contacts to the older list of that name; return the list shown."""
    target = list_named(tx, name)
    if target is None or target == list_id:
        tx.run("UPDATE list SET state = 'active' WHERE id = :list", {"list": list_id})
        return list_id
    both = {"list": list_id, "target": target}
    tx.run(
        """UPDATE position SET list_id = :target WHERE list_id = :list
           AND contact_id IN (SELECT contact_id FROM list_member WHERE list_id = :list)""",
        both,
    )
    after = int(
        tx.value(
            "SELECT COALESCE(MAX(row_no), 0) FROM list_member WHERE list_id = :target", {"target": target}
        )
    )
    tx.run(
        "UPDATE list_member SET list_id = :target, row_no = row_no + :after WHERE list_id = :list",
        {**both, "after": after},
    )
    tx.run("DELETE FROM list WHERE id = :list", {"list": list_id})
    return target


def complete(
    tx: Tx,
    additions: Iterable[Addition],
    shared: Mapping[str, str],
    method: Method,
    now: datetime,
    *,
    operator_id: int,
    act: str,
) -> None:
    """Add what the file tells about known contacts; nothing is overwritten, and places follow from it."""
    changed: set[int] = set()
    for addition in additions:
        if addition.empty:
            continue
        changed.add(addition.contact_id)
        _add(tx, addition, now, operator_id, act)
    for e164, holder in shared.items():
        changed.update(_hold(tx, e164, holder))
    settle(tx, sorted(changed), method, now)


def _add(tx: Tx, addition: Addition, now: datetime, operator_id: int, act: str) -> None:
    contact = {"contact": addition.contact_id}
    after = int(
        tx.value("SELECT COALESCE(MAX(place), -1) + 1 FROM number WHERE contact_id = :contact", contact)
    )
    tx.many(
        """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
           VALUES (:contact, :e164, :extension, :kind, :holder, :place, :unusual, :zones)""",
        [
            {
                **contact,
                "e164": number.e164,
                "extension": number.extension,
                "kind": number.kind,
                "holder": number.holder,
                "place": place,
                "unusual": int(number.unusual),
                "zones": ",".join(number.zones),
            }
            for place, number in enumerate(addition.numbers, start=after)
        ],
    )
    tx.many(
        "INSERT INTO email (contact_id, address) VALUES (:contact, :address)",
        [{**contact, "address": address} for address in addition.emails],
    )
    for basis in addition.bases:
        grant(
            tx,
            addition.contact_id,
            basis.kind,
            now,
            act=act,
            operator_id=operator_id,
            purpose=basis.purpose,
            channel=basis.channel,
            evidence=basis.evidence,
            given_at=basis.given_at,
            expires_at=basis.expires_at,
        )


def _hold(tx: Tx, e164: str, holder: str) -> list[int]:
    """Mark a line as shared wherever it was personal; return whose place may change."""
    ids = [
        row[0]
        for row in tx.all(
            "SELECT contact_id FROM number WHERE e164 = :e164 AND holder = 'personal'", {"e164": e164}
        )
    ]
    tx.run(
        "UPDATE number SET holder = :holder WHERE e164 = :e164 AND holder = 'personal'",
        {"e164": e164, "holder": holder},
    )
    return ids


def _among(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(:ids))"
