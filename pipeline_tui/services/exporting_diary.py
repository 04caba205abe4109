"""The agenda as an iCalendar file (RFC 5545), to be read by any calendar program.

Instants are written in UTC, which no change of the clocks and no zone of the reader can move; what has only a
day is a DATE. An entry keeps its UID for life, so that importing a newer file replaces the older entries.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline_tui.domain.absences import Absence
from pipeline_tui.domain.agenda import Agenda, Appointment
from pipeline_tui.domain.diary_words import ABSENT, summary, word
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.planning_ahead import agenda
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from icalendar import Event

EXPORTED = "diary_exported"
AHEAD = timedelta(days=366)
_MOST = 20_000
_PRODUCT = "-//pipeline-tui//diary//EN"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Diary:
    """A calendar file, and what stands in it."""

    start: date
    end: date  # included
    events: int
    clashes: int  # events that overlap another one
    text: bytes


def export_diary(
    shop: Shop, viewer: Viewer, start: date | None = None, end: date | None = None, *, act: str
) -> Diary:
    """Return the viewer's agenda of some days, ends included, as a file; from today for a year by default.

    Names leave the workspace with it, so the journal says for which days it was written.
    """
    first = start or shop.today()
    last = end or first + AHEAD
    if last < first:
        raise UsageTrouble(
            tr("The diary would end before it begins"),
            tr("{last} is before {first}.", last=last.isoformat(), first=first.isoformat()),
            tr("Give the earlier day as --from."),
        )
    if not viewer.stages:
        raise Refused(tr("You keep no diary"), tr("Nothing is planned for who works no stage."), "")
    known = agenda(shop, viewer, first, last, most=_MOST)
    with shop.store.act() as tx:
        away = absences.between(tx, first, last, viewer.operator_id)
        if done_before(tx, viewer, act, EXPORTED) is None:
            detail = {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "events": len(known.appointments) + len(away),
            }
            journal.append(tx, viewer.operator_id, EXPORTED, act, shop.now(), None, detail)
    return Diary(
        start=first,
        end=last,
        events=len(known.appointments) + len(away),
        clashes=sum(bool(one.clashes) for one in known.appointments),
        text=_written(shop, viewer, known, away),
    )


def _written(shop: Shop, viewer: Viewer, known: Agenda, away: tuple[Absence, ...]) -> bytes:
    from icalendar import Calendar  # a library of its own, which nothing else here needs

    at_home, now = shop.workspace, shop.now()
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{at_home.firm} · {viewer.name}")
    for one in known.appointments:
        calendar.add_component(_appointment(one, at_home.secret, at_home.language, now))
    for absence in away:
        calendar.add_component(_absence(absence, known.end, at_home.secret, at_home.language, now))
    written: bytes = calendar.to_ical()
    return written


def _appointment(one: Appointment, secret: str, language: str, now: datetime) -> Event:
    event = _event(_uid(secret, one.kind, one.id), summary(one, language), one.kind, now)
    event.add("sequence", one.version)
    if one.at is None or one.ends is None:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + _DAY)
        event.add("transp", "TRANSPARENT")  # some time of the day: the day stays free for others
    else:
        event.add("dtstart", one.at.astimezone(UTC))
        event.add("dtend", one.ends.astimezone(UTC))
    return event


def _absence(one: Absence, end: date, secret: str, language: str, now: datetime) -> Event:
    event = _event(_uid(secret, ABSENT, one.id), word(ABSENT, language), ABSENT, now)
    event.add("dtstart", one.from_on)
    # One without an end is written to the last day asked for.
    event.add("dtend", (one.to_on or max(end, one.from_on)) + _DAY)
    return event


def _event(uid: str, said: str, kind: str, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", said)
    event.add("categories", [kind])
    event.add("class", "PRIVATE")
    return event


def _uid(secret: str, kind: str, number: int) -> str:
    """Return an id that is the same in every file of this shop, and in no other shop's."""
    known = hmac.new(bytes.fromhex(secret), f"diary:{kind}:{number}".encode(), hashlib.sha256)
    return f"{known.hexdigest()[:32]}@pipeline-tui"
