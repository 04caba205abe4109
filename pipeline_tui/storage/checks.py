"""Answers about people who are being typed, written down like look-ups: whoever asks much is found."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import bursts, journal
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx


def log(
    tx: Tx, secret: str, viewer: Viewer, new: NewContact, form: str, now: datetime, *, known: bool
) -> Refused | None:
    """Write down each number, address, and name with firm or postcode asked about, once for a form.

    They stand in the journal as keyed hashes; beside a line that is ``known`` each name is one more, or the
    name that goes with it could be guessed. Returns the refusal of too many within the hour, which is noted.
    """
    asked = [("number", one.e164) for one in new.numbers] + [("e-mail", one) for one in new.emails]
    if known and asked and (new.last_name or new.first_name):
        asked.append(("name", fold(" ".join((new.last_name, new.first_name, *(one for _, one in asked))))))
    if new.last_name and (new.firm or new.postcode):
        asked.append(("name", fold(f"{new.last_name} {new.first_name} {new.firm} {new.postcode}")))
    me = viewer.operator_id
    left = bursts.left_over(tx, me, bursts.TYPED, now)
    for kind, what in asked:
        digest = keyed_hash(secret, what)
        act = hashlib.sha256(f"{form} {digest}".encode()).hexdigest()[:32]
        if journal.seen(tx, act) is not None:
            continue
        if left <= 0:
            return bursts.refusal(tx, me, bursts.TYPED, now)
        left -= 1
        journal.append(tx, me, bursts.CHECKED, act, now, None, {"by": kind, "hash": digest})
    return None
