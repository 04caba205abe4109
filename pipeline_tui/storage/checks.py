"""Answers about people who are being typed, written down like look-ups: whoever asks much is found."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import journal
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.store import Tx

MOST_IN_AN_HOUR = 60  # by one person, look-ups included; a form asks for one to three
BURST = "burst_refused"
_ASKED = ("checked", "looked_up")


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
    me, since = viewer.operator_id, now - timedelta(hours=1)
    count = sum(journal.standing_since(tx, me, verb, since) for verb in _ASKED)
    for kind, what in asked:
        digest = keyed_hash(secret, what)
        act = hashlib.sha256(f"{form} {digest}".encode()).hexdigest()[:32]
        if journal.seen(tx, act) is not None:
            continue
        count += 1
        if count > MOST_IN_AN_HOUR:
            note_burst(tx, me, "checked", MOST_IN_AN_HOUR, now)
            return Refused(
                "Too many people were looked for",
                f"{MOST_IN_AN_HOUR} within the hour; the journal keeps each of them.",
                "Wait a while, or speak to your manager.",
                {"most": MOST_IN_AN_HOUR},
            )
        journal.append(tx, me, "checked", act, now, None, {"by": kind, "hash": digest})
    return None


def note_burst(tx: Tx, operator_id: int, verb: str, most: int, now: datetime) -> None:
    """Write into the journal, once an hour, that an operator was refused after too many acts of a kind."""
    if not journal.standing_since(tx, operator_id, BURST, now - timedelta(hours=1)):
        detail = {"act": verb, "most": most}
        journal.append(tx, operator_id, BURST, uuid.uuid4().hex, now, None, detail)
