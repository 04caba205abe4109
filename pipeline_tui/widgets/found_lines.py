"""Whom a search found, a line each; and the card of a contact as far as it may be read."""

from __future__ import annotations

import re
from datetime import date, datetime

from textual.content import Content

from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.domain.consents import evidence_words
from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.finding import FoundPerson
from pipeline_tui.domain.stages import Stage
from pipeline_tui.ui.formatting import QUIET, WARNING, column, fixed, join, say, spread
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import kind_name
from pipeline_tui.widgets.before_pane import event_rows
from pipeline_tui.widgets.sheet_parts import labelled, rule
from pipeline_tui.wording import WordTable, tr

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = 18  # "+33 1 99 00 12 34"
_OWNER = 12
_EVENTS = 12
# Where a contact stands that is nobody's, in the words of the desks.
_STANDS = WordTable({Stage.SCOUTING: "in the queue", Stage.CLOSED: "closed"})

_GROUNDS = WordTable(
    {
        BasisKind.CONSENT.value: "consent",
        BasisKind.CONTRACT.value: "contract",
        BasisKind.BUSINESS_INTEREST.value: "business interest",
        BasisKind.OWN_REQUEST.value: "own request",
        Purpose.PROSPECTING.value: "prospecting",
        Purpose.SERVICE.value: "service",
        "whatsapp": "WhatsApp",
        "sms": "SMS",
        "email": "e-mail",
        "agreed": "agreed",
        "refused": "refused",
    },
    "ground",
)


def found_line(one: FoundPerson, width: int) -> Content:
    """Return name, firm or town, whose it is, and the number, in columns."""
    room = max(width - _NUMBER - _OWNER - 2, 24)
    name = room * 11 // 20
    beside = " · ".join(part for part in (one.firm if one.firm != one.name else "", one.city) if part)
    whose = tr("yours") if one.own else one.owner or _STANDS.get(one.stage, one.stage.value)
    return join(
        column(one.name, name),
        " ",
        column(beside, room - name - 1, QUIET),
        " ",
        column(whose, _OWNER, "" if one.own else QUIET),
        " ",
        column(one.number, _NUMBER, right=True),
    )


def _ground(told: str) -> str:
    """Return a recorded ground in words: kind, purpose, evidence, day."""
    return " · ".join(_GROUNDS.get(part) or _dated(part) for part in told.split(" · "))


def _dated(part: str) -> str:
    """Return evidence in words, or the day it was given."""
    if not _DAY.fullmatch(part):
        return evidence_words(part)
    on = date.fromisoformat(part)
    return f"{on.day} {month_name(on)} {on.year}"


def beside_line(name: str, told: str, width: int) -> Content:
    """Return what was found beside people: its name, and what it is."""
    return spread(say(name), say(told, QUIET), width)


def card_lines(card: ContactCard, names: Names, zone: str, now: datetime, width: int) -> list[Content]:
    """Return a contact's card to read: who it is, where it stands, what happened."""
    stands = _STANDS.get(card.stage, card.stage.value)
    numbers = " · ".join(f"{one.shown} {kind_name(one.kind)}" for one in card.numbers)
    told = (
        (tr("Firm"), " · ".join(part for part in (card.firm, card.role) if part)),
        (tr("Stands"), tr("{stands}, {owner}'s", stands=stands, owner=card.owner) if card.owner else stands),
        (tr("Numbers"), numbers or tr("none")),
        (tr("E-mail"), " · ".join(card.emails)),
        (tr("Place"), " · ".join(part for part in (card.city, card.country) if part)),
        (tr("Came in"), " · ".join(dict.fromkeys(part for part in (*card.lists, card.source) if part))),
        (tr("Basis"), " · ".join(map(_ground, card.grounds)) or tr("none recorded")),
    )
    rows = [row for label, text in told if text for row in labelled(label, text, width)]
    if any(one.suppressed for one in card.numbers):
        rows.append(fixed(tr("✗ A number of theirs must not be called."), WARNING))
    rows += [fixed(""), rule(tr("Before"), width)]
    for event in card.before[:_EVENTS]:
        rows += event_rows(event, names, zone, now, width)
    if not card.before:
        rows.append(fixed(tr("Nothing yet."), QUIET))
    if card.masked:
        rows += [fixed(""), say(tr("Numbers and words are covered: the contact is not on your desk."), QUIET)]
    return rows
