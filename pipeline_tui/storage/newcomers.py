"""Writes somebody added by hand where they belong on the line, and takes them out again.

An undone newcomer leaves an empty closed row: its id stands in the journal and is never given to another.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import contact_writing, likeness
from pipeline_tui.storage.store import Tx

# What would be lost or left hanging if the newcomer were taken out; each answers a row when there is some.
_BUILT_ON = (
    ("It was called since.", "SELECT 1 FROM call WHERE contact_id = :contact"),
    ("It was handed on since.", "SELECT 1 FROM hand_off WHERE contact_id = :contact"),
    (
        "It bought something since.",
        "SELECT 1 FROM purchase WHERE contact_id = :contact AND undone = 0 AND act IS NOT :but",
    ),
    ("Somebody wrote about it since.", "SELECT 1 FROM message WHERE contact_id = :contact AND undone = 0"),
    (
        "Its deal was worked on since.",
        """SELECT 1 FROM deal_event e JOIN deal d ON d.id = e.deal_id
           WHERE d.contact_id = :contact AND e.undone = 0""",
    ),
    ("Somebody wrote to them since.", "SELECT 1 FROM written WHERE contact_id = :contact AND undone = 0"),
    ("It was changed since.", "SELECT 1 FROM contact_change WHERE contact_id = :contact AND undone = 0"),
    ("It named somebody since.", "SELECT 1 FROM contact WHERE referred_by = :contact"),
    (
        "A check-in was logged since.",
        "SELECT 1 FROM check_in WHERE contact_id = :contact AND state NOT IN ('planned', 'undone')",
    ),
)
_BLANK = """UPDATE contact SET civility = '', first_name = '', last_name = '', folded = '', language = '',
  firm_id = NULL, firm_role = '', audience = '', address = '', postcode = '', city = '', zone = '',
  region = '', preferred_hours = '', source = '', hot = 0, referred_by = NULL, version = version + 1
  WHERE id = :contact"""
_OUT = """UPDATE position SET stage = 'closed', owner_id = NULL, list_id = NULL, firm_id = NULL,
  bucket_id = NULL, rank = NULL, due = NULL, blocker = '', promise = '', promise_owner = NULL,
  promise_due = NULL, rest_until = NULL, held_by = NULL, token = NULL, lease = NULL, lease_kind = '',
  call_id = NULL, version = version + 1 WHERE contact_id = :contact"""
_THEIR_ROWS = (
    *("number", "email", "basis", "note", "answer", "draft", "list_member", "client"),
    *("written", "channel_word"),
    "load_change",
    "contact_change",  # its images of changes that were undone hold names
)


def add(
    tx: Tx,
    viewer: Viewer,
    new: NewContact,
    stage: Stage,
    *,
    list_id: int,
    now: datetime,
    act: str,
    referred_by: int | None,
) -> int:
    """Store somebody new at a stage and return their id; past scouting they are the viewer's own."""
    contact_id = contact_writing.add_contact(
        tx,
        new,
        list_id=list_id,
        now=now,
        operator_id=viewer.operator_id,
        act=act,
        stage=stage,
        owner_id=None if stage is Stage.SCOUTING else viewer.operator_id,
    )
    row_no = tx.value(
        "SELECT COALESCE(MAX(row_no), 0) + 1 FROM list_member WHERE list_id = :l", {"l": list_id}
    )
    contact_writing.link_to_list(tx, list_id, int(row_no), contact_id)
    if referred_by is not None:
        tx.run(
            "UPDATE contact SET referred_by = :by WHERE id = :contact",
            {"by": referred_by, "contact": contact_id},
        )
    return contact_id


def built_on_since(tx: Tx, contact_id: int, *, but: str | None = None) -> str:
    """Return what was done with somebody added, "" for nothing; what the act ``but`` sold is left out."""
    for what, sql in _BUILT_ON:
        if tx.value(sql, {"contact": contact_id, "but": but}) is not None:
            return what
    return ""


def withdraw(tx: Tx, contact_id: int) -> None:
    """Take somebody out again with everything that was said about them."""
    contact = {"contact": contact_id}
    tx.run("UPDATE deal SET state = 'undone', version = version + 1 WHERE contact_id = :contact", contact)
    tx.run("UPDATE check_in SET state = 'undone' WHERE contact_id = :contact", contact)
    likeness.leave(tx, (contact_id,))
    for table in _THEIR_ROWS:
        tx.run(f"DELETE FROM {table} WHERE contact_id = :contact", contact)
    tx.run(_OUT, contact)
    tx.run(_BLANK, contact)
