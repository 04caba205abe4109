"""The shop's own calling rules as they are stored, and the places in the queue that follow a change."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.own_rules import OwnRulesRow
from pipeline_tui.wording import tr

NONE = 0  # no version holds
_EVERY = -1
_STANDING = "SELECT COALESCE(MAX(id), 0) FROM own_rules WHERE undone = 0"


def standing(tx: Tx) -> int:
    """Return the version that holds, NONE for none; asked at every claim and every dial."""
    return int(tx.value(_STANDING))


def body_of(tx: Tx, version: int) -> str:
    """Return the text of a version, "" of none."""
    return str(tx.value("SELECT body FROM own_rules WHERE id = :id", {"id": version}) or "")


def keep(tx: Tx, body: str, digest: str, operator_id: int, now: datetime) -> int:
    """Store a version, which holds from now on."""
    version = tx.insert(OwnRulesRow, operator_id=operator_id, at=now, body=body, digest=digest, undone=0)
    _unsettle(tx, digest)
    return version


def take_back(tx: Tx, version: int) -> None:
    """Let the version before hold again; refused when another was loaded since."""
    if standing(tx) != version:
        raise Refused(
            tr("The calling rules were changed again since"),
            tr("Nothing was taken back."),
            tr("Load the file that holds."),
        )
    tx.run("UPDATE own_rules SET undone = 1 WHERE id = :id", {"id": version})
    unsettle(tx)


def unsettled(tx: Tx) -> bool:
    """Return whether places are left that were computed under other rules."""
    return tx.value(f"SELECT 1 FROM settled_under WHERE id = 1 AND contact_id <> {_EVERY}") is not None


def settle_some(tx: Tx, method: Method, now: datetime, most: int) -> bool:
    """Compute the next places anew under the rules that hold; whether any are left."""
    done = tx.value("SELECT contact_id FROM settled_under WHERE id = 1")
    if done is None or done == _EVERY:
        return False
    some = [
        row[0]
        for row in tx.all(
            """SELECT contact_id FROM position WHERE contact_id > :done AND stage = 'scouting'
               ORDER BY contact_id LIMIT :most""",
            {"done": done, "most": most},
        )
    ]
    settle(tx, some, method, now)
    left = len(some) == most
    tx.run("UPDATE settled_under SET contact_id = :done WHERE id = 1", {"done": some[-1] if left else _EVERY})
    return left


def unsettle(tx: Tx) -> None:
    """Have every place computed anew where the method changed and the rules did not."""
    _unsettle(tx, str(tx.value("SELECT digest FROM own_rules WHERE id = :id", {"id": standing(tx)}) or ""))


def _unsettle(tx: Tx, digest: str) -> None:
    tx.run(
        """INSERT INTO settled_under (id, digest, contact_id) VALUES (1, :digest, 0)
           ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, contact_id = 0""",
        {"digest": digest},
    )
