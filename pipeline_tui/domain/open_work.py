"""Work that waits for one person, counted by kind: what must go somewhere when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import grouped, mark_many, tr, trn


class What(StrEnum):
    """What of a contact is somebody's; each is one column of one table."""

    OWNER = "owner"  # the contact itself
    PROMISE = "promise"  # a call promised in their name
    DEAL = "deal"
    CHECK_IN = "check-in"
    HAND_OFF = "hand-off"  # not answered yet
    MESSAGE = "message"  # not read yet


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that waits for somebody, and the stage it is worked at."""

    what: What
    row_id: int
    contact_id: int
    stage: Stage
    at: datetime | None = None  # UTC, where a time was agreed
    firm_id: int | None = None
    language: str = ""  # of the contact


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How much waits for somebody."""

    contacts: int = 0  # different people it is about
    clients: int = 0
    deals: int = 0
    callbacks: int = 0  # calls promised, and what came back to them
    check_ins: int = 0
    hand_offs: int = 0
    messages: int = 0

    @property
    def none(self) -> bool:
        """Return whether nothing waits."""
        return self == OpenWork()


def work_of(things: Iterable[Thing]) -> OpenWork:
    """Return how much some things are."""
    known = tuple(things)
    counts = dict.fromkeys(What, 0)
    for one in known:
        counts[one.what] += 1
    return OpenWork(
        contacts=len({one.contact_id for one in known}),
        clients=sum(one.what is What.OWNER and one.stage is Stage.FARMING for one in known),
        deals=counts[What.DEAL],
        callbacks=counts[What.PROMISE],
        check_ins=counts[What.CHECK_IN],
        hand_offs=counts[What.HAND_OFF],
        messages=counts[What.MESSAGE],
    )


def work_words(work: OpenWork) -> str:
    """Return how much waits, in words; "nothing" when nothing does."""
    told = (
        (work.clients, mark_many("client", "clients")),
        (work.deals, mark_many("deal", "deals")),
        (work.callbacks, mark_many("promised call", "promised calls")),
        (work.check_ins, mark_many("check-in", "check-ins")),
        (work.hand_offs, mark_many("hand-off", "hand-offs")),
        (work.messages, mark_many("message", "messages")),
    )
    parts = [f"{grouped(number)} {trn(*words, number)}" for number, words in told if number]
    if not parts and work.contacts:
        parts = [f"{grouped(work.contacts)} {trn('contact', 'contacts', work.contacts)}"]
    return ", ".join(parts) or tr("nothing")
