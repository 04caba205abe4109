from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.clocks import instant, zone_named
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.time_phrases import describe, read_date, read_time

PARIS, NEW_YORK = "Europe/Paris", "America/New_York"


def at(text: str, zone: str = PARIS) -> datetime:
    return instant(datetime.fromisoformat(text), zone)


NOW = at("2026-11-23 14:03")  # a Monday


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("tue 14:20", "2026-11-24 14:20"),
        ("Tue. 14:20", "2026-11-24 14:20"),
        ("demain 15h", "2026-11-24 15:00"),
        ("DEMAIN À 15 H 30", "2026-11-24 15:30"),
        ("tomorrow 9", "2026-11-24 09:00"),
        ("tomorrow 3", "2026-11-24 15:00"),
        ("tomorrow", "2026-11-24 10:00"),
        ("demain midi", "2026-11-24 12:00"),
        ("demain à midi et demi", "2026-11-24 12:30"),
        ("demain 9h du matin", "2026-11-24 09:00"),
        ("call tomorrow at 10 a.m.", "2026-11-24 10:00"),
        ("tomorrow at half past 3", "2026-11-24 15:30"),
        ("day after tomorrow 3pm", "2026-11-25 15:00"),
        ("après-demain matin", "2026-11-25 10:00"),
        ("same time tomorrow", "2026-11-24 14:03"),
        ("demain même heure", "2026-11-24 14:03"),
        ("+2h", "2026-11-23 16:03"),
        ("+30m", "2026-11-23 14:33"),
        ("+1h30", "2026-11-23 15:33"),
        ("+2j", "2026-11-25 14:03"),
        ("+1w", "2026-11-30 14:03"),
        ("in an hour", "2026-11-23 15:03"),
        ("dans une heure", "2026-11-23 15:03"),
        ("in half an hour", "2026-11-23 14:33"),
        ("dans un quart d’heure", "2026-11-23 14:18"),
        ("dans une heure et demie", "2026-11-23 15:33"),
        ("dans deux heures et demie", "2026-11-23 16:33"),
        ("in 2 hours and 30 minutes", "2026-11-23 16:33"),
        ("in 3 weeks", "2026-12-14 14:03"),
        ("dans 3 semaines", "2026-12-14 14:03"),
        ("in 2 days at 10", "2026-11-25 10:00"),
        ("dans 3 mois à 9h30", "2027-02-23 09:30"),
        ("in a year", "2027-11-23 14:03"),
        ("lundi", "2026-11-30 10:00"),
        ("monday 15:00", "2026-11-23 15:00"),
        ("monday 9:00", "2026-11-30 09:00"),
        ("lundi prochain 10h", "2026-11-30 10:00"),
        ("next monday 10am", "2026-11-30 10:00"),
        ("next friday 10am", "2026-12-04 10:00"),
        ("vendredi 10h", "2026-11-27 10:00"),
        ("mardi en huit 9h", "2026-12-01 09:00"),
        ("tuesday next week 10:30", "2026-12-01 10:30"),
        ("mardi de la semaine prochaine à 10h", "2026-12-01 10:00"),
        ("vendredi après-midi", "2026-11-27 14:00"),
        ("mar 14h", "2026-11-24 14:00"),
        ("3 mar 14h", "2027-03-03 14:00"),
        ("3 dec 14:00", "2026-12-03 14:00"),
        ("3 décembre 2026 à 14h", "2026-12-03 14:00"),
        ("december 3rd, 2026 2pm", "2026-12-03 14:00"),
        ("1er janvier 10h", "2027-01-01 10:00"),
        ("3/12 14h", "2026-12-03 14:00"),
        ("03/12/2026 14h", "2026-12-03 14:00"),
        ("3.12.26 14h", "2026-12-03 14:00"),
        ("29/2 10h", "2028-02-29 10:00"),
        ("lundi 30 nov 14h", "2026-11-30 14:00"),
        ("lundi 14 14h30", "2026-12-14 14:30"),
        ("le 3 à 14h", "2026-12-03 14:00"),
        ("the 23rd at 9:00", "2026-12-23 09:00"),
        ("2026-12-03 14:20", "2026-12-03 14:20"),
        ("2026-12-03T14:20", "2026-12-03 14:20"),
        ("2026-12-03T14:20:59", "2026-12-03 14:20"),
        ("2026-12-03T14:20+02:00", "2026-12-03 13:20"),
        ("2026-12-03T14:20Z", "2026-12-03 15:20"),
        ("2026-12-03", "2026-12-03 10:00"),
        ("14:20", "2026-11-23 14:20"),
        ("14h20", "2026-11-23 14:20"),
        ("14:03", "2026-11-24 14:03"),
        ("9:00", "2026-11-24 09:00"),
        ("this afternoon", "2026-11-23 15:15"),
        ("cet après-midi", "2026-11-23 15:15"),
        ("ce soir", "2026-11-23 18:00"),
        ("tonight at 8", "2026-11-23 20:00"),
        ("1", "2026-11-23 15:03"),
        ("2", "2026-11-24 14:03"),
        ("3", "2026-11-24 10:00"),
        ("next half-day", "2026-11-24 10:00"),
    ],
)
def test_phrases(phrase: str, meant: str, language: str) -> None:
    assert read_time(phrase, NOW, PARIS, language) == at(meant)


@pytest.mark.parametrize(
    ("phrase", "language", "meant"),
    [
        ("mar 3 14h", "en", "2027-03-03 14:00"),
        ("mar 9h", "en", "2026-11-24 09:00"),
        ("mar 1 14h", "fr", "2026-12-01 14:00"),
        ("12/25 10h", "en", "2026-12-25 10:00"),
        ("5/12 10h", "en", "2026-12-05 10:00"),
    ],
)
def test_the_language_settles_ties(phrase: str, language: str, meant: str) -> None:
    assert read_time(phrase, NOW, PARIS, language) == at(meant)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "no time"),
        ("blub", "no time"),
        ("tue blub", '"blub" was not understood'),
        ("14:20 15:20", '"15:20" was not understood'),
        ("lundi 10h-12h", '"12h" was not understood'),
        ("today", "no time"),
        ("25h", "no clock shows 25:00"),
        ("12/25 10h", "no calendar"),
        ("31 février 10h", "no calendar"),
        ("mardi 30 nov 14h", "is a Mon"),
        ("today 9:00", "which is over"),
        ("hier 10h", "which is over"),
        ("2024-01-01 10:00", "Mon 1 Jan 2024 10:00, which is over"),
        ("2030-01-01", "more than two years ahead"),
        ("in 3 years", "more than two years ahead"),
        ("0001-01-01", "not one of ours"),
        ("+9999y", "too far ahead"),
        ("+0m", "which is over"),
        ("demain 3 dec 14h", "two days"),
        ("+2h 14:20", "two times"),
        ("this morning", "nearly over"),
    ],
)
def test_refusals_name_what_is_wrong_and_give_examples(phrase: str, said: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        read_time(phrase, NOW, PARIS, "fr")
    assert said in trouble.value.detail
    assert trouble.value.next_step.count('"') == 6


@pytest.mark.parametrize(
    ("now", "zone", "phrase", "meant_utc"),
    [
        # Paris, 29 March 2026: 02:00 to 03:00 does not exist.
        ("2026-03-28 12:00", PARIS, "tomorrow 2:30", "2026-03-29 01:30"),
        ("2026-03-28 22:00", PARIS, "in 1 day", "2026-03-29 20:00"),
        ("2026-03-29 01:30", PARIS, "+2h", "2026-03-29 02:30"),
        ("2026-03-28 14:00", PARIS, "+24h", "2026-03-29 13:00"),
        ("2026-03-09 14:00", PARIS, "in 3 weeks", "2026-03-30 12:00"),
        # Paris, 25 October 2026: 02:00 to 03:00 comes twice; the first is meant.
        ("2026-10-24 12:00", PARIS, "tomorrow 2:30", "2026-10-25 00:30"),
        ("2026-10-24 14:00", PARIS, "+24h", "2026-10-25 12:00"),
        ("2026-10-24 14:00", PARIS, "in 1 day", "2026-10-25 13:00"),
        # New York, 8 March 2026, on the contact's clock.
        ("2026-03-07 12:00", NEW_YORK, "sun 2:30", "2026-03-08 07:30"),
        ("2026-11-23 09:00", NEW_YORK, "14:20", "2026-11-23 19:20"),
        ("2026-11-23 21:00", NEW_YORK, "tomorrow 9", "2026-11-24 14:00"),
    ],
)
def test_clock_changes_and_the_contacts_zone(now: str, zone: str, phrase: str, meant_utc: str) -> None:
    assert read_time(phrase, at(now, zone), zone, "en") == datetime.fromisoformat(meant_utc).replace(
        tzinfo=UTC
    )


@given(
    st.integers(0, 2_000_000).map(lambda minutes: at("2025-01-01") + timedelta(minutes=minutes)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["mon", "mar", "wed", "jeu", "fri", "sam", "dim", "demain", ""]),
    st.sampled_from([PARIS, NEW_YORK, "Australia/Lord_Howe", "Asia/Kolkata"]),
)
@settings(max_examples=150, deadline=None)
def test_a_typed_clock_is_the_next_such_clock(
    now: datetime, hour: int, minute: int, day: str, zone: str
) -> None:
    found = read_time(f"{day} {hour}:{minute:02}", now, zone, "fr")
    assert now < found <= now + timedelta(days=7, hours=2)
    there = found.astimezone(zone_named(zone)).date()
    assert found == instant(datetime.combine(there, time(hour, minute)), zone)


WORDS = st.sampled_from(
    [
        *("+", "1", "2", "30", "14", "h", "m", "d", ":", "/", ".", "-", "2026", "pm", "le", "en", "huit"),
        *("tue", "mar", "demain", "next", "in", "dans", "dec", "half", "past", "quart", "et demie"),
    ]
)


@given(st.text(max_size=25) | st.lists(WORDS, max_size=7).map(" ".join))
@settings(max_examples=400, deadline=None)
@example("0 0")
@example("le 32")
@example("²²")
@example("9999-12-31T23:59-14:00")
def test_nonsense_is_refused_never_crashes(phrase: str) -> None:
    for language in ("en", "fr"):
        try:
            found = read_time(phrase, NOW, PARIS, language)
        except UsageTrouble as trouble:
            assert trouble.detail
        else:
            assert NOW < found <= NOW + timedelta(days=731)
        try:
            read_date(phrase, date(2026, 11, 23), language)
        except UsageTrouble as trouble:
            assert trouble.detail


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("today", "2026-11-23"),
        ("demain", "2026-11-24"),
        ("hier", "2026-11-22"),
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("in 3 weeks", "2026-12-14"),
        ("+10j", "2026-12-03"),
        ("vendredi", "2026-11-27"),
        ("le 3", "2026-12-03"),
        ("dans 3 mois", "2027-02-23"),
    ],
)
def test_days(phrase: str, day: str) -> None:
    assert read_date(phrase, date(2026, 11, 23), "fr") == date.fromisoformat(day)


@pytest.mark.parametrize("phrase", ["14:20", "demain 15h", "+2h", "this afternoon", "1", ""])
def test_a_day_takes_no_time(phrase: str) -> None:
    with pytest.raises(UsageTrouble):
        read_date(phrase, date(2026, 11, 23), "fr")


def test_a_months_last_day_stays_the_last() -> None:
    assert read_date("in 1 month", date(2027, 1, 31), "en") == date(2027, 2, 28)
    assert read_date("dans un an", date(2028, 2, 29), "fr") == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("when", "zone", "own", "language", "shown"),
    [
        ("2026-11-24 14:20", PARIS, PARIS, "en", "Tue 24 Nov 14:20"),
        ("2026-11-24 14:20", PARIS, "Europe/Berlin", "en", "Tue 24 Nov 14:20"),
        ("2026-11-24 14:20", PARIS, "Europe/London", "en", "Tue 24 Nov 14:20 there · 13:20 here"),
        ("2026-11-24 14:20", PARIS, "Europe/London", "fr", "mar 24 nov 14:20 là-bas · 13:20 ici"),
        ("2026-11-24 00:20", PARIS, NEW_YORK, "en", "Tue 24 Nov 00:20 there · Mon 18:20 here"),
        ("2027-01-04 09:00", PARIS, PARIS, "fr", "lun 4 janv 2027 09:00"),
    ],
)
def test_both_clocks(when: str, zone: str, own: str, language: str, shown: str) -> None:
    assert describe(at(when, zone), zone, own, NOW, language) == shown
