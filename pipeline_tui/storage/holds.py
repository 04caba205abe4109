"""Claims: a contact in hand is a lease with a token, and every later write names the token.

The order of a claim: my due callbacks and returned hand-offs, the team's due callbacks, then one probe for
each active list and open bucket on the rank index, so that the cost does not grow with the lists.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pipeline_tui.domain.calling_gate import OWN_REQUEST_LEEWAY
from pipeline_tui.domain.errors import HoldLost
from pipeline_tui.domain.queue_order import TEAM_AFTER
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import journal, moves
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, from_epoch
from pipeline_tui.wording import tr

LEASES = {"desk": timedelta(seconds=60), "shell": timedelta(minutes=15)}
PROMOTED_AT_ONCE = 50  # contacts that came due, taken into the queue by one claim
LAPSED_AT_ONCE = 20
# What comes back is for the scout who gave it; a day later the scout is taken to be away.
RETURNED_WAITS = timedelta(days=1)

# Nobody of the same firm is in hand: two desks never ring colleagues at once.
_ALONE = """(p.firm_id IS NULL OR NOT EXISTS (
  SELECT 1 FROM position f INDEXED BY ix_position_firm_held
  WHERE f.firm_id = p.firm_id AND f.held_by IS NOT NULL))"""

# An exact promise opens its own slot; when that has passed, its bucket's windows hold again.
_PROMISED = f"""p.promise_due <= :now AND p.held_by IS NULL AND {_ALONE}
     AND (p.bucket_id IN (SELECT value FROM json_each(:buckets))
          OR (p.promise = 'exact' AND p.promise_due > :slot))"""

_SURVEY = f"""
SELECT (SELECT contact_id FROM position WHERE held_by = :me),
  (SELECT contact_id FROM position WHERE held_by IS NOT NULL AND held_by <> :me AND lease < :now LIMIT 1),
  (SELECT p.contact_id FROM position p WHERE p.promise_owner = :me AND {_PROMISED}
     ORDER BY p.promise_due LIMIT 1),
  (SELECT p.contact_id FROM position p WHERE {_PROMISED}
     AND COALESCE(p.bucket_id, 0) NOT IN (SELECT value FROM json_each(:foreign))
     AND (p.promise_owner IS NULL OR (p.promise_due <= :late
       AND (p.promise <> 'returned' OR p.promise_due <= :day_late) AND NOT EXISTS (
       SELECT 1 FROM position q WHERE q.held_by = p.promise_owner AND q.call_id IS NOT NULL)))
     ORDER BY p.promise_due LIMIT 1),
  (SELECT contact_id FROM position WHERE due <= :now LIMIT 1)"""

_PROMOTE = f"""UPDATE position SET rank = (band << 40) | due, due = NULL, blocker = ''
  WHERE contact_id IN (SELECT contact_id FROM position WHERE due <= :now AND held_by IS NULL
                       ORDER BY due LIMIT {PROMOTED_AT_ONCE})"""

# One index probe for each pair of list and bucket; MATERIALIZED, or each would be made three times.
_PROBE = f"""
WITH probe AS MATERIALIZED (
  SELECT l.id AS list_id, l.priority AS priority, b.value AS bucket_id,
    (SELECT p.rank FROM position p INDEXED BY ix_position_ready
     WHERE p.list_id = l.id AND p.bucket_id = b.value AND p.rank IS NOT NULL AND {_ALONE}
     ORDER BY p.rank LIMIT 1) AS r
  FROM list l CROSS JOIN json_each(:buckets) b WHERE l.state = 'active')
SELECT p.contact_id FROM (
  SELECT list_id, bucket_id, r FROM probe WHERE r IS NOT NULL ORDER BY r >> 40, priority, r LIMIT 1) best
CROSS JOIN position p INDEXED BY ix_position_ready
  ON p.list_id = best.list_id AND p.bucket_id = best.bucket_id AND p.rank = best.r
WHERE p.rank IS NOT NULL AND {_ALONE} LIMIT 1"""

_TAKE = """UPDATE position SET held_by = :me, token = :token, lease = :lease, lease_kind = :kind,
  rank = NULL, due = NULL, call_id = :call, version = version + 1
  WHERE contact_id = :contact AND (held_by IS NULL OR held_by = :me) RETURNING version"""

_LET_GO = """UPDATE position SET held_by = NULL, token = NULL, lease = NULL, lease_kind = '', call_id = NULL,
  version = version + 1 WHERE contact_id = :contact"""


@dataclass(frozen=True, slots=True)
class Hold:
    """A contact in hand."""

    contact_id: int
    token: str
    lease: datetime  # UTC
    call_id: int | None
    version: int


def current(tx: Tx, operator_id: int) -> Hold | None:
    """Return what an operator has in hand, lapsed or not."""
    row = tx.one(
        "SELECT contact_id, token, lease, call_id, version FROM position WHERE held_by = :me",
        {"me": operator_id},
    )
    return _hold(row) if row else None


def held_with(tx: Tx, operator_id: int, token: str, now: datetime) -> Hold:
    """Return the hold a token names; refuse when it has expired, was let go or is another operator's."""
    row = tx.one(
        """SELECT contact_id, token, lease, call_id, version FROM position
           WHERE token = :token AND held_by = :me AND lease >= :now""",
        {"token": token, "me": operator_id, "now": epoch(now)},
    )
    if row is None:
        raise HoldLost(
            tr("Your hold on this contact has ended"),
            tr("The lease ran out or the contact was let go; nothing was changed, and your note is kept."),
            tr("Take the next contact; if nobody else has this one, it comes back to you with the draft."),
        )
    return _hold(row)


def operator_of(tx: Tx, token: str) -> int | None:
    """Return whose hold a token names."""
    found = tx.value(
        "SELECT held_by FROM position WHERE held_by IS NOT NULL AND token = :token", {"token": token}
    )
    return int(found) if found is not None else None


def claim_next(
    tx: Tx,
    operator_id: int,
    method: Method,
    now: datetime,
    token: str,
    kind: str,
    buckets: Sequence[int],
    foreign: Collection[int] = (),
) -> Hold | None:
    """Take the best contact for an operator, or give back what is in hand already; None when there is none.

    ``buckets`` are the ids of those open now; of the ``foreign`` ones, in a language the operator does not
    speak, only what they promised themselves is theirs. A retry with the same token changes nothing.
    """
    moment, open_now = epoch(now), json.dumps(list(buckets))
    spoken = json.dumps([one for one in buckets if one not in foreign]) if foreign else open_now
    survey = {
        "me": operator_id,
        "now": moment,
        "late": moment - int(TEAM_AFTER.total_seconds()),
        "day_late": moment - int(RETURNED_WAITS.total_seconds()),
        "slot": moment - int(OWN_REQUEST_LEEWAY.total_seconds()),
        "buckets": open_now,
        "foreign": json.dumps(list(foreign)),
    }
    mine, lapsed, own, team, due = tx.one(_SURVEY, survey) or (None,) * 5
    if mine is not None:
        return resume(tx, operator_id, now, token, kind)
    if lapsed is not None:
        _free_lapsed(tx, operator_id, method, now)
        _, _, own, team, due = tx.one(_SURVEY, survey) or (None,) * 5
    if due is not None:
        tx.run(_PROMOTE, {"now": moment})
    contact_id = own if own is not None else team
    if contact_id is None:
        contact_id = tx.value(_PROBE, {"buckets": spoken})
        if contact_id is None:
            return None
    return take(tx, operator_id, contact_id, now, token, kind)


def resume(tx: Tx, operator_id: int, now: datetime, token: str, kind: str) -> Hold | None:
    """Return the running hold; one that lapsed and nobody else took is taken again, with a new token."""
    hold = current(tx, operator_id)
    if hold is None or hold.lease >= now.replace(microsecond=0):
        return hold
    open_call = hold.call_id
    tx.run(_LET_GO, {"contact": hold.contact_id})
    again = take(tx, operator_id, hold.contact_id, now, token, kind, verb="resumed")
    tx.run(
        "UPDATE position SET call_id = :call WHERE contact_id = :contact",
        {"call": open_call, "contact": hold.contact_id},
    )
    return current(tx, operator_id) if again else None


def take(
    tx: Tx,
    operator_id: int,
    contact_id: int,
    now: datetime,
    token: str,
    kind: str,
    verb: str = "claimed",
    detail: Mapping[str, Any] | None = None,
) -> Hold | None:
    """Put one contact into an operator's hand; None when somebody else has it.

    A token that was spent before, by a retry that comes too late, never comes back: a new one is made.
    """
    if journal.seen(tx, token):
        token = uuid.uuid4().hex
    lease = epoch(now + LEASES[kind])
    version = tx.value(
        _TAKE,
        {
            "me": operator_id,
            "token": token,
            "lease": lease,
            "kind": kind,
            "call": None,
            "contact": contact_id,
        },
    )
    if version is None:
        return None
    journal.append(tx, operator_id, verb, token, now, contact_id, detail)
    return Hold(contact_id, token, from_epoch(lease), None, version)


def restore(
    tx: Tx, operator_id: int, contact_id: int, now: datetime, token: str, call_id: int | None
) -> None:
    """Put a contact back into hand with its open call, as an undo does; the undo is the journal entry."""
    tx.value(
        _TAKE,
        {
            "me": operator_id,
            "token": token,
            "lease": epoch(now + LEASES["desk"]),
            "kind": "desk",
            "call": call_id,
            "contact": contact_id,
        },
    )


def renew(tx: Tx, operator_id: int, token: str, now: datetime) -> bool:
    """Prolong a lease that still runs; a desk does so every 20 seconds. No journal entry."""
    changed = tx.run(
        """UPDATE position SET lease = :lease WHERE token = :token AND held_by = :me AND lease >= :now
           AND lease_kind = 'desk'""",
        {
            "lease": epoch(now + LEASES["desk"]),
            "token": token,
            "me": operator_id,
            "now": epoch(now),
        },
    )
    return changed == 1


def lend(tx: Tx, operator_id: int, kind: str, now: datetime, token: str) -> None:
    """Let what an operator has in hand run from now on under a lease of this kind and this token."""
    tx.run(
        "UPDATE position SET lease = :lease, lease_kind = :kind, token = :token WHERE held_by = :me",
        {"lease": epoch(now + LEASES[kind]), "kind": kind, "token": token, "me": operator_id},
    )


def let_go(tx: Tx, contact_id: int, method: Method, now: datetime) -> None:
    """End a hold and put the contact back where its facts place it."""
    tx.run(_LET_GO, {"contact": contact_id})
    settle(tx, (contact_id,), method, now)


def stage_in_hand(tx: Tx, operator_id: int) -> Stage | None:
    """Return the stage of the contact somebody has in hand."""
    found = tx.value("SELECT stage FROM position WHERE held_by = :me", {"me": operator_id})
    return Stage(found) if found is not None else None


def put_back(tx: Tx, hold: Hold, method: Method, now: datetime) -> None:
    """End the hold of a desk that is taken away; one that rang and died is not rung again at once."""
    if hold.call_id is not None:
        moves.rest(tx, hold.contact_id, hold.lease + timedelta(minutes=method.playbook.stale_dial_minutes))
    let_go(tx, hold.contact_id, method, now)


def _free_lapsed(tx: Tx, operator_id: int, method: Method, now: datetime) -> None:
    """Free contacts of desks that gave no sign of life; each lapse is an entry in the finder's chain."""
    rest = timedelta(minutes=method.playbook.stale_dial_minutes)
    for contact_id, holder, call_id, lease in tx.all(
        """SELECT contact_id, held_by, call_id, lease FROM position
           WHERE held_by IS NOT NULL AND held_by <> :me AND lease < :now LIMIT :most""",
        {"now": epoch(now), "me": operator_id, "most": LAPSED_AT_ONCE},
    ):
        if call_id is not None:  # it rang, and nobody knows how that ended: do not ring again at once
            moves.rest(tx, contact_id, from_epoch(lease) + rest)
        let_go(tx, contact_id, method, now)
        journal.append(
            tx,
            operator_id,
            "lapsed",
            uuid.uuid4().hex,
            now,
            contact_id,
            {"holder": holder, "call": call_id, "lease": lease},
        )


def _hold(row: Row) -> Hold:
    return Hold(row[0], row[1], from_epoch(row[2]), row[3], row[4])
