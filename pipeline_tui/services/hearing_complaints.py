"""Complaints: opened with the client's words, solved with what was done; selling stops in between."""

from __future__ import annotations

from pipeline_tui.domain.caring import Complaint
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import complaints, journal, kept
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

OPENED, SOLVED = "complaint_opened", "complaint_solved"


def open_complaint(shop: Shop, viewer: Viewer, contact_id: int, words: str, *, act: str) -> Complaint:
    """Open a complaint with what the client said; Refused while one is open."""
    said, now = clean(words, limit=LONGEST_NOTE, multiline=True), shop.now()
    if not said:
        raise UsageTrouble(
            tr("What is the complaint?"), tr("It says nothing."), tr("Write it in the client's words.")
        )
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, OPENED)
        if done is None:
            kept.client(tx, viewer, contact_id, now)
            if complaints.open_of(tx, contact_id) is not None:
                raise Refused(
                    tr("A complaint is open already"),
                    tr("One is heard to its end before the next; nothing was changed."),
                    tr("Solve it, or write the new words into a note."),
                )
            complaint_id = complaints.store(tx, contact_id, said, viewer.operator_id, now)
            detail = {"complaint": complaint_id}
            journal.append(tx, viewer.operator_id, OPENED, act, now, contact_id, detail)
        else:
            complaint_id = int(done.detail["complaint"])
        return complaints.by_id(tx, complaint_id)


def solve_complaint(shop: Shop, viewer: Viewer, contact_id: int, done: str, *, act: str) -> Complaint:
    """Solve the open complaint of a client with what was done about it."""
    words, now = clean(done, limit=LONGEST_NOTE, multiline=True), shop.now()
    if not words:
        raise UsageTrouble(
            tr("What was done?"), tr("It says nothing."), tr("Write what the client got, and when.")
        )
    with shop.store.act() as tx:
        before = done_before(tx, viewer, act, SOLVED)
        if before is None:
            kept.client(tx, viewer, contact_id, now)
            known = complaints.open_of(tx, contact_id)
            if known is None:
                raise Refused(
                    tr("No complaint is open"),
                    tr("Nothing was changed."),
                    tr("Look at the client's card for what was said."),
                )
            complaint_id = known.id
            complaints.solve(tx, complaint_id, words, viewer.operator_id, now)
            detail = {"complaint": complaint_id}
            journal.append(tx, viewer.operator_id, SOLVED, act, now, contact_id, detail)
        else:
            complaint_id = int(before.detail["complaint"])
        return complaints.by_id(tx, complaint_id)
