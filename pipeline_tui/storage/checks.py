"""Answers about people who are being typed, written down like look-ups: whoever asks much is found."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import journal
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx

MOST_IN_AN_HOUR = 60  # by one person, look-ups included; a form asks for one to three
_ASKED = ("checked", "looked_up")


def log(tx: Tx, secret: str, viewer: Viewer, new: NewContact, form: str, now: datetime) -> None:
    """Write down each number, address, and name with firm or postcode asked about, once for a form.

    They stand in the journal as keyed hashes. Raises Refused after too many within the hour.
    """
    asked = [("number", one.e164) for one in new.numbers] + [("e-mail", one) for one in new.emails]
    if new.last_name and (new.firm or new.postcode):
        asked.append(("name", fold(f"{new.last_name} {new.first_name} {new.firm} {new.postcode}")))
    me, since = viewer.operator_id, now - timedelta(hours=1)
    count = sum(journal.standing_since(tx, me, verb, since) for verb in _ASKED)
    for kind, what in asked:
        digest = keyed_hash(secret, what)
        act = hashlib.sha256(f"{form} {digest}".encode()).hexdigest()[:32]
        if journal.seen(tx, act) is not None:
            continue
        count += 1
        if count > MOST_IN_AN_HOUR:
            raise Refused(
                "Too many people were looked for",
                f"{MOST_IN_AN_HOUR} within the hour; the journal keeps each of them.",
                "Wait a while, or speak to your manager.",
                {"most": MOST_IN_AN_HOUR},
            )
        journal.append(tx, me, "checked", act, now, None, {"by": kind, "hash": digest})
