"""Reads the known contacts that rows of a list may turn out to be, in any stage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.duplicates import Identity
from pipeline_tui.domain.import_matching import Known, Look, identity_of, look_at
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import likeness
from pipeline_tui.storage.grounds import NOT_UNDONE
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment

_AT_ONCE = 2000
_FEW = 4  # a base with so many times fewer contacts than the file has lines is read whole

_Value = TypeVar("_Value", int, str)

_BY_NUMBER = "SELECT DISTINCT contact_id FROM number WHERE e164 IN (SELECT value FROM json_each(:values))"
_BY_EMAIL = "SELECT DISTINCT contact_id FROM email WHERE address IN (SELECT value FROM json_each(:values))"
_LINES = ("SELECT contact_id, e164 FROM number", "SELECT contact_id, address FROM email")
_BY_NAME = "SELECT id FROM contact WHERE folded IN (SELECT value FROM json_each(:values))"
_CONTACTS = f"""
SELECT c.id, c.first_name, c.last_name, c.civility, COALESCE(f.name, ''), c.address, c.postcode, c.city,
  c.audience,
  (SELECT json_group_array(e164) FROM number n WHERE n.contact_id = c.id),
  (SELECT json_group_array(address) FROM email e WHERE e.contact_id = c.id),
  (SELECT MAX(MAX(b.given_at, COALESCE(b.revoked_at, ''))) FROM basis b
   WHERE b.contact_id = c.id AND b.kind = 'consent' AND {NOT_UNDONE}),
  c.language, c.firm_role, c.preferred_hours, c.country, c.zone, c.region
FROM contact c JOIN position p ON p.contact_id = c.id LEFT JOIN firm f ON f.id = c.firm_id
WHERE c.id IN (SELECT value FROM json_each(:values))
  AND NOT EXISTS (SELECT 1 FROM list l WHERE l.id = p.list_id AND l.state = 'loading')"""

_STANDS = (
    *("first_name", "last_name", "civility", "firm", "address", "postcode", "city", "audience"),
    *("language", "firm_role", "preferred_hours", "country", "zone", "region"),
)

_COLLEAGUES = """SELECT c.id FROM firm f JOIN contact c ON c.firm_id = f.id
WHERE f.folded = :firm LIMIT :most"""
_MOST_COLLEAGUES = 300  # people of one firm compared with somebody typed


def known_near(tx: Tx, row: NewContact) -> tuple[Known, ...]:
    """Return who shares a number, an address, a firm, a key of likeness or the name with one person.

    It reads indexes only, so that it can answer while somebody types, however large the base.
    """
    found: set[int] = set()
    found.update(_ids(tx, _BY_NUMBER, {number.e164 for number in row.numbers}))
    found.update(_ids(tx, _BY_EMAIL, set(row.emails)))
    found.update(_ids(tx, _BY_NAME, {fold(f"{a} {b}") for a, b in _both_orders(row)} - {""}))
    found.update(likeness.sharing_keys(tx, look_at(identity_of(row), row.postcode).alike))
    if row.firm:
        near = {"firm": fold(row.firm), "most": _MOST_COLLEAGUES}
        found.update(one[0] for one in tx.all(_COLLEAGUES, near))
    rows = tx.all(_CONTACTS, {"values": json.dumps(sorted(found))}) if found else []
    return tuple(_known(one) for one in rows)


def known_like(tx: Tx, looks: Iterable[Look]) -> Iterator[Known]:
    """Yield every contact that shares a number, an address or a key of likeness with one of the rows."""
    lines: set[str] = set()
    alike: set[int] = set()
    for look in looks:
        lines.update(look.lines)
        alike |= look.alike
    for some in _portions(sorted(_sharing(tx, lines, alike))):
        for one in tx.all(_CONTACTS, {"values": json.dumps(some)}):
            yield _known(one)


def _sharing(tx: Tx, lines: set[str], alike: set[int]) -> set[int]:
    if tx.value("SELECT COALESCE(MAX(id), 0) FROM contact") * _FEW < len(lines):
        # A long list into a young base: all that stands there is sooner read than asked for.
        return {
            *(row[0] for sql in _LINES for row in tx.all(sql) if row[1] in lines),
            *(row[0] for row in tx.all("SELECT contact_id, key FROM likeness") if row[1] in alike),
        }
    found: set[int] = set()
    found.update(_ids(tx, _BY_NUMBER, [line for line in lines if "@" not in line]))
    found.update(_ids(tx, _BY_EMAIL, [line for line in lines if "@" in line]))
    found.update(likeness.sharing_keys(tx, alike))
    return found


def stands_of(tx: Tx, contact_id: int) -> dict[str, str] | None:
    """Return a contact's fields as they are, None when there is no such contact any more."""
    row = tx.one(_CONTACTS, {"values": json.dumps([contact_id])})
    return _stands(row) if row is not None else None


def _both_orders(row: NewContact) -> tuple[tuple[str, str], tuple[str, str]]:
    return (row.last_name, row.first_name), (row.first_name, row.last_name)


def _ids(tx: Tx, sql: str, values: Iterable[str]) -> Iterator[int]:
    for some in _portions(sorted(values)):
        for row in tx.all(sql, {"values": json.dumps(some)}):
            yield row[0]


def _portions(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _known(row: Row) -> Known:
    numbers, emails, since = row[9:12]
    stands = _stands(row)
    return Known(
        contact_id=row[0],
        who=Identity(
            first=stands["first_name"],
            last=stands["last_name"],
            firm=stands["firm"],
            place=f"{stands['address']} {stands['postcode']} {stands['city']}".strip(),
            numbers=frozenset(json.loads(numbers)),
            emails=frozenset(map(fold, json.loads(emails))),
            civility=stands["civility"],
        ),
        postcode=stands["postcode"],
        audience=Audience(stands["audience"]) if stands["audience"] else None,
        consent_since=_instant(since),
        stands=stands,
    )


def _stands(row: Row) -> dict[str, str]:
    return dict(zip(_STANDS, (*row[1:9], *row[12:18]), strict=True))


def _instant(value: object) -> datetime | None:
    return moment(str(value)) if value else None
