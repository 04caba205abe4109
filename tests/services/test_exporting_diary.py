"""The diary file, read back by another library than the one that wrote it: every time, day and word of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from pipeline_tui.domain.clocks import instant_on
from pipeline_tui.domain.diary_words import said
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import following_up, negotiating
from pipeline_tui.services.exporting_diary import Diary, export_diary
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage import absences, check_ins, clients, deals
from tests.shops import Line

_ALL = (("Zoé", frozenset({Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER})),)


def parsed(diary: Diary) -> dict[str, Event]:
    """Return the events by their summary."""
    calendar: Calendar = IcsCalendarStream.calendar_from_ics(diary.text.decode("utf-8"))
    assert calendar.version == "2.0"
    assert len(calendar.events) == diary.events
    return {str(event.summary): event for event in calendar.events}


@contextmanager
def shop_in(folder: Path, country: str, zone: str, now: datetime) -> Iterator[Line]:
    setup = SetUp(
        firm="Fleurs, du Port; et d'ailleurs",
        trade="florist",
        country=country,
        structure=Structure.ONE_TIER,
        language="fr",
        operators=_ALL,
        zone=zone,
        practice=True,
    )
    shop: Shop = set_up(folder / "shop.db", setup, now=now)
    try:
        yield Line(shop, now)
    finally:
        shop.close()


# The night each zone's clocks go back and the one they go forward; Kolkata's never do.
_NIGHTS = (
    ("FR", "Europe/Paris", date(2026, 10, 25)),
    ("FR", "Europe/Paris", date(2027, 3, 28)),
    ("US", "America/New_York", date(2026, 11, 1)),
    ("US", "America/New_York", date(2027, 3, 14)),
    ("IN", "Asia/Kolkata", date(2026, 11, 1)),
)


@pytest.mark.parametrize(("country", "zone", "night"), _NIGHTS)
def test_times_are_right_over_clock_changes_and_zones(
    tmp_path: Path, country: str, zone: str, night: date
) -> None:
    now = instant_on(night - timedelta(days=10), 10 * 60, zone)
    wanted: dict[str, datetime | date] = {}
    with shop_in(tmp_path, country, zone, now) as line:
        zoe = sign_in(line.shop, who(line.shop, "Zoé"))
        for number, (days, minutes) in enumerate(
            (days, minutes)
            for days in (-1, 0, 1)
            for minutes in (None, 5, 90, 150, 185, 9 * 60, 23 * 60 + 55)
        ):
            on = night + timedelta(days=days)
            contact = line.contact(f"N{number}", stage=Stage.FARMING, owner=zoe)
            at = instant_on(on, minutes, zone) if minutes is not None else None
            with line.shop.store.act() as tx:
                clients.note_contact(tx, contact, line.at)
                check_ins.plan(tx, contact, zoe.operator_id, on, due_at=at)
            wanted[f"Suivi · Claire N{number}"] = at or on
        diary = export_diary(line.shop, zoe, night - timedelta(days=2), night + timedelta(days=2), act="1")
        lasts = timedelta(minutes=line.shop.playbook.appointment_minutes)
    events = parsed(diary)
    assert set(events) == set(wanted)
    for name, when in wanted.items():
        event = events[name]
        if isinstance(when, datetime):
            assert isinstance(event.dtstart, datetime)
            assert event.dtstart == when, name
            assert event.dtend is not None
            assert event.dtend - event.dtstart == lasts
            here = event.dtstart.astimezone(ZoneInfo(zone))
            assert here.utcoffset() == when.astimezone(ZoneInfo(zone)).utcoffset()
            assert abs((here.date() - night).days) <= 1
        else:
            assert event.dtstart == when
            assert not isinstance(event.dtstart, datetime), "a day is a day, in whatever zone it is read"
            assert event.dtend == when + timedelta(days=1)


def test_the_file_is_well_formed_and_says_no_more_than_it_should(line: Line) -> None:
    hugo = line.viewer("Hugo")
    name = 'Ann, "the long"; Béatrice-Éléonore \\ von und zu Hohenlohe-Schillingsfürst'
    contact = line.contact(name, stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(
            tx, hugo, contact, step="brief-taken", currency="EUR", now=line.at, title="secret title"
        )
        absences.note(
            tx,
            hugo.operator_id,
            line.shop.today() + timedelta(days=3),
            line.shop.today() + timedelta(days=4),
            "operation",
            hugo.operator_id,
            line.at,
        )
    at = line.at + timedelta(days=1)
    negotiating.plan_next(
        line.shop, hugo, deal, "Ring +33 1 99 00 12 34 or ann@example.org, 12 roses", at, act=line.act()
    )
    diary = export_diary(line.shop, hugo, act=line.act())
    lines = diary.text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert not any(b"\n" in one for one in lines), "every line ends in CRLF"
    assert max(map(len, lines)) <= 75
    events = parsed(diary)
    (told,) = (one for one in events if "roses" in one)
    assert told.startswith("Ring … or … 12 roses · Claire ANN")
    assert "Béatrice-Éléonore".upper() in told.upper()
    assert events[told].dtstart == at.replace(second=0, microsecond=0)
    assert events["Absent"].dtstart == line.shop.today() + timedelta(days=3)
    assert events["Absent"].dtend == line.shop.today() + timedelta(days=5), "the end is not included"
    whole = diary.text.replace(b"\r\n ", b"")
    for secret in (b"+33", b"99 00", b"example.org", b"secret title", b"operation", b"Lyon"):
        assert secret not in whole
    for event in events.values():
        assert event.dtstamp == line.at.replace(microsecond=0).astimezone(UTC)


def test_an_entry_keeps_its_id_and_counts_its_changes(line: Line) -> None:
    fatou = line.viewer("Fatou")
    contact = line.contact("Client", stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, contact, line.at)
        known = check_ins.plan(tx, contact, fatou.operator_id, line.shop.today())
    (before,) = parsed(export_diary(line.shop, fatou, act=line.act())).values()
    again = export_diary(line.shop, fatou, act=line.act())
    assert again.text == export_diary(line.shop, fatou, act=line.act()).text
    at = line.at + timedelta(days=1)
    following_up.move_check_in(line.shop, fatou, known, at.date(), act=line.act(), at=at)
    (after,) = parsed(export_diary(line.shop, fatou, act=line.act())).values()
    assert after.uid == before.uid
    assert (before.sequence, after.sequence) == (1, 2)
    assert (before.dtstart, after.dtstart) == (line.shop.today(), at)
    assert str(known) not in str(after.uid).split("@", 1)[1]


def test_only_the_days_asked_for_and_only_one_s_own(line: Line) -> None:
    fatou = line.viewer("Fatou")
    today = line.shop.today()
    for number in range(5):
        contact = line.contact(f"N{number}", stage=Stage.FARMING, owner=fatou)
        with line.shop.store.act() as tx:
            clients.note_contact(tx, contact, line.at)
            check_ins.plan(tx, contact, fatou.operator_id, today + timedelta(days=number))
    some = export_diary(
        line.shop, fatou, today + timedelta(days=1), today + timedelta(days=2), act=line.act()
    )
    assert set(parsed(some)) == {"Check-in · Claire N1", "Check-in · Claire N2"}
    assert export_diary(line.shop, line.viewer("Hugo"), act=line.act()).events == 0
    with pytest.raises(Refused, match="no diary"):
        export_diary(line.shop, line.viewer("Mona"), act=line.act())
    with pytest.raises(UsageTrouble, match="end before"):
        export_diary(line.shop, fatou, today, today - timedelta(days=1), act=line.act())


def test_the_journal_says_that_names_left_and_an_id_counts_once(line: Line) -> None:
    fatou = line.viewer("Fatou")
    for _ in range(2):
        export_diary(line.shop, fatou, act="a" * 32)
    assert line.verbs() == ["diary_exported"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Ring 06 12 34 56 78 about it", "Ring … about it"),
        ("0033612345678", "…"),
        ("call +1 (212) 555-0100 x4", "call … x4"),
        ("write to a.b@c.example now", "write to … now"),
        ("offer over 1 200 € until 24/12", "offer over 1 200 € until 24/12"),
        ("two\nlines", "two lines"),
        ("", ""),
    ],
)
def test_what_is_to_be_done_carries_no_number_and_no_address(typed: str, told: str) -> None:
    assert said(typed) == told
