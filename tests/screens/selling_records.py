"""Invented people of a shop that sells: deals, clients, check-ins, lists, and who works there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from pipeline_tui.domain.agenda import Appointment, in_order, with_clashes
from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.desk import PastCall
from pipeline_tui.domain.farming import CheckIn, ClientCard, Purchase
from pipeline_tui.domain.hunting import Deal, HandOff
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.shop import FunnelRow, ListLine
from pipeline_tui.domain.stages import Role, Stage
from tests.screens.fake_shop import CLAIRE, NOW

TODAY = date(2026, 11, 23)


CLOSED_DEALS = {
    "brief-taken": Share(14, 41),
    "quote-sent": Share(13, 30),
    "sample": Share(11, 15),
    "awaiting-signature": Share(14, 14),
}


FATOU = Operator(3, "Fatou", frozenset({Role.FARMER}))


MARTHE = Operator(4, "Marthe", frozenset({Role.MANAGER}))


ALONE = Operator(5, "Jeanne", frozenset({Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER}))


BRIEF = MappingProxyType(
    {
        "need": "Weekly bouquet for the reception desk, never lilies: the doctor sneezes",
        "budget": "45 a week",
        "decision": "She decides alone",
        "term": "?",
        "next": "Quote with two versions by Tuesday noon",
    }
)


BEFORE = (
    PastCall(NOW - timedelta(hours=3), "Amélie", "hand-off", "Weekly bouquet · 45 a week"),
    PastCall(NOW - timedelta(hours=3, minutes=4), "Amélie", "hot", "Very friendly. Rings off at noon sharp."),
    PastCall(NOW - timedelta(days=20), "Amélie", "no-answer"),
    PastCall(NOW - timedelta(days=26), "Amélie", "voicemail"),
)


def hand_off(number: int, name: str, *, late: str = "fresh", left: timedelta, to_me: bool = True) -> HandOff:
    return HandOff(
        number,
        100 + number,
        name,
        "Cabinet Petit" if number == 1 else "",
        "Amélie",
        Stage.SCOUTING,
        Stage.HUNTING,
        NOW - timedelta(hours=3),
        NOW + left,
        "waiting",
        late,
        to_me,
        BRIEF,
        BEFORE,
    )


def deal(
    number: int, name: str, step: str, value: int | None, do: str, at: timedelta | None, *, rests: int = 1
) -> Deal:
    return Deal(
        id=number,
        contact_id=200 + number,
        name=name,
        firm="SARL Petit" if number == 3 else "",
        title=do,
        step=step,
        value_minor=value,
        currency="EUR",
        next_do=do,
        next_at=NOW + at if at is not None else None,
        opened_at=NOW - timedelta(days=rests + 2),
        step_since=NOW - timedelta(days=rests),
        overdue=rests > 7,
        days_allowed=7,
    )


DEALS = (
    deal(1, "NGO Minh", "quote-sent", 48000, "Ring about the quote", -timedelta(days=3), rests=9),
    deal(2, "BOULANGER Luc", "sample", 120000, "Ask what they thought of the sample", -timedelta(hours=4)),
    deal(3, "DURAND Anne", "brief-taken", None, "Write the quote with two versions", timedelta(hours=2)),
    deal(4, "Hôtel Bellevue", "awaiting-signature", 1850000, "Remind of the deposit", timedelta(hours=3)),
    deal(5, "MOREAU Sophie", "quote-sent", 9500, "Ring about the quote", timedelta(days=1)),
    deal(6, "LEFÈVRE Jean-Baptiste", "quote-sent", 23500, "Ring about the quote", timedelta(days=3)),
    deal(7, "O'CONNOR Maeve", "brief-taken", 6000, "", None),
)


def check_in(number: int, name: str, days: int, *, hour: int | None = None, segment: str = "B") -> CheckIn:
    on = TODAY + timedelta(days=days)
    at = datetime(on.year, on.month, on.day, hour, 30, tzinfo=UTC) if hour is not None else None
    rhythm = {"A": 14, "B": 30, "C": 90}[segment]
    return CheckIn(number, 300 + number, name, "", on, at, segment, rhythm, "planned", days < 0)


CHECK_INS = (
    check_in(1, "BOULANGER Luc", -3),
    check_in(2, "Hôtel Bellevue", -2, segment="A"),
    check_in(3, "DURAND Anne", 0, hour=8, segment="A"),
    check_in(4, "SARL Petit", 0, hour=10, segment="C"),
    check_in(5, "NGO Minh", 0, hour=13),
    check_in(6, "MOREAU Sophie", 0),
    check_in(7, "LEFÈVRE Jean-Baptiste", 1),
    check_in(8, "ROUSSEAU Paul", 3, segment="C"),
    replace(
        check_in(9, "GIRARD Léa", 0),
        state="done",
        outcome="ordered",
        satisfaction=9,
        note="Wants peonies in May",
        done_on=TODAY,
    ),
)


CLIENT = ClientCard(
    contact_id=301,
    name="BOULANGER Luc",
    spoken="Monsieur Boulanger",
    firm="Boulangerie du Port",
    city="Nantes",
    zone="Europe/Paris",
    segment="B",
    days=30,
    since=date(2024, 3, 8),
    numbers=CLAIRE.numbers,
    purchases=tuple(
        Purchase(
            n,
            date(2026, 11, 2) - timedelta(days=41 * n),
            "Window display, autumn colours",
            14500 + n * 100,
            "EUR",
        )
        for n in range(7)
    ),
    total_minor=103600,
    currency="EUR",
    answers=MappingProxyType(
        {
            "delivery_slot": "before eight, by the back door",
            "style": "red and white, no lilies",
            "next_occasion": "anniversary of the bakery, 12 January",
        }
    ),
    before=(
        PastCall(
            NOW - timedelta(days=33),
            "Fatou",
            "check-in reached",
            "Pleased; asked for a smaller one in winter",
        ),
        PastCall(NOW - timedelta(days=36), "Paul", "won", "€145 Window display"),
        *BEFORE,
    ),
    last_contact=NOW - timedelta(days=33),
    next_check_in=CHECK_INS[0],
    brief=BRIEF,
)


LISTS = tuple(
    ListLine(
        n,
        name,
        "fair",
        state,
        n,
        contacts,
        ready,
        called,
        hot,
        ((Blocker.NO_BASIS, 12), (Blocker.CAPPED, 4)),
        NOW,
    )
    for n, (name, state, contacts, ready, called, hot) in enumerate(
        [
            ("Salon de l'immobilier", "active", 1200, 310, 640, 41),
            ("Offices downtown", "active", 220, 0, 198, 12),
            ("Weddings 2027", "paused", 85, 0, 0, 0),
            ("Spring flats", "loading", 3000, 0, 0, 0),
        ],
        start=1,
    )
)


FUNNEL = tuple(
    FunnelRow(step, number, share)
    for step, number, share in (
        ("listed", 4505, None),
        ("called", 838, 0.186),
        ("reached", 402, 0.48),
        ("handed_off", 53, 0.13),
        ("accepted", 49, 0.92),
        ("deal", 49, 1.0),
        ("won", 21, 0.43),
        ("repeat", 6, 0.29),
    )
)


APPOINTMENTS = in_order(
    with_clashes(
        (
            *(
                Appointment(
                    "check-in",
                    one.id,
                    one.contact_id,
                    one.name,
                    one.firm,
                    one.due_on,
                    one.due_at,
                    30,
                    "",
                    one.overdue,
                )
                for one in CHECK_INS
                if one.state == "planned"
            ),
            Appointment(
                "next-step",
                3,
                203,
                "PETIT Jeanne",
                "",
                TODAY,
                datetime(2026, 11, 23, 13, 45, tzinfo=UTC),
                30,
                "Write the quote",
            ),
        ),
        {},
        TODAY,
    )
)
