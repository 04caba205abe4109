"""Small reads of one contact that several cards share: names, numbers, answers, the last brief."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.desk import NumberLine, nothing_said
from pipeline_tui.domain.names import display_name, spoken_name
from pipeline_tui.domain.phones import international, masked
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.facts import keyed_hash, suppressed
from pipeline_tui.storage.grounds import STANDS
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.timeline import given_to, travels
from pipeline_tui.storage.types import moment

# A name as a line shows it: these columns, in this order, feed ``line_name``.
NAME = "c.civility, c.first_name, c.last_name, c.language, COALESCE(f.name, '')"
JOIN_CONTACT = "JOIN contact c ON c.id = p.contact_id LEFT JOIN firm f ON f.id = c.firm_id"


def line_name(civility: str, first_name: str, last_name: str, language: str, firm: str) -> str:
    """Return "Claire MARTIN", or the firm where nobody is named."""
    return display_name(civility, first_name, last_name, language) or firm


def name_of(tx: Tx, contact_id: int) -> str:
    """Return a contact's name as a line shows it; "" for no contact."""
    row = tx.one(
        f"""SELECT {NAME} FROM contact c LEFT JOIN firm f ON f.id = c.firm_id WHERE c.id = :contact""",
        {"contact": contact_id},
    )
    return line_name(*row) if row else ""


@dataclass(frozen=True, slots=True)
class ContactLines:
    """The wide row of a contact, read once for a card."""

    name: str
    spoken: str
    civility: str
    first_name: str
    last_name: str
    language: str
    firm: str
    role: str
    country: str
    city: str
    zone: str
    source: str
    preferred_hours: str
    created_at: datetime  # UTC
    stage: Stage
    owner: str


def contact_lines(tx: Tx, contact_id: int) -> ContactLines:
    """Return the contact's own fields; whoever asks has checked that the viewer may see it."""
    row = tx.one(
        f"""SELECT {NAME}, c.firm_role, c.country, c.city, c.zone, c.source, c.preferred_hours, c.created_at,
                   p.stage, COALESCE(o.name, '')
            FROM position p {JOIN_CONTACT} LEFT JOIN operator o ON o.id = p.owner_id
            WHERE p.contact_id = :contact""",
        {"contact": contact_id},
    )
    if row is None:
        raise LookupError(f"contact {contact_id} has no position")
    civility, first_name, last_name, language, firm = row[:5]
    return ContactLines(
        name=line_name(civility, first_name, last_name, language, firm),
        spoken=spoken_name(civility, first_name, last_name, language),
        civility=civility,
        first_name=first_name,
        last_name=last_name,
        language=language,
        firm=firm,
        role=row[5],
        country=row[6],
        city=row[7],
        zone=row[8] or _zone_of_number(tx, contact_id),
        source=row[9],
        preferred_hours=row[10],
        created_at=moment(row[11]),
        stage=Stage(row[12]),
        owner=row[13],
    )


def number_lines(tx: Tx, contact_id: int, secret: str, *, mask: bool = False) -> tuple[NumberLine, ...]:
    """Return the numbers that still stand for the contact, in desk order; covered when ``mask``."""
    rows = tx.all(
        """SELECT id, e164, kind, holder, extension, unusual FROM number
           WHERE contact_id = :contact AND wrong IS NULL ORDER BY place, id""",
        {"contact": contact_id},
    )
    hashes = {row[1]: keyed_hash(secret, row[1]) for row in rows}
    person = keyed_hash(secret, f"contact:{contact_id}")
    forbidden = suppressed(tx, (person, *hashes.values()))
    return tuple(
        NumberLine(
            id=row[0],
            e164=masked(row[1]) if mask else row[1],
            shown=masked(row[1]) if mask else international(row[1]),
            kind=row[2],
            holder=row[3],
            extension="" if mask else row[4],
            unusual=bool(row[5]),
            suppressed=hashes[row[1]] in forbidden or person in forbidden,
        )
        for row in rows
    )


def list_names(tx: Tx, contact_id: int) -> tuple[str, ...]:
    """Return the lists a contact came in."""
    rows = tx.all(
        """SELECT DISTINCT l.name FROM list_member m JOIN list l ON l.id = m.list_id
           WHERE m.contact_id = :contact ORDER BY l.id""",
        {"contact": contact_id},
    )
    return tuple(row[0] for row in rows)


def emails(tx: Tx, contact_id: int) -> tuple[str, ...]:
    """Return the contact's e-mail addresses."""
    rows = tx.all(
        "SELECT address FROM email WHERE contact_id = :contact ORDER BY id", {"contact": contact_id}
    )
    return tuple(row[0] for row in rows)


def grounds(tx: Tx, contact_id: int) -> tuple[str, ...]:
    """Return on what recorded grounds the contact may be rung, newest first, then their word on channels."""
    rows = tx.all(
        f"""SELECT b.kind, b.purpose, TRIM(b.channel || ', ' || b.evidence, ', '), substr(b.given_at, 1, 10)
           FROM basis b WHERE b.contact_id = :contact AND {STANDS} ORDER BY b.given_at DESC, b.id DESC""",
        {"contact": contact_id},
    )
    said = tx.all(
        """SELECT channel, CASE agreed WHEN 1 THEN 'agreed' ELSE 'refused' END, substr(at, 1, 10)
           FROM channel_word WHERE id IN (SELECT MAX(id) FROM channel_word
             WHERE contact_id = :contact AND undone = 0 GROUP BY channel) ORDER BY channel""",
        {"contact": contact_id},
    )
    return tuple(" · ".join(part.strip() for part in row if part.strip()) for row in (*rows, *said))


def last_brief(tx: Tx, contact_id: int) -> tuple[MappingProxyType[str, str], str]:
    """Return the brief of the contact's last hand-off and who promised it."""
    row = tx.one(
        """SELECT h.brief, o.name FROM hand_off h JOIN operator o ON o.id = h.giver_id
           WHERE h.contact_id = :contact AND h.state IN ('waiting', 'accepted')
           ORDER BY h.given_at DESC, h.id DESC LIMIT 1""",
        {"contact": contact_id},
    )
    return (MappingProxyType(json.loads(row[0])), row[1]) if row else (nothing_said(), "")


def answers(tx: Tx, contact_id: int, readers: Collection[Stage]) -> MappingProxyType[str, str]:
    """Return the known answers by field, as far as the stage that asked lets them travel to the readers."""
    given = given_to(tx, contact_id, readers)
    rows = tx.all(
        """SELECT a.field, a.value, COALESCE(k.stage, 'scouting'), a.at
           FROM answer a LEFT JOIN call k ON k.id = a.call_id
           WHERE a.contact_id = :contact ORDER BY a.field""",
        {"contact": contact_id},
    )
    return MappingProxyType(
        {row[0]: row[1] for row in rows if travels(Stage(row[2]), row[3], readers, given)}
    )


def _zone_of_number(tx: Tx, contact_id: int) -> str:
    zones = tx.value(
        "SELECT zones FROM number WHERE contact_id = :contact AND wrong IS NULL ORDER BY place, id LIMIT 1",
        {"contact": contact_id},
    )
    return str(zones or "").split(",")[0]
