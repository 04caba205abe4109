"""Late words: what came to mind after a call had ended, added to one of one's own."""

from __future__ import annotations

from pipeline_tui.domain.contact_acts import LateWords, RecentCall
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal
from pipeline_tui.storage import late_words as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

LAST = 3  # calls that are offered


def recent(shop: Shop, viewer: Viewer) -> tuple[RecentCall, ...]:
    """Return the viewer's last three calls with an outcome, newest first; numbers are covered."""
    with shop.store.read() as tx:
        return stored.recent(tx, viewer, LAST)


def add_words(shop: Shop, viewer: Viewer, call_id: int, text: str, *, act: str) -> LateWords:
    """Add words to an own call, wherever its contact is by now; they travel as the call's note does.

    Raises Refused for a call that is not the viewer's own, or awaits its outcome.
    """
    words = clean(text, limit=LONGEST_NOTE, multiline=True)
    if not words:
        raise UsageTrouble(tr("No words"), tr("There is nothing to add."), tr("Write what came to mind."))
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "late_words")
        if done is None:
            note, contact_id = stored.add(tx, viewer, call_id, words, now)
            detail = {"note": note, "call": call_id}
            journal.append(tx, viewer.operator_id, "late_words", act, now, contact_id, detail)
        else:
            note, contact_id = int(done.detail["note"]), done.contact_id or 0
        return LateWords(note, call_id, stored.called(tx, viewer, contact_id), words)
