"""Writes clients a shop had before its workspace: what they bought, their rhythm, the next check-in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.practice import OldClient
from pipeline_tui.domain.queue_order import NEVER_CALLED
from pipeline_tui.domain.queue_place import Place
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.bulk_contacts import BulkWriter
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp


def add_clients(
    tx: Tx, writer: BulkWriter, clients: Sequence[OldClient], owner_id: int, currency: str
) -> range:
    """Store clients of one farmer with purchases and check-ins; returns their ids, in order."""
    ids = writer.write(tx, [(one.contact, Place(NEVER_CALLED)) for one in clients])
    known = list(zip(ids, clients, strict=True))
    tx.many(
        """UPDATE position SET stage = :stage, owner_id = :owner, rank = NULL, due = NULL, bucket_id = NULL
           WHERE contact_id = :contact""",
        [{"contact": key, "stage": Stage.FARMING.value, "owner": owner_id} for key in ids],
    )
    tx.many(
        """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
           VALUES (:contact, :segment, 0, :since, :last)""",
        [
            {
                "contact": key,
                "segment": one.segment,
                "since": one.bought[0].on.isoformat(),
                "last": stamp(one.last_contact),
            }
            for key, one in known
        ],
    )
    tx.many(
        """INSERT INTO purchase (contact_id, operator_id, bought_on, what, amount_minor, currency, undone)
           VALUES (:contact, :by, :on, :what, :amount, :currency, 0)""",
        [
            {
                "contact": key,
                "by": owner_id,
                "on": bought.on.isoformat(),
                "what": bought.what,
                "amount": bought.amount_minor,
                "currency": currency,
            }
            for key, one in known
            for bought in one.bought
        ],
    )
    tx.many(
        """INSERT INTO check_in (contact_id, owner_id, due_on, state, outcome, note, version)
           VALUES (:contact, :owner, :on, 'planned', '', '', 1)""",
        [{"contact": key, "owner": owner_id, "on": one.check_in_on.isoformat()} for key, one in known],
    )
    return ids
