"""Gathers what gate and queue decide on: numbers, grounds, suppressions and earlier calls of a contact."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from pipeline_tui.domain.calling import (
    Audience,
    Basis,
    BasisKind,
    CallFacts,
    NumberFacts,
    Purpose,
)
from pipeline_tui.domain.queue_place import Attempt, purpose_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.stood_before import AUDIENCE, COUNTS_FOR, SHARED, Stood
from pipeline_tui.storage import registers
from pipeline_tui.storage.grounds import revoked_at
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

# Longer than the longest cap of any rule file, so that no attempt that counts is left out.
LOOK_BACK = timedelta(days=400)
# A redial within two minutes of a dropped talk is the same attempt (calling rules, cap).
SAME_ATTEMPT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A number as it is stored for a contact."""

    id: int
    e164: str
    extension: str
    kind: str
    holder: str
    zones: tuple[str, ...]
    unusual: bool
    wrong: bool
    suppressed: bool


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Everything known about calling one contact."""

    contact_id: int
    stage: Stage
    country: str
    hot: bool
    numbers: tuple[KnownNumber, ...]
    by_number: MappingProxyType[int, CallFacts]  # number id -> what the gate is told
    attempts: tuple[Attempt, ...]  # oldest first
    rest_until: int | None  # epoch seconds
    arrived: datetime  # UTC
    held: bool  # in somebody's hand
    promised: bool  # a callback, return or slot is agreed
    language: str = ""  # of the contact
    stood: tuple[Stood, ...] = ()  # other places whose rules hold beside its own

    @property
    def candidates(self) -> tuple[CallFacts, ...]:
        """Return the gate's facts for each number that still stands for the person, in desk order."""
        return tuple(self.by_number[number.id] for number in self.numbers if not number.wrong)


def keyed_hash(secret: str, what: str) -> str:
    """Return the keyed hash under which a number (E.164) or ``contact:<id>`` is suppressed."""
    return hmac.digest(bytes.fromhex(secret), what.encode(), "sha256").hex()


def suppressed(tx: Tx, hashes: Iterable[str]) -> frozenset[str]:
    """Return which of the hashes nobody may call."""
    named = {f"h{number}": one for number, one in enumerate(hashes)}
    marks = ", ".join(f":{name}" for name in named)
    rows = tx.all(f"SELECT hash FROM suppression WHERE hash IN ({marks}) AND lifted_at IS NULL", named)
    return frozenset(row[0] for row in rows)


def gather(
    tx: Tx, contact_id: int, at: datetime, secret: str, *, dialled_by: int | None = None
) -> ContactFacts:
    """Read the facts of one contact at an instant (UTC); ``dialled_by`` may ring a dropped talk again."""
    row = tx.one(
        f"""SELECT c.country, c.region, c.zone, c.audience, c.hot, p.stage, p.rest_until, c.created_at,
             p.held_by IS NOT NULL, p.promise_due IS NOT NULL, c.language,
             (SELECT image FROM contact_change k WHERE k.contact_id = c.id AND k.undone = 0
              AND k.at >= :lately AND json_extract(k.image, '$.contact.zone') IS NOT NULL
              ORDER BY k.id LIMIT 1),
             (SELECT json_extract(image, '$.contact.audience') FROM contact_change k
              WHERE k.contact_id = c.id AND k.undone = 0 AND k.at >= :lately
                AND json_extract(k.image, '$.contact.audience') IS NOT NULL ORDER BY k.id LIMIT 1),
             CASE WHEN EXISTS (SELECT 1 FROM journal j WHERE j.contact_id = c.id AND j.verb = 'contact_added')
             THEN (SELECT json_array(l.country, l.region, l.zone)
              FROM number n JOIN number o ON o.e164 = n.e164 AND o.contact_id < n.contact_id
                AND o.wrong IS NULL JOIN contact l ON l.id = o.contact_id
              WHERE n.contact_id = c.id AND n.holder <> 'switchboard' AND l.country <> ''
                AND (l.country <> c.country OR (l.zone <> '' AND c.zone <> '' AND l.zone <> c.zone))
              ORDER BY o.contact_id LIMIT 1) END,
             {registers.CURRENT},
             (SELECT MAX(bought_on) FROM purchase b WHERE b.contact_id = c.id AND b.undone = 0
              AND b.amount_minor > 0)
           FROM contact c JOIN position p ON p.contact_id = c.id WHERE c.id = :contact""",
        {"contact": contact_id, "lately": stamp(at - COUNTS_FOR)},
    )
    if row is None:
        raise LookupError(f"contact {contact_id} has no position")
    country, region, place_zone, audience, hot, stage_code, rest_until, arrived, held, promised = row[:10]
    tongue, before_change, called_as, on_the_line, loaded, bought = row[10:]
    numbers, person_suppressed, digests = _numbers(tx, contact_id, secret)
    listings = registers.listings(tx, registers.read_current(loaded), digests)
    stage = Stage(stage_code)
    bases = tuple(basis for basis in _bases(tx, contact_id) if _concerns(basis, stage))
    since = stamp(at - LOOK_BACK)
    attempts, person_attempts, refused_at = _calls(tx, contact_id, since)
    in_force = [basis.kind for basis in bases if basis.revoked_at is None or basis.revoked_at > at]
    told = CallFacts(
        purpose=purpose_of(stage, in_force),
        audience=Audience(audience) if audience else None,
        country=country,
        region=region,
        place_zone=place_zone,
        number=None,
        person_suppressed=person_suppressed,
        bases=bases,
        refused_at=refused_at,
        person_attempts=person_attempts,
        last_bought=date.fromisoformat(bought) if bought else None,
    )
    dropped = _dropped(tx, contact_id, dialled_by, at) if dialled_by is not None else {}
    by_number = {
        one.id: replace(
            told,
            number=replace(
                _number_facts(tx, one, since, audience),
                redial_until=dropped.get(one.id),
                listings=listings.get(one.e164, ()),
            ),
        )
        for one in numbers
    }
    return ContactFacts(
        contact_id=contact_id,
        stage=stage,
        country=country,
        hot=bool(hot),
        numbers=numbers,
        by_number=MappingProxyType(by_number),
        attempts=attempts,
        rest_until=rest_until,
        arrived=moment(arrived),
        held=bool(held),
        promised=bool(promised),
        language=tongue,
        stood=_stood(told, before_change, called_as, on_the_line),
    )


def _stood(told: CallFacts, image: str | None, audience: str | None, line: str | None) -> tuple[Stood, ...]:
    places: list[Stood] = []
    if image is not None:
        was = json.loads(image)["contact"]
        places.append(Stood(was["country"], was["region"], was["zone"], audience=audience))
    elif audience is not None:
        places.append(Stood(told.country, told.region, told.place_zone, AUDIENCE, audience))
    if line is not None:
        country, region, zone = json.loads(line)
        places.append(Stood(country, region, zone, SHARED))
    return tuple(places)


def _concerns(basis: Basis, stage: Stage) -> bool:
    """Return whether a ground holds at a stage: a wish for an offer is the hunter's only."""
    return basis.kind is not BasisKind.OWN_REQUEST or basis.slot_at is not None or stage is Stage.HUNTING


def _numbers(tx: Tx, contact_id: int, secret: str) -> tuple[tuple[KnownNumber, ...], bool, dict[str, str]]:
    """Return the contact's numbers, whether the person may not be called at all, and the numbers' hashes."""
    rows = tx.all(
        """SELECT id, e164, extension, kind, holder, zones, unusual, wrong FROM number
           WHERE contact_id = :contact ORDER BY place, id""",
        {"contact": contact_id},
    )
    person = keyed_hash(secret, f"contact:{contact_id}")
    hashes = {row[1]: keyed_hash(secret, row[1]) for row in rows}
    forbidden = suppressed(tx, (person, *hashes.values()))
    numbers = tuple(
        KnownNumber(
            id=row[0],
            e164=row[1],
            extension=row[2],
            kind=row[3],
            holder=row[4],
            zones=tuple(row[5].split(",")) if row[5] else (),
            unusual=bool(row[6]),
            wrong=row[7] is not None,
            suppressed=hashes[row[1]] in forbidden,
        )
        for row in rows
    )
    return numbers, person in forbidden, hashes


def _bases(tx: Tx, contact_id: int) -> tuple[Basis, ...]:
    rows = tx.all(
        """SELECT id, kind, purpose, given_at, expires_at, revoked_at, slot_at, revokes,
                  TRIM(channel || ', ' || evidence, ', ') FROM basis
           WHERE contact_id = :contact ORDER BY given_at DESC""",
        {"contact": contact_id},
    )
    revoked = revoked_at(rows)
    return tuple(
        Basis(
            kind=BasisKind(row[1]),
            given_at=moment(row[3]),
            expires_at=moment(row[4]) if row[4] else None,
            revoked_at=revoked.get(row[0]),
            slot_at=moment(row[6]) if row[6] else None,
            purpose=Purpose(row[2]) if row[2] else None,
            text=row[8],
            id=row[0],
        )
        for row in rows
        if row[7] is None
    )


def _calls(
    tx: Tx, contact_id: int, since: str
) -> tuple[tuple[Attempt, ...], tuple[datetime, ...], datetime | None]:
    attempts: list[Attempt] = []
    prospecting: list[datetime] = []
    refused_at: datetime | None = None
    for dialled_at, outcome, outcome_at, reached, refusal, counts, purpose, stage, part in tx.all(
        """SELECT dialled_at, outcome, outcome_at, reached, refusal, counts, purpose, stage, next_part
           FROM call WHERE contact_id = :contact AND dialled_at >= :since ORDER BY dialled_at, id""",
        {"contact": contact_id, "since": since},
    ):
        if counts and purpose == Purpose.PROSPECTING.value:
            prospecting.append(moment(dialled_at))
        if outcome and stage == Stage.SCOUTING.value:
            attempts.append(Attempt(outcome, moment(outcome_at), bool(reached), part))
        if refusal:
            refused_at = moment(outcome_at)
    return tuple(attempts), tuple(prospecting), refused_at


# The plus keeps the operator's index out of it: a contact has few calls, an operator hundreds a day.
_DROPPED = """SELECT number_id, MAX(outcome_at) FROM call WHERE contact_id = :contact AND +operator_id = :me
              AND reached = 1 AND mode <> 'incoming' AND number_id IS NOT NULL AND outcome_at >= :since
              AND dialled_at >= :day
              GROUP BY number_id"""


def _dropped(tx: Tx, contact_id: int, operator_id: int, at: datetime) -> dict[int, datetime]:
    """Return until when each number may be rung again as the same attempt; a talk ends by its outcome."""
    rows = tx.all(
        _DROPPED,
        {
            "contact": contact_id,
            "me": operator_id,
            "since": stamp(at - SAME_ATTEMPT),
            "day": stamp(at - timedelta(days=1)),
        },
    )
    return {row[0]: moment(row[1]) + SAME_ATTEMPT for row in rows}


def _number_facts(tx: Tx, number: KnownNumber, since: str, audience: str) -> NumberFacts:
    # A firm's switchboard is rung by everybody for everybody: no cap of its own. A household has none.
    if number.holder == "switchboard" and audience == Audience.BUSINESS.value:
        return NumberFacts(number.id, number.e164, number.zones, number.suppressed, shared=True)
    return NumberFacts(number.id, number.e164, number.zones, number.suppressed, _rung(tx, number.e164, since))


def prospecting_calls(tx: Tx, e164: str, at: datetime) -> tuple[datetime, ...]:
    """Return when a number was rung to sell something, by and for anybody, as long as it may count."""
    return _rung(tx, e164, stamp(at - LOOK_BACK))


def _rung(tx: Tx, e164: str, since: str) -> tuple[datetime, ...]:
    rows = tx.all(
        """SELECT dialled_at FROM call WHERE e164 = :e164 AND dialled_at >= :since
           AND counts = 1 AND purpose = 'prospecting' ORDER BY dialled_at""",
        {"e164": e164, "since": since},
    )
    return tuple(moment(row[0]) for row in rows)
