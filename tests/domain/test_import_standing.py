"""What is said of a whole list, and what a row says of somebody who is past the scouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.csv_text import Record
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.full_days import FullDays
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_columns import guess_columns
from pipeline_tui.domain.import_purchases import PastPurchase
from pipeline_tui.domain.import_rows import FUTURE, UNDATED, Ground, RowRead, RowReader
from pipeline_tui.domain.import_standing import (
    AHEAD,
    OfTheList,
    RowStanding,
    of_the_list,
    without_standing,
)
from pipeline_tui.domain.stages import Stage

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
FARMING = ImportChoices(stage=Stage.FARMING)
HEADER = ("Nom", "Tel", "Type", "Consentement", "Date consentement", "Vendeur", "Dernier contact", "Achats")


def said(choices: ImportChoices) -> OfTheList:
    return of_the_list(choices, country="FR", language="fr", currency="EUR", today=TODAY)


def read(choices: ImportChoices, *cells: str) -> RowRead:
    row = Record(2, ("Martin", "0199000001", *cells, *[""] * (6 - len(cells))))
    columns = guess_columns(HEADER, [row.cells], without_standing(choices).columns)
    return RowReader(columns, Ground("FR", "Europe/Paris", NOW, said=said(choices))).read(row)


@pytest.mark.parametrize(
    ("choices", "title"),
    [
        (ImportChoices(stage=Stage.CLOSED), "not loaded into closed"),
        (ImportChoices(columns={"owner": "Vendeur"}), "owner says nothing"),
        (ImportChoices(columns={"last-contact": "3"}), "last_contact says nothing"),
        (ImportChoices(evidence="a fair"), "Evidence needs a ground"),
        (ImportChoices(basis=BasisKind.CONTRACT), "needs its evidence"),
        (ImportChoices(basis=BasisKind.CONTRACT, evidence="orders"), "no stranger"),
        (ImportChoices(basis=BasisKind.CONTRACT, evidence="\x1b\x07"), "needs its evidence"),
        (ImportChoices(basis=BasisKind.OWN_REQUEST, evidence="form of 2026-11-01"), "hunters' ground"),
    ],
)
def test_choices_that_make_no_sense(choices: ImportChoices, title: str) -> None:
    with pytest.raises(UsageTrouble, match=title) as trouble:
        said(choices)
    assert trouble.value.next_step


def test_the_list_says_what_a_row_does_not() -> None:
    business = replace(FARMING, audience=Audience.BUSINESS)
    assert [
        contact.audience
        for row in (read(business), read(business, "particulier"), read(FARMING))
        if (contact := row.contact)
    ] == [Audience.BUSINESS, Audience.CONSUMER, None]


@pytest.mark.parametrize(
    ("basis", "evidence", "cells", "given_on", "note"),
    [
        (BasisKind.CONTRACT, "orders of the old shop", (), NOW, ""),
        (BasisKind.CONSENT, "fair of 12/09/2026", (), datetime(2026, 9, 11, 22, tzinfo=UTC), ""),
        (BasisKind.CONSENT, "the fair", (), None, UNDATED),
        (BasisKind.CONSENT, "the fair", ("", "", "12/09/2026"), datetime(2026, 9, 11, 22, tzinfo=UTC), ""),
        (BasisKind.CONSENT, "fair of 2027-01-01", (), None, FUTURE),
        (BasisKind.CONSENT, "fair of 12/09/2026", ("", "non"), None, ""),  # the row's own word goes before
        (BasisKind.CONTRACT, "orders", ("", "non"), None, ""),
    ],
)
def test_a_ground_for_the_whole_list(
    basis: BasisKind, evidence: str, cells: tuple[str, ...], given_on: datetime | None, note: str
) -> None:
    row = read(replace(FARMING, basis=basis, evidence=evidence), *cells)
    assert row.contact is not None
    assert [(one.kind, one.given_at, one.evidence) for one in row.contact.bases] == (
        [(basis, given_on, evidence)] if given_on else []
    )
    assert row.notes == ((note,) if note else ())


def test_a_row_s_own_consent_goes_before_the_list_s_ground() -> None:
    row = read(replace(FARMING, basis=BasisKind.CONTRACT, evidence="orders"), "", "bulletin", "17/08/2026")
    assert row.contact is not None
    assert [one.kind for one in row.contact.bases] == [BasisKind.CONSENT]


def test_a_wish_to_be_called_stands_for_ninety_days() -> None:
    choices = ImportChoices(stage=Stage.HUNTING, basis=BasisKind.OWN_REQUEST, evidence="web form, 2026-11-01")
    row = read(choices)
    assert row.contact is not None
    (basis,) = row.contact.bases
    assert basis.expires_at == basis.given_at + timedelta(days=90)


def test_a_row_says_where_somebody_stands() -> None:
    row = read(FARMING, "", "", "", "Fatou", "02/05/2026", "12/03/2026 45 € roses")
    bought = (PastPurchase(date(2026, 3, 12), 4500, "roses"),)
    assert row.standing == RowStanding("Fatou", date(2026, 5, 2), bought, date(2026, 3, 12))
    hunting = read(ImportChoices(stage=Stage.HUNTING), "", "", "", "Hugo", "02/05/2026", "12/03/2026 45 €")
    assert hunting.standing == RowStanding("Hugo", date(2026, 5, 2))


def test_a_list_for_the_scouts_reads_nothing_of_it() -> None:
    row = read(ImportChoices(), "", "", "", "Hugo", "never", "12/03/2026 45 €")
    assert (row.standing, row.notes) == (None, ())


@pytest.mark.parametrize(
    ("cell", "day", "note"),
    [
        ("02/05/2026", date(2026, 5, 2), ""),
        ("", None, ""),
        ("spring", None, 'the last contact "spring" is no day'),
        ("02/05/2027", None, AHEAD),
    ],
)
def test_the_last_contact(cell: str, day: date | None, note: str) -> None:
    row = read(FARMING, "", "", "", "", cell)
    assert row.standing is not None
    assert (row.standing.last_contact, row.notes) == (day, (note,) if note else ())


_STANDINGS = st.builds(
    RowStanding,
    st.sampled_from(["", "Hugo", "Hana"]),
    st.none() | st.dates(date(2020, 1, 1), TODAY),
    st.lists(
        st.builds(PastPurchase, st.dates(date(2020, 1, 1), TODAY), st.integers(1, 99)),
        max_size=3,
        unique=True,
    ).map(tuple),
    st.none() | st.dates(date(2020, 1, 1), TODAY),
)


@given(_STANDINGS, _STANDINGS)
def test_rows_of_one_person_add_up(one: RowStanding, other: RowStanding) -> None:
    both = one.joined(other)
    assert set(both.bought) == {*one.bought, *other.bought}
    assert both.owner == (one.owner or other.owner)
    assert both.last_contact == max((d for d in (one.last_contact, other.last_contact) if d), default=None)
    assert both.since == min((d for d in (one.since, other.since) if d), default=None)
    assert both.joined(other) == both


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=60),
    st.dictionaries(st.integers(0, 40), st.integers(0, 3), max_size=20),
    st.integers(1, 3),
)
def test_days_fill_first_come_first_served(wishes: list[int], standing: dict[int, int], limit: int) -> None:
    days = {TODAY + timedelta(days=at): count for at, count in standing.items()}
    placed, weekend = FullDays(days, limit, lambda day: day.weekday() > 4), dict(days)
    for at in wishes:
        wished = TODAY + timedelta(days=at)
        got = placed.take(wished)
        slow = wished  # the obvious way: look at every day after the other
        while weekend.get(slow, 0) >= limit or slow.weekday() > 4:
            slow += timedelta(days=1)
        assert got == slow
        weekend[got] = weekend.get(got, 0) + 1


def test_when_no_day_has_room_the_wished_one_is_kept() -> None:
    assert FullDays({}, 5, lambda _: True).take(TODAY) == TODAY
